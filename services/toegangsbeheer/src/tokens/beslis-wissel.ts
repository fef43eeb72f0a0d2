import type { Datum } from '@bronhuis/standaarden';
import type { Registratie } from '../applicaties/registratie.ts';
import { redenOnbevoegd } from '../bevoegdheden/toets.ts';
import { rollenVoor, toetsDoel, toetsRegistratie, type Acteur, type Tokenfeiten, type Tokeninhoud, type Weigering } from './beslis-token.ts';
import type { Huistoken } from './huistoken.ts';

/** Seconds after which somebody signs in again, however often the token was exchanged. */
export const WERKDAG_S = 8 * 3600;
/** Organisations that act for each other, from who asks back to who began. */
export const MAX_KETEN = 3;

export interface Wissel {
  /** Purpose that is asked for; null: that of the token. */
  activiteit: string | null;
  /** SHA-256 of the certificate of this connection. */
  certificaat: string | undefined;
}

/** The facts of the organisatie of the token, for who asks; and for each organisation that acts in the token. */
export interface Wisselfeiten {
  organisatie: { oin: string; naam: string } | null;
  /** Activities that this organisatie lets this application ask for. */
  toegestaan: string[];
  geldig: string[];
  actoren: { oin: string; naam: string; bevoegdheden: Tokenfeiten['bevoegdheden'] }[];
}

interface Nu {
  dag: Datum;
  seconden: number;
}

/** What follows from an exchange: the claims, and until when at most. */
export interface Gewisseld {
  inhoud: Tokeninhoud;
  uiterlijk?: number;
}

// RFC 8693 §2.2.2: whatever is wrong with the token that is exchanged.
const onbruikbaar = (reden: string): Weigering => ({ fout: 'invalid_request', reden });

/** The organisations of an act claim, from who acts now to who acted first. */
export function ketenVan(act: Acteur): string[] {
  return [act.sub, ...(act.act ? ketenVan(act.act) : [])];
}

/** Who acts in the token that is given out: whoever asks, for who acted before. */
export function nieuweKeten(a: Registratie, subject: Huistoken): Acteur {
  const zelf = a.soort === 'applicatie' ? (a.uitvoerder as string) : subject.organisatie;
  return a.soort === 'portaal' || subject.act.sub === zelf ? subject.act : { sub: zelf, act: subject.act };
}

/**
 * Token exchange (RFC 8693). The portal takes the token of who signed in there for one purpose, or for a fresh one.
 * Whoever else was handed a token takes it for one of its own: for the same purpose, never wider than the narrower of
 * the two, and never longer than the one that was handed.
 */
export function beslisWissel(a: Registratie, subject: Huistoken, wissel: Wissel, f: Wisselfeiten, nu: Nu): Gewisseld | Weigering {
  const registratie = toetsRegistratie(a, nu.dag);
  if (registratie) return registratie;
  if (subject.cnf && subject.cnf['x5t#S256'] !== wissel.certificaat) {
    return onbruikbaar('Dit token hoort bij een certificaat. Wissel het op een verbinding met dat certificaat.');
  }
  if (!f.organisatie) return onbruikbaar('De organisatie van dit token bestaat niet meer.');
  const besluit = a.soort === 'portaal' ? vanPortaal(a, subject, wissel.activiteit, nu) : doorgegeven(a, subject, wissel.activiteit, f);
  if ('reden' in besluit) return besluit;
  const { verwerkingsactiviteit: doel = null } = besluit.inhoud;
  const geenDoel = toetsDoel(a, doel, f);
  if (geenDoel) return geenDoel;
  // Each link must hold today, not only the last: an ended mandaat in the middle ends what hangs on it.
  for (const actor of f.actoren) {
    const onbevoegd = redenOnbevoegd({ uitvoerder: actor, organisatie: f.organisatie }, doel, actor.bevoegdheden, nu.dag);
    if (onbevoegd) return { fout: 'unauthorized_client', reden: onbevoegd };
  }
  return besluit;
}

function vanPortaal(a: Registratie, subject: Huistoken, activiteit: string | null, nu: Nu): Gewisseld | Weigering {
  if (subject.client_id !== a.id || (subject.soort !== 'medewerker' && subject.soort !== 'inwoner')) {
    return onbruikbaar('Dit token hoort niet bij iemand die zich hier heeft aangemeld.');
  }
  if (subject.auth_time === undefined || nu.seconden - subject.auth_time > WERKDAG_S) return onbruikbaar('De aanmelding is verlopen. Meld u opnieuw aan.');
  if (subject.soort === 'inwoner' && activiteit !== null) {
    return { fout: 'invalid_scope', reden: 'Een inwoner ziet alleen de eigen gegevens en noemt geen verwerkingsactiviteit.' };
  }
  return { inhoud: { ...gegevensVan(subject), client_id: a.id, act: subject.act, rollen: subject.rollen, ...(activiteit === null ? {} : { verwerkingsactiviteit: activiteit }) } };
}

function doorgegeven(a: Registratie, subject: Huistoken, activiteit: string | null, f: Wisselfeiten): Gewisseld | Weigering {
  const doel = subject.verwerkingsactiviteit;
  if (doel === undefined || subject.soort === 'component') return onbruikbaar('Alleen een token met een doel, van een applicatie of een medewerker, wordt doorgegeven.');
  if (activiteit !== null && activiteit !== doel) return { fout: 'invalid_scope', reden: `Dit token is voor ${doel} en wordt alleen daarvoor doorgegeven.` };
  if (a.soort === 'applicatie' && f.toegestaan.length === 0 && a.uitvoerder !== subject.organisatie) {
    return { fout: 'unauthorized_client', reden: `Applicatie ${a.naam} is niet geregistreerd voor ${f.organisatie?.naam ?? subject.organisatie}.` };
  }
  const act = nieuweKeten(a, subject);
  if (ketenVan(act).length > MAX_KETEN) return onbruikbaar(`Een token wordt langs ten hoogste ${MAX_KETEN} organisaties doorgegeven.`);
  const gebruiker = subject.gebruiker ? { gebruiker: subject.gebruiker } : {};
  return { inhoud: { ...gegevensVan(subject), client_id: a.id, act, rollen: rollenVoor(a, subject.rollen), verwerkingsactiviteit: doel, ...gebruiker }, uiterlijk: subject.exp };
}

/** Who it is about, and how that was established: an exchange never changes it. */
function gegevensVan(s: Huistoken): Pick<Tokeninhoud, 'sub' | 'organisatie' | 'soort' | 'auth_time' | 'acr' | 'betrokkene'> {
  return {
    sub: s.sub,
    organisatie: s.organisatie,
    soort: s.soort,
    ...(s.auth_time === undefined ? {} : { auth_time: s.auth_time }),
    ...(s.acr ? { acr: s.acr } : {}),
    ...(s.betrokkene ? { betrokkene: s.betrokkene } : {}),
  };
}
