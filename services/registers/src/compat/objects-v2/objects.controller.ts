import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Patch, Post, Put, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { stuurAntwoord } from '@bronhuis/component';
import { Aanroeper, Route } from '@bronhuis/toegang';
import type { Aanroep } from '@bronhuis/toegang';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { OBJECTS } from '../adressen.ts';
import { Bewerking, BLADEREN } from '../contract.ts';
import { Lezer } from '../invoer.ts';
import { CRS, eisCrs } from './crs.ts';
import { eisZonderBsn } from './filters.ts';
import { leesFiltervraag, leesMomenten } from './lijstvraag.ts';
import { ObjectsLezen } from './objects.lezen.ts';
import type { Gezien } from './objects.lezen.ts';
import { ObjectsSchrijven } from './objects.schrijven.ts';
import { BEHOUDEN, FIELDS, HISTORIELIJST, HISTORIERECORD, LIJSTQUERY, MOMENTEN, OBJECT, OBJECTINVOER, OBJECTLIJST, PERMISSIES, ZOEKINVOER } from './schemas.ts';
import { leesVelden } from './velden.ts';
import { leesVlak } from './vlak.queries.ts';

type Ruw = Record<string, unknown>;
const UUID = ['uuid'];
const LEESKOP = ['Accept-Crs'];
const KOPPEN = ['Accept-Crs', 'Content-Crs'];

/** The Objects API v2 (2.6 of Objects API 3.6, 2.7 of Open Object 4.0), on the objects of the registers. */
@ApiTags('objects-v2')
@Controller(OBJECTS)
export class ObjectsController {
  constructor(
    @Inject(ObjectsLezen) private readonly lezen: ObjectsLezen,
    @Inject(ObjectsSchrijven) private readonly schrijven: ObjectsSchrijven,
  ) {}

  @Get('objects')
  @Route({ actie: 'objecten:lezen', klasse: 'doelgebonden', laat: true, token: true })
  @Bewerking({ id: 'object_list', wat: 'Objecten met hun geldende record', query: LIJSTQUERY, koppen: LEESKOP, antwoorden: { 200: OBJECTLIJST } })
  async lijst(@Aanroeper() aanroep: Aanroep, @Query() query: Ruw, @Req() verzoek: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    eisCrs(verzoek.headers, false);
    eisZonderBsn(verzoek.originalUrl);
    stuurGezien(reply, await this.lezen.lijst(aanroep, leesFiltervraag(query), query, verzoek.originalUrl));
  }

  @Post('objects')
  @Route({ actie: 'objecten:aanmaken', klasse: 'doelgebonden', laat: true, token: true })
  @Bewerking({ id: 'object_create', wat: 'Maak een object met zijn eerste record', koppen: KOPPEN, inhoud: OBJECTINVOER, antwoorden: { 201: OBJECT } })
  async maak(@Aanroeper() aanroep: Aanroep, @Body() inhoud: unknown, @Req() verzoek: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    eisCrs(verzoek.headers, true);
    stuurAntwoord(metCrs(reply), await this.schrijven.maak(aanroep, inhoud));
  }

  @Post('objects/search')
  @HttpCode(200)
  @Route({ actie: 'objecten:lezen', klasse: 'doelgebonden', laat: true, token: true })
  @Bewerking({ id: 'object_search', wat: 'Zoek objecten met een vraag in de inhoud', query: BLADEREN, koppen: KOPPEN, inhoud: ZOEKINVOER, antwoorden: { 200: OBJECTLIJST } })
  async zoek(@Aanroeper() aanroep: Aanroep, @Query() query: Ruw, @Body() inhoud: unknown, @Req() verzoek: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    eisCrs(verzoek.headers, true);
    eisZonderBsn(verzoek.originalUrl);
    const lezer = Lezer.van(inhoud);
    const vlak = lezer.deel('geometry')?.voorwerp('within');
    lezer.klaar();
    const vraag = leesFiltervraag(query, (inhoud ?? {}) as Ruw);
    stuurGezien(reply, await this.lezen.lijst(aanroep, vraag, query, verzoek.originalUrl, vlak ? leesVlak(vlak) : null));
  }

  @Get('objects/:uuid')
  @Route({ actie: 'objecten:lezen', klasse: 'doelgebonden', laat: true, token: true })
  @Bewerking({ id: 'object_read', wat: 'Een object met zijn geldende record', pad: UUID, query: { ...FIELDS, ...MOMENTEN }, koppen: LEESKOP, antwoorden: { 200: OBJECT } })
  async lees(@Aanroeper() aanroep: Aanroep, @Param('uuid') id: string, @Query() query: Ruw, @Req() verzoek: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    eisCrs(verzoek.headers, false);
    stuurGezien(reply, await this.lezen.een(aanroep, id, leesMomenten(query), leesVelden(typeof query['fields'] === 'string' ? query['fields'] : undefined)));
  }

