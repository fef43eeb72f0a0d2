import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { XmlBufferInputProvider, XmlDocument, xmlCleanupInputProvider, xmlRegisterInputProvider, XsdValidator } from 'libxml2-wasm';
import { CATEGORIEEN, KERN } from '../services/woo-publicatie/src/sitemaps/categorieen.ts';
import { FORMAAT, HANDELING, schrijfIndex, schrijfSitemap, type Sitemapregel, TAAL } from '../services/woo-publicatie/src/sitemaps/diwoo.ts';

// The official schemas of DiWoo 0.9.8 are not ours to ship: GEGEVENS names the folder that holds them.
const GEGEVENS = process.env['GEGEVENS'];
const aanwezig = GEGEVENS !== undefined && existsSync(join(GEGEVENS, 'diwoo', 'diwoo-metadata.xsd'));
if (!aanwezig) process.stderr.write('SKIPPED: sitemaps against the official DiWoo schemas (set GEGEVENS to the folder that holds them)\n');
const metSchema = aanwezig ? describe : describe.skip;

const DRIVER = `<?xml version="1.0"?>
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:import namespace="https://standaarden.overheid.nl/diwoo/metadata/" schemaLocation="diwoo-metadata.xsd"/>
  <xs:import namespace="http://www.sitemaps.org/schemas/sitemap/0.9" schemaLocation="NAAM"/>
</xs:schema>`;

const bestand = (...pad: string[]): Buffer => readFileSync(join(GEGEVENS ?? '', ...pad));

function keuring(sitemapSchema: string): { keur(xml: string): string | null; sluit(): void } {
  const driver = XmlDocument.fromString(DRIVER.replace('NAAM', sitemapSchema), { url: 'driver.xsd' });
  const validator = XsdValidator.fromDoc(driver);
  return {
    keur(xml) {
      const doc = XmlDocument.fromString(xml);
      try {
        validator.validate(doc);
        return null;
      } catch (fout) {
        return (fout as Error).message;
      } finally {
        doc.dispose();
      }
    },
    sluit() {
      validator.dispose();
      driver.dispose();
    },
  };
}

const regel = (n: number, meer: Partial<Sitemapregel> = {}): Sitemapregel => ({
  adres: `https://overbrugge.example/woo-publicatie/v1/documenten/0199aa00-0000-7000-8000-00000000000${n}/bestand`,
  gewijzigd: new Date('2026-11-22T10:00:00.123Z'),
  document: `0199aa00-0000-7000-8000-00000000000${n}`,
  titel: 'Besluit',
  publicatietitel: 'Evenementenvergunning <Buurtfeest> "Lindeplein" & omgeving',
  omschrijving: null,
  mediatype: 'application/pdf',
  kenmerk: 'Z-0147',
  besluitdatum: null,
  aangeboden: new Date('2026-11-22T09:00:00Z'),
  onderdeelVan: null,
  ...meer,
});

