import { Body, Controller, Delete, Get, Headers, Inject, Param, Patch, Post, Put, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiHeader, ApiOperation, ApiParam, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Readable } from 'node:stream';
import { Bron } from '@bronhuis/bron';
import { etag, pagina, stuurAntwoord } from '@bronhuis/component';
import { Probleem } from '@bronhuis/standaarden';
import { Aanroeper, Route, type Aanroep } from '@bronhuis/toegang';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Aanbieden } from '../documenten/aanbieden.ts';
import { MEDIATYPEN, type Mediatype } from '../documenten/tekstlezer.ts';
import { eisConcept, type Status } from '../publicaties/publicatie.ts';
import { leesLijst, leesPublicatie, tel } from '../publicaties/publicaties.queries.ts';
import { Bewerken } from './bewerken.ts';
import { AangebodenDocumentDto, AfwegingenInvoer, alsConcept, ConceptDto, ConceptenDto, ConceptWijziging, WeglatingenInvoer } from './concepten.dto.ts';
import { Publiceren } from './publiceren.ts';

const ID = { name: 'id', schema: { type: 'string', format: 'uuid' } } as const;
const IF_MATCH = { name: 'If-Match', required: false, schema: { type: 'string', maxLength: 200 }, description: 'ETag van de versie waarop u voortbouwt.' } as const;
const SLEUTEL = { name: 'Idempotency-Key', required: false, schema: { type: 'string', minLength: 1, maxLength: 200 }, description: 'Sleutel waarmee een herhaald verzoek het eerste antwoord krijgt.' } as const;

@ApiTags('concepten')
@Controller('concepten')
export class ConceptenController {
  constructor(
    @Inject(Bron) private readonly bron: Bron,
    @Inject(Bewerken) private readonly bewerken: Bewerken,
    @Inject(Aanbieden) private readonly aanbieden: Aanbieden,
    @Inject(Publiceren) private readonly publiceren: Publiceren,
  ) {}

  @Get()
  @Route({ actie: 'concepten:lezen', klasse: 'doelgebonden' })
  @ApiOperation({ operationId: 'leesConcepten', summary: 'Besluiten die nog openbaar moeten worden' })
  @ApiQuery({ name: 'status', required: false, schema: { type: 'string', enum: ['concept', 'gepubliceerd', 'ingetrokken', 'publicatieduur-verstreken', 'vervallen'], default: 'concept' } })
  @ApiQuery({ name: 'dossier', required: false, schema: { type: 'string', format: 'uuid' }, description: 'Alleen van dit dossier.' })
  @ApiQuery({ name: 'na', required: false, schema: { type: 'string', format: 'uuid' }, description: 'Waar de vorige pagina eindigde.' })
  @ApiQuery({ name: 'omvang', required: false, schema: { type: 'integer', minimum: 1, maximum: 100, default: 50 } })
  @ApiQuery({ name: 'aantal', required: false, schema: { type: 'boolean' }, description: 'Tel alle concepten.' })
  @ApiResponse({ status: 200, type: ConceptenDto, description: 'Een pagina met concepten, nieuwste eerst.' })
  async lijst(
    @Aanroeper() aanroep: Aanroep,
    @Req() verzoek: FastifyRequest,
    @Query('status') status: Status = 'concept',
    @Query('dossier') dossier?: string,
    @Query('na') na?: string,
    @Query('omvang') omvang = 50,
    @Query('aantal') aantal?: boolean,
  ): Promise<ConceptenDto> {
    const rijen = await leesLijst(this.bron, aanroep.organisatie, status, na ?? null, dossier ?? null, omvang);
    const totaal = aantal ? await tel(this.bron, aanroep.organisatie, status, dossier ?? null) : undefined;
    return pagina(rijen.map(alsConcept), omvang, verzoek.url, (c) => c.id, totaal);
  }

