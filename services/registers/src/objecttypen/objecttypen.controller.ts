import { Body, Controller, Delete, Get, Headers, HttpCode, Inject, Param, Post, Put, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOperation, ApiParam, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Bron } from '@bronhuis/bron';
import { etag, pagina, stuurAntwoord } from '@bronhuis/component';
import { Probleem } from '@bronhuis/standaarden';
import { Aanroeper, Route } from '@bronhuis/toegang';
import type { Aanroep } from '@bronhuis/toegang';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AANTAL, ID, ifMatch, NA_ID, OMVANG, SLEUTEL } from '../parameters.ts';
import { SOORTEN } from './objecttype.ts';
import type { SoortObjecttype } from './objecttype.ts';
import { ConceptInvoer, ObjecttypeAntwoord, ObjecttypeInvoer, ObjecttypenLijst, ObjecttypeversieInvoer, PublicatieInvoer, UitfaseringAntwoord, UitfaseringInvoer } from './objecttypen.dto.ts';
import { leesConcept, leesConcepten, leesTypen, leesTypeversie, leesVersies, telTypen } from './objecttypen.queries.ts';
import { ObjecttypenWijzigen, ONBEKEND } from './objecttypen.wijzigen.ts';
import { conceptEtag, toonConcept, toonVersie } from './weergave.ts';

const CONCEPT_MATCH = ifMatch('het concept');

interface ZoekQuery {
  soort?: SoortObjecttype;
  naam?: string;
  status?: 'gepubliceerd' | 'concept';
  na?: string;
  omvang?: number;
  aantal?: boolean;
}

@ApiTags('objecttypen')
@Controller('objecttypen')
export class ObjecttypenController {
  constructor(
    @Inject(Bron) private readonly bron: Bron,
    @Inject(ObjecttypenWijzigen) private readonly wijzigen: ObjecttypenWijzigen,
  ) {}

  @Get()
  @Route({ actie: 'objecttypen:lezen', klasse: 'geen-persoonsgegevens' })
  @ApiOperation({ operationId: 'zoekObjecttypen', summary: 'Zoek objecttypen', description: 'De objecttypen van de organisatie, elk in de nieuwste gepubliceerde versie; of de concepten.' })
  @ApiQuery({ name: 'soort', required: false, schema: { type: 'string', enum: [...SOORTEN] }, description: 'Alleen typen van deze soort.' })
  @ApiQuery({ name: 'naam', required: false, schema: { type: 'string', maxLength: 100 }, description: 'Het type met deze naam.' })
  @ApiQuery({ name: 'status', required: false, schema: { type: 'string', enum: ['gepubliceerd', 'concept'], default: 'gepubliceerd' }, description: 'De gepubliceerde typen of de concepten.' })
  @ApiQuery(NA_ID)
  @ApiQuery(OMVANG)
  @ApiQuery(AANTAL)
  @ApiResponse({ status: 200, type: ObjecttypenLijst, description: 'De objecttypen.' })
  async zoek(@Aanroeper() aanroep: Aanroep, @Req() verzoek: FastifyRequest, @Query() q: ZoekQuery): Promise<ObjecttypenLijst> {
    const { organisatie } = aanroep;
    const omvang = q.omvang ?? 50;
    const status = q.status ?? 'gepubliceerd';
    const vraag = { soort: q.soort ?? null, naam: q.naam ?? null, na: q.na ?? null, omvang };
    const rijen = status === 'concept' ? (await leesConcepten(this.bron, organisatie, vraag)).map(toonConcept) : (await leesTypen(this.bron, organisatie, vraag)).map(toonVersie);
    const aantal = q.aantal ? await telTypen(this.bron, organisatie, vraag, status) : undefined;
    return pagina(rijen, omvang, verzoek.originalUrl, (r) => r.id, aantal);
  }

