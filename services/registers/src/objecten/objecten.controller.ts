import { Body, Controller, Get, Headers, Inject, Param, Post, Put, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOperation, ApiParam, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Bron } from '@bronhuis/bron';
import { etag, KLOK, pagina, stuurAntwoord } from '@bronhuis/component';
import { datumInAmsterdam, isDatum, Probleem, uuidv7 } from '@bronhuis/standaarden';
import type { Datum, Klok } from '@bronhuis/standaarden';
import { Aanroeper, Route } from '@bronhuis/toegang';
import type { Aanroep } from '@bronhuis/toegang';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { samen } from '../objecttypen/aanwijzers.ts';
import { leesNieuwsteTypen } from '../objecttypen/objecttypen.queries.ts';
import { beslisLijst, bronvraag, verwerking } from '../objecttypen/toegang.ts';
import { Typen } from '../objecttypen/typen.ts';
import { zoekOp } from '../objecttypen/vindplaats.ts';
import { ObjectAntwoord, ObjectenLijst, ObjectInvoer, ObjectStand, ObjectversieInvoer, TijdlijnAntwoord } from './objecten.dto.ts';
import { leesObject, leesVersies, NU_BEKEND, telObjecten, zoekObjecten } from './objecten.queries.ts';
import { ObjectenWijzigen } from './objecten.wijzigen.ts';
import { tijdlijn } from './tijdassen.ts';
import { zoekfilter } from './zoekfilter.ts';

const ID = { name: 'id', schema: { type: 'string', format: 'uuid' } } as const;
const GELDIG_OP = { name: 'geldigOp', required: false, schema: { type: 'string', format: 'date' }, description: 'Wat gold op deze dag; zonder: vandaag.' } as const;
const BESCHIKBAAR_OP = { name: 'beschikbaarOp', required: false, schema: { type: 'string', format: 'date-time' }, description: 'Wat wij op dit moment wisten; zonder: alles wat wij nu weten.' } as const;
const SLEUTEL = { name: 'Idempotency-Key', required: false, schema: { type: 'string', minLength: 1, maxLength: 200 }, description: 'Sleutel waarmee een herhaald verzoek het eerste antwoord krijgt.' } as const;
const JSON_TYPE = 'application/json; charset=utf-8';

@ApiTags('objecten')
@Controller('objecten')
export class ObjectenController {
  constructor(
    @Inject(Bron) private readonly bron: Bron,
    @Inject(Typen) private readonly typen: Typen,
    @Inject(ObjectenWijzigen) private readonly wijzigen: ObjectenWijzigen,
    @Inject(KLOK) private readonly klok: Klok,
  ) {}

