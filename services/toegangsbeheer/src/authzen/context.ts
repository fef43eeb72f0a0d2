import { datumInAmsterdam, isDatum, uurInAmsterdam, type Datum } from '@bronhuis/standaarden';
import { niveauVan, type Omstandigheden } from '@bronhuis/toegang';

type Context = Record<string, unknown>;

// RFC 3339 §5.6; without seconds too, because AuthZEN 1.0 itself writes its examples so (`2024-05-31T15:22-07:00`).
const TIJDSTIP = /^(\d{4}-\d{2}-\d{2})[Tt ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d|60)(?:\.\d+)?)?([Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

/** A moment, or null for what is none. */
export function leesTijdstip(s: unknown): Date | null {
  const m = typeof s === 'string' ? TIJDSTIP.exec(s) : null;
  if (!m || !isDatum(m[1])) return null;
  const [, dag, uur, minuut, seconde = '00', zone = 'Z'] = m;
  // A leap second belongs to the minute before it; `Date` does not know them.
  return new Date(`${dag}T${uur}:${minuut}:${seconde === '60' ? '59' : seconde}${zone.toUpperCase()}`);
}

/** The day that is asked about (NL GOV AuthZEN profile: `context.time`), or null when it is no moment. */
export function dagVan(context: Context | undefined, vandaag: Datum): Datum | null {
  if (context?.['time'] === undefined) return vandaag;
  const tijdstip = leesTijdstip(context['time']);
  const dag = tijdstip && datumInAmsterdam(tijdstip);
  return dag && isDatum(dag) ? dag : null;
}

/** When, how surely and from where the subject asks; what the question does not say is the least that can be. Null: no moment. */
export function omstandighedenVan(context: Context | undefined, nu: Date): Omstandigheden | null {
  const dag = dagVan(context, datumInAmsterdam(nu));
  const { time, acr, netwerk } = context ?? {};
  return dag === null ? null : { dag, uur: uurInAmsterdam(leesTijdstip(time) ?? nu), niveau: niveauVan(acr), netwerk: netwerk === 'intern' ? netwerk : 'extern' };
}
