import { isUuid, Probleem, sha256Hex } from '@bronhuis/standaarden';
import type { InvalidParam } from '@bronhuis/standaarden';
import { sorteerwaarde } from './compileer.ts';
import type { Waarden } from './compileer.ts';
import type { Sleutel } from './controleer.ts';
import { isOpslaanbaar, schrijfPad } from './pad.ts';
import type { Soort } from './uitdrukking.ts';

/** Where a page ends: the values of the keys of its last row, and its id. */
export interface Cursor {
  sleutels: (string | null)[];
  id: string;
}

/** Which ordering a cursor belongs to: with another one it would skip or repeat. */
const kenmerk = (sleutels: readonly Sleutel[]): string =>
  sha256Hex(sleutels.map(({ veld, richting }) => `${richting} ${'meta' in veld ? `:${veld.meta}` : schrijfPad(veld.stappen)} ${veld.soort}`).join('\n')).slice(0, 8);

export const schrijfCursor = (sleutels: readonly Sleutel[], cursor: Cursor): string =>
  Buffer.from(JSON.stringify([kenmerk(sleutels), cursor.id, ...cursor.sleutels])).toString('base64url');

const FOUT: InvalidParam = { name: 'na', reason: 'Deze plaats hoort niet bij deze vraag. Neem hem ongewijzigd over uit het vorige antwoord, met dezelfde sorteer.', code: 'cursor' };

/** @throws Probleem 400 when it is not the cursor of a question with this ordering */
export function leesCursor(sleutels: readonly Sleutel[], tekst: string): Cursor {
  const [bij, id, ...waarden] = delen(tekst);
  const past = bij === kenmerk(sleutels) && isUuid(id) && waarden.length === sleutels.length;
  if (!past || !sleutels.every(({ veld }, i) => isSleutelwaarde(veld.soort, waarden[i]))) throw Probleem.ongeldig([FOUT]);
  return { id, sleutels: waarden as (string | null)[] };
}

function delen(tekst: string): unknown[] {
  try {
    const gelezen: unknown = JSON.parse(Buffer.from(tekst, 'base64url').toString('utf8'));
    return Array.isArray(gelezen) ? (gelezen as unknown[]) : [];
  } catch (fout) {
    if (fout instanceof SyntaxError) return [];
    throw fout;
  }
}

const VORM: Partial<Record<Soort, RegExp>> = {
  getal: /^-?\d{1,400}(\.\d{1,400})?$/,
  tijdstip: /^-?\d{1,20}(\.\d{1,20})?$/,
  datum: /^\d{4}-\d{2}-\d{2}$/,
  waarheid: /^(true|false)$/,
};

/** A cursor comes from outside like any value. */
function isSleutelwaarde(soort: Soort, waarde: unknown): boolean {
  if (waarde === null) return true;
  if (typeof waarde !== 'string' || waarde.length > 1_000 || !isOpslaanbaar(waarde)) return false;
  return soort === 'uuid' ? isUuid(waarde) : (VORM[soort]?.test(waarde) ?? true);
}

const CAST: Partial<Record<Soort, string>> = { getal: '::numeric', tijdstip: '::numeric', waarheid: '::boolean', uuid: '::uuid' };

export interface Volgorde {
  orderBy: string;
  /** The keys of a row as JSON text, for the cursor. */
  sleutels: string;
  /** A condition: the row comes after the cursor. */
  na: string;
}

/** Missing values come last, whatever the direction; the id settles what is equal, so each row has one place. */
export function compileerVolgorde(sleutels: readonly Sleutel[], na: Cursor | null, w: Waarden): Volgorde {
  const waarden = sleutels.map((s) => sorteerwaarde(s.veld, w));
  const orderBy = [...waarden.map((sql, i) => `${sql} ${sleutels[i]?.richting === 'af' ? 'desc' : 'asc'} nulls last`), 'o.id'].join(', ');
  const alsTekst = [...waarden.map((sql) => `(${sql})::text`), 'o.id::text'].join(', ');
  return { orderBy, sleutels: `array_to_json(array[${alsTekst}])::text`, na: na ? erna(sleutels, waarden, na, w) : 'true' };
}

function erna(sleutels: readonly Sleutel[], waarden: readonly string[], na: Cursor, w: Waarden): string {
  const gelijk: string[] = [];
  const mogelijk: string[] = [];
  for (const [i, sql] of waarden.entries()) {
    const waarde = na.sleutels[i] ?? null;
    const sleutel = sleutels[i];
    if (waarde === null || !sleutel) {
      gelijk.push(`${sql} is null`);
      continue;
    }
    const p = `${w.bind(waarde)}${CAST[sleutel.veld.soort] ?? ''}`;
    mogelijk.push([...gelijk, `(${sql} ${sleutel.richting === 'af' ? '<' : '>'} ${p} or ${sql} is null)`].join(' and '));
    gelijk.push(`${sql} = ${p}`);
  }
  mogelijk.push([...gelijk, `o.id > ${w.bind(na.id)}::uuid`].join(' and '));
  return `(${mogelijk.map((m) => `(${m})`).join(' or ')})`;
}
