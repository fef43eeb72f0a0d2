import type { Weigering } from '../gateway/gateway.ts';
import type { Registratie } from './applicaties.contract.ts';

/** What the form has, in its order, and what it calls each part. */
export const VELDEN = {
  naam: 'Naam van de applicatie',
  beheerder: 'Wie beheert de applicatie?',
  gegevenseigenaar: 'Wie is eigenaar van de gegevens?',
  leverancier: 'Wie levert de applicatie?',
  hosting: 'Waar draait de applicatie?',
  uitvoerder: 'Nummer van de organisatie die de applicatie draait',
  extern: 'Draait de applicatie bij een ander bedrijf?',
  verwerkersovereenkomst: 'Kenmerk van de verwerkersovereenkomst',
  verwerkersovereenkomstTot: 'Laatste dag van de verwerkersovereenkomst',
  clientauthenticatie: 'Hoe bewijst de applicatie wie zij is?',
  jwks: 'Openbare sleutels',
  jwksUri: 'Adres waar de openbare sleutels staan',
  certificaatnaam: 'Naam in het certificaat',
  gebondenTokens: 'Gelden haar tokens alleen samen met haar certificaat?',
  redirectUris: 'Adressen waar een medewerker na het aanmelden terugkomt',
  activiteiten: 'Voor welk werk mag de applicatie gegevens vragen?',
  status: 'Mag de applicatie werken?',
} as const;

export type Veldnaam = keyof typeof VELDEN;
export const NAMEN = Object.keys(VELDEN) as Veldnaam[];

/** What stands in the form, or was sent with it. */
export type Velden = Readonly<Record<string, string>>;
/** What is wrong, at its field; `alles` is about no field in particular. */
export type Fouten = Partial<Record<Veldnaam | 'alles', string[]>>;

/** A number of 20 digits, a date, an address: what the contract finds wrong with the form of it, in words. */
const VORM: Record<Veldnaam, string> = {
  naam: 'Vul een naam in van ten hoogste 200 tekens.',
  beheerder: 'Gebruik ten hoogste 200 tekens.',
  gegevenseigenaar: 'Gebruik ten hoogste 200 tekens.',
  leverancier: 'Gebruik ten hoogste 200 tekens.',
  hosting: 'Gebruik ten hoogste 200 tekens.',
  uitvoerder: 'Dit nummer heeft precies 20 cijfers.',
  extern: 'Kies ja of nee.',
  verwerkersovereenkomst: 'Gebruik ten hoogste 200 tekens.',
  verwerkersovereenkomstTot: 'Dit is geen dag die bestaat. Schrijf jaar, maand en dag, zoals 2027-12-31.',
  clientauthenticatie: 'Kies een van de drie manieren.',
  jwks: 'Vul een lijst van ten hoogste tien sleutels in, zoals de leverancier die gaf.',
  jwksUri: 'Vul een adres in dat begint met https://, van ten hoogste 500 tekens.',
  certificaatnaam: 'Vul de naam in die in het certificaat staat, met kleine letters, zoals zaaksysteem.example.',
  gebondenTokens: 'Kies ja of nee.',
  redirectUris: 'Vul ten hoogste tien adressen in, elk op een eigen regel. Een adres begint met https://.',
  activiteiten: 'Kies uit de lijst.',
  status: 'Kies een van de twee.',
};
const VORMFOUT = new Set(['required', 'type', 'format', 'pattern', 'enum', 'anyOf', 'minLength', 'maxLength', 'minItems', 'maxItems']);
/** Of these the component says which one it is, counted from zero. */
const EEN_VAN: Partial<Record<Veldnaam, string>> = { jwks: 'Sleutel', redirectUris: 'Adres' };

export const ONLEESBAAR = 'Deze sleutels kunnen we niet lezen. Plak de hele tekst die de leverancier gaf, van de eerste tot en met de laatste accolade.';
export const GEHEIM = 'Dit lijkt op een geheime sleutel. Die hoort hier niet. Vraag de leverancier om een nieuwe sleutel, en plak daarvan alleen het openbare deel.';

