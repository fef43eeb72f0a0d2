import { Probleem } from '@bronhuis/standaarden';
import type { Invoer, Stand } from './autorisatie.ts';
import { eis, GEHEEL, veldfout } from './facade.ts';

const LEEG: Stand = { clientIds: [], heeftAlleAutorisaties: false, alleenIsGereedVoorPublicatie: false, autorisaties: [] };

/**
 * What it becomes. Either all autorisaties or a list of them (ac-002): whoever sends one of the two, may leave out the
 * other, that is then over; who sends both, contradicts himself.
 * @param huidig null for a new one, or when the whole is replaced
 * @throws Probleem 400
 */
export function beslisStand(huidig: Stand | null, { label: _, ...invoer }: Invoer): Stand {
  const { heeftAlleAutorisaties: alle, autorisaties = [] } = invoer;
  if (alle === true && autorisaties.length > 0) {
    eis([veldfout(GEHEEL, 'ambiguous-authorizations-specified', 'Geef autorisaties of zet heeftAlleAutorisaties, niet allebei.')]);
  }
  const nieuw: Stand = { ...LEEG, ...huidig, ...invoer };
  if (alle === true) nieuw.autorisaties = [];
  else if (autorisaties.length > 0) nieuw.heeftAlleAutorisaties = false;
  if (!nieuw.heeftAlleAutorisaties && nieuw.autorisaties.length === 0) {
    eis([veldfout(GEHEEL, 'missing-authorizations', 'Geef autorisaties, of zet heeftAlleAutorisaties.')]);
  }
  return nieuw;
}

/** Names in the register may be longer than this standard knows. */
export const alsLabel = (naam: string): string => naam.slice(0, 100);

/**
 * The name of the application is in the register, and is of whoever runs it.
 * @returns null when it stays what it is
 * @throws Probleem 403
 */
export function beslisNaam(huidig: { naam: string; uitvoerder: string | null }, label: string | undefined, beller: { organisatie: string; uitvoerder: string }): string | null {
  if (label === undefined || label === alsLabel(huidig.naam)) return null;
  if (huidig.uitvoerder !== beller.uitvoerder && huidig.uitvoerder !== beller.organisatie) {
    throw Probleem.verboden('Alleen de organisatie die deze applicatie draait, wijzigt haar naam. Laat label zoals het is.', 'andere-uitvoerder');
  }
  return label;
}
