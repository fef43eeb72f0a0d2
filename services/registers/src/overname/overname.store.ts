import { reeks, teksten } from '@bronhuis/bron';
import type { Tx } from '@bronhuis/bron';
import { momentenVan } from '../objecten/momenten.ts';
import type { Wie } from '../objecten/wie.ts';
import type { Persoon } from '../objecttypen/aanwijzers.ts';
import type { Bewaard } from './overname.ts';

/** A version of an object that comes in. */
export interface Overgenomen extends Bewaard {
  object: string;
  betrokkenen: Persoon[];
}

/** The objects of these ids that are here, held in one order; with their type, so that one of another is seen. */
export async function houdObjecten(tx: Tx, ids: readonly string[]): Promise<{ id: string; objecttype: string }[]> {
  return tx.query('select id, objecttype from object where organisatie = $1 and id = any($2::uuid[]) order by id for update', [tx.organisatie, reeks(ids)]);
}

export async function leesBewaarde(tx: Tx, ids: readonly string[]): Promise<(Bewaard & { object: string })[]> {
  return tx.query(
    `select object, versie, begin_geldigheid as "beginGeldigheid", eind_geldigheid as "eindGeldigheid", registratietijd as "tijdstipRegistratie",
       correctie_voor as "correctieVoor", typeversie as "objecttypeVersie", gegevens, geometrie
     from object_versie where organisatie = $1 and object = any($2::uuid[]) order by object, versie`,
    [tx.organisatie, reeks(ids)],
  );
}

/** Of these ids, those of something that was destroyed here: it does not come back. */
export async function leesVernietigd(tx: Tx, ids: readonly string[]): Promise<string[]> {
  const rijen = await tx.query<{ id: string }>('select id from grafsteen where organisatie = $1 and id = any($2::uuid[])', [tx.organisatie, reeks(ids)]);
  return rijen.map((r) => r.id);
}

const VOEG_TOE = `with nieuw as (
    select * from unnest($3::uuid[], $4::bigint[], $5::timestamptz[], $6::date[], $7::date[], $8::bigint[], $9::bigint[], $10::text[], $11::text[], $12::text[])
      as x(object, versie, tijd, begin, eind, correctie, typeversie, gegevens, betrokkenen, geometrie)),
  laatste as (select distinct on (object) object, versie, tijd from nieuw order by object, versie desc),
  oud as (update object o set versie = l.versie, registratietijd = l.tijd from laatste l where o.organisatie = $1 and o.id = l.object returning o.id),
  kop as (insert into object (organisatie, id, versie, registratietijd, objecttype, soort)
    select $1, l.object, l.versie, l.tijd, $2, 'registratie' from laatste l where not exists (select from object o where o.organisatie = $1 and o.id = l.object))
  insert into object_versie (organisatie, object, versie, registratietijd, begin_geldigheid, eind_geldigheid, correctie_voor, typeversie, gegevens, betrokkenen, geometrie, wie)
    select $1, object, versie, tijd, begin, eind, correctie, typeversie, gegevens::jsonb, betrokkenen::jsonb, geometrie::jsonb, $13::jsonb from nieuw order by object, versie`;

/** The versions and their heads, with what is still to come of them. */
export async function voegOvergenomenToe(tx: Tx, objecttype: string, versies: readonly Overgenomen[], wie: Wie, vandaag: string): Promise<void> {
  const kort = [
    versies.map((v) => v.object),
    versies.map((v) => v.versie),
    versies.map((v) => v.tijdstipRegistratie.toISOString()),
    versies.map((v) => v.beginGeldigheid),
    versies.map((v) => v.eindGeldigheid),
    versies.map((v) => v.correctieVoor),
    versies.map((v) => v.objecttypeVersie),
  ];
  const lang = [
    versies.map((v) => JSON.stringify(v.gegevens)),
    versies.map((v) => JSON.stringify(v.betrokkenen)),
    versies.map((v) => v.geometrie && JSON.stringify(v.geometrie)),
  ];
  await tx.query(VOEG_TOE, [tx.organisatie, objecttype, ...kort.map(reeks), ...lang.map(teksten), JSON.stringify(wie)]);
  const momenten = versies.flatMap((v) => momentenVan(v.versie, v, vandaag).map((m) => ({ ...m, object: v.object })));
  if (momenten.length === 0) return;
  await tx.query(
    `insert into object_moment (organisatie, object, versie, soort, dag)
     select $1, x.object, x.versie, x.soort, x.dag from unnest($2::uuid[], $3::bigint[], $4::text[], $5::date[]) as x(object, versie, soort, dag)`,
    [tx.organisatie, reeks(momenten.map((m) => m.object)), reeks(momenten.map((m) => m.versie)), reeks(momenten.map((m) => m.soort)), reeks(momenten.map((m) => m.dag))],
  );
}