  @Get(':id')
  @Route({ actie: 'concepten:lezen', klasse: 'doelgebonden' })
  @ApiOperation({ operationId: 'leesConcept', summary: 'Een concept, met wat er nog ontbreekt' })
  @ApiParam(ID)
  @ApiResponse({ status: 200, type: ConceptDto, description: 'Het concept.' })
  async een(@Aanroeper() aanroep: Aanroep, @Param('id') id: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<ConceptDto> {
    const rij = await leesPublicatie(this.bron, aanroep.organisatie, id);
    if (!rij) throw Probleem.nietGevonden('Dit concept is er niet.');
    if (rij.status === 'bron-vernietigd') eisConcept(rij);
    void reply.header('etag', etag(rij.versie));
    return alsConcept(rij);
  }

  @Patch(':id')
  @Route({ actie: 'concepten:schrijven', klasse: 'geen-persoonsgegevens' })
  @ApiOperation({ operationId: 'wijzigConcept', summary: 'Geef een concept een titel, omschrijving of besluitdatum' })
  @ApiParam(ID)
  @ApiHeader(IF_MATCH)
  @ApiResponse({ status: 200, type: ConceptDto, description: 'Het gewijzigde concept.' })
  async wijzig(@Aanroeper() aanroep: Aanroep, @Param('id') id: string, @Headers('if-match') ifMatch: string | undefined, @Body() invoer: ConceptWijziging, @Res() reply: FastifyReply): Promise<void> {
    stuurAntwoord(reply, await this.bewerken.velden(aanroep, id, ifMatch, invoer));
  }

  @Put(':id/afwegingen')
  @Route({ actie: 'concepten:schrijven', klasse: 'geen-persoonsgegevens' })
  @ApiOperation({ operationId: 'zetAfwegingen', summary: 'Leg vast welke gegevens zichtbaar mogen blijven, en waarom' })
  @ApiParam(ID)
  @ApiHeader(IF_MATCH)
  @ApiResponse({ status: 200, type: ConceptDto, description: 'Het gewijzigde concept.' })
  async afwegingen(@Aanroeper() aanroep: Aanroep, @Param('id') id: string, @Headers('if-match') ifMatch: string | undefined, @Body() invoer: AfwegingenInvoer, @Res() reply: FastifyReply): Promise<void> {
    stuurAntwoord(reply, await this.bewerken.afwegingen(aanroep, id, ifMatch, invoer.afwegingen));
  }

  @Put(':id/weglatingen')
  @Route({ actie: 'concepten:schrijven', klasse: 'geen-persoonsgegevens' })
  @ApiOperation({ operationId: 'zetWeglatingen', summary: 'Leg vast wat is weggelaten en op welke grond van de Woo' })
  @ApiParam(ID)
  @ApiHeader(IF_MATCH)
  @ApiResponse({ status: 200, type: ConceptDto, description: 'Het gewijzigde concept.' })
  async weglatingen(@Aanroeper() aanroep: Aanroep, @Param('id') id: string, @Headers('if-match') ifMatch: string | undefined, @Body() invoer: WeglatingenInvoer, @Res() reply: FastifyReply): Promise<void> {
    stuurAntwoord(reply, await this.bewerken.weglatingen(aanroep, id, ifMatch, invoer.weglatingen));
  }

  @Post(':id/documenten')
  @Route({ actie: 'concepten:schrijven', klasse: 'doelgebonden' })
  @ApiOperation({ operationId: 'biedDocumentAan', summary: 'Bied een publicatieversie aan; zij wordt gekeurd op persoonsgegevens' })
  @ApiParam(ID)
  @ApiHeader(SLEUTEL)
  @ApiQuery({ name: 'bestandsnaam', required: true, schema: { type: 'string', minLength: 1, maxLength: 200 }, example: 'besluit-buurtfeest.pdf' })
  @ApiQuery({ name: 'titel', required: false, schema: { type: 'string', minLength: 1, maxLength: 255 } })
  @ApiQuery({ name: 'bron', required: false, schema: { type: 'string', format: 'uuid' }, description: 'Informatieobject waarvan dit de publicatieversie is.' })
  @ApiConsumes(...MEDIATYPEN)
  @ApiBody({ required: true, description: 'Het bestand zelf.', schema: { type: 'string', format: 'binary' } })
  @ApiResponse({ status: 201, type: AangebodenDocumentDto, description: 'Het document is goedgekeurd en bewaard.' })
  async bied(
    @Aanroeper() aanroep: Aanroep,
    @Param('id') id: string,
    @Req() verzoek: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query('bestandsnaam') bestandsnaam: string,
    @Query('titel') titel?: string,
    @Query('bron') bron?: string,
  ): Promise<void> {
    const mediatype = (verzoek.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() as Mediatype;
    const lengte = verzoek.headers['content-length'];
    stuurAntwoord(
      reply,
      await this.aanbieden.bied(aanroep, {
        concept: id, mediatype, bestandsnaam, titel: titel ?? null, bron: bron ?? null, inhoud: verzoek.body as Readable, lengte: lengte === undefined ? null : Number(lengte),
      }),
    );
  }

  @Delete(':id/documenten/:document')
  @Route({ actie: 'concepten:schrijven', klasse: 'geen-persoonsgegevens' })
  @ApiOperation({ operationId: 'verwijderDocument', summary: 'Haal een aangeboden document weer weg' })
  @ApiParam(ID)
  @ApiParam({ name: 'document', schema: { type: 'string', format: 'uuid' } })
  @ApiHeader(IF_MATCH)
  @ApiResponse({ status: 200, type: ConceptDto, description: 'Het gewijzigde concept.' })
  async verwijder(@Aanroeper() aanroep: Aanroep, @Param('id') id: string, @Param('document') document: string, @Headers('if-match') ifMatch: string | undefined, @Res() reply: FastifyReply): Promise<void> {
    stuurAntwoord(reply, await this.bewerken.verwijderDocument(aanroep, id, document, ifMatch));
  }

  @Post(':id/_publiceren')
  @Route({ actie: 'concepten:publiceren', klasse: 'doelgebonden' })
  @ApiOperation({ operationId: 'publiceer', summary: 'Maak het concept openbaar' })
  @ApiParam(ID)
  @ApiHeader(IF_MATCH)
  @ApiHeader(SLEUTEL)
  @ApiResponse({ status: 200, type: ConceptDto, description: 'Het is openbaar.' })
  async publiceer(@Aanroeper() aanroep: Aanroep, @Param('id') id: string, @Headers('if-match') ifMatch: string | undefined, @Res() reply: FastifyReply): Promise<void> {
    stuurAntwoord(reply, await this.publiceren.publiceer(aanroep, id, ifMatch));
  }
}