  @Get(':id')
  @Route({ actie: 'objecttypen:lezen', klasse: 'geen-persoonsgegevens' })
  @ApiOperation({ operationId: 'leesObjecttype', summary: 'Lees een objecttype', description: 'De nieuwste gepubliceerde versie, of een eerdere.' })
  @ApiParam(ID)
  @ApiQuery({ name: 'versie', required: false, schema: { type: 'integer', minimum: 1, maximum: 2_147_483_647 }, description: 'Een eerdere versie.' })
  @ApiResponse({ status: 200, type: ObjecttypeAntwoord, description: 'Het objecttype.' })
  async lees(@Aanroeper() aanroep: Aanroep, @Param('id') id: string, @Res({ passthrough: true }) reply: FastifyReply, @Query('versie') versie?: number): Promise<ObjecttypeAntwoord> {
    const rij = await leesTypeversie(this.bron, aanroep.organisatie, id, versie ?? null);
    if (!rij) throw Probleem.nietGevonden(ONBEKEND);
    void reply.header('etag', etag(rij.versie));
    return toonVersie(rij);
  }

  @Get(':id/versies')
  @Route({ actie: 'objecttypen:lezen', klasse: 'geen-persoonsgegevens' })
  @ApiOperation({ operationId: 'leesObjecttypeversies', summary: 'Lees de gepubliceerde versies', description: 'De nieuwste voorop; ook wat is uitgefaseerd.' })
  @ApiParam(ID)
  @ApiQuery({ name: 'na', required: false, schema: { type: 'integer', minimum: 1, maximum: 2_147_483_647 }, description: 'Vanaf waar de lijst verder gaat.' })
  @ApiQuery(OMVANG)
  @ApiResponse({ status: 200, type: ObjecttypenLijst, description: 'De versies.' })
  async leesVersies(@Aanroeper() aanroep: Aanroep, @Param('id') id: string, @Req() verzoek: FastifyRequest, @Query('na') na?: number, @Query('omvang') omvang = 50): Promise<ObjecttypenLijst> {
    const rijen = await leesVersies(this.bron, aanroep.organisatie, id, na ?? null, omvang);
    if (rijen.length === 0 && na === undefined) throw Probleem.nietGevonden(ONBEKEND);
    return pagina(rijen.map(toonVersie), omvang, verzoek.originalUrl, (r) => String(r.versie));
  }

  @Post()
  @Route({ actie: 'objecttypen:beheren', klasse: 'geen-persoonsgegevens' })
  @ApiOperation({ operationId: 'maakObjecttype', summary: 'Maak een objecttype', description: 'Met een eerste versie die meteen is gepubliceerd, of als concept.' })
  @ApiHeader(SLEUTEL)
  @ApiBody({ type: ObjecttypeInvoer })
  @ApiResponse({ status: 201, type: ObjecttypeAntwoord, description: 'Het objecttype is gemaakt.' })
  async maak(@Aanroeper() aanroep: Aanroep, @Body() invoer: ObjecttypeInvoer, @Res() reply: FastifyReply): Promise<void> {
    stuurAntwoord(reply, await this.wijzigen.maak(aanroep, invoer));
  }

  @Post(':id/versies')
  @Route({ actie: 'objecttypen:beheren', klasse: 'geen-persoonsgegevens' })
  @ApiOperation({
    operationId: 'maakObjecttypeversie',
    summary: 'Maak een nieuwe versie van een objecttype',
    description: 'Wat er al ligt, blijft bij zijn eigen versie; nieuwe gegevens worden aan de nieuwste gepubliceerde getoetst. Een versie die met eerdere gegevens breekt, wordt geweigerd tenzij u dat verklaart.',
  })
  @ApiParam(ID)
  @ApiHeader(ifMatch('de versie waarop u voortbouwt'))
  @ApiHeader(SLEUTEL)
  @ApiBody({ type: ObjecttypeversieInvoer })
  @ApiResponse({ status: 201, type: ObjecttypeAntwoord, description: 'De nieuwe versie.' })
  async maakVersie(@Aanroeper() aanroep: Aanroep, @Param('id') id: string, @Headers('If-Match') ifMatch: string | undefined, @Body() invoer: ObjecttypeversieInvoer, @Res() reply: FastifyReply): Promise<void> {
    stuurAntwoord(reply, await this.wijzigen.maakVersie(aanroep, id, ifMatch, invoer));
  }

