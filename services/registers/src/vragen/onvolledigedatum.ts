import { tijdvakVan } from '@bronhuis/standaarden';
import type { Vergelijking } from './uitdrukking.ts';

/**
 * A date of which a part is known is one day somewhere in a period; what it is compared with is that whole period. A
 * comparison holds when it does wherever the day lies: `2024-05` is before `2024-06` and from `2024-05-01` on, and neither
 * before nor after `2024-05-17`. Of `onbekend` nothing is certain. Its negation asks what is possible.
 */
export function zeker(vergelijking: Vergelijking, links: string, waarden: readonly string[], bind: (waarde: string) => string): string | null {
  const [een, twee = een] = waarden.map((w) => tijdvakVan(w));
  if (!een || !twee) return null;
  // The first day it can be, and a bound that lies behind its last day and before the day after.
  const eerste = `left(nullif(${links}, 'onbekend') || '-01-01', 10) collate "C"`;
  const laatste = `left(nullif(${links}, 'onbekend') || '-99-99', 10) collate "C"`;
  const vanaf = (dag: string): string => `${eerste} >= ${bind(dag)}`;
  const totEnMet = (dag: string): string => `${laatste} < ${bind(dagErna(dag))}`;
  switch (vergelijking) {
    case 'lt':
      return `${laatste} < ${bind(een.eerste)}`;
    case 'lte':
      return totEnMet(een.laatste);
    case 'gt':
      return vanaf(dagErna(een.laatste));
    case 'gte':
      return vanaf(een.eerste);
    case 'tussen':
      return `${vanaf(een.eerste)} and ${totEnMet(twee.laatste)}`;
    default:
      return null;
  }
}

/** Behind the last day that can be written no date comes, but the order goes on. */
function dagErna(dag: string): string {
  if (dag === '9999-12-31') return '~';
  const t = new Date(`${dag}T00:00:00Z`);
  t.setUTCDate(t.getUTCDate() + 1);
  return t.toISOString().slice(0, 10);
}
