import type { Datum } from '@bronhuis/standaarden';
import type { Niveau } from '@bronhuis/toegang';
import type { Registratie } from '../applicaties/registratie.ts';
import { redenOnbevoegd } from '../bevoegdheden/toets.ts';
import { rollenVoor, toetsDoel, toetsRegistratie, type Tokenfeiten, type Tokeninhoud, type Weigering } from './beslis-token.ts';

export interface Aanmelding {
  activiteit: string | null;
  niveau: Niveau;
  /** Seconds since 1970. */
  tijdstip: number;
}

/** Token for an employee who signed in elsewhere, in an application that works with redirects (RFC 6749 §4.1). */
export function beslisPersoon(a: Registratie, aanmelding: Aanmelding, f: Tokenfeiten, dag: Datum): Tokeninhoud | Weigering {
  const registratie = toetsRegistratie(a, dag);
  if (registratie) return registratie;
  const { persoon, organisatie } = f;
  if (!organisatie || persoon?.soort !== 'medewerker') return { fout: 'access_denied', reden: 'Deze medewerker is hier niet meer bekend.' };
  const werkgever = persoon.werkgever ?? organisatie.oin;
  if (a.soort === 'applicatie' && a.uitvoerder !== werkgever && a.uitvoerder !== organisatie.oin) {
    return { fout: 'unauthorized_client', reden: `Applicatie ${a.naam} is niet van de organisatie van deze medewerker.` };
  }
  if (a.soort === 'component') return { fout: 'unauthorized_client', reden: `Bij ${a.naam} meldt niemand zich aan.` };
  const doel = toetsDoel(a, aanmelding.activiteit, f);
  if (doel) return doel;
  const uitvoerder = f.uitvoerder ?? { oin: werkgever, naam: werkgever };
  const onbevoegd = redenOnbevoegd({ uitvoerder, organisatie }, aanmelding.activiteit, f.bevoegdheden, dag);
  if (onbevoegd) return { fout: 'access_denied', reden: onbevoegd };
  return {
    sub: persoon.id,
    client_id: a.id,
    organisatie: organisatie.oin,
    act: { sub: werkgever },
    soort: 'medewerker',
    rollen: rollenVoor(a, persoon.rollen),
    auth_time: aanmelding.tijdstip,
    acr: aanmelding.niveau,
    ...(aanmelding.activiteit === null ? {} : { verwerkingsactiviteit: aanmelding.activiteit }),
  };
}
