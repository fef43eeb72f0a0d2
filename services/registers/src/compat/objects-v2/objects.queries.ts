import { sqlstate } from '@bronhuis/bron';
import type { Bron, Context, Tx } from '@bronhuis/bron';
import { Probleem } from '@bronhuis/standaarden';
import type { Datum } from '@bronhuis/standaarden';
import type { Enkel } from '../../geometrie/geojson.ts';
import type { Index } from '../../indexen/indexen.queries.ts';
import type { Geldigheid } from '../../objecten/object.ts';
import type { Persoon } from '../../objecttypen/aanwijzers.ts';
import { toonboom, verbergt } from '../../objecttypen/zicht.ts';
import type { Zicht } from '../../objecttypen/zicht.ts';
import { GRENS } from '../../vragen/aanloop.ts';
import { stel, Waarden } from '../../vragen/compileer.ts';
import type { Bladzijde } from '../bladeren.ts';
import type { Datafilter } from './filters.ts';
import { compileerBevat, compileerFilter, opPad } from './filters.sql.ts';
import type { ObjectRecord, Recordversie } from './record.ts';
import type { Sorteersleutel } from './velden.ts';
import { opKandidaten, zoekKandidaten } from './kandidaten.ts';
import type { Kandidaten } from './kandidaten.ts';
import { zoekBinnen } from './vlak.queries.ts';
import type { Binnen } from './vlak.queries.ts';

/** What may be looked at of the data of a type of which that is not all. */
export interface Datazicht {
  objecttype: string;
  /** By version, when a token says so by version. */
  versies: readonly { versie: number; zicht: Zicht }[];
  /** Of every other version. */
  anders: Zicht;
}

export interface Lijstvraag {
  typen: readonly string[];
  /** Valid time; null asks by registration alone: then the newest record of that day. */
  datum: Datum | null;
  /** Registration time: known at the end of this day; null: all that is known. */
  registratiedatum: Datum | null;
  typeversie: number | null;
  filters: readonly Datafilter[];
  bevat: string | null;
  /** Within this shape. */
  vlak: Enkel | null;
  ordening: readonly Sorteersleutel[];
  zicht: readonly Datazicht[];
  /** Of the one type that is asked for. */
  indexen: readonly Index[];
  bladzijde: Bladzijde;
}

export interface Lijstrij {
  id: string;
  objecttype: string;
  betrokkenen: Persoon[];
  record: ObjectRecord;
}

const TELLEN_MS = 2_000;

/** @throws Probleem 400 when the page costs too much. A count that does is an estimate. */
export async function vraagLijst(bron: Bron, ctx: Context, vraag: Lijstvraag): Promise<{ rijen: Lijstrij[]; aantal: number }> {
  const gevonden = await binnen(bron, ctx, GRENS.ms, async (tx) => {
    // Of what is not wholly seen, no index tells.
    const kandidaten = vraag.zicht.length > 0 ? [] : await zoekKandidaten(tx.organisatie, vraag.filters, vraag.indexen, (sql, w) => getal(tx, sql, w));
    return { kandidaten, rijen: await zoek(tx, vraag, kandidaten) };
  });
  if (gevonden === null) throw new Probleem({ status: 400, title: 'Deze vraag is te zwaar', detail: 'Noem een type, gebruik minder voorwaarden of sorteer niet.', code: 'vraag-te-zwaar' });
  const { kandidaten, rijen } = gevonden;
  const { nummer, omvang } = vraag.bladzijde;
  const gezien = (nummer - 1) * omvang + rijen.length;
  // The last page says itself how many there are.
  if (rijen.length < omvang && (rijen.length > 0 || nummer === 1)) return { rijen, aantal: gezien };
  const geteld = await binnen(bron, ctx, TELLEN_MS, (tx) => tel(tx, vraag, kandidaten, false));
  return { rijen, aantal: geteld ?? Math.max(gezien + 1, (await binnen(bron, ctx, TELLEN_MS, (tx) => tel(tx, vraag, kandidaten, true))) ?? 0) };
}

async function binnen<T>(bron: Bron, ctx: Context, ms: number, werk: (tx: Tx) => Promise<T>): Promise<T | null> {
  try {
    return await bron.transactie(ctx, werk, { hoogstensMs: ms });
  } catch (fout) {
    // 57014: the limit of time set above.
    if (fout instanceof Probleem && sqlstate(fout.cause) === '57014') return null;
    throw fout;
  }
}

/** The first moment after a day in Amsterdam, less the smallest step: all that was registered on it. */
const eindeVan = (dag: string): string => `((${dag}::date + 1)::timestamp at time zone 'Europe/Amsterdam' - interval '1 microsecond')`;

