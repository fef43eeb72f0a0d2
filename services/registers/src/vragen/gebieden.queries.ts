import type { Tx } from '@bronhuis/bron';
import { Probleem } from '@bronhuis/standaarden';
import { WGS84 } from '../geometrie/crs.ts';
import type { Gebied } from '../geometrie/gebied.ts';
import type { Geometrie } from '../geometrie/geojson.ts';
import { Toetser } from '../geometrie/ligging.ts';
import { naarCrs } from '../geometrie/omrekenen.ts';
import { roosterVan } from '../geometrie/rooster.ts';
import { dozenTekst } from './compileer.ts';
import type { Gevonden, Paren } from './compileer.ts';
import { vouw } from './uitdrukking.ts';
import type { Uitdrukking, Voorwaarde } from './uitdrukking.ts';

/** How many versions may lie so near the edge of an area that they must be looked at one by one. */
export const MEESTE_OP_DE_RAND = 10_000;
/** Up to here it is quicker to begin with what lies in the area than to walk past all objects. */
export const WEINIG = 20_000;
const PER_KEER = 250;

/** An area with what was found for it, and how many versions lie there: at most one more than WEINIG. */
export interface Gebiedsantwoord extends Gevonden {
  ongeveer: number;
}

/** All areas of a question. A version never changes, so what is found of it holds at every moment that may be asked for. */
export async function zoekGebieden(tx: Tx, typen: readonly string[], filter: Uitdrukking<Voorwaarde> | null, hoogstensMs: number): Promise<Map<Gebied, Gebiedsantwoord>> {
  const tot = performance.now() + hoogstensMs;
  const gevonden = new Map<Gebied, Gebiedsantwoord>();
  for (const gebied of filter === null ? [] : gebiedenIn(filter)) gevonden.set(gebied, await zoekGebied(tx, typen, gebied, tot));
  return gevonden;
}

const gebiedenIn = (filter: Uitdrukking<Voorwaarde>): Gebied[] => vouw<Voorwaarde, Gebied[]>(filter, (v) => (v.gebied ? [v.gebied] : []), { en: (d) => d.flat(), of: (d) => d.flat(), niet: (d) => d });

/** The area that every answer must lie in, if there is one; of several the one of fewest objects. */
export function beginGebied(filter: Uitdrukking<Voorwaarde> | null, gevonden: ReadonlyMap<Gebied, Gebiedsantwoord>): Gebiedsantwoord | null {
  if (filter === null || gevonden.size === 0) return null;
  const eisen = vouw<Voorwaarde, Gebied[]>(filter, (v) => (v.gebied ? [v.gebied] : []), { en: (d) => d.flat(), of: () => [], niet: () => [] });
  return eisen.flatMap((g) => gevonden.get(g) ?? []).sort((a, b) => a.ongeveer - b.ongeveer)[0] ?? null;
}

async function zoekGebied(tx: Tx, typen: readonly string[], gebied: Gebied, tot: number): Promise<Gebiedsantwoord> {
  const { randen, binnen } = roosterVan(gebied);
  const [[telling], kandidaten] = await Promise.all([
    tx.query<{ n: number }>('select count(*)::int as n from versies_bij($1::box[], $2::uuid[], $3)', [dozenTekst([...randen, ...binnen]), typen, WEINIG + 1]),
    // All of them, each once: one that was not looked at would be in no answer.
    tx.query<Paar>('select distinct object, versie from versies_bij($1::box[], $2::uuid[], null) limit $3', [dozenTekst(randen), typen, MEESTE_OP_DE_RAND + 1]),
  ]);
  if (kandidaten.length > MEESTE_OP_DE_RAND) throw teGroot(`Op de rand van dit gebied liggen meer dan ${MEESTE_OP_DE_RAND} objecten.`);
  return { randen, binnen, ...(await bekijk(tx, gebied, kandidaten, tot)), ongeveer: telling?.n ?? 0 };
}

interface Paar {
  object: string;
  versie: number;
}

/** One by one, by the library, in pieces: other requests go on in between. */
async function bekijk(tx: Tx, gebied: Gebied, kandidaten: readonly Paar[], tot: number): Promise<{ ja: Paren; nee: Paren }> {
  const uit = { ja: paren(), nee: paren() };
  if (kandidaten.length === 0) return uit;
  const toetser = new Toetser(gebied.vorm, gebied.ligging);
  for (let i = 0; i < kandidaten.length; i += PER_KEER) {
    for (const { object, versie, geometrie } of await leesGeometrieen(tx, kandidaten.slice(i, i + PER_KEER))) {
      const bij = toetser.voldoet(naarCrs(geometrie, WGS84, gebied.crs)) ? uit.ja : uit.nee;
      bij.objecten.push(object);
      bij.versies.push(versie);
      if (performance.now() > tot) throw teGroot('De vergelijking met de objecten op de rand van dit gebied duurde te lang.');
    }
  }
  return uit;
}

const paren = (): { objecten: string[]; versies: number[] } => ({ objecten: [], versies: [] });

const leesGeometrieen = async (tx: Tx, deel: readonly Paar[]): Promise<(Paar & { geometrie: Geometrie })[]> =>
  tx.query(
    // One by one, by their key: no plan goes through all versions, however few it thinks there are.
    `select k.object, k.versie, v.geometrie from unnest($2::uuid[], $3::bigint[]) as k(object, versie)
     cross join lateral (select w.geometrie from object_versie w where w.organisatie = $1 and w.object = k.object and w.versie = k.versie limit 1) v`,
    [tx.organisatie, deel.map((k) => k.object), deel.map((k) => k.versie)],
  );

const teGroot = (waarom: string): Probleem =>
  new Probleem({ status: 400, title: 'Deze vraag is te zwaar', detail: `${waarom} Vraag om een kleiner gebied, of noem een objecttype.`, code: 'vraag-te-zwaar' });
