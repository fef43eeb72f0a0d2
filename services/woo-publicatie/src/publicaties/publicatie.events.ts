const TYPE = 'nl.gemeente.publicaties.';

export const CONCEPT_GEMAAKT = `${TYPE}concept-gemaakt`;
export const CONCEPT_VERVALLEN = `${TYPE}concept-vervallen`;
export const PUBLICATIE_GEPUBLICEERD = `${TYPE}publicatie-gepubliceerd`;
export const PUBLICATIE_BEEINDIGD = `${TYPE}publicatie-beeindigd`;
/** A tombstone: counts as the highest version at every consumer. */
export const PUBLICATIE_VERNIETIGD = `${TYPE}publicatie-vernietigd`;

/** Ids and classification, never a title: a title may say more than its writer thought. */
export interface PublicatieGebeurtenis {
  publicatie: string;
  dossier: string;
  categorie: string;
  status: string;
  documenten: string[];
  versie: number;
}
