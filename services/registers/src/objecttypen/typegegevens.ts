import type { Typeinhoud } from './objecttype.ts';

/** What the policies hear about the things of a type; as it stands in the head of the type, so that a list finds it there. */
export interface Typegegevens {
  vertrouwelijkheid: Typeinhoud['classificatie']['vertrouwelijkheid'];
  persoonsgegevens: boolean;
  verwerkingsactiviteiten: string[];
}

export const typegegevens = (type: Pick<Typeinhoud, 'classificatie' | 'betrokkenen' | 'gegevenscategorieen' | 'verwerkingsactiviteiten'>): Typegegevens => ({
  vertrouwelijkheid: type.classificatie.vertrouwelijkheid,
  // a document may name nobody itself and still be about those of its dossier
  persoonsgegevens: type.betrokkenen.length > 0 || type.gegevenscategorieen.length > 0,
  verwerkingsactiviteiten: type.verwerkingsactiviteiten,
});
