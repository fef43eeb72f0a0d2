import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Bron } from '@bronhuis/bron';
import { etag, KLOK, pagina } from '@bronhuis/component';
import { datumInAmsterdam, Probleem, type Klok } from '@bronhuis/standaarden';
import { Aanroep, Aanroeper, Route } from '@bronhuis/toegang';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DossierDto, DossiersDto } from './dossiers.dto.ts';
import { leesDossier, leesDossiers, telDossiers, type DossierRij } from './dossiers.queries.ts';

@ApiTags('dossiers')
@Controller('dossiers')
export class DossiersController {
  constructor(
    @Inject(Bron) private readonly bron: Bron,
    @Inject(KLOK) private readonly klok: Klok,
  ) {}

  @Get()
  @Route({ actie: 'archiefacties:lezen', klasse: 'geen-persoonsgegevens' })
  @ApiOperation({ operationId: 'leesDossiers', summary: 'Dossiers met hun archiefactiedatum' })
  @ApiQuery({ name: 'status', required: false, schema: { type: 'string', enum: ['open', 'afgesloten', 'vernietigd'] } })
  @ApiQuery({ name: 'vervallen', required: false, schema: { type: 'boolean' }, description: 'Alleen dossiers waarvan de archiefactiedatum is bereikt.' })
  @ApiQuery({ name: 'objecttype', required: false, schema: { type: 'string', maxLength: 200 } })
  @ApiQuery({ name: 'kenmerk', required: false, schema: { type: 'string', maxLength: 100 } })
  @ApiQuery({ name: 'na', required: false, schema: { type: 'string', format: 'uuid' }, description: 'Waar de vorige pagina eindigde.' })
  @ApiQuery({ name: 'omvang', required: false, schema: { type: 'integer', minimum: 1, maximum: 100, default: 50 } })
  @ApiQuery({ name: 'aantal', required: false, schema: { type: 'boolean' }, description: 'Tel alle dossiers.' })
  @ApiResponse({ status: 200, type: DossiersDto, description: 'Een pagina met dossiers.' })
  async lijst(
    @Aanroeper() aanroep: Aanroep,
    @Req() verzoek: FastifyRequest,
    @Query('status') status?: string,
    @Query('vervallen') vervallen?: boolean,
    @Query('objecttype') objecttype?: string,
    @Query('kenmerk') kenmerk?: string,
    @Query('na') na?: string,
    @Query('omvang') omvang = 50,
    @Query('aantal') aantal?: boolean,
  ): Promise<DossiersDto> {
    const filter = {
      status: status ?? null,
      objecttype: objecttype ?? null,
      kenmerk: kenmerk ?? null,
      vervallenOp: vervallen ? datumInAmsterdam(this.klok.nu()) : null,
    };
    const rijen = await leesDossiers(this.bron, aanroep.organisatie, filter, na ?? null, omvang);
    const totaal = aantal ? await telDossiers(this.bron, aanroep.organisatie, filter) : undefined;
    return pagina(rijen.map(alsDossier), omvang, verzoek.url, (d) => d.id, totaal);
  }

  @Get(':id')
  @Route({ actie: 'archiefacties:lezen', klasse: 'geen-persoonsgegevens' })
  @ApiOperation({ operationId: 'leesDossier', summary: 'De archiefactiedatum van een dossier, met uitleg' })
  @ApiParam({ name: 'id', schema: { type: 'string', format: 'uuid' } })
  @ApiResponse({ status: 200, type: DossierDto, description: 'Het dossier.' })
  async een(@Aanroeper() aanroep: Aanroep, @Param('id') id: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<DossierDto> {
    const rij = await leesDossier(this.bron, aanroep.organisatie, id);
    if (rij === undefined) throw Probleem.nietGevonden('Dit dossier is hier niet bekend.');
    void reply.header('etag', etag(rij.versie));
    return alsDossier(rij);
  }
}

function alsDossier(rij: DossierRij): DossierDto {
  const { versie: _, waardering, ...dossier } = rij;
  return { ...dossier, waardering: waardering === null ? null : { ...waardering, lijst: `${waardering.lijst} ${waardering.jaar}` } };
}
