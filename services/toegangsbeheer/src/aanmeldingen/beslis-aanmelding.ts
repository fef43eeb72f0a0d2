import type { Datum } from '@bronhuis/standaarden';
import type { Registratie } from '../applicaties/registratie.ts';
import { redenOnbevoegd } from '../bevoegdheden/toets.ts';
import { toetsRegistratie, type Tokeninhoud, type Weigering } from '../tokens/beslis-token.ts';
import type { Feitenrij } from '../tokens/token.queries.ts';

export const GEEN_DEMONSTRATIE = 'Aanmelden als demonstratiepersoon kan alleen bij een demonstratieorganisatie.';

/** Whoever signs in acts for the employer; who has none was appointed by the organisatie itself. */
export const uitvoerderVan = (rij: Feitenrij, organisatie: string): string => rij.persoon?.werkgever ?? organisatie;

/** Sign-in of a demonstration person, only through the portal and never at an organisation of kind `productie`. */
export function beslisAanmelding(a: Registratie, rij: Feitenrij, nu: { dag: Datum; seconden: number }): Tokeninhoud | Weigering {
  const registratie = toetsRegistratie(a, nu.dag);
  if (registratie) return registratie;
  if (a.soort !== 'portaal') return { fout: 'unauthorized_client', reden: `Applicatie ${a.naam} mag niemand aanmelden.` };
  const { persoon, organisatie } = rij;
  if (organisatie?.soort !== 'demonstratie') return { fout: 'invalid_grant', reden: GEEN_DEMONSTRATIE };
  if (!persoon) return { fout: 'invalid_grant', reden: 'Deze demonstratiepersoon is er niet bij deze organisatie.' };
  const oin = uitvoerderVan(rij, organisatie.oin);
  const onbevoegd = redenOnbevoegd({ uitvoerder: { oin, naam: rij.uitvoerder ?? oin }, organisatie }, null, rij.bevoegdheden, nu.dag);
  if (onbevoegd) return { fout: 'invalid_grant', reden: onbevoegd };
  return {
    sub: persoon.id,
    client_id: a.id,
    organisatie: organisatie.oin,
    act: { sub: oin },
    soort: persoon.soort,
    rollen: persoon.rollen,
    auth_time: nu.seconden,
    ...(persoon.betrokkene ? { betrokkene: persoon.betrokkene } : {}),
  };
}
