import { isUuid, Probleem, sha256Hex } from '@bronhuis/standaarden';
import { sorteerwaarde } from './compileer.ts';
import type { Waarden } from './compileer.ts';
import type { Sleutel } from './controleer.ts';
import { schrijfPad } from './pad.ts';

/**
 * Where a page ends: the id of its last row, and the version that held. It stands in an address, so it carries no value
 * of the data: the question itself looks up what that version is ordered by. A version never changes, so the place stays
 * the same when the object has another one meanwhile.
 */
export interface Cursor {
  id: string;
  versie: number;
}

/** Which ordering a cursor belongs to: with another one it would skip or repeat. */
const kenmerk = (sleutels: readonly Sleutel[]): string =>
  sha256Hex(sleutels.map(({ veld, richting }) => `${richting} ${'meta' in veld ? `:${veld.meta}` : schrijfPad(veld.stappen)} ${veld.soort}`).join('\n')).slice(0, 8);

export const schrijfCursor = (sleutels: readonly Sleutel[], { id, versie }: Cursor): string =>
  Buffer.from(JSON.stringify([kenmerk(sleutels), id, versie])).toString('base64url');

const fout = (reason: string): Probleem => Probleem.ongeldig([{ name: 'na', reason, code: 'cursor' }]);

/** One answer for every row that is not there: destroyed, or never the caller's to see. */
export const vervallen = (): Probleem => fout('De rij waar de vorige bladzijde eindigde, is er niet meer. Begin opnieuw: stel dezelfde vraag zonder na.');

/** @throws Probleem 400 when it is not the cursor of a question with this ordering */
export function leesCursor(sleutels: readonly Sleutel[], tekst: string): Cursor {
  const [bij, id, versie, ...meer] = delen(tekst);
  if (bij !== kenmerk(sleutels) || !isUuid(id) || !isVersie(versie) || meer.length > 0) {
    throw fout('Deze plaats hoort niet bij deze vraag. Neem hem ongewijzigd over uit het vorige antwoord, met dezelfde sorteer.');
  }
  return { id, versie };
}

const isVersie = (waarde: unknown): waarde is number => Number.isSafeInteger(waarde);

function delen(tekst: string): unknown[] {
  try {
    const gelezen: unknown = JSON.parse(Buffer.from(tekst, 'base64url').toString('utf8'));
    return Array.isArray(gelezen) ? (gelezen as unknown[]) : [];
  } catch (fout) {
    if (fout instanceof SyntaxError) return [];
    throw fout;
  }
}

export interface Volgorde {
  orderBy: string;
  /** A condition: a row comes after the cursor. */
  na: string;
  /** What the cursor's version `v` of object `o` is ordered by, as columns for `na`, which reads them from `laatste`. Null when the id alone says the place. */
  laatste: { kolommen: string; is: string } | null;
}

/** Rows without a value come last in either direction; the id decides between equals, so the order is total. */
export function compileerVolgorde(sleutels: readonly Sleutel[], na: Cursor | null, w: Waarden): Volgorde {
  const waarden = sleutels.map((s) => sorteerwaarde(s.veld, w));
  const orderBy = [...waarden.map((sql, i) => `${sql} ${sleutels[i]?.richting === 'af' ? 'desc' : 'asc'} nulls last`), 'o.id'].join(', ');
  if (!na) return { orderBy, na: 'true', laatste: null };
  const id = `${w.bind(na.id)}::uuid`;
  if (sleutels.length === 0) return { orderBy, na: `o.id > ${id}`, laatste: null };
  return {
    orderBy,
    na: erna(sleutels, waarden, id),
    laatste: { kolommen: waarden.map((sql, i) => `${sql} as k${i}`).join(', '), is: `o.id = ${id} and v.versie = ${w.bind(String(na.versie))}::bigint` },
  };
}

function erna(sleutels: readonly Sleutel[], waarden: readonly string[], id: string): string {
  const gelijk: string[] = ['exists (select from laatste)'];
  const mogelijk: string[] = [];
  for (const [i, sql] of waarden.entries()) {
    const grens = `(select k${i} from laatste)`;
    // Null when one of them is missing: then it comes after only a value.
    mogelijk.push([...gelijk, `coalesce(${sql} ${sleutels[i]?.richting === 'af' ? '<' : '>'} ${grens}, ${grens} is not null)`].join(' and '));
    gelijk.push(`${sql} is not distinct from ${grens}`);
  }
  mogelijk.push([...gelijk, `o.id > ${id}`].join(' and '));
  return `(${mogelijk.map((m) => `(${m})`).join(' or ')})`;
}
