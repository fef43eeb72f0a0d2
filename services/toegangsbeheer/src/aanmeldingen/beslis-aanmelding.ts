import { type Datum, Probleem } from '@bronhuis/standaarden';
import type { Registratie } from '../applicaties/registratie.ts';
import { redenOnbevoegd } from '../bevoegdheden/toets.ts';
import { toetsRegistratie, type Tokeninhoud } from '../tokens/beslis-token.ts';
import type { Feitenrij } from '../tokens/token.queries.ts';

export const GEEN_DEMONSTRATIE = 'Aanmelden als demonstratiepersoon kan alleen bij een demonstratieorganisatie.';

/** Whoever signs in acts for the employer; who has none was appointed by the organisatie itself. */
export const uitvoerderVan = (rij: Feitenrij, organisatie: string): string => rij.persoon?.werkgever ?? organisatie;

/**
 * Sign-in of a demonstration person, only through the portal and never at an organisation of kind `productie`.
 * @throws Probleem 400, 403
 */
export function beslisAanmelding(a: Registratie, rij: Feitenrij, organisatie: string, nu: { dag: Datum; seconden: number }): Tokeninhoud {
  const registratie = toetsRegistratie(a);
  if (registratie) throw Probleem.verboden(registratie.reden, registratie.fout);
  if (a.soort !== 'portaal') throw Probleem.verboden(`Applicatie ${a.naam} mag niemand aanmelden.`, 'geen-portaal');
  if (rij.organisatie?.soort !== 'demonstratie') throw Probleem.verboden(GEEN_DEMONSTRATIE, 'geen-demonstratie');
  const { persoon } = rij;
  if (!persoon) throw Probleem.ongeldig([{ name: 'persoon', reason: 'Deze demonstratiepersoon is er niet bij deze organisatie.', code: 'onbekend' }]);
  const oin = uitvoerderVan(rij, organisatie);
  const onbevoegd = redenOnbevoegd({ uitvoerder: { oin, naam: rij.uitvoerder ?? oin }, organisatie: rij.organisatie }, null, rij.bevoegdheden, nu.dag);
  if (onbevoegd) throw Probleem.verboden(onbevoegd, 'onbevoegd');
  return {
    sub: persoon.id,
    client_id: a.id,
    organisatie,
    act: { sub: oin },
    soort: persoon.soort,
    rollen: persoon.rollen,
    auth_time: nu.seconden,
    ...(persoon.betrokkene ? { betrokkene: persoon.betrokkene } : {}),
  };
}
