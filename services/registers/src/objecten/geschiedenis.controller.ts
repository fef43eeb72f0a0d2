import { Controller, Get, Headers, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiParam, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Bron } from '@bronhuis/bron';
import { KLOK } from '@bronhuis/component';
import { datumInAmsterdam, Probleem } from '@bronhuis/standaarden';
import type { InvalidParam, Klok } from '@bronhuis/standaarden';
import { Aanroeper, Route } from '@bronhuis/toegang';
import type { Aanroep } from '@bronhuis/toegang';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { eisCrs, WGS84 } from '../geometrie/crs.ts';
import type { Crs } from '../geometrie/crs.ts';
import { ACCEPT_CRS, MET_CRS } from '../geometrie/geometrie.dto.ts';
import type { Geometrie } from '../geometrie/geojson.ts';
import { naarCrs } from '../geometrie/omrekenen.ts';
import { samen } from '../objecttypen/aanwijzers.ts';
import { verwerking, zichtVan } from '../objecttypen/toegang.ts';
import { Typen } from '../objecttypen/typen.ts';
import { nietGevonden, zoekOp } from '../objecttypen/vindplaats.ts';
import { dag, ID, moment } from '../parameters.ts';
import { strip } from '../objecttypen/zicht.ts';
import { TijdlijnAntwoord, VerschilAntwoord } from './geschiedenis.dto.ts';
import { bestaat, onvolledigTot } from './object.ts';
import { leesVersies } from './objecten.queries.ts';
import type { ObjectVersie } from './objecten.queries.ts';
import { geldend, perioden, tijdlijn } from './tijdassen.ts';
import { gelijk, verschillen } from './verschil.ts';

interface VerschilQuery {
  van?: string;
  tot?: string;
  vanBeschikbaarOp?: string;
  totBeschikbaarOp?: string;
}

@ApiTags('objecten')
@Controller('objecten')
export class GeschiedenisController {
  constructor(
    @Inject(Bron) private readonly bron: Bron,
    @Inject(Typen) private readonly typen: Typen,
    @Inject(KLOK) private readonly klok: Klok,
  ) {}

