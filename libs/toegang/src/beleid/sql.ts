import { RIJGEGEVENS } from './deels.ts';
import type { Rijgegeven } from './deels.ts';
import type { Knoop } from './lees.ts';
import { entiteit } from './vorm.ts';
import type { Soort, Waarde } from './vorm.ts';

export type Sqltype = 'text' | 'bigint' | 'boolean' | 'text[]' | 'bigint[]';
const TYPE: Record<Soort, Sqltype> = { tekst: 'text', getal: 'bigint', waarheid: 'boolean', teksten: 'text[]', getallen: 'bigint[]', entiteit: 'text', entiteiten: 'text[]' };

/** Where a row has an attribute: an expression of the type that the attribute has. */
export interface Kolom {
  sql: string;
  /** Is it never null? Otherwise a row without it counts as a question that does not say it. */
  verplicht?: boolean;
}
export type Kolommen = Readonly<Partial<Record<Rijgegeven, Kolom>>>;

/** Takes a value along beside the text, and says how the text refers to it: `$3::text`. */
export type Bind = (waarde: string | number | boolean | readonly (string | number)[], type: Sqltype) => string;

export interface Sqlwens {
  kolommen: Kolommen;
  bind: Bind;
  /** What is decided with where a row has nothing. */
  leeg: Readonly<Record<Rijgegeven, Waarde>>;
  component: string;
}

/**
 * The condition on a row as SQL. True or false, never unknown, as in Cedar, so that `not` means what it says; and no value
 * ever stands in the text.
 */
export function schrijfSql(k: Knoop, { kolommen, bind, leeg, component }: Sqlwens): string {
  const gebonden = new Map<string, string>();
  const waarde = (w: Waarde, type: Sqltype): string => {
    const vlak = typeof w === 'object' ? [...w] : w;
    const sleutel = `${type} ${JSON.stringify(vlak)}`;
    const verwijzing = gebonden.get(sleutel) ?? bind(vlak, type);
    gebonden.set(sleutel, verwijzing);
    return verwijzing;
  };
  const kolom = (naam: Rijgegeven): string => {
    const type = TYPE[RIJGEGEVENS[naam]];
    const { sql, verplicht } = kolommen[naam] ?? onmogelijk(`no column for ${naam}`);
    return verplicht ? `(${sql})::${type}` : `coalesce((${sql})::${type}, ${waarde(leeg[naam], type)})`;
  };
  const allen = (delen: readonly Knoop[], woord: 'and' | 'or'): string => `(${[...new Set(delen.map(schrijf))].join(` ${woord} `)})`;

  function schrijf(u: Knoop): string {
    switch (u.op) {
      case 'vast':
        return u.soort === 'waarheid' ? String(u.waarde) : waarde(u.waarde, TYPE[u.soort]);
      case 'gegeven':
        return u.deel === 'resource' && u.naam in RIJGEGEVENS ? kolom(u.naam as Rijgegeven) : onmogelijk(`${u.deel}.${u.naam} is of the question, not of a row`);
      case 'geheel':
        return u.wie === 'resource' ? `(${waarde(entiteit('Bronhuis::Bron', `${component}/`), 'text')} || ${kolom('soort')})` : onmogelijk(`${u.wie} is of the question, not of a row`);
      case 'is':
        return onmogelijk(`the type of ${u.wie} is known`);
      case 'niet':
        return `(not ${schrijf(u.a)})`;
      case 'en':
        return allen(u.delen, 'and');
      case 'of':
        return allen(u.delen, 'or');
      case 'als':
        return `(case when ${schrijf(u.als)} then ${schrijf(u.dan)} else ${schrijf(u.anders)} end)`;
      case 'leeg':
        return `(cardinality(${schrijf(u.a)}) = 0)`;
      case 'past':
        return `(${schrijf(u.a)} like ${waarde(alsLike(u.patroon), 'text')} escape '\\')`;
      default:
        return `(${vergelijk(u.op, u.a, schrijf(u.a), schrijf(u.b))})`;
    }
  }
  return schrijf(k);
}

function vergelijk(op: Extract<Knoop, { b: Knoop }>['op'], soortVan: Knoop, a: string, b: string): string {
  switch (op) {
    case 'gelijk':
      return TYPE[soortVan.soort].endsWith('[]') ? `${a} @> ${b} and ${a} <@ ${b}` : `${a} = ${b}`;
    case 'kleiner':
      return `${a} < ${b}`;
    case 'hoogstens':
      return `${a} <= ${b}`;
    case 'bevat':
      // With `= any` a column that has a null in it would make this unknown.
      return soortVan.op === 'vast' ? `${b} = any(${a})` : `${a} @> array[${b}]`;
    case 'bevat-alle':
      return `${a} @> ${b}`;
    case 'bevat-een':
      return `${a} && ${b}`;
  }
}

/** Only what was a wildcard of Cedar is one of SQL. */
const alsLike = (patroon: readonly (string | null)[]): string => patroon.map((d) => (d === null ? '%' : d.replace(/[\\%_]/g, '\\$&'))).join('');

const onmogelijk = (wat: string): never => {
  throw new Error(`not a condition on rows: ${wat}`);
};