  @Get(':id/concept')
  @Route({ actie: 'objecttypen:lezen', klasse: 'geen-persoonsgegevens' })
  @ApiOperation({ operationId: 'leesConcept', summary: 'Lees het concept van een objecttype' })
  @ApiParam(ID)
  @ApiResponse({ status: 200, type: ObjecttypeAntwoord, description: 'Het concept.' })
  async leesConcept(@Aanroeper() aanroep: Aanroep, @Param('id') id: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<ObjecttypeAntwoord> {
    const rij = await leesConcept(this.bron, aanroep.organisatie, id);
    if (!rij) throw Probleem.nietGevonden('Dit objecttype heeft geen concept.');
    void reply.header('etag', conceptEtag(rij.wijziging));
    return toonConcept(rij);
  }

  @Put(':id/concept')
  @Route({ actie: 'objecttypen:beheren', klasse: 'geen-persoonsgegevens' })
  @ApiOperation({ operationId: 'wijzigConcept', summary: 'Wijzig het concept van een objecttype', description: 'Een gepubliceerde versie verandert nooit.' })
  @ApiParam(ID)
  @ApiHeader(CONCEPT_MATCH)
  @ApiBody({ type: ConceptInvoer })
  @ApiResponse({ status: 200, type: ObjecttypeAntwoord, description: 'Het concept is gewijzigd.' })
  async wijzigConcept(@Aanroeper() aanroep: Aanroep, @Param('id') id: string, @Headers('If-Match') ifMatch: string | undefined, @Body() invoer: ConceptInvoer, @Res() reply: FastifyReply): Promise<void> {
    stuurAntwoord(reply, await this.wijzigen.wijzigConcept(aanroep, id, ifMatch, invoer));
  }

  @Delete(':id/concept')
  @Route({ actie: 'objecttypen:beheren', klasse: 'geen-persoonsgegevens' })
  @ApiOperation({ operationId: 'verwijderConcept', summary: 'Verwijder het concept van een objecttype', description: 'Is er nooit een versie gepubliceerd, dan verdwijnt het objecttype ook.' })
  @ApiParam(ID)
  @ApiHeader(CONCEPT_MATCH)
  @ApiResponse({ status: 204, description: 'Het concept is weg.' })
  async verwijderConcept(@Aanroeper() aanroep: Aanroep, @Param('id') id: string, @Headers('If-Match') ifMatch: string | undefined, @Res() reply: FastifyReply): Promise<void> {
    await this.wijzigen.verwijderConcept(aanroep, id, ifMatch);
    stuurAntwoord(reply, { status: 204, body: null });
  }

  @Post(':id/concept/_publiceren')
  @HttpCode(200)
  @Route({ actie: 'objecttypen:beheren', klasse: 'geen-persoonsgegevens' })
  @ApiOperation({ operationId: 'publiceerConcept', summary: 'Publiceer het concept', description: 'Vanaf nu worden gegevens hieraan getoetst. Breekt het met eerdere gegevens, dan verklaart u dat met een reden.' })
  @ApiParam(ID)
  @ApiHeader(CONCEPT_MATCH)
  @ApiHeader(SLEUTEL)
  @ApiBody({ type: PublicatieInvoer })
  @ApiResponse({ status: 200, type: ObjecttypeAntwoord, description: 'De gepubliceerde versie.' })
  async publiceer(@Aanroeper() aanroep: Aanroep, @Param('id') id: string, @Headers('If-Match') ifMatch: string | undefined, @Body() invoer: PublicatieInvoer, @Res() reply: FastifyReply): Promise<void> {
    stuurAntwoord(reply, await this.wijzigen.publiceer(aanroep, id, ifMatch, invoer));
  }

  @Post(':id/_uitfaseren')
  @HttpCode(200)
  @Route({ actie: 'objecttypen:beheren', klasse: 'geen-persoonsgegevens' })
  @ApiOperation({ operationId: 'faseerUit', summary: 'Faseer een versie uit', description: 'Wat eronder ligt, blijft: te lezen en te wijzigen. Is het de nieuwste versie, dan wordt er niets nieuws van dit type meer gemaakt tot er een volgende is.' })
  @ApiParam(ID)
  @ApiHeader(SLEUTEL)
  @ApiBody({ type: UitfaseringInvoer })
  @ApiResponse({ status: 200, type: UitfaseringAntwoord, description: 'De versie is uitgefaseerd.' })
  async faseerUit(@Aanroeper() aanroep: Aanroep, @Param('id') id: string, @Body() invoer: UitfaseringInvoer, @Res() reply: FastifyReply): Promise<void> {
    stuurAntwoord(reply, await this.wijzigen.faseerUit(aanroep, id, invoer));
  }
}