  @Put('objects/:uuid')
  @Route({ actie: 'objecten:schrijven', klasse: 'doelgebonden', laat: true, token: true })
  @Bewerking({ id: 'object_update', wat: 'Leg een nieuw record vast', pad: UUID, koppen: KOPPEN, inhoud: OBJECTINVOER, antwoorden: { 200: OBJECT } })
  async wijzig(@Aanroeper() aanroep: Aanroep, @Param('uuid') id: string, @Body() inhoud: unknown, @Req() verzoek: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    eisCrs(verzoek.headers, true);
    stuurAntwoord(metCrs(reply), await this.schrijven.wijzig(aanroep, id, inhoud, false));
  }

  @Patch('objects/:uuid')
  @Route({ actie: 'objecten:schrijven', klasse: 'doelgebonden', laat: true, token: true })
  @Bewerking({ id: 'object_partial_update', wat: 'Leg een nieuw record vast dat voortbouwt op het laatste', pad: UUID, koppen: KOPPEN, inhoud: OBJECTINVOER, antwoorden: { 200: OBJECT } })
  async lap(@Aanroeper() aanroep: Aanroep, @Param('uuid') id: string, @Body() inhoud: unknown, @Req() verzoek: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    eisCrs(verzoek.headers, true);
    stuurAntwoord(metCrs(reply), await this.schrijven.wijzig(aanroep, id, inhoud, true));
  }

  @Delete('objects/:uuid')
  @Route({ actie: 'objecten:verwijderen', klasse: 'doelgebonden', laat: true, gevoelig: true, token: true })
  @Bewerking({ id: 'object_delete', wat: 'Verwijder een object met al zijn records', pad: UUID, query: { zaak: { type: 'string', format: 'uri' } }, antwoorden: { 200: BEHOUDEN, 204: null } })
  async verwijder(@Aanroeper() aanroep: Aanroep, @Param('uuid') id: string, @Query('zaak') zaak: string | undefined, @Res() reply: FastifyReply): Promise<void> {
    if (await this.schrijven.verwijder(aanroep, id, zaak)) stuurAntwoord(reply, { status: 204, body: null });
    else stuurAntwoord(metCrs(reply), { status: 200, body: { behouden: [this.lezen.adresVan(id)] } });
  }

  @Get('objects/:uuid/history')
  @Route({ actie: 'objecten:lezen', klasse: 'doelgebonden', laat: true, token: true })
  @Bewerking({ id: 'object_history', wat: 'Alle records van een object', pad: UUID, query: BLADEREN, koppen: LEESKOP, antwoorden: { 200: HISTORIELIJST } })
  async geschiedenis(@Aanroeper() aanroep: Aanroep, @Param('uuid') id: string, @Query() query: Ruw, @Req() verzoek: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    eisCrs(verzoek.headers, false);
    stuurAntwoord(metCrs(reply), { status: 200, body: await this.lezen.geschiedenis(aanroep, id, query, verzoek.originalUrl) });
  }

  @Get('objects/:uuid/:index')
  @Route({ actie: 'objecten:lezen', klasse: 'doelgebonden', laat: true, token: true })
  @Bewerking({ id: 'object_history_detail', wat: 'Eén record van een object', pad: ['uuid', 'index'], koppen: LEESKOP, antwoorden: { 200: HISTORIERECORD } })
  async record(@Aanroeper() aanroep: Aanroep, @Param('uuid') id: string, @Param('index') index: string, @Req() verzoek: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    eisCrs(verzoek.headers, false);
    stuurAntwoord(metCrs(reply), { status: 200, body: await this.lezen.record(aanroep, id, index) });
  }

  @Get('permissions')
  @Route({ actie: 'objecten:lezen', klasse: 'doelgebonden', laat: true, token: true })
  @Bewerking({ id: 'permission_list', wat: 'Wat u met de objecten van elk type mag', query: BLADEREN, antwoorden: { 200: PERMISSIES } })
  async permissies(@Aanroeper() aanroep: Aanroep, @Query() query: Ruw, @Req() verzoek: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    stuurAntwoord(reply, { status: 200, body: await this.lezen.permissies(aanroep, query, verzoek.originalUrl) });
  }
}

const metCrs = (reply: FastifyReply): FastifyReply => reply.header('content-crs', CRS);

function stuurGezien(reply: FastifyReply, { antwoord, verborgen }: Gezien<object>): void {
  if (verborgen !== null) void reply.header('x-unauthorized-fields', verborgen);
  stuurAntwoord(metCrs(reply), { status: 200, body: antwoord });
}
