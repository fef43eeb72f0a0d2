import { Body, Controller, Delete, Get, Inject, Param, Patch, Post, Put, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Bron } from '@bronhuis/bron';
import { CONFIG, stuurAntwoord } from '@bronhuis/component';
import type { Config } from '@bronhuis/component';
import { isUuid } from '@bronhuis/standaarden';
import { Aanroeper, Route } from '@bronhuis/toegang';
import type { Aanroep } from '@bronhuis/toegang';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Adressen, basisVan, OBJECTS, OBJECTTYPES } from '../adressen.ts';
import type { Basis } from '../adressen.ts';
import { bladzijdeVan, leesBladzijde } from '../bladeren.ts';
import { Bewerking, BLADEREN } from '../contract.ts';
import { nietGevonden, ongeldig, veldfout } from '../fouten.ts';
import { isBronVan } from './jsonschema.ts';
import { CLASSIFICATIES, dag, toonGegevens } from './objecttype.ts';
import { leesTypen, leesVersies } from './objecttypes.queries.ts';
import type { Typestand, Versierij } from './objecttypes.queries.ts';
import { ObjecttypesSchrijven } from './objecttypes.schrijven.ts';
import { CLASSIFICATIE, OBJECTTYPE, OBJECTTYPEINVOER, OBJECTTYPELIJST, VERSIE, VERSIEINVOER, VERSIELIJST } from './schemas.ts';

type Ruw = Record<string, unknown>;
const UUID = ['uuid'];
const BIJ_TYPE = ['objecttype_uuid'];
const EEN = ['objecttype_uuid', 'version'];

/** The Objecttypes API v2: at its own address, and since 4.0 also among the paths of the Objects API. */
@ApiTags('objecttypes-v2')
@Controller([`${OBJECTTYPES}/objecttypes`, `${OBJECTS}/objecttypes`])
export class ObjecttypesController {
  private readonly adressen: Adressen;

  constructor(
    @Inject(Bron) private readonly bron: Bron,
    @Inject(ObjecttypesSchrijven) private readonly schrijven: ObjecttypesSchrijven,
    @Inject(CONFIG) config: Config,
  ) {
    this.adressen = new Adressen(config.PUBLIEKE_URL);
  }

  @Get()
  @Route({ actie: 'objecttypen:lezen', klasse: 'geen-persoonsgegevens', token: true })
  @Bewerking({ id: 'objecttype_list', wat: 'Objecttypen', query: { dataClassification: CLASSIFICATIE, ...BLADEREN }, antwoorden: { 200: OBJECTTYPELIJST } })
  async lijst(@Aanroeper() aanroep: Aanroep, @Query() query: Ruw, @Req() verzoek: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const bladzijde = leesBladzijde(query);
    const { dataClassification: gevraagd } = query;
    if (gevraagd !== undefined && gevraagd !== '' && !CLASSIFICATIES.some((c) => c === gevraagd)) throw ongeldig(veldfout('dataClassification', 'invalid_choice', `Kies uit: ${CLASSIFICATIES.join(', ')}.`));
    const basis = basisVan(verzoek.originalUrl);
    const alle = (await leesTypen(this.bron, aanroep.organisatie, null)).map((t) => this.toonType(t, basis)).filter((t) => !gevraagd || t['dataClassification'] === gevraagd);
    stuurAntwoord(reply, { status: 200, body: bladzijdeVan(alle, bladzijde, this.adressen.volledig(verzoek.originalUrl)) });
  }

  @Post()
  @Route({ actie: 'objecttypen:beheren', klasse: 'geen-persoonsgegevens', token: true })
  @Bewerking({ id: 'objecttype_create', wat: 'Maak een objecttype', inhoud: OBJECTTYPEINVOER, antwoorden: { 201: OBJECTTYPE } })
  async maak(@Aanroeper() aanroep: Aanroep, @Body() inhoud: unknown, @Req() verzoek: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const body = this.toonType(await this.schrijven.maak(aanroep, inhoud), basisVan(verzoek.originalUrl));
    stuurAntwoord(reply, { status: 201, body, headers: { location: String(body['url']) } });
  }