  @Get()
  @Route({ actie: 'objecten:lezen', klasse: 'doelgebonden', laat: true })
  @ApiOperation({ operationId: 'zoekObjecten', summary: 'Zoek objecten', description: 'Alleen typen die u voor uw doel mag zien.' })
  @ApiQuery({ name: 'objecttype', required: false, schema: { type: 'string', format: 'uuid' }, description: 'Alleen objecten van dit type.' })
  @ApiQuery(GELDIG_OP)
  @ApiQuery(BESCHIKBAAR_OP)
  @ApiQuery({ name: 'zoekPad', required: false, schema: { type: 'string', maxLength: 300 }, description: 'JSON-pointer van het gegeven waarop u zoekt.', example: '/adres/plaats' })
  @ApiQuery({ name: 'zoekWaarde', required: false, schema: { type: 'string', maxLength: 300 }, description: 'De gezochte waarde.' })
  @ApiQuery({ name: 'na', required: false, schema: { type: 'string', format: 'uuid' }, description: 'Vanaf waar de lijst verder gaat.' })
  @ApiQuery({ name: 'omvang', required: false, schema: { type: 'integer', minimum: 1, maximum: 100, default: 50 }, description: 'Aantal op een bladzijde.' })
  @ApiQuery({ name: 'aantal', required: false, schema: { type: 'boolean', default: false }, description: 'Tel ook hoeveel het er zijn.' })
  @ApiResponse({ status: 200, type: ObjectenLijst, description: 'De objecten.' })
  async zoek(@Aanroeper() aanroep: Aanroep, @Req() verzoek: FastifyRequest, @Res() reply: FastifyReply, @Query() q: ZoekQuery): Promise<void> {
    const { organisatie } = aanroep;
    const registraties = (await leesNieuwsteTypen(this.bron, organisatie)).filter((t) => t.soort === 'registratie');
    const gevraagd = registraties.filter((t) => q.objecttype === undefined || t.id === q.objecttype);
    const typen = beslisLijst(aanroep, 'object', gevraagd);
    const omvang = q.omvang ?? 50;
    const vraag = {
      typen: typen.map((t) => t.id),
      geldigOp: this.geldigOp(q.geldigOp),
      beschikbaarOp: q.beschikbaarOp ?? NU_BEKEND,
      bevat: zoekfilter(q.zoekPad, q.zoekWaarde, typen),
      na: q.na ?? null,
      omvang,
    };
    const rijen = await zoekObjecten(this.bron, organisatie, vraag);
    const aantal = q.aantal ? await telObjecten(this.bron, organisatie, vraag) : undefined;
    const { resultaten, ...rest } = pagina(rijen, omvang, verzoek.originalUrl, (r) => r.id, aantal);
    const gegevens = [...new Set(typen.flatMap((t) => t.gegevenscategorieen))];
    const betrokkenen = samen(...resultaten.map((r) => r.betrokkenen));
    await aanroep.vastleggen(betrokkenen.length > 0 ? { handeling: 'Lijst van registraties bekeken', gegevens, object: { soort: 'zoekvraag', id: uuidv7() }, betrokkenen } : null);
    const kop = JSON.stringify(rest).slice(0, -1);
    void reply.header('content-type', JSON_TYPE).send(`${kop},"resultaten":[${resultaten.map((r) => r.tekst).join(',')}]}`);
  }

  @Get(':id')
  @Route({ actie: 'objecten:lezen', klasse: 'doelgebonden', laat: true })
  @ApiOperation({ operationId: 'leesObject', summary: 'Lees een object', description: 'Met beide tijdassen in één vraag: wat gold op een dag, zoals wij dat op een moment wisten.' })
  @ApiParam(ID)
  @ApiQuery(GELDIG_OP)
  @ApiQuery(BESCHIKBAAR_OP)
  @ApiResponse({ status: 200, type: ObjectAntwoord, description: 'Het object.' })
  async lees(@Aanroeper() aanroep: Aanroep, @Param('id') id: string, @Res() reply: FastifyReply, @Query('geldigOp') geldigOp?: string, @Query('beschikbaarOp') beschikbaarOp?: string): Promise<void> {
    const { organisatie } = aanroep;
    const rij = await leesObject(this.bron, organisatie, id, this.geldigOp(geldigOp), beschikbaarOp ?? NU_BEKEND);
    if (!rij) {
      await zoekOp(this.bron, this.typen, aanroep, 'object', id);
      throw Probleem.nietGevonden();
    }
    const { type } = await this.typen.versie(organisatie, rij.objecttype, rij.typeversie);
    aanroep.beslis(bronvraag('object', type, id));
    if (rij.tekst === null || rij.betrokkenen === null) throw Probleem.nietGevonden('Van dit object is op de gevraagde momenten niets bekend.');
    await aanroep.vastleggen(verwerking(type, 'Registratie ingezien', { soort: 'object', id }, rij.betrokkenen));
    void reply.header('etag', etag(rij.versie)).header('content-type', JSON_TYPE).send(rij.tekst);
  }

