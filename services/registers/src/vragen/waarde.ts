import { isDatum, isOnvolledigeDatum, isUuid } from '@bronhuis/standaarden';
import { isOpslaanbaar } from './pad.ts';
import { GRENZEN } from './uitdrukking.ts';
import type { Soort } from './uitdrukking.ts';

/** A number as JSON writes it (RFC 8259 §6). */
const GETAL = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;
/** A moment as RFC 3339 writes it; the function tijdstip_getal of migration 0006 reads the same form. */
const TIJDSTIP = /^\d{4}-\d{2}-\d{2}[Tt]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

export const isTijdstip = (tekst: string): boolean => TIJDSTIP.test(tekst) && isDatum(tekst.slice(0, 10));

const REDEN: Record<Soort, string> = {
  tekst: `Verwacht een tekst van ten hoogste ${GRENZEN.lengte} tekens.`,
  getal: 'Verwacht een getal, zoals 12.5.',
  datum: 'Verwacht een datum die bestaat, zoals 2026-01-31.',
  'onvolledige-datum': 'Verwacht een jaar, een maand of een dag, zoals 2026, 2026-01 of 2026-01-31; met exact, ne, in en nin ook onbekend.',
  tijdstip: 'Verwacht een tijdstip, zoals 2026-01-31T12:00:00Z.',
  waarheid: 'Verwacht true of false.',
  uuid: 'Verwacht een UUID.',
  lijst: 'Verwacht één element.',
  object: 'Dit heeft geen eigen waarde.',
  geometrie: 'Verwacht een geometrie van GeoJSON.',
  gemengd: 'Dit heeft geen vaste soort.',
};
export const redenVan = (soort: Soort): string => REDEN[soort];

/** A value as text for the database, or null when it is not of this kind. Only in an address is a number a text. */
export function leesWaarde(soort: Soort, ruw: unknown, uitAdres: boolean): string | null {
  if (typeof ruw === 'string') {
    if (ruw.length > GRENZEN.lengte || !isOpslaanbaar(ruw)) return null;
    // Rounded as every number was that came in as JSON.
    if (soort === 'getal') return uitAdres && GETAL.test(ruw) && Number.isFinite(Number(ruw)) ? String(Number(ruw)) : null;
    if (soort === 'waarheid') return uitAdres && (ruw === 'true' || ruw === 'false') ? ruw : null;
    return PAST[soort]?.(ruw) ? ruw : null;
  }
  if (typeof ruw === 'number') return soort === 'getal' && Number.isFinite(ruw) ? String(ruw) : null;
  if (typeof ruw === 'boolean') return soort === 'waarheid' ? String(ruw) : null;
  return null;
}

const PAST: Partial<Record<Soort, (tekst: string) => boolean>> = {
  tekst: () => true,
  datum: isDatum,
  'onvolledige-datum': isOnvolledigeDatum,
  tijdstip: isTijdstip,
  uuid: isUuid,
};
