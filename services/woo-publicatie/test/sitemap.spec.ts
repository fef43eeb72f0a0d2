import type { TestOmgeving } from '@bronhuis/testing';
import { alsBeheerder, anoniem, BESCHIKKINGEN, gepubliceerd, nieuwConcept, OVERBRUGGE, start, VOORBEELDSTAD, W, WOO } from './hulp.ts';

const INDEX = `${W}/sitemaps/sitemapindex-diwoo-infocat016.xml`;
const SITEMAP = `${W}/sitemaps/sitemap-diwoo-infocat016-1.xml`;

// DiWoo 0.9.8; that the XML is valid against the official schemas is checked in ci/diwoo.spec.ts, on the same writer.
describe('sitemaps', () => {
  let o: TestOmgeving;
  beforeAll(async () => void (o = await start()));
  afterAll(() => o.stop());

  it('an empty category has no index and no sitemap: an empty urlset is not valid', async () => {
    await nieuwConcept(o);
    for (const pad of [INDEX, SITEMAP, `${W}/sitemaps/sitemap-diwoo-infocat016-2.xml`, `${W}/sitemaps/onzin.xml`, `${W}/sitemaps/sitemapindex-diwoo-infocat099.xml`]) {
      expect((await o.roep('GET', pad, anoniem())).status).toBe(404);
    }
  });

  it('names the file itself, at https and a host of the organisation, the moment it is public', async () => {
    const { document } = await gepubliceerd(o, { titel: 'Feest & <plein>' });
    const index = await o.roep('GET', INDEX, anoniem());
    expect([index.status, index.headers.get('content-type')]).toEqual([200, 'application/xml; charset=utf-8']);
    expect(index.tekst).toContain('<loc>https://overbrugge.localhost/sitemaps/sitemap-diwoo-infocat016-1.xml</loc>');
    const { tekst } = await o.roep('GET', SITEMAP, anoniem());
    expect(tekst).toContain(`<loc>https://overbrugge.localhost/woo-publicatie/v1/documenten/${document}/bestand</loc>`);
    expect(tekst).toContain('<diwoo:officieleTitel>Feest &amp; &lt;plein&gt;</diwoo:officieleTitel>');
    expect(tekst).toContain('<diwoo:publisher>Gemeente Overbrugge</diwoo:publisher>');
    expect(tekst).toContain('<diwoo:aggregatiekenmerk>Z-0147</diwoo:aggregatiekenmerk>');
    expect(tekst).toMatch(/<lastmod>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z<\/lastmod>/u);
  });

  it('an address that a caller makes up does not get in', async () => {
    const met = async (host: string): Promise<string> => (await o.roep('GET', INDEX, { headers: { ...anoniem().headers, 'x-forwarded-host': host } })).tekst;
    expect(await met('aanvaller.example')).toContain('https://overbrugge.localhost/');
    expect(await met('127.0.0.1:8080')).toContain('https://127.0.0.1/');
  });

  it('is not sent again when nothing changed', async () => {
    const eerst = await o.roep('GET', SITEMAP, anoniem());
    const weer = await o.roep('GET', SITEMAP, { headers: { ...anoniem().headers, 'if-none-match': eerst.headers.get('etag') ?? '' } });
    expect([weer.status, weer.tekst]).toEqual([304, '']);
    await gepubliceerd(o);
    expect((await o.roep('GET', SITEMAP, { headers: { ...anoniem().headers, 'if-none-match': eerst.headers.get('etag') ?? '' } })).status).toBe(200);
  });

  it('keeps robots away from a demonstration organisation; a real one is named with its TOOI address', async () => {
    const voor = await o.roep('GET', `${W}/robots.txt`, anoniem());
    expect([voor.headers.get('content-type'), voor.tekst]).toEqual(['text/plain; charset=utf-8', 'User-agent: *\nDisallow: /\n']);
    const echt = await start({
      bundel: { organisaties: [{ oin: OVERBRUGGE, naam: 'gemeente Amsterdam', soort: 'productie', type: 'gemeente', hosts: ['open.voorbeeld.example'], tooi: 'https://identifier.overheid.nl/tooi/id/gemeente/gm0363' }] },
    });
    try {
      const dossier = await alsBeheerder<{ id: string }>(echt, "insert into dossier (organisatie, id, bronversie, status, kenmerk, woo) values ($1, gen_random_uuid(), 1, 'open', 'Z-1', $2) returning id", [OVERBRUGGE, WOO]);
      await alsBeheerder(echt, `with p as (insert into publicatie (organisatie, id, versie, registratietijd, dossier, status, categorie, officiele_titel, aangemaakt_op, gepubliceerd_op, besluitdatum)
        values ($1, gen_random_uuid(), 2, now(), $2, 'gepubliceerd', $3, 'Titel', now(), '2026-07-02Z', '2026-07-01') returning id)
        insert into document (organisatie, id, publicatie, titel, bestandsnaam, mediatype, omvang, sha256, paginas, bevindingen, aangeboden_op)
        select $1, gen_random_uuid(), p.id, 'deel ' || n, 'a.txt', 'text/plain', 1, repeat('a', 64), 1, '[]', '2026-07-02Z' from p, generate_series(1, 5001) n`, [OVERBRUGGE, dossier[0]?.id, BESCHIKKINGEN]);
      expect((await echt.roep('GET', `${W}/robots.txt`, anoniem())).tekst).toBe('User-agent: *\nAllow: /\nSitemap: https://open.voorbeeld.example/sitemaps/sitemapindex-diwoo-infocat016.xml\n');
      const index = (await echt.roep('GET', INDEX, anoniem())).tekst;
      expect([...index.matchAll(/<loc>([^<]*)/gu)].map((m) => m[1])).toEqual([1, 2].map((n) => `https://open.voorbeeld.example/sitemaps/sitemap-diwoo-infocat016-${n}.xml`));
      const tel = async (n: number): Promise<number> => [...(await echt.roep('GET', `${W}/sitemaps/sitemap-diwoo-infocat016-${n}.xml`, anoniem())).tekst.matchAll(/<url>/gu)].length;
      expect([await tel(1), await tel(2)]).toEqual([5000, 1]);
      const { tekst } = await echt.roep('GET', `${W}/sitemaps/sitemap-diwoo-infocat016-2.xml`, anoniem());
      expect(tekst).toContain('<diwoo:publisher resource="https://identifier.overheid.nl/tooi/id/gemeente/gm0363">gemeente Amsterdam</diwoo:publisher>');
      expect(tekst).toContain('<diwoo:atTime>2026-07-01T00:00:00+02:00</diwoo:atTime>');
      expect(tekst).toContain('<diwoo:isPartOf');
    } finally {
      await echt.stop();
    }
  });

  it('is of one municipality', async () => {
    expect((await o.roep('GET', INDEX, anoniem(VOORBEELDSTAD))).status).toBe(404);
  });
});