  @Get(':uuid')
  @Route({ actie: 'objecttypen:lezen', klasse: 'geen-persoonsgegevens', token: true })
  @Bewerking({ id: 'objecttype_read', wat: 'Een objecttype', pad: UUID, antwoorden: { 200: OBJECTTYPE } })
  async lees(@Aanroeper() aanroep: Aanroep, @Param('uuid') id: string, @Req() verzoek: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    stuurAntwoord(reply, { status: 200, body: this.toonType(await this.vind(aanroep, id), basisVan(verzoek.originalUrl)) });
  }

  @Put(':uuid')
  @Route({ actie: 'objecttypen:beheren', klasse: 'geen-persoonsgegevens', token: true })
  @Bewerking({ id: 'objecttype_update', wat: 'Wijzig een objecttype', pad: UUID, inhoud: OBJECTTYPEINVOER, antwoorden: { 200: OBJECTTYPE } })
  async wijzig(@Aanroeper() aanroep: Aanroep, @Param('uuid') id: string, @Body() inhoud: unknown, @Req() verzoek: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    stuurAntwoord(reply, { status: 200, body: this.toonType(await this.schrijven.wijzig(aanroep, id, inhoud, false), basisVan(verzoek.originalUrl)) });
  }

  @Patch(':uuid')
  @Route({ actie: 'objecttypen:beheren', klasse: 'geen-persoonsgegevens', token: true })
  @Bewerking({ id: 'objecttype_partial_update', wat: 'Wijzig een deel van een objecttype', pad: UUID, inhoud: OBJECTTYPEINVOER, antwoorden: { 200: OBJECTTYPE } })
  async lap(@Aanroeper() aanroep: Aanroep, @Param('uuid') id: string, @Body() inhoud: unknown, @Req() verzoek: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    stuurAntwoord(reply, { status: 200, body: this.toonType(await this.schrijven.wijzig(aanroep, id, inhoud, true), basisVan(verzoek.originalUrl)) });
  }

  @Delete(':uuid')
  @Route({ actie: 'objecttypen:beheren', klasse: 'geen-persoonsgegevens', token: true })
  @Bewerking({ id: 'objecttype_delete', wat: 'Verwijder een objecttype zonder versies', pad: UUID, antwoorden: { 204: null } })
  async verwijder(@Aanroeper() aanroep: Aanroep, @Param('uuid') id: string, @Res() reply: FastifyReply): Promise<void> {
    await this.schrijven.verwijder(aanroep, id);
    stuurAntwoord(reply, { status: 204, body: null });
  }

  @Get(':objecttype_uuid/versions')
  @Route({ actie: 'objecttypen:lezen', klasse: 'geen-persoonsgegevens', token: true })
  @Bewerking({ id: 'objecttypeversion_list', wat: 'Alle versies van een objecttype', pad: BIJ_TYPE, query: BLADEREN, antwoorden: { 200: VERSIELIJST } })
  async versies(@Aanroeper() aanroep: Aanroep, @Param('objecttype_uuid') id: string, @Query() query: Ruw, @Req() verzoek: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const bladzijde = leesBladzijde(query);
    const alle = isUuid(id) ? (await leesVersies(this.bron, aanroep.organisatie, id)).map((v) => this.toonVersie(id, v, basisVan(verzoek.originalUrl))) : [];
    // As with them, a type that is not there has no versions.
    stuurAntwoord(reply, { status: 200, body: bladzijdeVan(alle, bladzijde, this.adressen.volledig(verzoek.originalUrl)) });
  }

  @Post(':objecttype_uuid/versions')
  @Route({ actie: 'objecttypen:beheren', klasse: 'geen-persoonsgegevens', token: true })
  @Bewerking({ id: 'objecttypeversion_create', wat: 'Maak een versie van een objecttype', pad: BIJ_TYPE, inhoud: VERSIEINVOER, antwoorden: { 201: VERSIE } })
  async maakVersie(@Aanroeper() aanroep: Aanroep, @Param('objecttype_uuid') id: string, @Body() inhoud: unknown, @Req() verzoek: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const body = this.toonVersie(id, await this.schrijven.maakVersie(aanroep, id, inhoud), basisVan(verzoek.originalUrl));
    stuurAntwoord(reply, { status: 201, body, headers: { location: String(body['url']) } });
  }

