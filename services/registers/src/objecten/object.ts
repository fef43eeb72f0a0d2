import { DATUM_ONBEKEND, isDatum, isOnvolledigeDatum, Probleem, tijdvakVan } from '@bronhuis/standaarden';
import type { Datum, InvalidParam, OnvolledigeDatum } from '@bronhuis/standaarden';
import type { Versie } from './tijdassen.ts';

/** What is known of a begin or an end that is no whole date. */
export interface Onvolledig {
  begin?: OnvolledigeDatum;
  eind?: OnvolledigeDatum;
}

/** A period as somebody says it; `onvolledig` when the days that count were computed before, as an answer gives them. */
export interface Periodeopgave {
  beginGeldigheid: OnvolledigeDatum;
  eindGeldigheid?: OnvolledigeDatum | null | undefined;
  onvolledig?: Onvolledig | null | undefined;
}

/** The days that count, and what was known of them when that is less. */
export interface Geldigheid {
  beginGeldigheid: Datum;
  /** First day on which nothing holds any more. */
  eindGeldigheid: Datum | null;
  onvolledig: Onvolledig | null;
}

export interface NieuweVersie extends Geldigheid {
  correctieVoor: number | null;
}

/** What a change turned out to be. */
export const UITKOMSTEN = ['wijziging', 'vervanging', 'tussenvoeging', 'toekomst', 'correctie', 'beeindiging'] as const;
export type Uitkomst = (typeof UITKOMSTEN)[number];

/** A version without content: it only says that the object ends. */
export const isBeeindiging = (v: { beginGeldigheid: Datum; eindGeldigheid?: Datum | null }): boolean => v.beginGeldigheid === v.eindGeldigheid;

// The year 0 is a date for JSON and none for the database.
export const bestaat = (d: Datum): boolean => isDatum(d) && d >= EERSTE_DAG;
const EERSTE_DAG = '0001-01-01';
const isDeel = (d: string | null): d is OnvolledigeDatum => d !== null && isOnvolledigeDatum(d) && d.length !== 10 && !d.startsWith('0000');
const eersteDag = (d: OnvolledigeDatum): Datum => tijdvakVan(d)?.eerste ?? EERSTE_DAG;

/**
 * A period of which perhaps only a part is known counts for as long as it can have been: from the first day on which it can
 * have begun to the last on which it can have ended. An end of which nothing is known lies behind us: on `vandaag` it has
 * ended for certain.
 * @param alleenEinde there is no data: the same part of a date twice says when the object ended
 * @throws Probleem 400 that names everything that is wrong
 */
export function leesPeriode(opgave: Periodeopgave, vandaag: Datum, alleenEinde = false): Geldigheid {
  const { beginGeldigheid: begin, eindGeldigheid: eind = null, onvolledig } = opgave;
  const fouten: InvalidParam[] = [];
  for (const [name, d] of [['beginGeldigheid', begin], ['eindGeldigheid', eind]] as const) {
    if (d !== null && !bestaat(d) && !isDeel(d)) fouten.push({ name, reason: 'Deze datum bestaat niet.', code: 'datum' });
  }
  for (const naam of ['begin', 'eind'] as const) {
    const deel = onvolledig?.[naam];
    if (deel !== undefined && !(typeof deel === 'string' && isDeel(deel))) fouten.push({ name: `onvolledig.${naam}`, reason: 'Dit is een jaar, een maand of onbekend.', code: 'datum' });
  }
  if (fouten.length > 0) throw Probleem.ongeldig(fouten);
  const laatsteDag = (d: OnvolledigeDatum): Datum => tijdvakVan(d)?.laatste ?? vandaag;
  const dagen: Geldigheid = alleenEinde && begin === eind && isDeel(eind)
    ? { beginGeldigheid: laatsteDag(eind), eindGeldigheid: laatsteDag(eind), onvolledig: { eind } }
    : { beginGeldigheid: eersteDag(begin), eindGeldigheid: eind && laatsteDag(eind), onvolledig: { ...onvolledig, ...(isDeel(begin) ? { begin } : {}), ...(isDeel(eind) ? { eind } : {}) } };
  const { begin: deelBegin, eind: deelEind } = dagen.onvolledig ?? {};
  const past = (name: string): InvalidParam => ({ name, reason: 'Dit past niet bij de dag die is opgegeven.', code: 'onvolledig' });
  if (deelBegin !== undefined && dagen.beginGeldigheid !== eersteDag(deelBegin)) fouten.push(past('onvolledig.begin'));
  if (deelEind !== undefined && (dagen.eindGeldigheid === null || (deelEind !== DATUM_ONBEKEND && dagen.eindGeldigheid !== laatsteDag(deelEind)))) fouten.push(past('onvolledig.eind'));
  if (dagen.eindGeldigheid !== null && dagen.eindGeldigheid < dagen.beginGeldigheid) fouten.push({ name: 'eindGeldigheid', reason: 'Het einde ligt voor het begin.', code: 'periode' });
  if (fouten.length > 0) throw Probleem.ongeldig(fouten);
  return deelBegin === undefined && deelEind === undefined ? { ...dagen, onvolledig: null } : dagen;
}

/** What a version says of its own period, as far as it is its own: an end that follows from another version is a whole date. */
export function onvolledigTot(v: Geldigheid, eindGeldigheid: Datum | null): Onvolledig | null {
  if (v.onvolledig?.eind === undefined || eindGeldigheid === v.eindGeldigheid) return v.onvolledig;
  return v.onvolledig.begin === undefined ? null : { begin: v.onvolledig.begin };
}

/** The first version of an object says something: one that ends on its own first day would not. */
export function decideEerste({ beginGeldigheid, eindGeldigheid, onvolledig }: Geldigheid): NieuweVersie {
  if (beginGeldigheid === eindGeldigheid) throw Probleem.ongeldig([{ name: 'eindGeldigheid', reason: 'Het einde ligt na het begin.', code: 'periode' }]);
  return { beginGeldigheid, eindGeldigheid, onvolledig, correctieVoor: null };
}

/**
 * A next version of an object. Back-dating is allowed: a version with an earlier begin splits the period in which it
 * falls. A correction names the version that was wrong; each version is corrected at most once.
 */
export function decideVersie(versies: readonly Versie[], { beginGeldigheid, eindGeldigheid, onvolledig, correctieVoor }: NieuweVersie): NieuweVersie {
  const versie = { beginGeldigheid, eindGeldigheid, onvolledig, correctieVoor };
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
