import type { Vraag } from '@bronhuis/bron';
import { NIVEAUS, type Niveau } from '@bronhuis/toegang';

/** The OpenID Provider of an employer, and what its claims mean here. */
export interface Identiteitsaanbieder {
  issuer: string;
  clientId: string;
  werkgever: string | null;
  gebruikersclaim: string;
  rollenclaim: string;
  /** Value in the claim of roles (a group, say) → role of the house. */
  rollen: Record<string, string>;
  /** `acr` of the provider → level of assurance. */
  niveaus: Record<string, Niveau>;
  laagsteNiveau: Niveau;
}

export const vraagIdentiteitsaanbieder = (organisatie: string): Vraag => ({
  name: 'identiteitsaanbieder',
  text: `select issuer, client_id as "clientId", werkgever, gebruikersclaim, rollenclaim, rollen, niveaus, laagste_niveau as "laagsteNiveau"
    from identiteitsaanbieder where organisatie = $1`,
  values: [organisatie],
});

export interface Aangemeld {
  persoon: string;
  naam: string;
  rollen: string[];
  niveau: Niveau;
}

const PERSOON = /^[\w.@+-]{1,100}$/;
/** A role of people who are not employees. */
const GEEN_MEDEWERKER = 'inwoner';

/** @returns the level, and the lowest when the provider says nothing that we know */
export const niveauVan = (a: Identiteitsaanbieder, acr: unknown): Niveau => (typeof acr === 'string' && Object.hasOwn(a.niveaus, acr) ? (a.niveaus[acr] as Niveau) : 'laag');

export const isTenMinste = (niveau: Niveau, laagste: Niveau): boolean => NIVEAUS.indexOf(niveau) >= NIVEAUS.indexOf(laagste);

/** The acr values to ask for, so that the provider does not answer with less. */
export const gevraagdeAcrs = (a: Identiteitsaanbieder, laagste: Niveau): string[] => Object.entries(a.niveaus).flatMap(([acr, n]) => (isTenMinste(n, laagste) ? [acr] : []));

/** Who signed in, out of verified claims; or why this person does not come in, with the error when it is another than access_denied. */
export function leesAangemeld(a: Identiteitsaanbieder, claims: Record<string, unknown>, gevraagd: Niveau): Aangemeld | { reden: string; fout?: 'unmet_authentication_requirements' } {
  const persoon = claims[a.gebruikersclaim];
  if (typeof persoon !== 'string' || !PERSOON.test(persoon)) return { reden: `De aanmelding noemt geen bruikbare ${a.gebruikersclaim}.` };
  const niveau = niveauVan(a, claims['acr']);
  const laagste = isTenMinste(gevraagd, a.laagsteNiveau) ? gevraagd : a.laagsteNiveau;
  if (!isTenMinste(niveau, laagste)) return { reden: `Meld u aan met betrouwbaarheidsniveau ${laagste} of hoger.`, fout: 'unmet_authentication_requirements' }; // RFC 9470 §5
  const groepen = [claims[a.rollenclaim] ?? []].flat().map(String);
  const rollen = [...new Set(groepen.flatMap((g) => (Object.hasOwn(a.rollen, g) ? [a.rollen[g] as string] : [])))].filter((r) => r !== GEEN_MEDEWERKER).sort();
  if (rollen.length === 0) return { reden: 'U heeft hier geen rol. Vraag uw applicatiebeheerder daarom.' };
  const naam = claims['name'];
  return { persoon, naam: typeof naam === 'string' && naam !== '' ? naam.slice(0, 200) : persoon, rollen, niveau };
}
