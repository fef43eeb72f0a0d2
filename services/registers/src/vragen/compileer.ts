import type { Tx } from '@bronhuis/bron';
import type { Doos, Gebied } from '../geometrie/gebied.ts';
import { toonboom, verbergt } from '../objecttypen/zicht.ts';
import type { Zicht } from '../objecttypen/zicht.ts';
import type { Stap } from './pad.ts';
import { zeker } from './onvolledigedatum.ts';
import { vouw } from './uitdrukking.ts';
import type { Deelzicht, Metanaam, Plek, Soort, Uitdrukking, Veld, Voorwaarde } from './uitdrukking.ts';

/** The values of a question: they travel beside its text, as one array ($1), and are never part of it. */
export class Waarden {
  readonly lijst: (string | null)[] = [];

  bind(waarde: string | null): string {
    this.lijst.push(waarde);
    return `($1::text[])[${this.lijst.length}]`;
  }
}

/** Asks the database: every question gives one text for each row. */
export const stel = async (tx: Tx, sql: string, w: Waarden): Promise<string[]> => (await tx.query<Record<string, string>>(sql, [w.lijst])).map((rij) => Object.values(rij)[0] ?? '');

/** Names of members are values too; a path is followed member by member, so an index never means a name. */
export const lid = (json: string, naam: string, w: Waarden): string => `(${json} -> ${w.bind(naam)})`;
export const elementen = (json: string): string => `jsonb_array_elements(case jsonb_typeof(${json}) when 'array' then ${json} else '[]' end)`;

/** What is to be seen of the value at a place: of objects of these types not all of it. Costs nothing where nobody hides anything. */
export function gezien(json: string, beperkt: readonly Deelzicht[], w: Waarden): string {
  if (beperkt.length === 0) return json;
  const takken = beperkt.map(({ type, zicht }) => `when ${w.bind(type)}::uuid then ${zicht === null ? 'null' : inZicht(json, zicht, w)}`);
  return `(case o.objecttype ${takken.join(' ')} else ${json} end)`;
}

/** The same as `strip` of objecttypen/zicht.ts. */
function inZicht(json: string, zicht: Zicht, w: Waarden): string {
  const namen = zicht.alleen?.map((naam) => w.bind(naam)).join(', ');
  const gekozen = namen === undefined ? json : `(select coalesce(jsonb_object_agg(a.key, a.value), '{}') from jsonb_each(${json}) as a where ${namen === '' ? 'false' : `a.key in (${namen})`})`;
  return verbergt(zicht) ? `gegevens_zonder(${gekozen}, ${w.bind(JSON.stringify(toonboom(zicht)))}::jsonb)` : gekozen;
}

const TEKST = (json: string): string => `(case jsonb_typeof(${json}) when 'string' then ${json} #>> '{}' end)`;
/** The value of a kind, or null: data of an older version of the type may be of another kind, and then compares to nothing. */
const UIT_JSON: Partial<Record<Soort, (json: string) => string>> = {
  tekst: TEKST,
  getal: (j) => `(case jsonb_typeof(${j}) when 'number' then ${j}::numeric end)`,
  waarheid: (j) => `(case jsonb_typeof(${j}) when 'boolean' then ${j}::boolean end)`,
  // As text: a date that does not exist, kept by an older version, is then no error of the question.
  datum: (j) => `(case when ${TEKST(j)} ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' then ${TEKST(j)} end)`,
  'onvolledige-datum': (j) => `(case when ${TEKST(j)} ~ '^([0-9]{4}(-[0-9]{2}){0,2}|onbekend)$' then ${TEKST(j)} end)`,
  tijdstip: (j) => `tijdstip_getal(${TEKST(j)})`,
};

const UIT_KOLOM: Record<Metanaam, string> = {
  id: 'o.id',
  objecttype: 'o.objecttype',
  objecttypeVersie: 'v.typeversie::numeric',
  soort: 'o.soort',
  dossier: 'o.dossier',
  versie: 'v.versie::numeric',
  beginGeldigheid: "to_char(v.begin_geldigheid, 'YYYY-MM-DD')",
  tijdstipRegistratie: 'extract(epoch from v.registratietijd)',
  correctieVoor: 'v.correctie_voor::numeric',
  geometrie: 'v.geometrie',
};

/** Letters in the order of their code points: the same on every server, and what an index can follow. */
const geordend = (soort: Soort, sql: string): string => (soort === 'tekst' || soort === 'datum' || soort === 'onvolledige-datum' ? `${sql} collate "C"` : sql);

const PARAMETER: Partial<Record<Soort, (p: string) => string>> = {
  getal: (p) => `${p}::numeric`,
  waarheid: (p) => `${p}::boolean`,
  tijdstip: (p) => `tijdstip_getal(${p})`,
  uuid: (p) => `${p}::uuid`,
};

const BINAIR: Partial<Record<Voorwaarde['vergelijking'], string>> = { exact: '=', gt: '>', gte: '>=', lt: '<', lte: '<=' };

/** Versions that were looked at for an area: objects and versions, side by side. */
export interface Paren {
  objecten: readonly string[];
  versies: readonly number[];
}

/** An area as the database knows it: what lies in `binnen` and touches no edge is inside, and who touches one was looked at. */
export interface Gevonden {
  randen: readonly Doos[];
  binnen: readonly Doos[];
  ja: Paren;
  nee: Paren;
}
export type Gebieden = ReadonlyMap<Gebied, Gevonden>;

/**
 * A condition for a WHERE over `object o` and its version `v`: true or false, so that `not` means not. Null only of a
 * version near the edge of an area that nobody has looked at, because it came in while the question was asked: such a
 * version is then in no answer to it, with or without `not`.
 */
