import { Body, Controller, Get, Headers, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiParam, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Bron } from '@bronhuis/bron';
import { pagina, stuurAntwoord } from '@bronhuis/component';
import { Aanroep, Aanroeper, Route } from '@bronhuis/toegang';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { BevriezingDto, BevriezingenDto, NieuweBevriezingDto } from './bevriezingen.dto.ts';
import { leesBevriezingen } from './bevriezingen.queries.ts';
import { alsBevriezing, Bevriezen } from './bevriezen.ts';

const SLEUTEL = { name: 'Idempotency-Key', required: false, schema: { type: 'string', maxLength: 200 }, description: 'Zelfde sleutel, zelfde antwoord.' } as const;

@ApiTags('bevriezingen')
@Controller('bevriezingen')
export class BevriezingenController {
  constructor(
    @Inject(Bron) private readonly bron: Bron,
    @Inject(Bevriezen) private readonly bevriezen: Bevriezen,
  ) {}

  @Post()
  @Route({ actie: 'bevriezingen:aanmaken', klasse: 'doelgebonden' })
  @ApiOperation({ operationId: 'plaatsBevriezing', summary: 'Een dossier bevriezen: het wordt niet vernietigd zolang dit geldt' })
  @ApiHeader(SLEUTEL)
  @ApiResponse({ status: 201, type: BevriezingDto, description: 'De bevriezing geldt.' })
  async plaats(@Aanroeper() aanroep: Aanroep, @Body() body: NieuweBevriezingDto, @Res() reply: FastifyReply): Promise<void> {
    stuurAntwoord(reply, await this.bevriezen.plaats(aanroep, body));
  }

  @Get()
  @Route({ actie: 'bevriezingen:lezen', klasse: 'geen-persoonsgegevens' })
  @ApiOperation({ operationId: 'leesBevriezingen', summary: 'Bevriezingen, ook die zijn opgeheven' })
  @ApiQuery({ name: 'dossier', required: false, schema: { type: 'string', format: 'uuid' } })
  @ApiQuery({ name: 'geldend', required: false, schema: { type: 'boolean' }, description: 'Alleen wat nu geldt.' })
  @ApiQuery({ name: 'na', required: false, schema: { type: 'string', format: 'uuid' }, description: 'Waar de vorige pagina eindigde.' })
  @ApiQuery({ name: 'omvang', required: false, schema: { type: 'integer', minimum: 1, maximum: 100, default: 50 } })
  @ApiResponse({ status: 200, type: BevriezingenDto, description: 'Een pagina met bevriezingen.' })
  async lijst(
    @Aanroeper() aanroep: Aanroep,
    @Req() verzoek: FastifyRequest,
    @Query('dossier') dossier?: string,
    @Query('geldend') geldend?: boolean,
    @Query('na') na?: string,
    @Query('omvang') omvang = 50,
  ): Promise<BevriezingenDto> {
    const rijen = await leesBevriezingen(this.bron, aanroep.organisatie, { dossier: dossier ?? null, alleenGeldend: geldend ?? false }, na ?? null, omvang);
    return pagina(rijen.map(alsBevriezing), omvang, verzoek.url, (b) => b.id);
  }

  @Post(':id/_opheffen')
  @HttpCode(200)
  @Route({ actie: 'bevriezingen:sluiten', klasse: 'doelgebonden' })
  @ApiOperation({ operationId: 'hefBevriezingOp', summary: 'Een bevriezing opheffen; andere bevriezingen van het dossier blijven gelden' })
  @ApiParam({ name: 'id', schema: { type: 'string', format: 'uuid' } })
  @ApiHeader(SLEUTEL)
  @ApiHeader({ name: 'If-Match', required: false, schema: { type: 'string' }, description: 'Versie die u opheft.' })
  @ApiResponse({ status: 200, type: BevriezingDto, description: 'De bevriezing is opgeheven.' })
  async hefOp(@Aanroeper() aanroep: Aanroep, @Param('id') id: string, @Res() reply: FastifyReply, @Headers('If-Match') ifMatch?: string): Promise<void> {
    stuurAntwoord(reply, await this.bevriezen.hefOp(aanroep, id, ifMatch));
  }
}
