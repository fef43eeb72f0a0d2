import type { InvalidParam } from '@bronhuis/standaarden';
import { gelijkgetrokken, telAdres, telBsn, telEmail, telTelefoon, type Vrijstelling } from './patronen.ts';

/** What can be weighed under Woo art. 5.1 lid 2 e, and what can only be taken out of the file. */
export const WEEGBAAR = ['adres', 'e-mail', 'telefoon'] as const;
export type Weegbaar = (typeof WEEGBAAR)[number];
export const SOORTEN = ['bsn', ...WEEGBAAR, 'metagegevens', 'aantekening', 'bijlage', 'geen-tekst'] as const;
export type Soort = (typeof SOORTEN)[number];

/** Kind, page and count. Never the value: a finding may be shown, stored and sent. */
export interface Bevinding {
  soort: Soort;
  /** null when it is not on a page: in the properties of the file, or attached to it */
  pagina: number | null;
  aantal: number;
}

export interface Afweging {
  soort: Weegbaar;
  grond: string;
  motivering: string;
}

export interface GelezenPagina {
  /** the text layer, also what lies under a black box: it is in the file, so it would be published */
  tekst: string;
  /** contents of annotations and addresses of links */
  aantekeningen: string[];
  koppelingen: string[];
  /** pictures but no readable text: a scan that nobody but a person can judge */
  alleenBeeld: boolean;
}

export interface GelezenDocument {
  paginas: GelezenPagina[];
  /** properties of the file: Title, Author, Subject, Keywords, … and the XMP packet */
  metagegevens: Record<string, string>;
  bijlagen: number;
}

const inTekst = (tekst: string, vrij: Vrijstelling): { soort: 'bsn' | Weegbaar; aantal: number }[] => {
  const t = gelijkgetrokken(tekst);
  return [
    { soort: 'bsn' as const, aantal: telBsn(t, vrij) },
    { soort: 'adres' as const, aantal: telAdres(t, vrij) },
    { soort: 'e-mail' as const, aantal: telEmail(t, vrij) },
    { soort: 'telefoon' as const, aantal: telTelefoon(t, vrij) },
  ].filter((b) => b.aantal > 0);
};

/** Looks through everything that would become public with the file. */
export function doorzoek(document: GelezenDocument, vrij: Vrijstelling): Bevinding[] {
  const bevindingen: Bevinding[] = [];
  document.paginas.forEach((pagina, i) => {
    const nummer = i + 1;
    const tekst = [pagina.tekst, ...pagina.koppelingen.map((k) => k.replace(/^(?:mailto|tel):/iu, ' '))].join('\n');
    bevindingen.push(...inTekst(tekst, vrij).map((b) => ({ ...b, pagina: nummer })));
    const bsn = inTekst(pagina.aantekeningen.join('\n'), vrij).find((b) => b.soort === 'bsn');
    if (bsn) bevindingen.push({ ...bsn, pagina: nummer });
    if (pagina.aantekeningen.length > 0) bevindingen.push({ soort: 'aantekening', pagina: nummer, aantal: pagina.aantekeningen.length });
    if (pagina.alleenBeeld) bevindingen.push({ soort: 'geen-tekst', pagina: nummer, aantal: 1 });
  });
  const inMeta = Object.values(document.metagegevens).flatMap((waarde) => inTekst(waarde, vrij));
  const bsnInMeta = inMeta.filter((b) => b.soort === 'bsn').length;
  if (bsnInMeta > 0) bevindingen.push({ soort: 'bsn', pagina: null, aantal: bsnInMeta });
  if (inMeta.length > bsnInMeta) bevindingen.push({ soort: 'metagegevens', pagina: null, aantal: inMeta.length - bsnInMeta });
  if (document.bijlagen > 0) bevindingen.push({ soort: 'bijlage', pagina: null, aantal: document.bijlagen });
  return samengeteld(bevindingen);
}

/** Title, description and file name become public too. */
export function doorzoekTekst(tekst: string, vrij: Vrijstelling): Bevinding[] {
  return inTekst(tekst, vrij).map((b) => ({ ...b, pagina: null }));
}

function samengeteld(bevindingen: Bevinding[]): Bevinding[] {
  const som = new Map<string, Bevinding>();
  for (const b of bevindingen) {
    const sleutel = `${b.soort}/${b.pagina}`;
    som.set(sleutel, { ...b, aantal: b.aantal + (som.get(sleutel)?.aantal ?? 0) });
  }
  return [...som.values()];
}

const isWeegbaar = (s: Soort): s is Weegbaar => (WEEGBAAR as readonly string[]).includes(s);

/** What stands in the way, of what was found, after the weighings. A BSN cannot be weighed (Woo art. 5.1 lid 1 e). */
export function bezwaren(bevindingen: Bevinding[], afwegingen: Afweging[]): Bevinding[] {
  return bevindingen.filter((b) => !(isWeegbaar(b.soort) && afwegingen.some((a) => a.soort === b.soort)));
}

const NAAM: Record<Soort, [string, string]> = {
  bsn: ['een burgerservicenummer', 'burgerservicenummers'],
  adres: ['een adres', 'adressen'],
  'e-mail': ['een e-mailadres', 'e-mailadressen'],
  telefoon: ['een telefoonnummer', 'telefoonnummers'],
  metagegevens: ['een persoonsgegeven', 'persoonsgegevens'],
  aantekening: ['een aantekening', 'aantekeningen'],
  bijlage: ['een bijlage', 'bijlagen'],
  'geen-tekst': ['geen tekst die te lezen is', 'geen tekst die te lezen is'],
};

const RAAD: Record<Soort, string> = {
  bsn: 'Een burgerservicenummer mag nooit openbaar worden. Haal het uit het document.',
  adres: 'Haal het weg, of weeg het af op grond van artikel 5.1 lid 2 onder e van de Woo.',
  'e-mail': 'Haal het weg, of weeg het af op grond van artikel 5.1 lid 2 onder e van de Woo.',
  telefoon: 'Haal het weg, of weeg het af op grond van artikel 5.1 lid 2 onder e van de Woo.',
  metagegevens: 'Maak de eigenschappen van het bestand leeg.',
  aantekening: 'Verwijder de aantekeningen uit het bestand.',
  bijlage: 'Verwijder de bijlagen uit het bestand en bied ze zo nodig apart aan.',
  'geen-tekst': 'Bied het document aan met een tekstlaag: anders is niet na te gaan wat erin staat, en is het niet te doorzoeken.',
};

/** In words for who offers the file: kind and page, never the value that was found. */
export function alsFouten(bevindingen: Bevinding[], veld?: string): InvalidParam[] {
  return bevindingen.map((b) => {
    const waar = b.pagina === null ? (veld ? 'Hier' : 'In de eigenschappen van het bestand') : `Op pagina ${b.pagina}`;
    const plek = b.soort === 'bijlage' ? 'Bij het bestand' : waar;
    const wat = b.aantal === 1 ? NAAM[b.soort][0] : `${b.aantal} ${NAAM[b.soort][1]}`;
    return {
      name: veld ?? (b.pagina === null ? `bestand/${b.soort}` : `pagina/${b.pagina}/${b.soort}`),
      reason: `${plek} staat ${wat}. ${RAAD[b.soort]}`.replace(/staat (\d)/u, 'staan $1'),
      code: `${b.soort}-gevonden`,
    };
  });
}