/** What was known: every version, or those of until the end of a day. */
const toen = (moment: string, v: string): string => (moment === "'infinity'::timestamptz" ? '' : ` and ${v}.registratietijd <= ${moment}`);

interface Delen {
  van: string;
  moment: string;
  gegevens: string;
}

function gevraagd(vraag: Lijstvraag, organisatie: string, kandidaten: readonly Kandidaten[], binnen: Binnen | null, w: Waarden): Delen {
  const moment = vraag.registratiedatum === null ? "'infinity'::timestamptz" : eindeVan(w.bind(vraag.registratiedatum));
  const versie =
    vraag.datum === null
      ? `(select l.* from (select a.* from object_versie a where a.organisatie = o.organisatie and a.object = o.id${toen(moment, 'a')} order by a.versie desc limit 1) l
          where l.eind_geldigheid is distinct from l.begin_geldigheid)`
      : `geldende_versie(o.id, ${w.bind(vraag.datum)}::date, ${moment})`;
  const gegevens = vraag.zicht.length > 0 ? 'z.gegevens' : 'v.gegevens';
  const zicht = vraag.zicht.length > 0 ? ` cross join lateral (select ${zichtbaar(vraag.zicht, w)} as gegevens) z` : '';
  const voorwaarden = [
    `o.organisatie = ${w.bind(organisatie)}`,
    `o.objecttype = any(${w.bind(`{${vraag.typen.join(',')}}`)}::uuid[])`,
    ...(vraag.typeversie === null ? [] : [`v.typeversie = ${w.bind(String(vraag.typeversie))}::bigint`]),
    ...opKandidaten(kandidaten, organisatie, w),
    ...vraag.filters.map((f) => compileerFilter(f, gegevens, w)),
    ...(binnen === null ? [] : [`(o.id, v.versie) in (select * from unnest(${w.bind(`{${binnen.objecten.join(',')}}`)}::uuid[], ${w.bind(`{${binnen.versies.join(',')}}`)}::bigint[]))`]),
    ...(vraag.bevat === null ? [] : [compileerBevat(vraag.bevat, gegevens, w)]),
  ];
  return { van: `from object o cross join lateral ${versie} v${zicht} where ${voorwaarden.join(' and ')}`, moment, gegevens };
}

/** What may not be seen is not there: for the answer, for every filter and for the order. */
function zichtbaar(zicht: readonly Datazicht[], w: Waarden): string {
  const takken = zicht.flatMap(({ objecttype, versies, anders }) => {
    const type = `o.objecttype = ${w.bind(objecttype)}::uuid`;
    return [...versies.map((v) => `when ${type} and v.typeversie = ${w.bind(String(v.versie))}::bigint then ${gezien(v.zicht, w)}`), `when ${type} then ${gezien(anders, w)}`];
  });
  return `case ${takken.join(' ')} else v.gegevens end`;
}

function gezien(zicht: Zicht, w: Waarden): string {
  const gekozen = zicht.alleen === null
    ? 'v.gegevens'
    : `(select coalesce(jsonb_object_agg(e.k, e.w), '{}') from jsonb_each(v.gegevens) as e(k, w) where e.k = any(array(select jsonb_array_elements_text(${w.bind(JSON.stringify(zicht.alleen))}::jsonb))))`;
  return verbergt(zicht) ? `gegevens_zonder(${gekozen}, ${w.bind(JSON.stringify(toonboom(zicht)))}::jsonb)` : gekozen;
}

const waarin = async (tx: Tx, { vlak, typen }: Lijstvraag): Promise<Binnen | null> => vlak && zoekBinnen(tx, typen, vlak);

const nummerVan = (versie: string, moment: string): string =>
  `(select count(*) from object_versie n where n.organisatie = o.organisatie and n.object = o.id and n.versie <= ${versie}${toen(moment, 'n')})`;

/** The record of the version `v`, as compat/objects-v2/record.ts makes it of a whole history. */
function kolommen(moment: string): Record<(typeof RECORDVELDEN)[number], string> {
  const correctie = `(select c.versie from object_versie c where c.organisatie = o.organisatie and c.object = o.id and c.correctie_voor = v.versie${toen(moment, 'c')})`;
  const volgende = `(select min(n.begin_geldigheid) from object_versie n where n.organisatie = o.organisatie and n.object = o.id and n.begin_geldigheid > v.begin_geldigheid${toen(moment, 'n')}
      and not exists (select 1 from object_versie c where c.organisatie = o.organisatie and c.object = o.id and c.correctie_voor = n.versie${toen(moment, 'c')}))`;
  return {
    index: nummerVan('v.versie', moment),
    typeVersion: 'v.typeversie',
    startAt: 'v.begin_geldigheid',
    endAt: `least(v.eind_geldigheid, ${volgende})`,
    registrationAt: `(v.registratietijd at time zone 'Europe/Amsterdam')::date`,
    correctionFor: `case when v.correctie_voor is not null then ${nummerVan('v.correctie_voor', moment)} end`,
    correctedBy: `(select ${nummerVan('k.versie', moment)} from (select ${correctie} as versie) k where k.versie is not null)`,
  };
}
const RECORDVELDEN = ['index', 'typeVersion', 'startAt', 'endAt', 'registrationAt', 'correctionFor', 'correctedBy'] as const;