  @Get(':id/tijdlijn')
  @Route({ actie: 'objecten:lezen', klasse: 'doelgebonden', laat: true })
  @ApiOperation({ operationId: 'leesTijdlijn', summary: 'Lees alle versies van een object', description: 'De einden zijn afgeleid: een versie wordt nooit overschreven.' })
  @ApiParam(ID)
  @ApiResponse({ status: 200, type: TijdlijnAntwoord, description: 'De tijdlijn.' })
  async leesTijdlijn(@Aanroeper() aanroep: Aanroep, @Param('id') id: string, @Req() verzoek: FastifyRequest): Promise<TijdlijnAntwoord> {
    const { type } = await zoekOp(this.bron, this.typen, aanroep, 'object', id);
    const versies = await leesVersies(this.bron, aanroep.organisatie, id);
    await aanroep.vastleggen(verwerking(type, 'Geschiedenis van registratie ingezien', { soort: 'object', id }, samen(...versies.map((v) => v.betrokkenen))));
    const resultaten = tijdlijn(versies).map(({ versie: v, eindGeldigheid, eindRegistratie, gecorrigeerdDoor }) => ({
      versie: v.versie,
      beginGeldigheid: v.beginGeldigheid,
      eindGeldigheid,
      tijdstipRegistratie: v.tijdstipRegistratie.toISOString(),
      eindRegistratie: eindRegistratie?.toISOString() ?? null,
      correctieVoor: v.correctieVoor,
      gecorrigeerdDoor,
      gegevens: v.gegevens,
    }));
    return { links: { self: verzoek.originalUrl }, resultaten };
  }

  @Post()
  @Route({ actie: 'objecten:aanmaken', klasse: 'doelgebonden', laat: true })
  @ApiOperation({ operationId: 'registreerObject', summary: 'Registreer een object' })
  @ApiHeader(SLEUTEL)
  @ApiBody({ type: ObjectInvoer })
  @ApiResponse({ status: 201, type: ObjectStand, description: 'Het object is geregistreerd.' })
  async registreer(@Aanroeper() aanroep: Aanroep, @Body() invoer: ObjectInvoer, @Res() reply: FastifyReply): Promise<void> {
    stuurAntwoord(reply, await this.wijzigen.registreer(aanroep, invoer));
  }

  @Put(':id')
  @Route({ actie: 'objecten:schrijven', klasse: 'doelgebonden', laat: true })
  @ApiOperation({ operationId: 'wijzigObject', summary: 'Leg een nieuwe versie van een object vast', description: 'Er wordt nooit iets overschreven. Een eerdere begindatum splitst de periode waarin zij valt; met correctieVoor vervangt u een onjuiste versie.' })
  @ApiParam(ID)
  @ApiHeader({ name: 'If-Match', required: false, schema: { type: 'string' }, description: 'ETag van de versie waarop u voortbouwt.' })
  @ApiBody({ type: ObjectversieInvoer })
  @ApiResponse({ status: 200, type: ObjectStand, description: 'De nieuwe versie is vastgelegd.' })
  async wijzig(@Aanroeper() aanroep: Aanroep, @Param('id') id: string, @Headers('If-Match') ifMatch: string | undefined, @Body() invoer: ObjectversieInvoer, @Res() reply: FastifyReply): Promise<void> {
    stuurAntwoord(reply, await this.wijzigen.wijzig(aanroep, id, ifMatch, invoer));
  }

  private geldigOp(gevraagd: string | undefined): Datum {
    if (gevraagd === undefined) return datumInAmsterdam(this.klok.nu());
    if (!isDatum(gevraagd)) throw Probleem.ongeldig([{ name: 'geldigOp', reason: 'Deze datum bestaat niet.', code: 'datum' }]);
    return gevraagd;
  }
}

interface ZoekQuery {
  objecttype?: string;
  geldigOp?: string;
  beschikbaarOp?: string;
  zoekPad?: string;
  zoekWaarde?: string;
  na?: string;
  omvang?: number;
  aantal?: boolean;
}
