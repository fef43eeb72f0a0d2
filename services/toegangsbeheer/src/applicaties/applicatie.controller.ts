import { Body, Controller, Get, Headers, Inject, Param, Post, Put, Query, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiParam, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { etag, pagina, stuurAntwoord } from '@bronhuis/component';
import { Aanroep, Aanroeper, Route } from '@bronhuis/toegang';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApplicatieAntwoord, ApplicatieInvoer, ApplicatieLijst, ApplicatieWijziging } from './applicatie.dto.ts';
import { Applicaties } from './applicaties.ts';

export const ID = { name: 'id', schema: { type: 'string', pattern: '^[a-z0-9-]{1,100}$' }, description: 'Id van de applicatie.' } as const;

@ApiTags('applicaties')
@Controller('applicaties')
export class ApplicatieController {
  constructor(@Inject(Applicaties) private readonly applicaties: Applicaties) {}

  @Get()
  @Route({ actie: 'applicaties:lezen', klasse: 'geen-persoonsgegevens', resource: 'applicatie' })
  @ApiOperation({ operationId: 'leesApplicaties', summary: 'Applicatieregister', description: 'De applicaties die voor uw organisatie werken.' })
  @ApiQuery({ name: 'na', required: false, schema: { type: 'string', maxLength: 100 }, description: 'Ga verder na deze applicatie.' })
  @ApiQuery({ name: 'omvang', required: false, schema: { type: 'integer', minimum: 1, maximum: 100, default: 25 }, description: 'Aantal per bladzijde.' })
  @ApiResponse({ status: 200, description: 'Applicaties.', type: ApplicatieLijst })
  async lijst(@Aanroeper() aanroep: Aanroep, @Query('na') na: string | undefined, @Query('omvang') omvang: number, @Req() verzoek: FastifyRequest): Promise<object> {
    return pagina(await this.applicaties.lijst(aanroep.organisatie, na ?? '', omvang), omvang, verzoek.url, (a) => a.id);
  }

  @Get(':id')
  @Route({ actie: 'applicaties:lezen', klasse: 'geen-persoonsgegevens', resource: 'applicatie' })
  @ApiOperation({ operationId: 'leesApplicatie', summary: 'Een applicatie' })
  @ApiParam(ID)
  @ApiResponse({ status: 200, description: 'De applicatie.', type: ApplicatieAntwoord })
  async een(@Aanroeper() aanroep: Aanroep, @Param('id') id: string, @Res({ passthrough: true }) antwoord: FastifyReply): Promise<ApplicatieAntwoord> {
    const applicatie = await this.applicaties.lees(aanroep.organisatie, id);
    void antwoord.header('etag', etag(applicatie.versie));
    return applicatie;
  }

  @Post()
  @Route({ actie: 'applicaties:aanmaken', klasse: 'geen-persoonsgegevens', resource: 'applicatie' })
  @ApiOperation({ operationId: 'registreerApplicatie', summary: 'Applicatie registreren', description: 'Een registratie mag onvolledig zijn; er is dan nog geen token.' })
  @ApiHeader({ name: 'Idempotency-Key', required: false, schema: { type: 'string', maxLength: 100 }, description: 'Herhaalt u een verzoek met dezelfde sleutel, dan krijgt u het eerste antwoord.' })
  @ApiResponse({ status: 201, description: 'De applicatie is geregistreerd.', type: ApplicatieAntwoord })
  async registreer(@Aanroeper() aanroep: Aanroep, @Body() invoer: ApplicatieInvoer, @Res() antwoord: FastifyReply): Promise<void> {
    stuurAntwoord(antwoord, await this.applicaties.registreer(aanroep, invoer));
  }

  @Put(':id')
  @Route({ actie: 'applicaties:schrijven', klasse: 'geen-persoonsgegevens', resource: 'applicatie' })
  @ApiOperation({ operationId: 'wijzigApplicatie', summary: 'Applicatie wijzigen' })
  @ApiParam(ID)
  @ApiHeader({ name: 'If-Match', required: false, schema: { type: 'string', maxLength: 100 }, description: 'ETag van de versie die u wijzigt.' })
  @ApiResponse({ status: 200, description: 'De applicatie.', type: ApplicatieAntwoord })
  async wijzig(
    @Aanroeper() aanroep: Aanroep,
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() invoer: ApplicatieWijziging,
    @Res() antwoord: FastifyReply,
  ): Promise<void> {
    stuurAntwoord(antwoord, await this.applicaties.wijzig(aanroep, id, ifMatch, invoer));
  }
}
