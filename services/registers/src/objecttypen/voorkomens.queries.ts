import type { Bron, Tx } from '@bronhuis/bron';
import type { Datum } from '@bronhuis/standaarden';
import type { SoortObjecttype } from './objecttype.ts';
import type { Gegevens } from './schema.ts';

/** Data under a type, as it stands or will stand. */
export interface Voorkomen {
  id: string;
  gegevens: Gegevens;
  /** Of an object: where it is. */
  geometrie?: unknown;
}

/**
 * Of an object: the versions that hold on this day or later, as known now. What has ended, and an end itself, is history: it stays what it
 * was, under the version of its time. The same rule as objecten/tijdassen.ts.
 * @param dag the parameter that holds the day
 */
export const HOUDT_NOG = (dag: string): string => `
  (v.eind_geldigheid is null or (v.eind_geldigheid > ${dag} and v.eind_geldigheid > v.begin_geldigheid))
  and not exists (select 1 from object_versie c where c.organisatie = v.organisatie and c.object = v.object and c.correctie_voor = v.versie)
  and not exists (select 1 from object_versie w where w.organisatie = v.organisatie and w.object = v.object
    and ((w.begin_geldigheid = v.begin_geldigheid and w.versie > v.versie) or (w.begin_geldigheid > v.begin_geldigheid and w.begin_geldigheid <= ${dag}))
    and not exists (select 1 from object_versie c where c.organisatie = w.organisatie and c.object = w.object and c.correctie_voor = w.versie))`;

const TABEL: Record<SoortObjecttype, string> = { registratie: 'object', dossier: 'dossier', informatieobject: 'informatieobject' };

const alle = (soort: SoortObjecttype, van: string): string =>
  soort === 'registratie'
    ? `select o.id, v.gegevens, v.geometrie from ${van} o join object_versie v on v.organisatie = $1 and v.object = o.id where ${HOUDT_NOG('$3::date')} order by o.id, v.versie`
    : `select o.id, o.gegevens from ${van} o where $3::date is not null order by o.id`;

/** All of it, without holding it. */
export function stroomVoorkomens(bron: Bron, organisatie: string, soort: SoortObjecttype, type: string, dag: Datum): AsyncIterable<Voorkomen> {
  const text = alle(soort, `(select * from ${TABEL[soort]} where organisatie = $1 and objecttype = $2)`);
  return bron.stroom<Voorkomen>({ organisatie }, { name: `voorkomens_${soort}`, text, values: [organisatie, type, dag] });
}

const PER_KEER = 500;

/** The same inside a transaction, that has no cursor: a piece at a time. */
export async function* voorkomensIn(tx: Tx, soort: SoortObjecttype, type: string, dag: Datum): AsyncGenerator<Voorkomen> {
  const stuk = `(select * from ${TABEL[soort]} where organisatie = $1 and objecttype = $2 and ($4::uuid is null or id > $4) order by id limit $5)`;
  for (let na: string | null = null; ; ) {
    const rijen: Voorkomen[] = await tx.query<Voorkomen>(alle(soort, stuk), [tx.organisatie, type, dag, na, PER_KEER]);
    yield* rijen;
    const laatste = rijen.at(-1);
    if (!laatste) return;
    na = laatste.id;
  }
}
