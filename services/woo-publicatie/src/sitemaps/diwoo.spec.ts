import { CATEGORIEEN, categorieVan } from './categorieen.ts';
import { leesBestandsnaam, middernacht, schrijfIndex, schrijfRobots, schrijfSitemap, type Sitemapregel } from './diwoo.ts';
import { knoop, schrijfXml } from './xml.ts';

const regel = (meer: Partial<Sitemapregel> = {}): Sitemapregel => ({
  adres: 'https://overbrugge.example/d/1', gewijzigd: new Date('2026-11-22T10:00:00Z'), document: 'd1', titel: 'Besluit', publicatietitel: 'Titel',
  omschrijving: null, mediatype: 'application/pdf', kenmerk: 'Z-0147', besluitdatum: null, aangeboden: new Date('2026-11-22T09:00:00Z'), onderdeelVan: null, ...meer,
});
const beschikkingen = categorieVan('c_46a81018');
if (!beschikkingen) throw new Error('category missing');

describe('the XML writer', () => {
  it('escapes text and attributes, and drops what XML cannot hold', () => {
    expect(schrijfXml(knoop('a', 'R&D <"x"> \u0001\u000b\ud800 ok', { b: '"&<\n' }))).toBe('<?xml version="1.0" encoding="UTF-8"?>\n<a b="&quot;&amp;&lt; ">R&amp;D &lt;&quot;x&quot;&gt; \ufffd ok</a>\n');
  });
});

describe('DiWoo', () => {
  it('has the eighteen categories, each once', () => {
    expect(new Set(CATEGORIEEN.map((c) => c.code)).size).toBe(18);
    expect(CATEGORIEEN.map((c) => Number(c.nummer))).toEqual(Array.from({ length: 18 }, (_, i) => i + 1));
  });

  it('names a publisher with its TOOI resource, a demonstration organisation by its name only', () => {
    expect(schrijfSitemap([regel()], beschikkingen, { naam: 'Gemeente X', tooi: 'https://identifier.overheid.nl/tooi/id/gemeente/gm0363' })).toContain('<diwoo:publisher resource="https://identifier.overheid.nl/tooi/id/gemeente/gm0363">Gemeente X<');
    expect(schrijfSitemap([regel()], beschikkingen, { naam: 'Gemeente Overbrugge' })).toContain('<diwoo:publisher>Gemeente Overbrugge<');
  });

  it('tells only handlings that happened', () => {
    expect(schrijfSitemap([regel()], beschikkingen, { naam: 'X' })).toMatch(/c_dfcee535">ontvangst<.*2026-11-22T09:00:00\.000Z/u);
    expect(schrijfSitemap([regel({ besluitdatum: '2026-07-01' })], beschikkingen, { naam: 'X' })).toMatch(/c_641ecd76">vaststelling<.*2026-07-01T00:00:00\+02:00/u);
  });

  it('writes midnight of Amsterdam in summer and winter', () => {
    expect([middernacht('2026-07-01'), middernacht('2026-12-01')]).toEqual(['2026-07-01T00:00:00+02:00', '2026-12-01T00:00:00+01:00']);
  });

  it('refuses to write an empty urlset or index, or one that is too long', () => {
    expect(() => schrijfSitemap([], beschikkingen, { naam: 'X' })).toThrow(RangeError);
    expect(() => schrijfIndex([])).toThrow(RangeError);
    expect(() => schrijfSitemap(Array.from({ length: 50_001 }, () => regel()), beschikkingen, { naam: 'X' })).toThrow(RangeError);
  });

  it('reads file names, and only those', () => {
    expect(leesBestandsnaam('sitemapindex-diwoo-infocat016.xml')).toEqual({ soort: 'index', nummer: '016' });
    expect(leesBestandsnaam('sitemap-diwoo-infocat016-12.xml')).toEqual({ soort: 'sitemap', nummer: '016', deel: 12 });
    for (const naam of ['sitemap-diwoo-infocat016-0.xml', 'sitemap-diwoo-infocat16-1.xml', 'sitemap.xml', '../sitemap-diwoo-infocat016-1.xml']) expect(leesBestandsnaam(naam)).toBeNull();
  });

  it('keeps robots away from a demonstration organisation', () => {
    expect(schrijfRobots(true, ['https://x/sitemaps/a.xml'])).toBe('User-agent: *\nDisallow: /\n');
    expect(schrijfRobots(false, ['https://x/sitemaps/a.xml'])).toBe('User-agent: *\nAllow: /\nSitemap: https://x/sitemaps/a.xml\n');
  });
});
