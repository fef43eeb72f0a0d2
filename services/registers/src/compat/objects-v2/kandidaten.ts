import type { Index } from '../../indexen/indexen.queries.ts';
import { tabelVan } from '../../indexen/indexen.store.ts';
import { GRENS } from '../../vragen/aanloop.ts';
import { Waarden } from '../../vragen/compileer.ts';
import type { Datafilter } from './filters.ts';

/** What an index of the type answers of a condition: the objects of which a version, perhaps not the one that holds, may meet it. */
interface Toegang {
  index: Index;
  teken: '=' | '>=' | '<=';
  /** As the index keeps them: one of these, or beyond the only one. */
  waarden: readonly string[];
  /** Also those of which the index has no value: what is kept there is of another kind than this index is for. */
  ookLeeg: boolean;
}

export interface Kandidaten extends Toegang {
  /** So few that they are the place to begin; else each object that comes by is looked up. */
  weinig: boolean;
}

const DATUM = /^\d{4}-\d{2}-\d{2}$/;
/** Beginnings and approximations: what lies at a border may be on either side of it. */
const RUIM = { gt: '>=', gte: '>=', lt: '<=', lte: '<=' } as const;

/**
 * Which conditions an index answers, and with what. With them a value that could be a number is a text and a number at the
 * same time; in an index it is what the schema says, and the other one is empty there.
 */
function toegang(f: Datafilter, indexen: readonly Index[]): Toegang | null {
  const index = indexen.find((i) => i.gereed && !i.lijst && i.stappen.length === 1 && JSON.stringify(i.stappen[0]) === JSON.stringify(f.pad));
  if (!index || f.operator === 'icontains') return null;
  if ('waarden' in f) {
    if (index.soort === 'getal') return { index, teken: '=', waarden: f.waarden.flatMap(({ getal }) => (getal === null ? [] : [String(getal)])), ookLeeg: true };
    const teksten = f.waarden.map((w) => w.tekst);
    const ookLeeg = f.waarden.some((w) => w.getal !== null);
    if (index.soort === 'tekst') return { index, teken: '=', waarden: teksten, ookLeeg };
    return index.soort === 'datum' ? { index, teken: '=', waarden: teksten.filter((t) => DATUM.test(t)), ookLeeg: ookLeeg || !teksten.every((t) => DATUM.test(t)) } : null;
  }
  const past = typeof f.waarde === 'number' ? index.soort === 'getal' : index.soort === 'tekst' || index.soort === 'datum';
  // A text that begins with a day and goes on is compared as well.
  return past ? { index, teken: RUIM[f.operator], waarden: [String(f.waarde)], ookLeeg: index.soort === 'datum' } : null;
}

const van = ({ index }: Toegang, organisatie: string, w: Waarden): string => `${tabelVan(index.soort)} k where k.organisatie = ${w.bind(organisatie)} and k.nr = ${w.bind(String(index.nr))}::bigint`;

function waar({ index, teken, waarden }: Toegang, w: Waarden): string {
  const bewaard = waarden.map((x) => (index.soort === 'getal' ? `benaderd(${w.bind(x)}::numeric)` : `left(${w.bind(x)}, 100)`));
  if (bewaard.length === 0) return 'false';
  return teken === '=' ? `k.waarde = any(array[${bewaard.join(', ')}])` : `k.waarde ${teken} ${bewaard[0]}`;
}

/** The rows of the index, apart for those without a value: each of the two is one walk along it. */
const rijen = (t: Toegang, organisatie: string, w: Waarden): string[] => [waar(t, w), ...(t.ookLeeg ? ['k.waarde is null'] : [])].map((voorwaarde) => `${van(t, organisatie, w)} and ${voorwaarde}`);

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
      : `exists (select from ${van(t, organisatie, w)} and (${waar(t, w)}${t.ookLeeg ? ' or k.waarde is null' : ''}) and k.object = o.id offset 0)`,
  );
