import { isDatum, Probleem } from '@bronhuis/standaarden';
import type { Datum, InvalidParam } from '@bronhuis/standaarden';
import type { Versie } from './tijdassen.ts';

export interface NieuweVersie {
  beginGeldigheid: Datum;
  /** First day on which nothing holds any more. */
  eindGeldigheid: Datum | null;
  correctieVoor: number | null;
}

/** What a change turned out to be. */
export const UITKOMSTEN = ['wijziging', 'vervanging', 'tussenvoeging', 'toekomst', 'correctie', 'beeindiging'] as const;
export type Uitkomst = (typeof UITKOMSTEN)[number];

/** A version without content: it only says that the object ends. */
export const isBeeindiging = (v: { beginGeldigheid: Datum; eindGeldigheid?: Datum | null }): boolean => v.beginGeldigheid === v.eindGeldigheid;

// The year 0 is a date for JSON and none for the database.
export const bestaat = (d: Datum): boolean => isDatum(d) && d >= '0001-01-01';

/** @throws Probleem 400 that names both dates when both are wrong */
export function decidePeriode(opdracht: { beginGeldigheid: Datum; eindGeldigheid?: Datum | null }): void {
  const { beginGeldigheid: begin, eindGeldigheid: eind = null } = opdracht;
  const fout = (name: string): InvalidParam => ({ name, reason: 'Deze datum bestaat niet.', code: 'datum' });
  const fouten = [...(bestaat(begin) ? [] : [fout('beginGeldigheid')]), ...(eind === null || bestaat(eind) ? [] : [fout('eindGeldigheid')])];
  if (fouten.length === 0 && eind !== null && eind < begin) {
    fouten.push({ name: 'eindGeldigheid', reason: 'Het einde ligt voor het begin.', code: 'periode' });
  }
  if (fouten.length > 0) throw Probleem.ongeldig(fouten);
}

/** The first version of an object says something: one that ends on its own first day would not. */
export function decideEerste(opdracht: { beginGeldigheid: Datum; eindGeldigheid?: Datum | null }): NieuweVersie {
  decidePeriode(opdracht);
  if (isBeeindiging(opdracht)) throw Probleem.ongeldig([{ name: 'eindGeldigheid', reason: 'Het einde ligt na het begin.', code: 'periode' }]);
  return { beginGeldigheid: opdracht.beginGeldigheid, eindGeldigheid: opdracht.eindGeldigheid ?? null, correctieVoor: null };
}

/**
 * A next version of an object. Back-dating is allowed: a version with an earlier begin splits the period in which it
 * falls. A correction names the version that was wrong; each version is corrected at most once.
 */
export function decideVersie(versies: readonly Versie[], opdracht: { beginGeldigheid: Datum; eindGeldigheid?: Datum | null; correctieVoor: number | null }): NieuweVersie {
  decidePeriode(opdracht);
  const { beginGeldigheid, eindGeldigheid = null, correctieVoor } = opdracht;
  const versie = { beginGeldigheid, eindGeldigheid, correctieVoor };
  if (correctieVoor === null) return versie;
  if (!versies.some((v) => v.versie === correctieVoor)) {
    throw Probleem.ongeldig([{ name: 'correctieVoor', reason: `Versie ${correctieVoor} van dit object bestaat niet.`, code: 'correctie' }]);
  }
  const eerder = versies.find((v) => v.correctieVoor === correctieVoor);
  if (eerder) {
    throw Probleem.conflict(`Versie ${correctieVoor} is al gecorrigeerd door versie ${eerder.versie}. Corrigeer versie ${eerder.versie}.`, 'al-gecorrigeerd');
  }
  return versie;
}

/** So that the caller sees what one call did, among the versions that were known until then. */
export function uitkomstVan(nuBekend: readonly Versie[], nieuw: NieuweVersie, vandaag: Datum): Uitkomst {
  if (nieuw.correctieVoor !== null) return 'correctie';
  if (isBeeindiging(nieuw)) return 'beeindiging';
  if (nuBekend.some((v) => v.beginGeldigheid === nieuw.beginGeldigheid)) return 'vervanging';
  if (nuBekend.some((v) => v.beginGeldigheid > nieuw.beginGeldigheid)) return 'tussenvoeging';
  return nieuw.beginGeldigheid > vandaag ? 'toekomst' : 'wijziging';
}