async function zoek(tx: Tx, vraag: Lijstvraag, kandidaten: readonly Kandidaten[]): Promise<Lijstrij[]> {
  const w = new Waarden();
  const { van, moment, gegevens } = gevraagd(vraag, tx.organisatie, kandidaten, await waarin(tx, vraag), w);
  const k = kolommen(moment);
  const referenties = `coalesce((select json_agg(json_build_object('type', r.soort, 'url', r.url) order by r.soort, r.url) from objects_v2_referentie r
    where r.organisatie = o.organisatie and r.object = o.id and r.versie = v.versie), '[]')`;
  const record = `json_build_object('index', ${k.index}, 'typeVersion', ${k.typeVersion}, 'data', ${gegevens}, 'geometry', v.geometrie, 'references', ${referenties}, 'startAt', ${k.startAt},
    'endAt', ${k.endAt}, 'registrationAt', ${k.registrationAt}, 'correctionFor', ${k.correctionFor}, 'correctedBy', ${k.correctedBy})`;
  const rij = `json_build_object('id', o.id, 'objecttype', o.objecttype, 'betrokkenen', v.betrokkenen, 'record', ${record})::text`;
  const { nummer, omvang } = vraag.bladzijde;
  const plaats = ({ plaats: p }: Sorteersleutel): string => ('data' in p ? opPad(gegevens, p.data, w) : p.record === 'uuid' ? 'o.id' : p.record === 'type' ? 'o.objecttype' : k[p.record]);
  // Without a wish the newest first: ids are made in the order of time, and an index follows them.
  const orde = [...vraag.ordening.map((s) => `${plaats(s)} ${s.af ? 'desc' : 'asc'}`), 'o.id desc'].join(', ');
  const sql = `select ${rij} ${van} order by ${orde} limit ${w.bind(String(omvang))}::int offset ${w.bind(String((nummer - 1) * omvang))}::bigint`;
  return (await stel(tx, sql, w)).map((rij) => JSON.parse(rij) as Lijstrij);
}

async function tel(tx: Tx, vraag: Lijstvraag, kandidaten: readonly Kandidaten[], schat: boolean): Promise<number> {
  const w = new Waarden();
  const { van } = gevraagd(vraag, tx.organisatie, kandidaten, await waarin(tx, vraag), w);
  return getal(tx, schat ? `explain select 1 ${van}` : `select count(*)::text ${van}`, w, schat ? /rows=(\d+)/ : /^(\d+)$/);
}

async function getal(tx: Tx, sql: string, w: Waarden, waar = /^(\d+)$/): Promise<number> {
  const [rij = ''] = await stel(tx, sql, w);
  return Number(waar.exec(rij)?.[1] ?? 0);
}

const VERSIES = `select v.versie, v.begin_geldigheid as "beginGeldigheid", v.eind_geldigheid as "eindGeldigheid", v.onvolledig, v.registratietijd as "tijdstipRegistratie",
    v.correctie_voor as "correctieVoor", v.typeversie, v.gegevens, v.geometrie, v.betrokkenen,
    coalesce((select json_agg(json_build_object('type', r.soort, 'url', r.url) order by r.soort, r.url) from objects_v2_referentie r
      where r.organisatie = v.organisatie and r.object = v.object and r.versie = v.versie), '[]') as referenties
  from object_versie v where v.organisatie = $1 and v.object = $2 order by v.versie`;

export type GelezenVersie = Recordversie & Pick<Geldigheid, 'onvolledig'> & { betrokkenen: Persoon[] };

export async function leesRecordversies(bron: Bron, organisatie: string, id: string): Promise<GelezenVersie[]> {
  return bron.lees<GelezenVersie>({ organisatie }, { name: 'objects_v2_versies', text: VERSIES, values: [organisatie, id] });
}

/** The same, for a change that holds the object. */
export const leesRecordversiesIn = (tx: Tx, id: string): Promise<GelezenVersie[]> => tx.query<GelezenVersie>(VERSIES, [tx.organisatie, id]);
