import { Probleem } from '@bronhuis/standaarden';

export type Lijststatus = 'opgesteld' | 'in-beoordeling' | 'goedgekeurd' | 'in-uitvoering' | 'uitgevoerd' | 'afgewezen';
export const BEOORDELAARS = ['proceseigenaar', 'archivaris', 'zorgdrager'] as const;
export type Beoordelaar = (typeof BEOORDELAARS)[number];
export type Besluit = 'akkoord' | 'niet-akkoord';

/** The role that somebody signs in with, for each role at the list. */
export const ROL_VAN: Record<Beoordelaar, string> = { proceseigenaar: 'teamleider', archivaris: 'archivaris', zorgdrager: 'zorgdrager' };

export interface TeBeoordelen {
  status: Lijststatus;
  samengesteldDoor: string;
  beoordelingen: { rol: Beoordelaar; persoon: string }[];
}

export interface Oordeel {
  rol: Beoordelaar;
  besluit: Besluit;
  toelichting?: string | undefined;
  persoon: string;
  rollen: readonly string[];
}

export const EIGEN_LIJST = 'U hebt deze vernietigingslijst zelf samengesteld. Iemand anders beoordeelt haar.';

/**
 * Three roles, in this order, three persons, none of them the maker. A refusal ends the list.
 * @throws Probleem 400, 403 or 409 with the reason
 */
export function beoordeel(lijst: TeBeoordelen, oordeel: Oordeel): Lijststatus {
  if (oordeel.persoon === lijst.samengesteldDoor) throw Probleem.verboden(EIGEN_LIJST, 'eigen-lijst');
  const eerder = lijst.beoordelingen.find((b) => b.persoon === oordeel.persoon);
  if (eerder !== undefined) {
    throw Probleem.verboden(`U hebt deze vernietigingslijst al beoordeeld als ${eerder.rol}. Eén persoon beoordeelt een lijst één keer.`, 'al-beoordeeld');
  }
  if (!oordeel.rollen.includes(ROL_VAN[oordeel.rol])) {
    throw Probleem.verboden(`U hebt niet de rol van ${oordeel.rol}.`, 'rol-ontbreekt');
  }
  if (lijst.status !== 'in-beoordeling') throw Probleem.conflict(`Deze vernietigingslijst is ${inWoorden(lijst.status)} en is nu niet te beoordelen.`, 'verkeerde-status');
  const aanDeBeurt = BEOORDELAARS[lijst.beoordelingen.length];
  if (oordeel.rol !== aanDeBeurt) throw Probleem.conflict(`Nu is de ${aanDeBeurt ?? 'uitvoering'} aan de beurt.`, 'niet-aan-de-beurt');
  if (oordeel.besluit === 'niet-akkoord') {
    if (!oordeel.toelichting?.trim()) throw Probleem.ongeldig([{ name: 'toelichting', reason: 'Geef een toelichting als u niet akkoord bent.' }]);
    return 'afgewezen';
  }
  return oordeel.rol === BEOORDELAARS.at(-1) ? 'goedgekeurd' : 'in-beoordeling';
}

/** @throws Probleem 409 unless everybody agreed */
export function toetsUitvoering(lijst: { status: Lijststatus }): void {
  if (lijst.status !== 'goedgekeurd') {
    throw Probleem.conflict(`Deze vernietigingslijst is ${inWoorden(lijst.status)}. Alleen een goedgekeurde lijst wordt uitgevoerd.`, 'niet-goedgekeurd');
  }
}

const WOORDEN: Record<Lijststatus, string> = {
  opgesteld: 'opgesteld, maar nog niet compleet',
  'in-beoordeling': 'in beoordeling',
  goedgekeurd: 'al goedgekeurd',
  'in-uitvoering': 'in uitvoering',
  uitgevoerd: 'al uitgevoerd',
  afgewezen: 'afgewezen',
};

const inWoorden = (status: Lijststatus): string => WOORDEN[status];
