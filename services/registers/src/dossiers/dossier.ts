import { isDatum, Probleem } from '@bronhuis/standaarden';
import type { Datum, InvalidParam } from '@bronhuis/standaarden';
import type { Objecttype } from '../objecttypen/objecttype.ts';
import type { Gegevens } from '../objecttypen/schema.ts';

export const STATUSSEN = ['open', 'afgesloten'] as const;
export type Status = (typeof STATUSSEN)[number];

export interface OvergenomenUit {
  systeem: string;
  datum: Datum;
}

/** What decisions about a dossier look at. */
export interface Dossier {
  kenmerk: string;
  onderwerp: string;
  status: Status;
  startdatum: Datum;
  uitkomst: string | null;
  einddatum: Datum | null;
  /** Since when it is open again; null when it never was closed, or is closed. */
  heropendOp: Datum | null;
  gegevens: Gegevens;
  overgenomenUit: OvergenomenUit | null;
}

export interface Opening {
  kenmerk: string;
  onderwerp: string;
  startdatum: Datum;
  gegevens: Gegevens;
  overgenomenUit: OvergenomenUit | null;
}

/** Absent means: leave as it is. */
export interface Wijziging {
  onderwerp?: string;
  uitkomst?: string | null;
  gegevens?: Gegevens;
}

export function decideOpenen(type: Objecttype, opdracht: Opening, vandaag: Datum): Dossier {
  const fouten: InvalidParam[] = [];
  if (type.soort !== 'dossier') fouten.push({ name: 'objecttype', reason: `Dit objecttype is van de soort ${type.soort}, niet dossier.`, code: 'soort' });
  if (!isDatum(opdracht.startdatum)) fouten.push({ name: 'startdatum', reason: 'Deze datum bestaat niet.', code: 'datum' });
  else if (opdracht.startdatum > vandaag) fouten.push({ name: 'startdatum', reason: 'Een dossier begint niet in de toekomst.', code: 'toekomst' });
  const overgenomen = opdracht.overgenomenUit;
  if (overgenomen && (!isDatum(overgenomen.datum) || overgenomen.datum > vandaag)) {
    fouten.push({ name: 'overgenomenUit.datum', reason: 'De datum van overname bestaat niet of ligt in de toekomst.', code: 'datum' });
  }
  if (fouten.length > 0) throw Probleem.ongeldig(fouten);
  return { ...opdracht, status: 'open', uitkomst: null, einddatum: null, heropendOp: null };
}

export function decideWijzigen(type: Objecttype, dossier: Dossier, opdracht: Wijziging): Dossier {
  eisOpen(dossier);
  if (opdracht.uitkomst) eisUitkomst(type, opdracht.uitkomst);
  return {
    ...dossier,
    onderwerp: opdracht.onderwerp ?? dossier.onderwerp,
    uitkomst: opdracht.uitkomst === undefined ? dossier.uitkomst : opdracht.uitkomst,
    gegevens: opdracht.gegevens === undefined ? dossier.gegevens : voegSamen(dossier.gegevens, opdracht.gegevens),
  };
}

/** Closing fixes the outcome and the day from which the term runs; neither can lie in the future. */
export function decideSluiten(type: Objecttype, dossier: Dossier, opdracht: { uitkomst: string; einddatum: Datum }, vandaag: Datum): Dossier {
  eisOpen(dossier);
  eisUitkomst(type, opdracht.uitkomst);
  const fout = foutInEinddatum(dossier, opdracht.einddatum, vandaag);
  if (fout) throw Probleem.ongeldig([{ name: 'einddatum', ...fout }]);
  return { ...dossier, status: 'afgesloten', uitkomst: opdracht.uitkomst, einddatum: opdracht.einddatum, heropendOp: null };
}

function foutInEinddatum(dossier: Dossier, einddatum: Datum, vandaag: Datum): { reason: string; code: string } | null {
  if (!isDatum(einddatum)) return { reason: 'Deze datum bestaat niet.', code: 'datum' };
  if (einddatum > vandaag) return { reason: 'De einddatum ligt in de toekomst.', code: 'toekomst' };
  if (einddatum < dossier.startdatum) return { reason: `De einddatum ligt voor de startdatum (${dossier.startdatum}).`, code: 'voor-startdatum' };
  return null;
}

/**
 * Reopening takes the end date away, and with it the term; the outcome stands until it is changed. It wins from a list of
 * destruction that was not carried out yet: what is open does not go (bezwaarTegen), so the dossier falls off that list.
 */
export function decideHeropenen(dossier: Dossier, vandaag: Datum): Dossier {
  if (dossier.status === 'open') throw Probleem.conflict('Dit dossier is al open.', 'dossier-open');
  return { ...dossier, status: 'open', einddatum: null, heropendOp: vandaag };
}

export function eisOpen(dossier: Pick<Dossier, 'status'>): void {
  if (dossier.status !== 'open') throw Probleem.conflict('Dit dossier is afgesloten. Heropen het eerst.', 'dossier-afgesloten');
}

function eisUitkomst(type: Objecttype, uitkomst: string): void {
  const mogelijk = type.waarderingsregel ? Object.keys(type.waarderingsregel.uitkomsten) : null;
  if (mogelijk && !mogelijk.includes(uitkomst)) {
    throw Probleem.ongeldig([{ name: 'uitkomst', reason: `Kies uit: ${mogelijk.join(', ')}.`, code: 'uitkomst' }]);
  }
}

const isObject = (v: unknown): v is Gegevens => typeof v === 'object' && v !== null && !Array.isArray(v);

/** JSON Merge Patch (RFC 7396): null removes a member. */
export function voegSamen(doel: Gegevens, lap: Gegevens): Gegevens {
  const uit = new Map(Object.entries(doel));
  for (const [sleutel, waarde] of Object.entries(lap)) {
    if (waarde === null) uit.delete(sleutel);
    else {
      const oud = uit.get(sleutel);
      uit.set(sleutel, isObject(waarde) ? voegSamen(isObject(oud) ? oud : {}, waarde) : waarde);
    }
  }
  return Object.fromEntries(uit);
}
