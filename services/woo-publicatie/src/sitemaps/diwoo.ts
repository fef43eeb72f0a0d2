import { type Categorie, KERN } from './categorieen.ts';
import { knoop, type Knoop, schrijfXml } from './xml.ts';

const SITEMAP = 'http://www.sitemaps.org/schemas/sitemap/0.9';
const DIWOO = 'https://standaarden.overheid.nl/diwoo/metadata/';

/** Value lists, exactly as the list has them: two of them with http. */
export const TAAL = { uri: 'http://publications.europa.eu/resource/authority/language/NLD', naam: 'Nederlands' } as const;
export const FORMAAT = {
  'application/pdf': { uri: 'http://publications.europa.eu/resource/authority/file-type/PDF', naam: 'PDF' },
  'text/plain': { uri: 'http://publications.europa.eu/resource/authority/file-type/TXT', naam: 'Plain text' },
} as const;
export const HANDELING = {
  ondertekening: `${KERN}c_e1ec050e`,
  ontvangst: `${KERN}c_dfcee535`,
  vaststelling: `${KERN}c_641ecd76`,
} as const;

/**
 * The manual allows 50,000 addresses and 50 MB for each file. An entry with the longest title and description, all
 * escaped, is under 10 kB: with 5,000 a file stays below both, and a harvester fetches less again after a change.
 */
export const PER_SITEMAP = 5_000;
export const GRENS_MANUAL = { adressen: 50_000, bytes: 50_000_000 } as const;

export interface Sitemapregel {
  /** the file itself, https */
  adres: string;
  gewijzigd: Date;
  document: string;
  titel: string;
  publicatietitel: string;
  omschrijving: string | null;
  mediatype: keyof typeof FORMAAT;
  kenmerk: string | null;
  /** date of the decision, when the coordinator gave it */
  besluitdatum: string | null;
  aangeboden: Date;
  /** address of the publication, when it has more than one document */
  onderdeelVan: { adres: string; titel: string } | null;
}

export interface Uitgever {
  naam: string;
  /** TOOI; a demonstration organisation has none */
  tooi?: string;
}

/** Midnight in Amsterdam as xs:dateTime: a bare date is not valid here. */
export function middernacht(datum: string): string {
  const uur = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Amsterdam', hour: '2-digit', hourCycle: 'h23' }).format(new Date(`${datum}T00:00:00Z`));
  return `${datum}T00:00:00+${uur}:00`;
}

const d = (naam: string, inhoud: string | (Knoop | null)[], attributen?: Record<string, string>): Knoop => knoop(`diwoo:${naam}`, inhoud, attributen);
const waarde = (naam: string, uri: string | undefined, label: string): Knoop => d(naam, label, uri ? { resource: uri } : {});

/** Only what truly happened: the decision was adopted on the day the coordinator gave, or else: it was received here. */
function handeling(r: Sitemapregel): Knoop {
  const [soort, tijd] = r.besluitdatum ? (['vaststelling', middernacht(r.besluitdatum)] as const) : (['ontvangst', r.aangeboden.toISOString()] as const);
  return d('documenthandelingen', [d('documenthandeling', [waarde('soortHandeling', HANDELING[soort], soort), d('atTime', tijd)])]);
}

function url(r: Sitemapregel, categorie: Categorie, uitgever: Uitgever): Knoop {
  return knoop('url', [
    knoop('loc', r.adres),
    knoop('lastmod', r.gewijzigd.toISOString()),
    d('Document', [
      d('DiWoo', [
        d('identifiers', [d('identifier', r.document)]),
        waarde('publisher', uitgever.tooi, uitgever.naam),
        d('titelcollectie', [
          d('officieleTitel', r.onderdeelVan ? `${r.publicatietitel}: ${r.titel}` : r.publicatietitel),
        ]),
        r.omschrijving ? d('omschrijvingen', [d('omschrijving', r.omschrijving)]) : null,
        d('classificatiecollectie', [d('informatiecategorieen', [waarde('informatiecategorie', `${KERN}${categorie.code}`, categorie.naam)])]),
        r.besluitdatum ? d('creatiedatum', r.besluitdatum) : null,
        waarde('language', TAAL.uri, TAAL.naam),
        waarde('format', FORMAAT[r.mediatype].uri, FORMAAT[r.mediatype].naam),
        r.kenmerk ? d('aggregatiekenmerk', r.kenmerk) : null,
        r.onderdeelVan ? waarde('isPartOf', r.onderdeelVan.adres, r.onderdeelVan.titel) : null,
        handeling(r),
      ]),
    ]),
  ]);
}

/** @throws when there is nothing: an empty urlset is not valid, it must not be in the index either */
export function schrijfSitemap(regels: Sitemapregel[], categorie: Categorie, uitgever: Uitgever): string {
  if (regels.length === 0 || regels.length > GRENS_MANUAL.adressen) throw new RangeError(`a sitemap holds 1 to ${GRENS_MANUAL.adressen} addresses, not ${regels.length}`);
  const xml = schrijfXml(knoop('urlset', regels.map((r) => url(r, categorie, uitgever)), { xmlns: SITEMAP, 'xmlns:diwoo': DIWOO }));
  if (Buffer.byteLength(xml) > GRENS_MANUAL.bytes) throw new RangeError('a sitemap may not be larger than 50 MB');
  return xml;
}

export function schrijfIndex(bestanden: { adres: string; gewijzigd: Date }[]): string {
  if (bestanden.length === 0) throw new RangeError('an index without sitemaps is not valid');
  return schrijfXml(
    knoop('sitemapindex', bestanden.map((b) => knoop('sitemap', [knoop('loc', b.adres), knoop('lastmod', b.gewijzigd.toISOString())])), { xmlns: SITEMAP }),
  );
}

/** A demonstration organisation keeps every robot out; a real one names the index of each category that has something. */
export function schrijfRobots(demonstratie: boolean, indexen: string[]): string {
  if (demonstratie) return 'User-agent: *\nDisallow: /\n';
  return ['User-agent: *', 'Allow: /', ...indexen.map((i) => `Sitemap: ${i}`), ''].join('\n');
}

export const indexnaam = (nummer: string): string => `sitemapindex-diwoo-infocat${nummer}.xml`;
export const sitemapnaam = (nummer: string, deel: number): string => `sitemap-diwoo-infocat${nummer}-${deel}.xml`;

export function leesBestandsnaam(bestand: string): { soort: 'index'; nummer: string } | { soort: 'sitemap'; nummer: string; deel: number } | null {
  const index = /^sitemapindex-diwoo-infocat(\d{3})\.xml$/u.exec(bestand);
  if (index?.[1]) return { soort: 'index', nummer: index[1] };
  const deel = /^sitemap-diwoo-infocat(\d{3})-([1-9]\d{0,4})\.xml$/u.exec(bestand);
  return deel?.[1] && deel[2] ? { soort: 'sitemap', nummer: deel[1], deel: Number(deel[2]) } : null;
}
