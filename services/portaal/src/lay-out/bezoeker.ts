import type { Melding, Persoon } from '../sessie/sessie.ts';

export interface Gemeente {
  oin: string;
  naam: string;
  demonstratie: boolean;
  /** Its employees sign in with the account that they have there. */
  aanmelden?: boolean;
}

/** Who looks at a page, where, and what must be said first. */
export interface Bezoeker {
  gemeente: Gemeente;
  persoon: Persoon | null;
  /** what a form of this visitor must carry; empty for who has no session */
  formuliercode: string;
  /** makes a form that is sent twice count once */
  eenmalig: string;
  melding: Melding | null;
  /** path of the page, for the menu */
  pad: string;
}

export function heeftRol(bezoeker: Pick<Bezoeker, 'persoon'>, ...rollen: string[]): boolean {
  return bezoeker.persoon?.rollen.some((rol) => rollen.includes(rol)) ?? false;
}
