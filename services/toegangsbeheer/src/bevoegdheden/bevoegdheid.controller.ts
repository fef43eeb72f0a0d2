import { Body, Controller, Get, Headers, Inject, Param, Post, Put, Query, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiParam, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { pagina, stuurAntwoord } from '@bronhuis/component';
import { Aanroep, Aanroeper, Route } from '@bronhuis/toegang';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Bevoegdheden } from './bevoegdheden.ts';
import { BevoegdheidAntwoord, BevoegdheidInvoer, BevoegdheidLijst } from './bevoegdheid.dto.ts';

const NUL = '00000000-0000-0000-0000-000000000000';

@ApiTags('bevoegdheden')
@Controller('bevoegdheden')
export class BevoegdheidController {
  constructor(@Inject(Bevoegdheden) private readonly bevoegdheden: Bevoegdheden) {}

  @Get()
  @Route({ actie: 'bevoegdheden:lezen', klasse: 'geen-persoonsgegevens', resource: 'bevoegdheid' })
  @ApiOperation({ operationId: 'leesBevoegdheden', summary: 'Bevoegdheden', description: 'Wie namens uw organisatie mag handelen, waarvoor en hoe lang.' })
  @ApiQuery({ name: 'na', required: false, schema: { type: 'string', format: 'uuid' }, description: 'Ga verder na deze bevoegdheid.' })
  @ApiQuery({ name: 'omvang', required: false, schema: { type: 'integer', minimum: 1, maximum: 100, default: 25 }, description: 'Aantal per bladzijde.' })
  @ApiResponse({ status: 200, description: 'Bevoegdheden.', type: BevoegdheidLijst })
  async lijst(@Aanroeper() aanroep: Aanroep, @Query('na') na: string | undefined, @Query('omvang') omvang: number, @Req() verzoek: FastifyRequest): Promise<object> {
    return pagina(await this.bevoegdheden.lijst(aanroep.organisatie, na ?? NUL, omvang), omvang, verzoek.url, (b) => b.id);
  }

  @Post()
  @Route({ actie: 'bevoegdheden:aanmaken', klasse: 'geen-persoonsgegevens', resource: 'bevoegdheid' })
  @ApiOperation({ operationId: 'registreerBevoegdheid', summary: 'Bevoegdheid registreren' })
  @ApiHeader({ name: 'Idempotency-Key', required: false, schema: { type: 'string', maxLength: 100 }, description: 'Herhaalt u een verzoek met dezelfde sleutel, dan krijgt u het eerste antwoord.' })
  @ApiResponse({ status: 201, description: 'De bevoegdheid is geregistreerd.', type: BevoegdheidAntwoord })
  async registreer(@Aanroeper() aanroep: Aanroep, @Body() invoer: BevoegdheidInvoer, @Res() antwoord: FastifyReply): Promise<void> {
    stuurAntwoord(antwoord, await this.bevoegdheden.registreer(aanroep, invoer));
  }

  @Put(':id')
  @Route({ actie: 'bevoegdheden:schrijven', klasse: 'geen-persoonsgegevens', resource: 'bevoegdheid' })
  @ApiOperation({ operationId: 'wijzigBevoegdheid', summary: 'Bevoegdheid wijzigen of beëindigen' })
  @ApiParam({ name: 'id', schema: { type: 'string', format: 'uuid' } })
  @ApiHeader({ name: 'If-Match', required: false, schema: { type: 'string', maxLength: 100 }, description: 'ETag van de versie die u wijzigt.' })
  @ApiResponse({ status: 200, description: 'De bevoegdheid.', type: BevoegdheidAntwoord })
  async wijzig(
    @Aanroeper() aanroep: Aanroep,
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() invoer: BevoegdheidInvoer,
    @Res() antwoord: FastifyReply,
  ): Promise<void> {
    stuurAntwoord(antwoord, await this.bevoegdheden.wijzig(aanroep, id, ifMatch, invoer));
  }
}
