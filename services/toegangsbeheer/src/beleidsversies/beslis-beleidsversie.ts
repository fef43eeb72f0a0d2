import { Probleem } from '@bronhuis/standaarden';
import type { Aanroep } from '@bronhuis/toegang';
import type { Beleidsversierij } from './beleidsversie.queries.ts';

type Wie = Pick<Aanroep['wie'], 'soort' | 'id'>;
type Versie = Pick<Beleidsversierij, 'versie' | 'status' | 'auteur' | 'basis' | 'ingangsdatum' | 'geldigVanaf'>;

/** In code and not in policy: policies could otherwise give it away. @throws Probleem 403 */
export function eisMedewerker({ soort }: Wie): void {
  if (soort !== 'medewerker') throw Probleem.verboden('Alleen een medewerker die zelf is aangemeld, wijzigt het beleid.', 'geen-medewerker');
}

/** @throws Probleem 409 when it is no draft, 403 for another than its author */
export function eisEigenConcept(v: Versie, wie: Wie): void {
  if (v.status !== 'concept') throw Probleem.conflict(`Versie ${v.versie} is ${v.status} en verandert niet meer. Maak een nieuwe versie.`, 'geen-concept');
  if (v.auteur !== wie.id) throw Probleem.verboden('Dit concept is van een ander. Maak een eigen versie.', 'andere-auteur');
}

/** What was decided meanwhile would be undone unseen. @throws Probleem 409 */
export function eisNieuwsteBasis(v: Versie, nieuwste: number): void {
  if (v.basis !== nieuwste) {
    throw Probleem.conflict(`Versie ${v.versie} is gemaakt van versie ${v.basis ?? 0}, maar intussen is versie ${nieuwste} vastgesteld. Verwerk die eerst in een concept.`, 'verouderde-basis');
  }
}

/**
 * Establishing what somebody else wrote: gives the day from which it holds, never in the past.
 * @throws Probleem 403 to its author, 409 when it was not put forward or another version came first
 */
export function beslisVaststellen(v: Versie, wie: Wie, nieuwste: number, dag: string): string {
  eisVoorgelegd(v);
  // A person has one id in all organisations of the installation.
  if (v.auteur === wie.id) throw Probleem.verboden('U schreef deze versie zelf. Een ander stelt haar vast.', 'eigen-versie');
  eisNieuwsteBasis(v, nieuwste);
  return v.ingangsdatum > dag ? v.ingangsdatum : dag;
}

/** @throws Probleem 409 */
export function eisVoorgelegd(v: Versie): void {
  if (v.status !== 'voorgelegd') throw Probleem.conflict(`Versie ${v.versie} is ${v.status}: alleen wat is voorgelegd, wordt vastgesteld of afgewezen.`, 'niet-voorgelegd');
}

/** Back to what two persons decided before and that has begun. @throws Probleem 409 */
export function eisEerderGeldig(v: Versie, dag: string): void {
  if (v.geldigVanaf === null || v.geldigVanaf > dag) {
    throw Probleem.conflict(`Versie ${v.versie} heeft nog niet gegolden. Terugdraaien kan alleen naar een versie die al eens is ingegaan.`, 'nooit-gegolden');
  }
}