metSchema('DiWoo 0.9.8: what this house writes, against the official schemas', () => {
  let sitemap: ReturnType<typeof keuring>;
  let index: ReturnType<typeof keuring>;
  const lijsten = (): string => bestand('diwoo', 'diwoo-metadata-lijsten.xsd').toString();

  beforeAll(() => {
    xmlRegisterInputProvider(
      new XmlBufferInputProvider({
        ...Object.fromEntries(['sitemap.xsd', 'siteindex.xsd', 'diwoo-metadata.xsd', 'diwoo-metadata-lijsten.xsd'].map((n) => [n, bestand('diwoo', n)])),
        'https://www.nationaalarchief.nl/mdto/MDTO-XML1.0.1.xsd': bestand('mdto', 'MDTO-XML1.0.1.xsd'),
      }),
    );
    sitemap = keuring('sitemap.xsd');
    index = keuring('siteindex.xsd');
  });

  afterAll(() => {
    sitemap.sluit();
    index.sluit();
    xmlCleanupInputProvider();
  });

  it.each(CATEGORIEEN.map((c) => [c.nummer, c] as const))('a sitemap of category %s is valid', (_, categorie) => {
    const regels = [
      regel(1),
      regel(2, { mediatype: 'text/plain', kenmerk: null, besluitdatum: '2026-07-01', omschrijving: 'Ruimte & tijd \u0001 <een> lange zin' }),
      regel(3, { onderdeelVan: { adres: 'https://overbrugge.example/publicaties/1', titel: 'Twee stukken' } }),
    ];
    expect(sitemap.keur(schrijfSitemap(regels, categorie, { naam: 'Gemeente Overbrugge' }))).toBeNull();
    expect(sitemap.keur(schrijfSitemap(regels, categorie, { naam: 'gemeente Amsterdam', tooi: 'https://identifier.overheid.nl/tooi/id/gemeente/gm0363' }))).toBeNull();
  });

  it('an index is valid', () => {
    expect(index.keur(schrijfIndex([{ adres: 'https://overbrugge.example/sitemaps/sitemap-diwoo-infocat016-1.xml', gewijzigd: new Date('2026-11-22T10:00:00Z') }]))).toBeNull();
  });

  // The yardstick must be able to say no: each of these is a fault seen in the wild.
  const geldig = (): string => {
    const categorie = CATEGORIEEN[15];
    if (!categorie) throw new Error('no category');
    return schrijfSitemap([regel(1, { besluitdatum: '2026-07-01' })], categorie, { naam: 'Gemeente Overbrugge' });
  };
  it.each<[string, (xml: string) => string]>([
    ['a date without zone and T', (x) => x.replace(/<lastmod>[^<]*/u, '<lastmod>2026-05-04 09:30:00')],
    ['no title', (x) => x.replace(/<diwoo:titelcollectie>.*<\/diwoo:titelcollectie>/u, '')],
    ['no handling', (x) => x.replace(/<diwoo:documenthandelingen>.*<\/diwoo:documenthandelingen>/u, '')],
    ['a bare date at a handling', (x) => x.replace(/<diwoo:atTime>[^<]*/u, '<diwoo:atTime>2026-07-01')],
    ['a category that does not exist', (x) => x.replace('c_46a81018', 'c_46a81019')],
    ['a format that is not on the list', (x) => x.replace('file-type/PDF', 'file-type/JPG')],
    ['an unknown element', (x) => x.replace('<diwoo:language', '<diwoo:taal/><diwoo:language')],
    ['an empty urlset', (x) => x.replace(/<url>.*<\/url>/u, '')],
  ])('notices %s', (_, breek) => {
    const stuk = breek(geldig());
    expect(stuk).not.toBe(geldig());
    expect(sitemap.keur(stuk)).not.toBeNull();
  });

  it('notices an index with the root of a sitemap', () => {
    const xml = schrijfIndex([{ adres: 'https://overbrugge.example/sitemaps/x.xml', gewijzigd: new Date(0) }]).replaceAll('sitemapindex', 'urlset');
    expect(index.keur(xml)).not.toBeNull();
  });

  it('every value-list address that is used stands in the official list', () => {
    const adressen = [...CATEGORIEEN.map((c) => `${KERN}${c.code}`), TAAL.uri, ...Object.values(FORMAAT).map((f) => f.uri), ...Object.values(HANDELING)];
    const officieel = new Set([...lijsten().matchAll(/<xs:enumeration value="([^"]*)"/gu)].map((m) => m[1]));
    expect(adressen.filter((a) => !officieel.has(a))).toEqual([]);
  });

  it('every category carries its official label', () => {
    const xsd = lijsten();
    const afwijkend = CATEGORIEEN.filter((c) => {
      const plek = xsd.indexOf(`"${KERN}${c.code}"`);
      return !xsd.slice(plek, plek + 600).replaceAll('&apos;', "'").includes(`>${c.naam}<`);
    });
    expect(afwijkend.map((c) => c.naam)).toEqual([]);
  });
});
