import { datumInWoorden, duurInWoorden, isDatum, isDuur, tijdstipInWoorden } from '@bronhuis/standaarden';
import { html, type Html } from './html.ts';

/** "For ever" is sometimes written as the last moment of 9999, that is in the year 10000 here: said as near as it can be. */
const EERSTE = Date.UTC(1000, 0, 1);
const LAATSTE = Date.UTC(9999, 11, 31, 12);

/** The words that this portal has for a value of another component; `table['constructor']` is not one of them. */
export function woordVoor<T>(tabel: Readonly<Record<string, T>>, sleutel: string): T | undefined {
  return Object.hasOwn(tabel, sleutel) ? tabel[sleutel] : undefined;
}

/** 'P1Y' → '1 jaar'; what is no term stays as it is */
export function termijn(waarde: string): string {
  return isDuur(waarde) ? duurInWoorden(waarde) : waarde;
}

/** '2026-11-22' or a moment → '22 november 2026' */
export function dag(waarde: string | null | undefined): string | null {
  if (!waarde) return null;
  if (isDatum(waarde)) return datumInWoorden(waarde);
  return moment(waarde)?.split(' om ')[0] ?? null;
}

/** '2026-11-22T13:05:00Z' → '22 november 2026 om 14:05 uur' */
export function moment(waarde: string | null | undefined): string | null {
  if (!waarde) return null;
  const t = new Date(waarde);
  return Number.isNaN(t.getTime()) ? null : tijdstipInWoorden(new Date(Math.min(Math.max(t.getTime(), EERSTE), LAATSTE)));
}

/** '14:05 uur' */
export function tijd(waarde: string): string | null {
  return moment(waarde)?.split(' om ')[1] ?? null;
}

export function hoofdletter(s: string): string {
  return s.charAt(0).toUpperCase() + s.slice(1);
}

export function opsomming(delen: readonly string[]): string {
  return delen.length < 2 ? (delen[0] ?? '') : `${delen.slice(0, -1).join(', ')} en ${delen.at(-1)}`;
}

export function aantal(n: number, een: string, meer: string): string {
  return `${n} ${n === 1 ? een : meer}`;
}

/** An explanation of selectielijst: `*verleend*` is a term that gets stress, and nothing else is markup. */
export function metNadruk(tekst: string): Html {
  return html`${tekst.split('*').map((deel, i) => (i % 2 === 1 ? html`<em>${deel}</em>` : deel))}`;
}

/** '1,2 MB' */
export function omvang(bytes: number | null | undefined): string | null {
  if (bytes === null || bytes === undefined) return null;
  if (bytes < 1000) return aantal(bytes, 'byte', 'bytes');
  const [deler, eenheid] = bytes < 1_000_000 ? ([1000, 'kB'] as const) : ([1_000_000, 'MB'] as const);
  return `${(bytes / deler).toLocaleString('nl-NL', { maximumFractionDigits: bytes / deler < 10 ? 1 : 0 })} ${eenheid}`;
}

const ROLLEN: Record<string, string> = { 'woo-coordinator': 'Woo-coördinator', ciso: 'CISO', fg: 'functionaris gegevensbescherming' };

/** 'privacy-officer' → 'privacy officer' */
export function rolnaam(rol: string): string {
  return woordVoor(ROLLEN, rol) ?? rol.replaceAll('-', ' ');
}

/** What one may, by subject: 'Dossiers: lezen en schrijven'. */
export function handelingen(acties: readonly string[]): string[] {
  const per = new Map<string, string[]>();
  for (const actie of acties) {
    const [onderwerp = actie, ...werkwoord] = actie.split(':');
    per.set(onderwerp, [...(per.get(onderwerp) ?? []), werkwoord.join(' ')]);
  }
  return [...per].map(([onderwerp, werkwoorden]) => `${hoofdletter(onderwerp.replaceAll('-', ' '))}: ${opsomming(werkwoorden)}`);
}

/** `dossiers:lezen` as people say it. */
export function handeling(actie: string): string {
  const [onderwerp = actie, werkwoord = ''] = actie.split(':').map((deel) => deel.replaceAll('-', ' '));
  return [hoofdletter(onderwerp), werkwoord].filter(Boolean).join(' ');
}
