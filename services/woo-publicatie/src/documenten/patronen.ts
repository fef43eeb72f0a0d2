import { zoekBsn } from '@bronhuis/standaarden';

/** What may stand in a document of the municipality although it looks like data of a person. */
export interface Vrijstelling {
  /** e-mail domains of the municipality itself: `overbrugge.nl` also covers `loket.overbrugge.nl` */
  emaildomeinen: string[];
  /** its public telephone numbers */
  telefoonnummers: string[];
  /** its own addresses: `Raadhuisplein 1` */
  adressen: string[];
  /** RSINs of known organisations: the same series of numbers as the BSN */
  rsins: string[];
}

export const GEEN_VRIJSTELLING: Vrijstelling = { emaildomeinen: [], telefoonnummers: [], adressen: [], rsins: [] };

/** Full-width digits, ligatures and hard spaces become ordinary ones; invisible characters that could split a number go. */
export function gelijkgetrokken(tekst: string): string {
  return tekst.normalize('NFKC').replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/gu, '').replace(/[‐‑‒–—]/gu, '-');
}

// The ways in which a BSN is written in groups: 1234.56.789, 123.456.789, 123 45 6789, 12.345.678 and one by one.
const GROEPEN = [
  /(?<![\d.,]|€ ?|EUR )(\d{3})([ .-])(\d{3})\2(\d{3})(?![\d]|[.,-]\d)/gu,
  /(?<![\d.,])(\d{4})([ .-])(\d{2})\2(\d{3})(?![\d]|[.,-]\d)/gu,
  /(?<![\d.,])(\d{3})([ .-])(\d{2})\2(\d{4})(?![\d]|[.,-]\d)/gu,
  /(?<![\d.,]|€ ?|EUR )(\d{2})([ .-])(\d{3})\2(\d{3})(?![\d]|[.,-]\d)/gu,
  /(?<!\d ?)\d(?: \d){8}(?! ?\d)/gu,
];
// A KvK number has eight digits too and one in eleven passes the test; with its own name before it, it is no BSN.
const NA_KVK = /(?:kvk|kamer van koophandel|handelsregister)[^\d]{0,25}$/iu;

/** How often a BSN stands here, plain or in groups (Wabb art. 10, Woo art. 5.1 lid 1 e: never made public). */
export function telBsn(tekst: string, vrij: Vrijstelling): number {
  const behalve = new Set(vrij.rsins);
  let aantal = zoekBsn(tekst, { behalve }).filter(
    (t) => !(t.waarde.length === 8 && NA_KVK.test(tekst.slice(Math.max(0, t.index - 60), t.index))),
  ).length;
  for (const patroon of GROEPEN) {
    for (const treffer of tekst.matchAll(patroon)) {
      if (zoekBsn(treffer[0].replace(/\D/gu, ''), { behalve }).length > 0) aantal++;
    }
  }
  return aantal;
}

const EMAIL = /[\p{L}\d._%+-]+\s?(?:@|\[at\]|\(at\))\s?((?:[\p{L}\d-]+\.)+\p{L}{2,})/giu;

export function telEmail(tekst: string, vrij: Vrijstelling): number {
  return [...tekst.matchAll(EMAIL)].filter((t) => {
    const domein = (t[1] ?? '').toLowerCase();
    return !vrij.emaildomeinen.some((d) => domein === d.toLowerCase() || domein.endsWith(`.${d.toLowerCase()}`));
  }).length;
}

// Ten digits in national form, nine after +31 or 0031; dates with a time look alike and are let go by the look-ahead.
const GEEN_DATUM = String.raw`(?!\d{1,2}[-./ ]\d{1,2}[-./ ](?:19|20)\d{2})`;
const TELEFOON = new RegExp(
  String.raw`(?<![\d.,/-]|[A-Z]{2}\d{0,4})${GEEN_DATUM}(?:(?:\+|00)31[ .-]{0,2}(?:\(0\)[ .-]{0,2})?|\(?0)[1-9](?:\)?[ .-]{0,2}\d){8}(?!\d|[.,]\d)`,
  'gu',
);
/** 0800 and 0900 are services, never a person; 14 + area code (the general number of a municipality) has no ten digits. */
const DIENST = /^0(?:800|900|906|909|88)/u;

const nationaal = (nummer: string): string => nummer.replace(/\(0\)/u, '').replace(/\D/gu, '').replace(/^(?:00)?31/u, '0');

export function telTelefoon(tekst: string, vrij: Vrijstelling): number {
  const eigen = new Set(vrij.telefoonnummers.map(nationaal));
  return [...tekst.matchAll(TELEFOON)].filter((t) => {
    const nummer = nationaal(t[0]);
    return nummer.length === 10 && !eigen.has(nummer) && !DIENST.test(nummer);
  }).length;
}

const UITGANGEN = [
  'straat', 'straatje', 'straatweg', 'laan', 'laantje', 'weg', 'plein', 'kade', 'gracht', 'dijk', 'singel', 'pad', 'steeg', 'dreef',
  'plantsoen', 'hof', 'hofje', 'boulevard', 'allee', 'vaart', 'wal',
];
const UITGANG = UITGANGEN.map((u) => `[${u[0]}${u[0]?.toUpperCase()}]${u.slice(1)}`).join('|');
const GEEN_HUISNUMMER =
  String.raw`(?!\s(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|uur|procent|personen|mensen|bezoekers|deelnemers|kramen|meter|m2|dagen|weken|keer)\b|\s?%)`;
const POSTCODE = String.raw`[1-9]\d{3}\s?(?!SA|SD|SS)[A-Z]{2}(?![\p{L}\d])`;
const NUMMER = String.raw`\d{1,5}(?:\s?[-/]\s?\d{1,4})?(?:\s?-?(?:[A-Za-z]|bis|hs|I{1,3}|IV))?(?![\p{L}\d]|[-/.:]\d)`;
const STRAAT_MET_NUMMER = new RegExp(
  String.raw`(?<![\p{L}])(?=\p{Lu})([\p{L}'’.-]*(?:${UITGANG}))\s+(?:(?:nr\.?|nummer|huisnummer)\s*)?(?!(?:19|20)\d{2}(?!\d))(${NUMMER})${GEEN_HUISNUMMER}(?:,?\s*${POSTCODE})?`,
  'gu',
);
const POSTCODE_MET_NUMMER = new RegExp(
  String.raw`(?:(?<![\d.,:-])\d{1,5}(?:\s?-?[A-Za-z])?,?\s{1,2}${POSTCODE}|(?<![\d.,])${POSTCODE},?\s*(?:(?:nr\.?|nummer|huisnummer|huisnr\.?)\s*)?\d{1,5}(?![\d]|[-/.:]\d)${GEEN_HUISNUMMER})`,
  'gu',
);

/** Street with house number, or a postcode with a number: where somebody lives. A post box is nobody's home. */
export function telAdres(tekst: string, vrij: Vrijstelling): number {
  const eigen = new Set(vrij.adressen.map((a) => a.toLowerCase().replace(/\s+/gu, ' ')));
  const plat = tekst.replace(/\s+/gu, ' ').replace(/\b(?:postbus|antwoordnummer)\s\d+(?:,?\s[1-9]\d{3}\s?[A-Z]{2}\b)?/giu, ' ');
  let aantal = 0;
  const rest = plat.replace(STRAAT_MET_NUMMER, (heel: string, straat: string, nummer: string) => {
    if (!eigen.has(`${straat} ${nummer}`.toLowerCase())) aantal++;
    return ' '.repeat(heel.length);
  });
  return aantal + [...rest.matchAll(POSTCODE_MET_NUMMER)].length;
}
