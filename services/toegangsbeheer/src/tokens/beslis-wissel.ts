import type { Datum } from '@bronhuis/standaarden';
import type { Registratie } from '../applicaties/registratie.ts';
import { redenOnbevoegd } from '../bevoegdheden/toets.ts';
import { toetsDoel, toetsRegistratie, type Tokenfeiten, type Tokeninhoud, type Weigering } from './beslis-token.ts';

/** Seconds after which somebody signs in again, however often the token was exchanged. */
export const WERKDAG_S = 8 * 3600;

/** The token of a signed-in person, already verified. */
export interface Persoonstoken extends Tokeninhoud {
  jti: string;
}

/**
 * Token exchange (RFC 8693): the portal asks for the token of a signed-in person for one purpose, or for a fresh one.
 * The person, the organisatie and the uitvoerder never change by it.
 */
export function beslisWissel(
  a: Registratie,
  subject: Persoonstoken,
  activiteit: string | null,
  f: Omit<Tokenfeiten, 'persoon'>,
  nu: { dag: Datum; seconden: number },
): Tokeninhoud | Weigering {
  const registratie = toetsRegistratie(a);
  if (registratie) return registratie;
  if (a.soort !== 'portaal') return { fout: 'unauthorized_client', reden: `Applicatie ${a.naam} mag geen tokens wisselen.` };
  if (subject.client_id !== a.id || (subject.soort !== 'medewerker' && subject.soort !== 'inwoner')) {
    return { fout: 'invalid_grant', reden: 'Dit token hoort niet bij iemand die zich hier heeft aangemeld.' };
  }
  if (subject.auth_time === undefined || nu.seconden - subject.auth_time > WERKDAG_S) {
    return { fout: 'invalid_grant', reden: 'De aanmelding is verlopen. Meld u opnieuw aan.' };
  }
  if (!f.organisatie || !f.uitvoerder) return { fout: 'invalid_grant', reden: 'De organisatie van dit token bestaat niet meer.' };
  if (subject.soort === 'inwoner' && activiteit !== null) {
    return { fout: 'invalid_scope', reden: 'Een inwoner ziet alleen de eigen gegevens en noemt geen verwerkingsactiviteit.' };
  }
  const doel = toetsDoel(a, activiteit, f);
  if (doel) return doel;
  const onbevoegd = redenOnbevoegd({ uitvoerder: f.uitvoerder, organisatie: f.organisatie }, activiteit, f.bevoegdheden, nu.dag);
  if (onbevoegd) return { fout: 'unauthorized_client', reden: onbevoegd };
  return {
    sub: subject.sub,
    client_id: a.id,
    organisatie: subject.organisatie,
    act: subject.act,
    soort: subject.soort,
    rollen: subject.rollen,
    auth_time: subject.auth_time,
    ...(activiteit !== null ? { verwerkingsactiviteit: activiteit } : {}),
    ...(subject.betrokkene ? { betrokkene: subject.betrokkene } : {}),
  };
}