/** The members of a JWK that only its owner may know (RFC 7518 §6.2.2, §6.3.2, §6.4.1). */
const GEHEIME_LEDEN = new Set(['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k']);
const LIJKT_GEHEIM = /PRIVATE KEY|["'](?:d|p|q|dp|dq|qi|oth|k)["']\s*:/;
const MAX_DIEPTE = 8;

export interface Sleutels {
  keys: unknown[];
  geheim: boolean;
}

/** A list of keys, or one key, as people paste them; null for what is neither. */
export function leesSleutels(tekst: string): Sleutels | null {
  if (tekst === '') return { keys: [], geheim: false };
  let gelezen: unknown;
  try {
    gelezen = JSON.parse(tekst);
  } catch {
    return null;
  }
  const geheim = heeftGeheim(gelezen);
  if (geheim === null) return null;
  const lijst = Array.isArray(gelezen) ? (gelezen as unknown[]) : isVoorwerp(gelezen) ? ('keys' in gelezen ? gelezen['keys'] : [gelezen]) : null;
  return Array.isArray(lijst) && lijst.every(isVoorwerp) ? { keys: lijst, geheim } : null;
}

const isVoorwerp = (x: unknown): x is Record<string, unknown> => typeof x === 'object' && x !== null && !Array.isArray(x);

/** Layer by layer, for what was pasted may be nested deeper than a stack; null when it is deeper than keys are. */
function heeftGeheim(gelezen: unknown): boolean | null {
  let geheim = false;
  let laag = [gelezen];
  for (let diepte = 0; laag.length > 0; diepte++) {
    if (diepte > MAX_DIEPTE) return null;
    const voorwerpen = laag.filter((x): x is object => typeof x === 'object' && x !== null);
    geheim ||= voorwerpen.some((x) => Object.keys(x).some((naam) => GEHEIME_LEDEN.has(naam)));
    laag = voorwerpen.flatMap((x) => Object.values(x) as unknown[]);
  }
  return geheim;
}

/** What may stand on a page again: never what is a secret, or could be one. */
export function toonbaar(velden: Velden): Velden {
  const over = Object.entries(velden).filter(([, waarde]) => !LIJKT_GEHEIM.test(waarde));
  const terug = Object.fromEntries(over);
  const sleutels = leesSleutels((terug['jwks'] ?? '').trim());
  return sleutels === null || sleutels.geheim ? { ...terug, jwks: '' } : terug;
}

export const isToonbaar = (velden: Velden): boolean => (toonbaar(velden)['jwks'] ?? '') === (velden['jwks'] ?? '');

const jaNee = (waarde: boolean): string => (waarde ? 'ja' : 'nee');
export const sleuteltekst = (a: Pick<Registratie, 'jwks'>): string => (a.jwks.keys.length > 0 ? JSON.stringify(a.jwks, null, 2) : '');

/** The registration as it is, in the form. */
export function veldenVan(a: Registratie): Velden {
  return {
    naam: a.naam,
    beheerder: a.beheerder ?? '',
    gegevenseigenaar: a.gegevenseigenaar ?? '',
    leverancier: a.leverancier ?? '',
    hosting: a.hosting ?? '',
    extern: jaNee(a.extern),
    verwerkersovereenkomst: a.verwerkersovereenkomst ?? '',
    verwerkersovereenkomstTot: a.verwerkersovereenkomstTot ?? '',
    clientauthenticatie: a.clientauthenticatie,
    jwks: sleuteltekst(a),
    jwksUri: a.jwksUri ?? '',
    certificaatnaam: a.certificaatnaam ?? '',
    gebondenTokens: jaNee(a.gebondenTokens),
    redirectUris: a.redirectUris.join('\n'),
    status: a.status,
    ...Object.fromEntries(a.activiteiten.map((id) => [`activiteiten-${id}`, 'ja'])),
  };
}

export function gekozenWerk(v: Velden): string[] {
  return Object.keys(v).flatMap((naam) => (naam.startsWith('activiteiten-') && v[naam] === 'ja' ? [naam.slice('activiteiten-'.length)] : []));
}

/** What was filled in, as toegangsbeheer reads it. It judges it too: here is only refused what cannot be sent. */
export function invoerVan(v: Velden, soort: 'nieuw' | 'wijziging'): { json: object } | { fouten: Fouten } {
  const tekst = (naam: Veldnaam): string => (v[naam] ?? '').trim();
  const ofLeeg = (naam: Veldnaam): string | null => tekst(naam) || null;
  // Neither yes nor no is refused: left out, it would count as no.
  const keuze = (naam: Veldnaam): boolean | null => (tekst(naam) === 'ja' ? true : tekst(naam) === 'nee' ? false : null);
  const sleutels = leesSleutels(tekst('jwks'));
  // What is a secret goes no further than here.
  if (sleutels === null || sleutels.geheim) return { fouten: { jwks: [sleutels || LIJKT_GEHEIM.test(tekst('jwks')) ? GEHEIM : ONLEESBAAR] } };
  const json = {
    naam: tekst('naam'),
    beheerder: ofLeeg('beheerder'),
    gegevenseigenaar: ofLeeg('gegevenseigenaar'),
    leverancier: ofLeeg('leverancier'),
    hosting: ofLeeg('hosting'),
    extern: keuze('extern'),
    verwerkersovereenkomst: ofLeeg('verwerkersovereenkomst'),
    verwerkersovereenkomstTot: ofLeeg('verwerkersovereenkomstTot'),
    clientauthenticatie: tekst('clientauthenticatie'),
    jwks: { keys: sleutels.keys },
    jwksUri: ofLeeg('jwksUri'),
    certificaatnaam: ofLeeg('certificaatnaam'),
    gebondenTokens: keuze('gebondenTokens'),
    redirectUris: regels(tekst('redirectUris')),
    activiteiten: gekozenWerk(v),
  };
  if (soort === 'wijziging') return { json: { ...json, status: tekst('status') } };
  // The one that runs it never changes: an application that goes to another is registered anew.
  return { json: { ...json, ...(tekst('uitvoerder') ? { uitvoerder: tekst('uitvoerder') } : {}) } };
}

const regels = (tekst: string): string[] => tekst.split(/\r?\n/).map((r) => r.trim()).filter(Boolean);

/** What toegangsbeheer found wrong, each at the field that it is about. */
export function foutenVan(fout: Weigering): Fouten {
  const uit: Fouten = {};
  const zeg = (naam: Veldnaam | 'alles', reden: string): void => {
    const al = (uit[naam] ??= []);
    if (!al.includes(reden)) al.push(reden);
  };
  for (const { name, reason, code } of fout.velden) {
    const [deel = '', ...rest] = name.split('.');
    const naam = NAMEN.find((n) => n === deel);
    const nummer = Number(rest.find((r) => /^\d+$/.test(r)) ?? NaN) + 1;
    if (!naam) zeg('alles', reason);
    else if (VORMFOUT.has(code ?? '')) zeg(naam, VORM[naam]);
    else zeg(naam, EEN_VAN[naam] && nummer > 0 ? `${EEN_VAN[naam]} ${nummer}: ${reason}` : reason);
  }
  return uit;
}

const gelijk = (naam: Veldnaam, een: Velden, ander: Velden): boolean => {
  if (naam === 'activiteiten') return gekozenWerk(een).sort().join() === gekozenWerk(ander).sort().join();
  if (naam === 'redirectUris') return regels(een[naam] ?? '').join() === regels(ander[naam] ?? '').join();
  if (naam === 'jwks') return JSON.stringify(leesSleutels((een[naam] ?? '').trim())) === JSON.stringify(leesSleutels((ander[naam] ?? '').trim()));
  return (een[naam] ?? '').trim() === (ander[naam] ?? '').trim();
};

/** Where what somebody filled in is not what another made of it meanwhile, and what stands there now. */
export function anders(v: Velden, nu: Velden, woord: (naam: Veldnaam) => string): Fouten {
  const verschil = NAMEN.filter((naam) => naam !== 'uitvoerder' && !gelijk(naam, v, nu));
  return Object.fromEntries(verschil.map((naam) => [naam, [naam === 'jwks' ? 'In het register staan nu andere sleutels.' : `In het register staat nu: ${woord(naam) || 'niets'}.`]]));
}
