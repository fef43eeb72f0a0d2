import type { Waarden } from '../../vragen/compileer.ts';
import type { Datafilter } from './filters.ts';

const TEKEN = { gt: '>', gte: '>=', lt: '<', lte: '<=' } as const;

/** The value at a path, through members and places in lists. */
export const opPad = (gegevens: string, pad: readonly string[], w: Waarden): string => `(${gegevens} #> array[${pad.map((p) => w.bind(p)).join(', ')}])`;

/** As their filters mean it: nothing is known of a schema here, the value itself says whether it is a number or a text. */
export function compileerFilter(f: Datafilter, gegevens: string, w: Waarden): string {
  switch (f.operator) {
    case 'exact': {
      const vormen = f.waarden.flatMap(({ tekst, getal }) => [tekst, ...(getal === null ? [] : [getal])]);
      return `(${vormen.map((v) => `${gegevens} @> ${w.bind(JSON.stringify(genest(f.pad, v)))}::jsonb`).join(' or ')})`;
    }
    case 'in': {
      const waarde = opPad(gegevens, f.pad, w);
      const vormen = f.waarden.flatMap(({ tekst, getal }) => [tekst, ...(getal === null ? [] : [getal])]);
      return `coalesce(${waarde} in (${vormen.map((v) => `${w.bind(JSON.stringify(v))}::jsonb`).join(', ')}), false)`;
    }
    case 'icontains':
      return `coalesce(position(lower(${w.bind(f.waarde)}) in lower(${opPad(gegevens, f.pad, w)} #>> '{}')) > 0, false)`;
    default: {
      const waarde = opPad(gegevens, f.pad, w);
      if (typeof f.waarde === 'number') return `coalesce((case jsonb_typeof(${waarde}) when 'number' then ${waarde}::numeric end) ${TEKEN[f.operator]} ${w.bind(String(f.waarde))}::numeric, false)`;
      const tekst = `(case when jsonb_typeof(${waarde}) = 'string' and ${waarde} #>> '{}' ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}' then ${waarde} #>> '{}' end)`;
      return `coalesce(${tekst} collate "C" ${TEKEN[f.operator]} ${w.bind(f.waarde)}, false)`;
    }
  }
}

const genest = (pad: readonly string[], waarde: unknown): unknown => pad.reduceRight<unknown>((binnen, naam) => Object.fromEntries([[naam, binnen]]), waarde);

/** In any text of the data, as it is written: no pattern. */
export const compileerBevat = (waarde: string, gegevens: string, w: Waarden): string =>
  `exists (select 1 from jsonb_path_query(${gegevens}, 'strict $.**') as x(w) where jsonb_typeof(x.w) = 'string' and position(lower(${w.bind(waarde)}) in lower(x.w #>> '{}')) > 0)`;
