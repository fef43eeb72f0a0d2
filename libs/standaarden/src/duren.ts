import type { Datum } from './datums.ts';
import { isDatum } from './datums.ts';

interface Duur {
  jaren: number;
  maanden: number;
  weken: number;
  dagen: number;
}

const ISO_DUUR = /^P(?=\d)(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,5})D)?$/;

/** A duration in whole days or more: legal terms know no hours. */
export function isDuur(iso: unknown): iso is string {
  return typeof iso === 'string' && ISO_DUUR.test(iso);
}

function leesDuur(iso: string): Duur {
  const m = ISO_DUUR.exec(iso);
  if (!m) throw new TypeError(`Geen ISO 8601-duur: ${iso}`);
  return { jaren: Number(m[1] ?? 0), maanden: Number(m[2] ?? 0), weken: Number(m[3] ?? 0), dagen: Number(m[4] ?? 0) };
}

/** Months first and clamped to the last day of the month (2024-02-29 + P1Y = 2025-02-28), then days: as ISO 8601 and XSD do. */
function verschuif(d: Datum, iso: string, richting: 1 | -1): Datum {
  if (!isDatum(d)) throw new TypeError(`Geen datum: ${String(d)}`);
  const duur = leesDuur(iso);
  const [jaar, maand, dag] = d.split('-').map(Number) as [number, number, number];
  const maandNummer = jaar * 12 + (maand - 1) + richting * (duur.jaren * 12 + duur.maanden);
  const doelJaar = Math.floor(maandNummer / 12);
  const doelMaand = maandNummer - doelJaar * 12;
  const laatsteDag = new Date(Date.UTC(doelJaar, doelMaand + 1, 0)).getUTCDate();
  const dagen = richting * (duur.weken * 7 + duur.dagen);
  const uitkomst = new Date(Date.UTC(doelJaar, doelMaand, Math.min(dag, laatsteDag) + dagen)).toISOString();
  if (!/^\d{4}-/.test(uitkomst)) throw new RangeError(`Datum buiten bereik: ${d} en ${iso}`);
  return uitkomst.slice(0, 10);
}

export function plusDuur(d: Datum, iso: string): Datum {
  return verschuif(d, iso, 1);
}

export function minDuur(d: Datum, iso: string): Datum {
  return verschuif(d, iso, -1);
}

/** 'P1Y6M' → '1 jaar en 6 maanden' */
export function duurInWoorden(iso: string): string {
  const duur = leesDuur(iso);
  const delen = [
    [duur.jaren, 'jaar', 'jaar'],
    [duur.maanden, 'maand', 'maanden'],
    [duur.weken, 'week', 'weken'],
    [duur.dagen, 'dag', 'dagen'],
  ] as const;
  const woorden = delen.filter(([n]) => n > 0).map(([n, een, meer]) => `${n} ${n === 1 ? een : meer}`);
  if (woorden.length === 0) return '0 dagen';
  const laatste = woorden.pop();
  return woorden.length > 0 ? `${woorden.join(', ')} en ${laatste}` : String(laatste);
}
