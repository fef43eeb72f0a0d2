import { reeks, sqlstate } from '@bronhuis/bron';
import type { Kop, Tx } from '@bronhuis/bron';
import { Probleem } from '@bronhuis/standaarden';
import type { Datum } from '@bronhuis/standaarden';
import type { Geldigheid } from '../objecten/object.ts';
import { momentenVan } from '../objecten/momenten.ts';
import { voegVersiesToe } from '../objecten/versies.store.ts';
import type { Wie } from '../objecten/wie.ts';
import type { Geometrie } from '../geometrie/geojson.ts';
import type { Persoon } from './aanwijzers.ts';
import type { Stap } from './omzetting.ts';
import type { Plaatsfout } from './proefverslag.ts';
import type { Gegevens } from './schema.ts';
import { HOUDT_NOG } from './voorkomens.queries.ts';

/** Who asked for it: what the records of the moving say. */
export interface Opdracht {
  traceparent: string;
  uitvoerder: string;
  gebruiker: { soort: string; id: string } | null;
  applicatie: string | null;
}

export interface Stand {
  objecttype: string;
  doelversie: number;
  omzetting: Stap[];
  opdracht: Opdracht;
  status: 'loopt' | 'klaar';
  ronde: number;
  na: string | null;
  in_ronde: number;
}

/** @throws Probleem 409 when one runs already for this type */
export async function voegMigratieToe(tx: Tx, kop: Kop, m: { objecttype: string; doelversie: number; omzetting: Stap[]; opdracht: Opdracht }): Promise<number> {
  const text = `insert into objectmigratie (organisatie, id, versie, registratietijd, objecttype, doelversie, omzetting, opdracht, status, totaal, begonnen)
    select $1, $2::uuid, $3::bigint, $4::timestamptz, $5::uuid, $6::bigint, $7::jsonb, $8::jsonb, 'loopt', (select count(*) from object where organisatie = $1 and objecttype = $5::uuid), $4::timestamptz returning totaal`;
  try {
    const values = [tx.organisatie, kop.id, kop.versie, kop.tijd, m.objecttype, m.doelversie, JSON.stringify(m.omzetting), JSON.stringify(m.opdracht)];
    const [rij] = await tx.query<{ totaal: number }>(text, values);
    return rij?.totaal ?? 0;
  } catch (fout) {
    if (sqlstate(fout) === '23505') throw Probleem.conflict('Voor dit objecttype loopt al een migratie.', 'migratie-loopt');
    throw fout;
  }
}

export async function leesStand(tx: Tx, id: string): Promise<Stand | null> {
  const [rij] = await tx.query<Stand>('select objecttype, doelversie, omzetting, opdracht, status, ronde, na, in_ronde from objectmigratie where organisatie = $1 and id = $2', [tx.organisatie, id]);
  return rij ?? null;
}

/** The next objects of the type, in their order. */
export async function volgende(tx: Tx, type: string, na: string | null, aantal: number): Promise<string[]> {
  const text = 'select id from object where organisatie = $1 and objecttype = $2 and ($3::uuid is null or id > $3) order by id limit $4';
  return (await tx.query<{ id: string }>(text, [tx.organisatie, type, na, aantal])).map((r) => r.id);
}

export interface Achtergebleven {
  id: string;
  kopversie: number;
  registratietijd: Date;
  begin: Datum;
  eind: Datum | null;
  onvolledig: Geldigheid['onvolledig'];
  gegevens: Gegevens;
  geometrie: Geometrie | null;
  betrokkenen: Persoon[];
}

/** What of these still lies under an older version and was not found wanting before; their heads are locked first, in one order. */
export async function achtergebleven(tx: Tx, migratie: string, ids: string[], doelversie: number, dag: Datum): Promise<Achtergebleven[]> {
  await tx.query('select 1 from object where organisatie = $1 and id = any($2::uuid[]) order by id for update', [tx.organisatie, ids]);
  const text = `select o.id, o.versie as kopversie, o.registratietijd, v.begin_geldigheid as begin, v.eind_geldigheid as eind, v.onvolledig, v.gegevens, v.geometrie, v.betrokkenen
    from object o join object_versie v on v.organisatie = $1 and v.object = o.id
    where o.organisatie = $1 and o.id = any($2::uuid[]) and v.typeversie < $3
      and not exists (select 1 from objectmigratie_fout f where f.organisatie = $1 and f.migratie = $4 and f.object = o.id)
      and ${HOUDT_NOG('$5::date')} order by o.id, v.begin_geldigheid`;
  return tx.query<Achtergebleven>(text, [tx.organisatie, ids, doelversie, migratie, dag]);
}

export interface Verplaatst {
  kop: Kop;
  begin: Datum;
  eind: Datum | null;
  onvolledig: Geldigheid['onvolledig'];
  gegevens: Gegevens;
  geometrie: Geometrie | null;
  betrokkenen: Persoon[];
}

/** New versions of objects; what was still to come of the old ones, is still to come of these. */
export async function verplaats(tx: Tx, doelversie: number, versies: Verplaatst[], wie: Wie, vandaag: Datum): Promise<void> {
  const toe = versies.map(({ kop, begin, eind, onvolledig, gegevens, geometrie, betrokkenen }) => {
    const periode = { beginGeldigheid: begin, eindGeldigheid: eind, onvolledig };
    return { object: kop.id, versie: kop.versie, tijd: kop.tijd, ...periode, correctieVoor: null, json: JSON.stringify(gegevens), geometrie, betrokkenen, momenten: momentenVan(kop.versie, periode, vandaag) };
  });
  await voegVersiesToe(tx, doelversie, toe, wie);
}

export async function voegFoutenToe(tx: Tx, migratie: string, fouten: { object: string; fouten: Plaatsfout[] }[]): Promise<void> {
  if (fouten.length === 0) return;
  const text = `insert into objectmigratie_fout (organisatie, migratie, object, fouten)
    select $1, $2, o, f::jsonb from unnest($3::uuid[], $4::text[]) as x(o, f)`;
  await tx.query(text, [tx.organisatie, migratie, reeks(fouten.map((f) => f.object)), reeks(fouten.map((f) => JSON.stringify(f.fouten)))]);
}

export interface Vordering {
  ronde: number;
  na: string | null;
  inRonde: number;
  bekeken: number;
  verplaatst: number;
  mislukt: number;
  klaar: boolean;
}

export async function bewaarVordering(tx: Tx, kop: Kop, v: Vordering): Promise<void> {
  const text = `update objectmigratie set versie = $3, registratietijd = $4, ronde = $5, na = $6, in_ronde = $7, bekeken = bekeken + $8,
      verplaatst = verplaatst + $9, mislukt = mislukt + $10, status = case when $11 then 'klaar' else status end, klaar = case when $11 then $4 else klaar end
    where organisatie = $1 and id = $2`;
  await tx.query(text, [tx.organisatie, kop.id, kop.versie, kop.tijd, v.ronde, v.na, v.inRonde, v.bekeken, v.verplaatst, v.mislukt, v.klaar]);
}
