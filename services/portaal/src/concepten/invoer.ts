import { isDatum } from '@bronhuis/standaarden';
import type { Afweging, Weglating } from './concepten.contract.ts';

type Velden = Record<string, string>;

const leegIsNiets = (s: string | undefined): string | null => (s?.trim() ? s.trim() : null);

export function wijziging(velden: Velden): { officieleTitel: string | null; omschrijving: string | null; besluitdatum: string | null } {
  const besluitdatum = leegIsNiets(velden['besluitdatum']);
  return {
    officieleTitel: leegIsNiets(velden['officieleTitel']),
    omschrijving: leegIsNiets(velden['omschrijving']),
    besluitdatum: isDatum(besluitdatum) ? besluitdatum : null,
  };
}

/** Of one kind there is one weighing: a new one takes the place of the old. */
export function metAfweging(bestaand: readonly Afweging[], velden: Velden): Afweging[] {
  const nieuw: Afweging = { soort: (velden['soort'] ?? '') as Afweging['soort'], grond: '5.1.2e', motivering: (velden['motivering'] ?? '').trim() };
  return [...bestaand.filter((a) => a.soort !== nieuw.soort), nieuw];
}

export function metWeglating(bestaand: readonly Weglating[], velden: Velden): Weglating[] {
  const nieuw: Weglating = { pagina: Number.parseInt(velden['pagina'] ?? '', 10) || 0, grond: velden['grond'] ?? '', omschrijving: (velden['wat'] ?? '').trim() };
  return [...bestaand, nieuw].sort((a, b) => a.pagina - b.pagina);
}

export function zonderWeglating(bestaand: readonly Weglating[], velden: Velden): Weglating[] {
  return bestaand.filter((_, i) => String(i) !== velden['plaats']);
}

/** What a browser calls a text file differs: what is no PDF is offered as text, and the gate looks what it is. */
export function mediatype(naam: string, soort: string): 'application/pdf' | 'text/plain' {
  return soort === 'application/pdf' || naam.toLowerCase().endsWith('.pdf') ? 'application/pdf' : 'text/plain';
}
