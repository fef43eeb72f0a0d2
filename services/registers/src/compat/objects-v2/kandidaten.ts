import type { Index } from '../../indexen/indexen.queries.ts';
import { GRENS } from '../../vragen/aanloop.ts';
import { Waarden } from '../../vragen/compileer.ts';
import { van, waar } from '../../vragen/kandidaten.ts';
import type { Indexvraag } from '../../vragen/kandidaten.ts';
import type { Datafilter } from './filters.ts';

/** What an index of the type answers of a condition: the objects of which a version, perhaps not the one that holds, may meet it. */
interface Toegang extends Indexvraag {
  /** Also those of which the index has no value: what is kept there is of another kind than this index is for. */
  ookLeeg: boolean;
}

export interface Kandidaten extends Toegang {
  /** So few that they are the place to begin; else each object that comes by is looked up. */
  weinig: boolean;
}

const DATUM = /^\d{4}-\d{2}-\d{2}$/;

/**
 * Which conditions an index answers, and with what. With them a value that could be a number is a text and a number at the
 * same time; in an index it is what the schema says, and the other one is empty there.
 */
function toegang(f: Datafilter, indexen: readonly Index[]): Toegang | null {
  const index = indexen.find((i) => i.gereed && !i.lijst && i.stappen.length === 1 && JSON.stringify(i.stappen[0]) === JSON.stringify(f.pad));
  if (!index || f.operator === 'icontains') return null;
  if (!('waarden' in f)) {
    const past = typeof f.waarde === 'number' ? index.soort === 'getal' : index.soort === 'tekst' || index.soort === 'datum';
    // A text that begins with a day and goes on is compared as well.
    return past ? { index, voorwaarde: { vergelijking: f.operator, waarden: [String(f.waarde)] }, ookLeeg: index.soort === 'datum' } : null;
  }
  const een = (waarden: string[], ookLeeg: boolean): Toegang => ({ index, voorwaarde: { vergelijking: 'in', waarden }, ookLeeg });
  const teksten = f.waarden.map((w) => w.tekst);
  const getallen = f.waarden.flatMap(({ getal }) => (getal === null ? [] : [String(getal)]));
  switch (index.soort) {
    case 'getal':
      return een(getallen, true);
    case 'tekst':
      return een(teksten, getallen.length > 0);
    case 'datum':
      return een(teksten.filter((t) => DATUM.test(t)), !teksten.every((t) => DATUM.test(t)));
    default:
      return null;
  }
}

const voorwaarden = (t: Toegang, w: Waarden): string[] => [...(t.voorwaarde.waarden.length > 0 ? [waar(t, w)] : []), ...(t.ookLeeg ? ['k.waarde is null'] : [])];

/** Each condition is one walk along the index. */
const rijen = (t: Toegang, organisatie: string, w: Waarden): string[] => voorwaarden(t, w).map((voorwaarde) => `${van(t.index, organisatie, w)} and ${voorwaarde}`);

/** @param tel asks the database for one number */
export function zoekKandidaten(organisatie: string, filters: readonly Datafilter[], indexen: readonly Index[], tel: (sql: string, w: Waarden) => Promise<number>): Promise<Kandidaten[]> {
  return Promise.all(
    filters.flatMap((f) => toegang(f, indexen) ?? []).map(async (t) => {
      const w = new Waarden();
      const genoeg = GRENS.klein + 1;
      const aantal = await tel(`select count(*)::text from (${rijen(t, organisatie, w).map((r) => `(select 1 from ${r} limit ${genoeg})`).join(' union all ')}) x`, w);
      return { ...t, weinig: aantal <= GRENS.klein };
    }),
  );
}

/** What an object `o` must meet to be looked at. Never less than what is asked for. */
export const opKandidaten = (kandidaten: readonly Kandidaten[], organisatie: string, w: Waarden): string[] =>
  kandidaten.map((t) =>
    t.weinig
      ? `o.id = any(array(${rijen(t, organisatie, w).map((r) => `select k.object from ${r}`).join(' union all ')}))`
      : `exists (select from ${van(t.index, organisatie, w)} and (${voorwaarden(t, w).join(' or ')}) and k.object = o.id offset 0)`,
  );
