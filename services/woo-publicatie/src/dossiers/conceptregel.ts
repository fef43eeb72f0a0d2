import type { Status } from '../publicaties/publicatie.ts';

/** The Woo mark of an object type: the category, and with which outcomes a decision is to be published. */
export interface WooRegel {
  categorie: string;
  bijUitkomst: string[];
}

export interface Dossierstand {
  status: 'open' | 'afgesloten' | 'vernietigd';
  uitkomst: string | null;
  woo: WooRegel | null;
}

/** Decided, with an outcome that is to be public; whether the dossier is closed does not matter (Woo art. 3.3 lid 2 k). */
export const hoortOpenbaar = (d: Dossierstand): d is Dossierstand & { woo: WooRegel } =>
  d.status !== 'vernietigd' && d.woo !== null && d.uitkomst !== null && d.woo.bijUitkomst.includes(d.uitkomst);

export type Stap = { stap: 'maak-concept'; categorie: string } | { stap: 'laat-vervallen'; publicatie: string } | { stap: 'niets' };

/**
 * What a new state of a dossier means for its publications. What was published stays until a person withdraws it: a
 * changed outcome is a new decision, not an undone one. A withdrawn publication does not come back by itself.
 */
export function volgendeStap(dossier: Dossierstand, publicaties: { id: string; status: Status }[]): Stap {
  const concept = publicaties.find((p) => p.status === 'concept');
  if (!hoortOpenbaar(dossier)) return concept ? { stap: 'laat-vervallen', publicatie: concept.id } : { stap: 'niets' };
  if (publicaties.some((p) => p.status !== 'vervallen')) return { stap: 'niets' };
  return { stap: 'maak-concept', categorie: dossier.woo.categorie };
}