  @Get(':id/tijdlijn')
  @Route({ actie: 'objecten:lezen', klasse: 'doelgebonden', laat: true })
  @ApiOperation({ operationId: 'leesTijdlijn', summary: 'Lees alle versies van een object', description: 'Met wie ze heeft vastgelegd, en alle perioden op beide tijdassen. Einden zijn afgeleid: een versie wordt nooit overschreven.' })
  @ApiParam(ID)
  @ApiHeader(ACCEPT_CRS)
  @ApiResponse({ status: 200, type: TijdlijnAntwoord, headers: MET_CRS, description: 'De tijdlijn.' })
  async leesTijdlijn(@Aanroeper() aanroep: Aanroep, @Param('id') id: string, @Headers('Accept-Crs') acceptCrs: string | undefined, @Req() verzoek: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<TijdlijnAntwoord> {
    const crs = eisCrs(acceptCrs, 'Accept-Crs');
    const { type } = await zoekOp(this.bron, this.typen, aanroep, 'object', id);
    const versies = await leesVersies(this.bron, aanroep.organisatie, id);
    if (versies.length === 0) throw nietGevonden('object');
    await aanroep.vastleggen(verwerking(type, 'Geschiedenis van registratie ingezien', { soort: 'object', id }, samen(...versies.map((v) => v.betrokkenen))));
    const zicht = zichtVan(aanroep, type);
    const resultaten = tijdlijn(versies).map(({ versie: v, eindGeldigheid, eindRegistratie, gecorrigeerdDoor }) => ({
      versie: v.versie,
      beginGeldigheid: v.beginGeldigheid,
      eindGeldigheid,
      onvolledig: onvolledigTot(v, eindGeldigheid),
      tijdstipRegistratie: v.tijdstipRegistratie.toISOString(),
      eindRegistratie: eindRegistratie?.toISOString() ?? null,
      correctieVoor: v.correctieVoor,
      gecorrigeerdDoor,
      vastgelegdDoor: v.wie,
      gegevens: strip(v.gegevens, zicht),
      geometrie: inCrs(v.geometrie, crs),
    }));
    const vlakken = perioden(versies).map((p) => ({
      versie: p.versie.versie,
      beginGeldigheid: p.beginGeldigheid,
      eindGeldigheid: p.eindGeldigheid,
      beginRegistratie: p.beginRegistratie.toISOString(),
      eindRegistratie: p.eindRegistratie?.toISOString() ?? null,
    }));
    void reply.header('content-crs', crs);
    return { links: { self: verzoek.originalUrl }, objecttype: type.id, resultaten, perioden: vlakken };
  }

  @Get(':id/verschil')
  @Route({ actie: 'objecten:lezen', klasse: 'doelgebonden', laat: true })
  @ApiOperation({ operationId: 'leesVerschil', summary: 'Lees wat er tussen twee momenten is veranderd', description: 'Van de stand op het ene moment naar die op het andere, op de ene tijdas, de andere of beide. Noem ten minste één moment.' })
  @ApiParam(ID)
  @ApiQuery(dag('van', 'Wat gold op deze dag; zonder: vandaag.'))
  @ApiQuery(dag('tot', 'En wat gold op deze dag; zonder: vandaag.'))
  @ApiQuery(moment('vanBeschikbaarOp', 'De eerste stand zoals wij die op dit moment wisten; zonder: zoals wij die nu weten.'))
  @ApiQuery(moment('totBeschikbaarOp', 'De tweede stand zoals wij die op dit moment wisten; zonder: zoals wij die nu weten.'))
  @ApiHeader(ACCEPT_CRS)
  @ApiResponse({ status: 200, type: VerschilAntwoord, headers: MET_CRS, description: 'De verschillen.' })
  async leesVerschil(@Aanroeper() aanroep: Aanroep, @Param('id') id: string, @Query() q: VerschilQuery, @Headers('Accept-Crs') acceptCrs: string | undefined, @Req() verzoek: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<VerschilAntwoord> {
    const crs = eisCrs(acceptCrs, 'Accept-Crs');
    const { type } = await zoekOp(this.bron, this.typen, aanroep, 'object', id);
    const momenten = this.momenten(q);
    const versies = await leesVersies(this.bron, aanroep.organisatie, id);
    if (versies.length === 0) throw nietGevonden('object');
    const [van, tot] = momenten.map((m) => stand(versies, m)) as [Stand, Stand];
    const betrokkenen = samen(van.versie?.betrokkenen ?? [], tot.versie?.betrokkenen ?? []);
    await aanroep.vastleggen(verwerking(type, 'Verschil in registratie ingezien', { soort: 'object', id }, betrokkenen));
    const gezien = ({ versie }: Stand) => strip(versie?.gegevens ?? {}, zichtVan(aanroep, type));
    const [oud, nieuw] = [van, tot].map((s) => s.versie?.geometrie ?? null) as [Geometrie | null, Geometrie | null];
    void reply.header('content-crs', crs);
    return {
      links: { self: verzoek.originalUrl },
      objecttype: type.id,
      van: alsAntwoord(van),
      tot: alsAntwoord(tot),
      verschillen: verschillen(gezien(van), gezien(tot)),
      geometrie: gelijk(oud, nieuw) ? null : { oud: inCrs(oud, crs), nieuw: inCrs(nieuw, crs) },
    };
  }

  private momenten(q: VerschilQuery): [Moment, Moment] {
    const namen = ['van', 'tot', 'vanBeschikbaarOp', 'totBeschikbaarOp'] as const;
    const fouten: InvalidParam[] = namen.every((n) => q[n] === undefined) ? [{ name: 'van', reason: 'Noem ten minste één moment.', code: 'required' }] : [];
    for (const naam of ['van', 'tot'] as const) if (q[naam] !== undefined && !bestaat(q[naam])) fouten.push({ name: naam, reason: 'Deze datum bestaat niet.', code: 'datum' });
    for (const naam of ['vanBeschikbaarOp', 'totBeschikbaarOp'] as const) {
      if (q[naam] !== undefined && Number.isNaN(Date.parse(q[naam]))) fouten.push({ name: naam, reason: 'Dit moment bestaat niet.', code: 'moment' });
    }
    if (fouten.length > 0) throw Probleem.ongeldig(fouten);
    const vandaag = datumInAmsterdam(this.klok.nu());
    const maak = (geldigOp: string | undefined, op: string | undefined): Moment => ({ geldigOp: geldigOp ?? vandaag, beschikbaarOp: op === undefined ? null : new Date(op) });
    return [maak(q.van, q.vanBeschikbaarOp), maak(q.tot, q.totBeschikbaarOp)];
  }
}

const inCrs = (g: Geometrie | null, crs: Crs): Record<string, unknown> | null => g && { ...naarCrs(g, WGS84, crs) };

interface Moment {
  geldigOp: string;
  beschikbaarOp: Date | null;
}

type Stand = Moment & { versie: ObjectVersie | null };

const stand = (versies: readonly ObjectVersie[], m: Moment): Stand => ({ ...m, versie: geldend(versies, m.geldigOp, m.beschikbaarOp) });

const alsAntwoord = ({ geldigOp, beschikbaarOp, versie }: Stand) => ({ geldigOp, beschikbaarOp: beschikbaarOp?.toISOString() ?? null, versie: versie?.versie ?? null });
