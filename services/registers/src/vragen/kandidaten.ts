import { tabelVan } from '../indexen/indexen.store.ts';
import type { Langs, Toegang } from './aanloop.ts';
import type { Waarden } from './compileer.ts';
import type { Voorwaarde } from './uitdrukking.ts';
import type { Cursor } from './volgorde.ts';

/** A value of a question in the form in which an index keeps it. */
const BEWAARD: Partial<Record<string, (p: string) => string>> = {
  tekst: (p) => `left(${p}, 100)`,
  getal: (p) => `benaderd(${p}::numeric)`,
  tijdstip: (p) => `benaderd(tijdstip_getal(${p}))`,
  waarheid: (p) => `${p}::boolean::int::float8`,
};
/** The same of the value that rows are ordered by, which is no text any more. */
const GEORDEND: Partial<Record<string, (p: string) => string>> = { tijdstip: (p) => `benaderd(${p})`, waarheid: (p) => `${p}::int::float8` };

/** Beginnings and approximations: what lies at a border may be on either side of it. */
const RUIM: Partial<Record<Voorwaarde['vergelijking'], string>> = { exact: '=', gt: '>=', gte: '>=', lt: '<=', lte: '<=' };

/** What is asked of the value of an index. */
export interface Indexvraag {
  index: Toegang['index'];
  voorwaarde: Pick<Voorwaarde, 'vergelijking' | 'waarden'>;
}

/** The row `k` of the index meets the condition, or nearly so. */
export function waar({ index, voorwaarde: { vergelijking, waarden } }: Indexvraag, w: Waarden): string {
  if (vergelijking === 'begint-met') {
    const begin = `left(lower(${w.bind(waarden[0] ?? '')}), 90)`;
    return `k.klein >= ${begin} and k.klein <= ${begin} || repeat(chr(1114111), 90)`;
  }
  const p = waarden.map((waarde) => (BEWAARD[index.soort] ?? ((x: string) => x))(w.bind(waarde)));
  const teken = RUIM[vergelijking];
  if (teken) return `k.waarde ${teken} ${p[0]}`;
  return vergelijking === 'tussen' ? `k.waarde between ${p[0]} and ${p[1]}` : `k.waarde = any(array[${p.join(', ')}])`;
}

/** The rows `k` of an index. */
export const van = (index: Toegang['index'], organisatie: string, w: Waarden): string => `${tabelVan(index.soort)} k where k.organisatie = ${w.bind(organisatie)} and k.nr = ${w.bind(String(index.nr))}::bigint`;

export const zoekvraag = ({ index, zoek, velden }: { index: Toegang['index']; zoek: string; velden: number[] }, w: Waarden): string =>
  `index_zoekvraag(${w.bind(zoek)}, ${w.bind(String(index.nr))}::bigint, ${w.bind(`{${velden.join(',')}}`)}::int[])`;

/** The versions that meet one condition: (object, versie), each once; at most so many, or all of them. */
export function metVoorwaarde(toegang: Toegang, organisatie: string, hoogstens: number | null, w: Waarden): string {
  if ('zoek' in toegang) return `select object, versie from index_kandidaten(${zoekvraag(toegang, w)}, ${hoogstens === null ? 'null' : w.bind(String(hoogstens))}::int)`;
  const grens = hoogstens === null ? '' : ` limit ${w.bind(String(hoogstens))}::int`;
  // Of a list two elements may meet it, and of several beginnings one value.
  return `select ${toegang.index.lijst ? 'distinct ' : ''}k.object, k.versie from ${van(toegang.index, organisatie, w)} and ${waar(toegang, w)}${grens}`;
}

/**
 * The first so many versions along an index, from the cursor on, as the table `langs`; and as `k` (object, versie) those of
 * them that are in the other indexes too, in the order of the index. Versions that do not hold are among them. What has been
 * read of `k`, has been read of the index: no more than is asked of it.
 * @param geheel where another index has fewer than this, all of it is read, and not looked in for each of the first
 */
export function langsIndex(langs: Langs, ook: readonly Toegang[], na: Cursor | null, organisatie: string, { hoogstens, geheel }: { hoogstens: number; geheel: number }, w: Waarden): string {
  const lijsten: string[] = [];
  const erin = ook.flatMap((t, i) => {
    if (!('voorwaarde' in t)) return [];
    const n = `(${w.bind(String(geheel))}::int)`;
    const tabel = van(t.index, organisatie, w);
    const is = waar(t, w);
    // By the object alone: another version of it that has the value is seen when it is fetched.
    lijsten.push(`ook${i} as materialized (select k.object from ${tabel} and ${is} limit ${n})`);
    return [`case when (select count(*) from ook${i}) < ${n} then l.object in (select object from ook${i})
      else exists (select from ${tabel} and ${is} and k.object = l.object and k.versie = l.versie offset 0) end`];
  });
  const gevonden = `k as materialized (select l.object, l.versie from langs l${erin.length > 0 ? ` where ${erin.join(' and ')}` : ''}${langs.op === 'id' ? ' order by l.object' : ''})`;
  return [langsEen(langs, na, organisatie, hoogstens, w), ...lijsten, gevonden].join(', ');
}

function langsEen(langs: Langs, na: Cursor | null, organisatie: string, hoogstens: number, w: Waarden): string {
  const grens = `(${w.bind(String(hoogstens))}::int)`;
  const id = na ? `${w.bind(na.id)}::uuid` : null;
  if (langs.op === 'id') {
    if ('zoek' in langs.toegang) throw new Error('words have no order');
    return `langs as materialized (select k.object, k.versie from ${van(langs.toegang.index, organisatie, w)} and ${waar(langs.toegang, w)}${id ? ` and k.object > ${id}` : ''} order by k.object limit ${grens})`;
  }
  const { index, sleutel, alleenId, toegang } = langs;
  const [richting, teken] = sleutel.richting === 'af' ? ['desc', '<'] : ['asc', '>'];
  const k0 = (GEORDEND[index.soort] ?? ((x: string) => x))('(select k0 from laatste)');
  // Equals must be read to the last one, when something else than the id decides between them.
  const [volgorde, deel] = alleenId ? [', k.object', `limit ${grens}`] : ['', `fetch first ${grens} rows with ties`];
  const erna = !id ? '' : alleenId ? ` and k.waarde ${teken}= ${k0} and (k.waarde ${teken} ${k0} or k.object > ${id})` : ` and k.waarde ${teken}= ${k0}`;
  const zonderErna = id && alleenId ? ` and ((select k0 from laatste) is not null or k.object > ${id})` : '';
  const voorwaarde = toegang && 'voorwaarde' in toegang ? ` and ${waar(toegang, w)}` : '';
  const tabel = van(index, organisatie, w);
  // Without a value comes last in either direction. Who asks something of the value, does not ask for those.
  const zonder = voorwaarde ? 'false' : `(select count(*) from met) < ${grens}`;
  return `met as materialized (select k.object, k.versie from ${tabel} and k.waarde is not null${voorwaarde}${erna} order by k.waarde ${richting}${volgorde} ${deel}),
    zonder as materialized (select k.object, k.versie from ${tabel} and k.waarde is null and ${zonder}${zonderErna} order by k.waarde${volgorde} ${deel}),
    langs as materialized (select * from met union all select * from zonder)`;
}
