import { Beslisser, oordeel, type Aanvraag, type Beleidsregel, type Bundel, type Omstandigheden } from '@bronhuis/toegang';
import { KENDE_ROLLEN } from './rollen.ts';

/** For whom and by whom somebody works. */
export interface Werkplek {
  organisatie: string;
  uitvoerder: string;
}

const werkplekken = ({ organisaties, bevoegdheden }: Bundel): Werkplek[] => [
  ...organisaties.map(({ oin }) => ({ organisatie: oin, uitvoerder: oin })),
  ...bevoegdheden.map(({ organisatie, uitvoerder }) => ({ organisatie, uitvoerder })),
];

/**
 * Can the policies still be changed under this set: is there somewhere an employee with one of the roles that ship who
 * may write a next version, and one who may establish it? Both must be able to read it, signed in and connected as who
 * asks this is: that anybody can be otherwise is not known.
 */
export function blijftWijzigbaar(beleid: readonly Beleidsregel[], bundel: Bundel, hier: Werkplek, nu: Omstandigheden): boolean {
  const stand = { bundel, beslisser: new Beslisser({ beleid }) };
  const mag = (plek: Werkplek, rol: string, actie: string): boolean => {
    const aanvraag: Aanvraag = {
      ...plek, wie: { soort: 'medewerker', id: '', rollen: [rol], applicatie: 'component-portaal' }, doel: null, anoniem: false, actie,
      klasse: 'geen-persoonsgegevens', component: 'toegangsbeheer', bron: { soort: 'beleidsversie' }, ...nu,
    };
    return oordeel(stand, aanvraag, null).toegestaan;
  };
  const iemand = (actie: string): boolean => [hier, ...werkplekken(bundel)].some((plek) => KENDE_ROLLEN.some((rol) => mag(plek, rol, 'beleid:lezen') && mag(plek, rol, actie)));
  return iemand('beleid:schrijven') && iemand('beleid:vaststellen');
}
