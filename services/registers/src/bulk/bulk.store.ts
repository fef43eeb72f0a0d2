import { kolom, reeks } from '@bronhuis/bron';
import type { Bron, Tx } from '@bronhuis/bron';
import { alsTekst } from '../geometrie/toets.ts';
import { MAAK_SOORTEN } from '../objecten/objecten.store.ts';
import type { Wie } from '../objecten/wie.ts';
import type { Objecttype } from '../objecttypen/objecttype.ts';
import type { BekendeVersie, BekendObject, NieuweVersie, Omgeving } from './besluit.ts';
import type { Groep } from './stukken.ts';

// One look-up for each: as a join, a plan from when the table was small would go through all of it.
const ZOEK = `select x.nr, h.sleutel, (select k.object from object_sleutel k where k.organisatie = $1 and k.objecttype = $2 and k.sleutel = h.sleutel) as object from unnest($3::bigint[], $4::text[]) as x(nr, waarden)
  cross join lateral (select sleutel_hash(x.waarden::jsonb) as sleutel offset 0) h`;

type Stel = (text: string, values: unknown[]) => Promise<{ nr: number; sleutel: string; object: string | null }[]>;

/** The keys of these lines, and who has them. */
async function zoekSleutels(stel: Stel, organisatie: string, type: Objecttype, groepen: readonly Groep[]): Promise<{ sleutels: Map<number, string>; eigenaren: Map<string, string> }> {
  const sleutels = new Map<number, string>();
  const eigenaren = new Map<string, string>();
  const met = groepen.flatMap((g) => g.regels.flatMap((r) => (r.inhoud?.sleutel ? [[r.nr, r.inhoud.sleutel] as const] : [])));
  if (met.length === 0) return { sleutels, eigenaren };
  for (const { nr, sleutel, object } of await stel(ZOEK, [organisatie, type.id, reeks(met.map(([nr]) => nr)), reeks(met.map(([, s]) => s))])) {
    sleutels.set(nr, sleutel);
    if (object !== null) eigenaren.set(sleutel, object);
  }
  return { sleutels, eigenaren };
}

/** Who has the keys of these lines; those objects are held from now on, in one order. */
export async function leesOmgeving(tx: Tx, type: Objecttype, groepen: readonly Groep[], nu: Date): Promise<Omgeving> {
  const { sleutels, eigenaren } = await zoekSleutels((text, values) => tx.query(text, values), tx.organisatie, type, groepen);
  const objecten = await houdObjecten(tx, [...new Set(eigenaren.values())]);
  // Destroyed before it could be held: its key went with it.
  for (const [sleutel, object] of eigenaren) if (!objecten.has(object)) eigenaren.delete(sleutel);
  return { sleutels, eigenaren, objecten, nu };
}

/** The same when nobody has any of them, so that nothing has to be held; null otherwise. Who takes one meanwhile, is refused by its key. */
export async function leesVrijeOmgeving(bron: Bron, organisatie: string, type: Objecttype, groepen: readonly Groep[], nu: Date): Promise<Omgeving | null> {
  const { sleutels, eigenaren } = await zoekSleutels((text, values) => bron.lees({ organisatie }, { name: 'bulk_sleutels', text, values }), organisatie, type, groepen);
  return eigenaren.size > 0 ? null : { sleutels, eigenaren, objecten: new Map(), nu };
}

async function houdObjecten(tx: Tx, ids: string[]): Promise<Map<string, BekendObject>> {
  const objecten = new Map<string, BekendObject>();
  if (ids.length === 0) return objecten;
  const koppen = await tx.query<{ id: string; versie: number; registratietijd: Date }>(
    'select id, versie, registratietijd from object where organisatie = $1 and id = any($2::uuid[]) order by id for update',
    [tx.organisatie, ids],
  );
  for (const { id, versie, registratietijd } of koppen) objecten.set(id, { id, versie, tijd: registratietijd, versies: [] });
  const versies = await tx.query<BekendeVersie & { object: string }>(
    `select object, versie, begin_geldigheid as "beginGeldigheid", eind_geldigheid as "eindGeldigheid", onvolledig, registratietijd as "tijdstipRegistratie",
       correctie_voor as "correctieVoor", gegevens::text, geometrie, betrokkenen
     from object_versie where organisatie = $1 and object = any($2::uuid[]) order by object, versie`,
    [tx.organisatie, [...objecten.keys()]],
  );
  for (const { object, ...v } of versies) objecten.get(object)?.versies.push(v);
  return objecten;
}

const momentVan = (v: NieuweVersie, soort: 'ingegaan' | 'beeindigd'): string | null => v.momenten.find((m) => m.soort === soort)?.dag ?? null;

const MAAK = `select maak_objecten($1, ${MAAK_SOORTEN.map((soort, i) => `$${i + 2}::${soort}[]`).join(', ')}) as bezwaren`;

/** First versions in the form in which the database takes them. */
export type Kolommen = unknown[];

export function kolommenVan(type: Objecttype, eerste: readonly NieuweVersie[], wie: Wie): Kolommen {
  const kolommen = [
    eerste.map((v) => v.object),
    eerste.map((v) => v.tijd.toISOString()),
    eerste.map(() => type.id),
    eerste.map(() => type.versie),
    eerste.map((v) => v.dossier),
    eerste.map((v) => v.beginGeldigheid),
    eerste.map((v) => v.json),
    eerste.map((v) => JSON.stringify(v.betrokkenen)),
    eerste.map((v) => v.eindGeldigheid),
    // One for all.
    [JSON.stringify(wie)],
    eerste.map((v) => momentVan(v, 'ingegaan')),
    eerste.map((v) => momentVan(v, 'beeindigd')),
    eerste.map((v) => alsTekst(v.geometrie)),
    eerste.map((v) => alsTekst(v.onvolledig)),
  ];
  return MAAK_SOORTEN.map((soort, i) => kolom(zonderLeegte(kolommen[i] ?? []), soort));
}

/** Beside a list that is longer, what is not there is null. */
const zonderLeegte = (waarden: readonly (string | number | null)[]): readonly (string | number | null)[] => (waarden.some((w) => w !== null) ? waarden : []);

/** Makes the objects; says of each what stood in its way, or nothing. */
export async function maakObjecten(tx: Tx, kolommen: Kolommen): Promise<(string | null)[]> {
  const [rij] = await tx.query<{ bezwaren: (string | null)[] }>(MAAK, [tx.organisatie, ...kolommen]);
  return rij?.bezwaren ?? [];
}
