import { Probleem } from '@bronhuis/standaarden';
import type { Toepassingsversierij } from './toepassingsversie.queries.ts';

/** The house decides about its components with its own policies. @throws Probleem 409 */
export function eisApplicatie(a: { soort: string; status: string; naam: string }): void {
  if (a.soort !== 'applicatie') throw Probleem.conflict('Een onderdeel van Bronhuis brengt geen eigen regels mee: daarover beslist het beleid van de installatie.', 'onderdeel');
  if (a.status !== 'actief') throw Probleem.conflict(`Applicatie ${a.naam} is ${a.status}.`, 'registratie');
}

/**
 * Establishing what somebody else wrote. A draft that is older than what holds would undo that unseen.
 * @throws Probleem 403 to its author, 409 when it is no draft (any more)
 */
export function beslisVaststellen(v: Pick<Toepassingsversierij, 'versie' | 'status' | 'auteur' | 'vastgesteldOp'>, wie: { id: string }): void {
  if (v.vastgesteldOp !== null) throw Probleem.conflict(`Versie ${v.versie} is al vastgesteld.`, 'al-vastgesteld');
  if (v.status !== 'concept') throw Probleem.conflict(`Versie ${v.versie} is ouder dan wat nu geldt. Maak er een nieuwe versie van.`, 'verouderd');
  if (v.auteur === wie.id) throw Probleem.verboden('U schreef deze versie zelf. Een ander stelt haar vast.', 'eigen-versie');
}
