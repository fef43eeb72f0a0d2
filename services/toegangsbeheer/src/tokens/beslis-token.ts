import type { Datum } from '@bronhuis/standaarden';
import type { Niveau } from '@bronhuis/toegang';
import { ontbrekendeGegevens, type Registratie } from '../applicaties/registratie.ts';
import { redenOnbevoegd, type Bevoegdheidsfeit } from '../bevoegdheden/toets.ts';

/** Error codes of RFC 6749 §4.1.2.1 and §5.2. */
export type OAuthFout = 'invalid_request' | 'invalid_grant' | 'unauthorized_client' | 'invalid_scope' | 'access_denied';

export interface Weigering {
  fout: OAuthFout;
  reden: string;
}

export interface Tokenvraag {
  activiteit: string | null;
  gebruiker: string | null;
}

export interface Persoonsfeit {
  id: string;
  soort: 'medewerker' | 'inwoner';
  rollen: string[];
  werkgever: string | null;
}

export interface Tokenfeiten {
  organisatie: { oin: string; naam: string } | null;
  uitvoerder: { oin: string; naam: string } | null;
  /** Activities that this organisatie lets this application ask for. */
  toegestaan: string[];
  /** Activities of the organisatie that hold today. */
  geldig: string[];
  bevoegdheden: Bevoegdheidsfeit[];
  persoon: Persoonsfeit | null;
}

/** The claims that follow from the decision; time, id and signature are added by whoever issues the token. */
export interface Tokeninhoud {
  sub: string;
  client_id: string;
  organisatie: string;
  act: Acteur;
  soort: 'applicatie' | 'component' | 'medewerker' | 'inwoner';
  rollen: string[];
  verwerkingsactiviteit?: string;
  gebruiker?: string;
  betrokkene?: { soort: 'bsn'; pseudoniem: string };
  auth_time?: number;
  /** Level of assurance of the sign-in (eIDAS). */
  acr?: Niveau;
}

/** Who acts, and for whom that one acts in turn (RFC 8693 §4.1). */
export interface Acteur {
  sub: string;
  act?: Acteur;
}

/**
 * Roles that manage, grant or control: they come only with the sign-in of the person at the portal, never to an application,
 * that could otherwise make itself its own manager.
 */
export const ALLEEN_ZELF: readonly string[] = ['applicatiebeheerder', 'gegevenseigenaar', 'privacy-officer', 'ciso', 'fg'];

/** Of the roles of a person those that this application may use. */
export const rollenVoor = (a: Pick<Registratie, 'soort'>, rollen: readonly string[]): string[] =>
  rollen.filter((r) => a.soort === 'portaal' || !ALLEEN_ZELF.includes(r));

const weiger = (fout: OAuthFout, reden: string): Weigering => ({ fout, reden });

/** May this registration have tokens at all? */
export function toetsRegistratie(a: Registratie, dag: Datum): Weigering | null {
  if (a.status !== 'actief') return weiger('unauthorized_client', `Applicatie ${a.naam} is ingetrokken.`);
  const mist = ontbrekendeGegevens(a, dag);
  if (mist.length > 0) {
    return weiger('unauthorized_client', `Applicatie ${a.naam} krijgt geen token: in het applicatieregister ontbreekt ${opsomming(mist)}.`);
  }
  return null;
}

/** Is the purpose one that this application may name for this organisatie, and does it hold today? */
export function toetsDoel(a: Registratie, activiteit: string | null, f: Pick<Tokenfeiten, 'toegestaan' | 'geldig'>): Weigering | null {
  if (activiteit === null) return null;
  const mag = [...a.overal, ...f.toegestaan];
  if (!mag.includes('*') && !mag.includes(activiteit)) {
    return weiger('invalid_scope', `Applicatie ${a.naam} mag geen token vragen voor ${activiteit}.`);
  }
  if (!f.geldig.includes(activiteit)) return weiger('invalid_scope', `Verwerkingsactiviteit ${activiteit} geldt vandaag niet voor deze organisatie.`);
  return null;
}

/** Token for an application (client credentials), for one organisatie and at most one purpose. */
export function beslisToken(a: Registratie, vraag: Tokenvraag, f: Tokenfeiten, dag: Datum): Tokeninhoud | Weigering {
  const registratie = toetsRegistratie(a, dag);
  if (registratie) return registratie;
  if (a.soort === 'portaal') {
    return weiger('unauthorized_client', `${a.naam} vraagt alleen tokens voor iemand die is aangemeld.`);
  }
  if (!f.organisatie) return weiger('invalid_request', 'Noem een bekende organisatie (OIN) in organisatie.');
  if (a.soort === 'applicatie' && f.toegestaan.length === 0 && a.uitvoerder !== f.organisatie.oin) {
    return weiger('unauthorized_client', `Applicatie ${a.naam} is niet geregistreerd voor ${f.organisatie.naam}.`);
  }
  const doel = toetsDoel(a, vraag.activiteit, f);
  if (doel) return doel;
  // A component of the house does the own work of the organisatie; nobody acts in between.
  const uitvoerder = a.soort === 'component' ? f.organisatie : f.uitvoerder;
  if (!uitvoerder) return weiger('unauthorized_client', `Van applicatie ${a.naam} is niet bekend welke organisatie haar uitvoert.`);
  const onbevoegd = redenOnbevoegd({ uitvoerder, organisatie: f.organisatie }, vraag.activiteit, f.bevoegdheden, dag);
  if (onbevoegd) return weiger('unauthorized_client', onbevoegd);
  if (vraag.gebruiker !== null && (a.soort !== 'applicatie' || vraag.activiteit === null)) {
    return weiger('invalid_request', 'Alleen een applicatie met een doel noemt een gebruiker. Wie zonder doel werkt, meldt zich zelf aan.');
  }
  if (vraag.gebruiker !== null && !isMedewerkerVan(f.persoon, uitvoerder.oin, f.organisatie.oin)) {
    return weiger('invalid_request', `De gebruiker is geen bekende medewerker van ${uitvoerder.naam}.`);
  }
  return {
    sub: a.id,
    client_id: a.id,
    organisatie: f.organisatie.oin,
    act: { sub: uitvoerder.oin },
    soort: a.soort,
    rollen: vraag.gebruiker !== null ? rollenVoor(a, f.persoon?.rollen ?? []) : [],
    ...(vraag.activiteit !== null ? { verwerkingsactiviteit: vraag.activiteit } : {}),
    ...(vraag.gebruiker !== null ? { gebruiker: vraag.gebruiker } : {}),
  };
}

/** Who has no employer of his own (an appointed archivaris) acts as the organisatie itself. */
function isMedewerkerVan(p: Persoonsfeit | null, uitvoerder: string, organisatie: string): boolean {
  return p !== null && p.soort === 'medewerker' && (p.werkgever ?? organisatie) === uitvoerder;
}

const opsomming = (delen: string[]): string =>
  delen.length < 2 ? delen.join('') : `${delen.slice(0, -1).join(', ')} en ${delen[delen.length - 1]}`;
