import type { Datum } from '@bronhuis/standaarden';
import { isBeeindiging } from './object.ts';
import { beslissend, geldend } from './tijdassen.ts';
import type { Versie } from './tijdassen.ts';

/** A day on which a version starts, or ends its object: an event on that day, if it still is so by then. */
export interface Moment {
  versie: number;
  soort: 'ingegaan' | 'beeindigd';
  dag: Datum;
}

/** What is still to come of a new version on the day of its registration. What starts or ends that day or before is told by the registration itself. */
export function momentenVan(versie: number, v: { beginGeldigheid: Datum; eindGeldigheid: Datum | null }, vandaag: Datum): Moment[] {
  return [
    ...(v.beginGeldigheid > vandaag && !isBeeindiging(v) ? [{ versie, soort: 'ingegaan' as const, dag: v.beginGeldigheid }] : []),
    ...(v.eindGeldigheid !== null && v.eindGeldigheid > vandaag ? [{ versie, soort: 'beeindigd' as const, dag: v.eindGeldigheid }] : []),
  ];
}

/**
 * Did it happen, as far as is known now? Not when the version was corrected or overtaken before its day, and nothing ends
 * that did not hold the day before or that a next version continues.
 */
export function isGebeurd(versies: readonly Versie[], m: Moment): boolean {
  if (beslissend(versies, m.dag, null)?.versie !== m.versie) return false;
  if (m.soort === 'ingegaan') return geldend(versies, m.dag, null) !== null;
  return geldend(versies, dagVoor(m.dag), null) !== null;
}

/** Of one object: by day, an end before a begin. */
export const opVolgorde = (a: Moment, b: Moment): number => (a.dag < b.dag ? -1 : a.dag > b.dag ? 1 : a.soort < b.soort ? -1 : a.soort > b.soort ? 1 : a.versie - b.versie);

function dagVoor(dag: Datum): Datum {
  const t = new Date(`${dag}T00:00:00Z`);
  t.setUTCDate(t.getUTCDate() - 1);
  return t.toISOString().slice(0, 10);
}
