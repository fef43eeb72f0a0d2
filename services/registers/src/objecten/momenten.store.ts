import type { Kop, Tx } from '@bronhuis/bron';
import type { Datum } from '@bronhuis/standaarden';
import type { Moment } from './momenten.ts';
import type { Versie } from './tijdassen.ts';

/** An object whose day has come: held, with what was to happen and what is known of it now. */
export interface Rijp {
  kop: Kop;
  objecttype: string;
  momenten: Moment[];
  versies: Versie[];
}

/**
 * Takes the moments of at most `aantal` objects that no other process holds. Heads first, as every write does: so this
 * waits for nobody, and whoever changes or destroys the object goes wholly before or after. Empty when there is nothing,
 * or somebody else is doing it.
 */
export async function neemRijpe(tx: Tx, vandaag: Datum, aantal: number): Promise<Rijp[]> {
  const { organisatie } = tx;
  // Begins with the few that wait, not with all objects; more than one takes, so that two processes share the work.
  const gehouden = await tx.query<{ id: string; objecttype: string }>(
    `select o.id, o.objecttype from (
       select distinct object from object_moment where organisatie = $1 and dag <= $2 order by object limit $4) m
     join object o on o.organisatie = $1 and o.id = m.object
     order by o.id limit $3 for update of o skip locked`,
    [organisatie, vandaag, aantal, aantal * 5],
  );
  const ids = gehouden.map((o) => o.id);
  if (ids.length === 0) return [];
  const momenten = await tx.query<Moment & { object: string }>(
    'delete from object_moment where organisatie = $1 and object = any($2::uuid[]) and dag <= $3 returning object, versie, soort, dag',
    [organisatie, ids, vandaag],
  );
  // Only dates: nobody's data is read here.
  const versies = await tx.query<Versie & { object: string }>(
    `select object, versie, begin_geldigheid as "beginGeldigheid", eind_geldigheid as "eindGeldigheid", registratietijd as "tijdstipRegistratie", correctie_voor as "correctieVoor"
     from object_versie where organisatie = $1 and object = any($2::uuid[]) order by object, versie`,
    [organisatie, ids],
  );
  const rijp: Rijp[] = [];
  for (const { id, objecttype } of gehouden) {
    const kop = await tx.vergrendel('object', id);
    const eigen = <T extends { object: string }>(rijen: T[]): T[] => rijen.filter((r) => r.object === id);
    if (kop) rijp.push({ kop, objecttype, momenten: eigen(momenten), versies: eigen(versies) });
  }
  return rijp;
}

/** What a caller gets is another answer now, so the head has another version: the ETag and the order of events follow it. */
export async function verhoog(tx: Tx, koppen: readonly Kop[]): Promise<void> {
  await tx.query(
    `update object o set versie = x.versie, registratietijd = x.tijd from unnest($2::uuid[], $3::bigint[], $4::timestamptz[]) as x(id, versie, tijd)
     where o.organisatie = $1 and o.id = x.id`,
    [tx.organisatie, koppen.map((k) => k.id), koppen.map((k) => k.versie), koppen.map((k) => k.tijd)],
  );
}
