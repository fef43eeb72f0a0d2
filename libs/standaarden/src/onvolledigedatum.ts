import { isDatum, type Datum } from './datums.ts';

/** A date of which a part is known, as in the BRP: `2024`, `2024-05`, `2024-05-17`, or `onbekend`. */
export type OnvolledigeDatum = string;

export const DATUM_ONBEKEND = 'onbekend';

export function isOnvolledigeDatum(s: unknown): s is OnvolledigeDatum {
  if (typeof s !== 'string') return false;
  return s === DATUM_ONBEKEND || /^\d{4}(-(0[1-9]|1[0-2]))?$/.test(s) || isDatum(s);
}

/** The first and the last day that it can be; null when nothing of it is known. */
export function tijdvakVan(d: OnvolledigeDatum): { eerste: Datum; laatste: Datum } | null {
  if (!isOnvolledigeDatum(d)) throw new TypeError(`Geen (onvolledige) datum: ${d}`);
  if (d === DATUM_ONBEKEND) return null;
  if (d.length === 10) return { eerste: d, laatste: d };
  if (d.length === 4) return { eerste: `${d}-01-01`, laatste: `${d}-12-31` };
  return { eerste: `${d}-01`, laatste: `${d}-${String(dagenIn(d)).padStart(2, '0')}` };
}

function dagenIn(maand: string): number {
  for (const dag of [31, 30, 29]) if (isDatum(`${maand}-${dag}`)) return dag;
  return 28;
}