  @Get(':objecttype_uuid/versions/:version')
  @Route({ actie: 'objecttypen:lezen', klasse: 'geen-persoonsgegevens', token: true })
  @Bewerking({ id: 'objecttypeversion_read', wat: 'Een versie van een objecttype', pad: EEN, antwoorden: { 200: VERSIE } })
  async versie(@Aanroeper() aanroep: Aanroep, @Param('objecttype_uuid') id: string, @Param('version') versie: string, @Req() verzoek: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.vind(aanroep, id);
    const gevonden = (await leesVersies(this.bron, aanroep.organisatie, id)).find((v) => String(v.versie) === versie);
    if (!gevonden) throw nietGevonden();
    stuurAntwoord(reply, { status: 200, body: this.toonVersie(id, gevonden, basisVan(verzoek.originalUrl)) });
  }

  @Put(':objecttype_uuid/versions/:version')
  @Route({ actie: 'objecttypen:beheren', klasse: 'geen-persoonsgegevens', token: true })
  @Bewerking({ id: 'objecttypeversion_update', wat: 'Wijzig of publiceer een concept', pad: EEN, inhoud: VERSIEINVOER, antwoorden: { 200: VERSIE } })
  async wijzigVersie(@Aanroeper() aanroep: Aanroep, @Param('objecttype_uuid') id: string, @Param('version') versie: string, @Body() inhoud: unknown, @Req() verzoek: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    stuurAntwoord(reply, { status: 200, body: this.toonVersie(id, await this.schrijven.wijzigVersie(aanroep, id, versie, inhoud), basisVan(verzoek.originalUrl)) });
  }

  @Patch(':objecttype_uuid/versions/:version')
  @Route({ actie: 'objecttypen:beheren', klasse: 'geen-persoonsgegevens', token: true })
  @Bewerking({ id: 'objecttypeversion_partial_update', wat: 'Wijzig of publiceer een concept', pad: EEN, inhoud: VERSIEINVOER, antwoorden: { 200: VERSIE } })
  async lapVersie(@Aanroeper() aanroep: Aanroep, @Param('objecttype_uuid') id: string, @Param('version') versie: string, @Body() inhoud: unknown, @Req() verzoek: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    stuurAntwoord(reply, { status: 200, body: this.toonVersie(id, await this.schrijven.wijzigVersie(aanroep, id, versie, inhoud), basisVan(verzoek.originalUrl)) });
  }

  @Delete(':objecttype_uuid/versions/:version')
  @Route({ actie: 'objecttypen:beheren', klasse: 'geen-persoonsgegevens', token: true })
  @Bewerking({ id: 'objecttypeversion_delete', wat: 'Verwijder een concept', pad: EEN, antwoorden: { 204: null } })
  async verwijderVersie(@Aanroeper() aanroep: Aanroep, @Param('objecttype_uuid') id: string, @Param('version') versie: string, @Res() reply: FastifyReply): Promise<void> {
    await this.schrijven.verwijderVersie(aanroep, id, versie);
    stuurAntwoord(reply, { status: 204, body: null });
  }

  private async vind(aanroep: Aanroep, id: string): Promise<Typestand> {
    const [stand] = isUuid(id) ? await leesTypen(this.bron, aanroep.organisatie, id) : [];
    if (!stand) throw nietGevonden();
    return stand;
  }

  private toonType(t: Typestand, basis: Basis): Ruw {
    const versies = Array.from({ length: t.versie + (t.concept ? 1 : 0) }, (_, i) => this.adressen.versie(t.id, t.versie + (t.concept ? 1 : 0) - i, basis));
    const gegevens = toonGegevens(t.gegevens, t.inhoud ?? t.concept, t.naam);
    return { url: this.adressen.objecttype(t.id, basis), uuid: t.id, ...gegevens, createdAt: dag(t.gemaakt), modifiedAt: dag(t.gewijzigd), versions: versies };
  }

  private toonVersie(id: string, v: Versierij, basis: Basis): Ruw {
    return {
      url: this.adressen.versie(id, v.versie, basis),
      version: v.versie,
      objectType: this.adressen.objecttype(id, basis),
      status: v.status,
      jsonSchema: v.jsonSchema && isBronVan(v.jsonSchema, v.schema) ? v.jsonSchema : v.schema,
      createdAt: dag(v.gemaakt),
      modifiedAt: dag(v.gewijzigd),
      publishedAt: v.gepubliceerd && dag(v.gepubliceerd),
    };
  }
}
