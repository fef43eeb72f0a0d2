/** A member by its name, or each element of a list (`*`). */
export type Stap = { naam: string } | { elk: true };

export const MEESTE_STAPPEN = 15;
const MEESTE_LIJSTEN = 3;

/**
 * Cuts at a separator; a backslash takes the meaning away from the character that follows it. `houd` keeps the
 * backslashes, for a next cut with another separator.
 */
export function knip(tekst: string, scheider: string, houd = false): string[] {
  const delen = [''];
  for (let i = 0; i < tekst.length; i++) {
    const teken = tekst.charAt(i);
    if (teken === '\\' && i + 1 < tekst.length) {
      i++;
      delen[delen.length - 1] += (houd ? '\\' : '') + tekst.charAt(i);
    } else if (teken === scheider) delen.push('');
    else delen[delen.length - 1] += teken;
  }
  return delen;
}

/** `houders.*.naam` as steps; a dot, a star or a backslash in a name is written with a backslash before it. Null when it is no path. */
export function leesPad(tekst: string): Stap[] | null {
  const stappen = knip(tekst, '.', true).map((deel): Stap => (deel === '*' ? { elk: true } : { naam: knip(deel, '\u0000').join('\u0000') }));
  if (stappen.length > MEESTE_STAPPEN || stappen.filter((s) => 'elk' in s).length > MEESTE_LIJSTEN) return null;
  return stappen.every((s) => 'elk' in s || (s.naam.length > 0 && isOpslaanbaar(s.naam))) ? stappen : null;
}

/** The same path in one way of writing: to recognise it. */
export const schrijfPad = (stappen: readonly Stap[]): string => stappen.map((s) => ('elk' in s ? '*' : s.naam.replaceAll(/[\\.*]/g, '\\$&'))).join('.');

/** PostgreSQL keeps no U+0000 and no half of a surrogate pair. */
export const isOpslaanbaar = (tekst: string): boolean => !/[\u0000\p{Surrogate}]/u.test(tekst);
