import type { Index } from '../../indexen/indexen.queries.ts';
import { tabelVan } from '../../indexen/indexen.store.ts';
import { GRENS } from '../../vragen/aanloop.ts';
import { Waarden } from '../../vragen/compileer.ts';
import type { Datafilter } from './filters.ts';

/** What an index of the type answers of a question: the objects of which a version, perhaps not the one that holds, has one of these texts. */
export interface Kandidaten {
  index: Index;
  teksten: readonly string[];
  /** So few that they are the place to begin; else each object that comes by is looked up. */
  weinig: boolean;
}

const DATUM = /^\d{4}-\d{2}-\d{2}$/;

/**
 * Which conditions an index answers: that a text is this one, or one of these. What could be a number is left to the data:
 * with them it is a text and a number at the same time, and of numbers there is another index.
 */
function toegang(f: Datafilter, indexen: readonly Index[]): Omit<Kandidaten, 'weinig'> | null {
  if (f.operator !== 'exact' && f.operator !== 'in') return null;
  if (f.waarden.some((w) => w.getal !== null)) return null;
  const teksten = f.waarden.map((w) => w.tekst);
  const past = (i: Index): boolean => i.soort === 'tekst' || (i.soort === 'datum' && teksten.every((t) => DATUM.test(t)));
  const index = indexen.find((i) => i.gereed && !i.lijst && past(i) && i.stappen.length === 1 && JSON.stringify(i.stappen[0]) === JSON.stringify(f.pad));
  return index ? { index, teksten } : null;
}

const rijen = ({ index, teksten }: Omit<Kandidaten, 'weinig'>, organisatie: string, w: Waarden): string =>
  `${tabelVan(index.soort)} k where k.organisatie = ${w.bind(organisatie)} and k.nr = ${w.bind(String(index.nr))}::bigint and k.waarde = any(array[${teksten.map((t) => `left(${w.bind(t)}, 100)`).join(', ')}])`;

/** @param tel asks the database for one number */
export function zoekKandidaten(organisatie: string, filters: readonly Datafilter[], indexen: readonly Index[], tel: (sql: string, w: Waarden) => Promise<number>): Promise<Kandidaten[]> {
  return Promise.all(
    filters.flatMap((f) => toegang(f, indexen) ?? []).map(async (t) => {
      const w = new Waarden();
      const aantal = await tel(`select count(*)::text from (select 1 from ${rijen(t, organisatie, w)} limit ${GRENS.klein + 1}) x`, w);
      return { ...t, weinig: aantal <= GRENS.klein };
    }),
  );
}

/** What an object `o` must meet to be looked at. Never less than what is asked for. */
export const opKandidaten = (kandidaten: readonly Kandidaten[], organisatie: string, w: Waarden): string[] =>
  kandidaten.map((t) =>
    t.weinig ? `o.id = any(array(select k.object from ${rijen(t, organisatie, w)}))` : `exists (select from ${rijen(t, organisatie, w)} and k.object = o.id offset 0)`,
  );