export function compileer(u: Uitdrukking<Voorwaarde>, w: Waarden, gebieden: Gebieden = new Map()): string {
  return vouw<Voorwaarde, string>(u, (v) => compileerVoorwaarde(v, w, gebieden), {
    en: (delen) => `(${delen.join(' and ')})`,
    of: (delen) => `(${delen.join(' or ')})`,
    niet: (deel) => `(not ${deel})`,
  });
}

function compileerVoorwaarde(v: Voorwaarde, w: Waarden, gebieden: Gebieden): string {
  const { veld } = v;
  if (v.gebied) return compileerGebied(gebieden.get(v.gebied), w);
  if ('meta' in veld) {
    const kolom = UIT_KOLOM[veld.meta];
    return v.vergelijking === 'leeg' ? `(${kolom} is null)` : vergelijk(v, veld.soort, kolom, w);
  }
  return langs(veld, w, (json) => {
    if (v.vergelijking === 'leeg') return `coalesce(${json} in ('null', '""', '[]', '{}'), true)`;
    return vergelijk(v, veld.soort, (UIT_JSON[veld.soort] ?? TEKST)(json), w);
  });
}

export const dozenTekst = (lijst: readonly Doos[]): string => `{${lijst.map(([x1, y1, x2, y2]) => `(${x2},${y2}),(${x1},${y1})`).join(';')}}`;
/** Read once, not for every row. */
export const dozen = (lijst: readonly Doos[], w: Waarden): string => `(select ${w.bind(dozenTekst(lijst))}::box[])`;

function compileerGebied(g: Gevonden | undefined, w: Waarden): string {
  if (!g) throw new Error('an area of the question was not looked for');
  const raakt = (lijst: readonly Doos[]): string => (lijst.length === 0 ? 'false' : `exists (select from unnest(${dozen(lijst, w)}) as d(doos) where v.omhulling && d.doos)`);
  const een = ({ objecten, versies }: Paren): string =>
    objecten.length === 0 ? 'false' : `(o.id, v.versie) in (select * from unnest(${w.bind(`{${objecten.join(',')}}`)}::uuid[], ${w.bind(`{${versies.join(',')}}`)}::bigint[]))`;
  return `(case when v.omhulling is null then false when ${raakt(g.randen)} then case when ${een(g.ja)} then true when ${een(g.nee)} then false end else ${raakt(g.binnen)} end)`;
}

const langs = ({ stappen, beperkt }: Plek, w: Waarden, blad: (json: string) => string): string => volg('v.gegevens', stappen, 1, w, (json) => blad(gezien(json, beperkt, w)));

/** Through a list it holds when it holds for one of the elements. */
function volg(json: string, stappen: readonly Stap[], diepte: number, w: Waarden, blad: (json: string) => string): string {
  const [stap, ...rest] = stappen;
  if (!stap) return blad(json);
  if ('naam' in stap) return volg(lid(json, stap.naam, w), rest, diepte, w, blad);
  return `exists (select 1 from ${elementen(json)} as e${diepte}(w) where ${volg(`e${diepte}.w`, rest, diepte + 1, w, blad)})`;
}

function vergelijk(v: Voorwaarde, soort: Soort, links: string, w: Waarden): string {
  const onvolledig = soort === 'onvolledige-datum' ? zeker(v.vergelijking, links, v.waarden, (waarde) => w.bind(waarde)) : null;
  if (onvolledig !== null) return `coalesce(${onvolledig}, false)`;
  const p = v.waarden.map((waarde) => (PARAMETER[soort] ?? ((x: string) => x))(w.bind(waarde)));
  const [een = 'null', twee = 'null'] = p;
  const teken = BINAIR[v.vergelijking];
  if (teken) return `coalesce(${geordend(soort, links)} ${teken} ${een}, false)`;
  // No pattern: position and starts_with take the value as it is. Capitals do not matter.
  if (v.vergelijking === 'bevat') return `coalesce(position(lower(${een}) in lower(${links})) > 0, false)`;
  if (v.vergelijking === 'begint-met') return `coalesce(starts_with(lower(${links}), lower(${een})), false)`;
  if (v.vergelijking === 'tussen') return `coalesce(${geordend(soort, links)} between ${een} and ${twee}, false)`;
  return `coalesce(${geordend(soort, links)} in (${p.join(', ')}), false)`;
}

/** Longer texts are ordered by their beginning, so that sorting many of them stays cheap. */
const SLEUTELLENGTE = 100;

/** As benaderd() of an index does, without the call: numbers are ordered as doubles, which is what JSON means by a number (RFC 8259 §6). */
const dubbel = (sql: string): string =>
  `(select case when abs(x.g) > 1.7976931348623157e308 then case when x.g > 0 then 'Infinity'::float8 else '-Infinity'::float8 end when abs(x.g) < 5e-324 then 0 else x.g::float8 end from (select ${sql} as g offset 0) x)`;

/** The value that a field is ordered by; null comes last. */
export function sorteerwaarde(veld: Veld, w: Waarden): string {
  const ruw = 'meta' in veld ? UIT_KOLOM[veld.meta] : langs(veld, w, UIT_JSON[veld.soort] ?? TEKST);
  if (veld.soort === 'getal' && !('meta' in veld)) return dubbel(ruw);
  // By its first day, the less known before the better known; of what nobody knows the place is none.
  if (veld.soort === 'onvolledige-datum') return geordend(veld.soort, `nullif(${ruw}, 'onbekend')`);
  return veld.soort === 'tekst' ? `left(${ruw}, ${SLEUTELLENGTE}) collate "C"` : geordend(veld.soort, ruw);
}
