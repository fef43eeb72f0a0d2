import type { TestOmgeving } from '@bronhuis/testing';
import type { ConceptDto } from '../src/concepten/concepten.dto.ts';
import type { PublicatieDto, PublicatiesDto } from '../src/publicaties/publicaties.dto.ts';
import { alsBeheerder, anoniem, BETROKKENEN, bied, gepubliceerd, nieuwConcept, publicatieversie, publiceer, start, stuurEvent, VOORBEELDSTAD, W, willem } from './hulp.ts';

interface Verwerking {
  handeling: string;
  gegevens: string[];
  activiteit: string;
  object: { soort: string; id: string };
  betrokkenen: { pseudoniem: string; rol?: string }[];
}

const verwerkingen = (o: TestOmgeving) => alsBeheerder<{ verwerking: Verwerking }>(o, 'select verwerking from bron.verwerking_uit where verwerking is not null order by volgnummer');

describe('publishing', () => {
  let o: TestOmgeving;
  beforeAll(async () => void (o = await start()));
  afterAll(() => o.stop());

  it('needs a title and a document that passed, and names both at once', async () => {
    const concept = await nieuwConcept(o);
    const antwoord = await publiceer(o, concept.id, await willem(o));
    expect([antwoord.status, antwoord.body.invalidParams?.map((f) => f.code)]).toEqual([400, ['titel-ontbreekt', 'document-ontbreekt']]);
    expect(o.buiten.gevraagd.filter((v) => v.pad.includes(concept.dossier))).toEqual([]);
  });

  it('is one transaction: public, one event, and exactly one record with everybody it concerns', async () => {
    const voor = (await verwerkingen(o)).length;
    const { id, dossier, document } = await gepubliceerd(o);
    const records = (await verwerkingen(o)).slice(voor).map((r) => r.verwerking);
    expect(records).toHaveLength(1);
    expect(records[0]).toMatchObject({ handeling: 'Besluit openbaar gemaakt zonder uw naam', activiteit: 'VA-02', object: { soort: 'dossier', id: dossier }, gegevens: ['besluit'] });
    expect(records[0]?.betrokkenen.map((b) => b.pseudoniem).sort()).toEqual(BETROKKENEN.map((b) => b.pseudoniem).sort());
    const events = await alsBeheerder<{ payload: string }>(o, "select payload from bron.uitgaand where onderwerp = $1 and type like '%publicatie-gepubliceerd'", [id]);
    expect(events.map((e) => (JSON.parse(e.payload) as { data: object }).data)).toEqual([{ publicatie: id, dossier, categorie: 'c_46a81018', status: 'gepubliceerd', documenten: [document], versie: 4 }]);
    expect(events[0]?.payload).not.toMatch(/Buurtfeest|999993/u);
  });

  it('publishes nothing when registers cannot say whom it concerns (503)', async () => {
    const concept = await nieuwConcept(o);
    const token = await willem(o);
    await bied(o, concept.id, await publicatieversie());
    await o.roep('PATCH', `${W}/concepten/${concept.id}`, { token, headers: { 'if-match': '*' }, body: { officieleTitel: 'Titel' } });
    const voor = (await verwerkingen(o)).length;
    for (const antwoord of [{ status: 503, body: {} }, { status: 200, body: { betrokkenen: [{ soort: 'bsn' }] } }, { status: 200, body: [] }]) {
      o.buiten.op('GET', `/registers/v1/dossiers/${concept.dossier}/betrokkenen`, antwoord);
      expect((await publiceer(o, concept.id, token)).status).toBe(503);
    }
    o.buiten.weg();
    expect((await publiceer(o, concept.id, token)).status).toBe(503);
    o.buiten.weg(false);
    expect((await verwerkingen(o)).length).toBe(voor);
    expect((await o.roep('GET', `${W}/publicaties/${concept.id}`, anoniem())).status).toBe(404);
    o.buiten.op('GET', `/registers/v1/dossiers/${concept.dossier}/betrokkenen`, { status: 200, body: { betrokkenen: [] } });
    expect((await publiceer(o, concept.id, token)).status).toBe(200);
  });

  it('a repeated request with its Idempotency-Key gets the first answer and leaves no second record', async () => {
    const concept = await nieuwConcept(o);
    const token = await willem(o);
    await bied(o, concept.id, await publicatieversie());
    const titel = await o.roep('PATCH', `${W}/concepten/${concept.id}`, { token, headers: { 'if-match': '*' }, body: { officieleTitel: 'Titel' } });
    const koppen = { 'if-match': titel.headers.get('etag') ?? '', 'idempotency-key': 'publiceer-1' };
    const voor = (await verwerkingen(o)).length;
    const eerste = await o.roep('POST', `${W}/concepten/${concept.id}/_publiceren`, { token, headers: koppen });
    const weer = await o.roep('POST', `${W}/concepten/${concept.id}/_publiceren`, { token, headers: koppen });
    expect([eerste.status, weer.status, weer.tekst]).toEqual([200, 200, eerste.tekst]);
    expect((await verwerkingen(o)).length).toBe(voor + 1);
    expect((await publiceer(o, concept.id, token)).status).toBe(409);
  });

  it('only for the purpose of publishing', async () => {
    const concept = await nieuwConcept(o);
    const anders = await o.token({ rollen: ['woo-coordinator'], verwerkingsactiviteit: 'VA-01' });
    expect((await o.roep('POST', `${W}/concepten/${concept.id}/_publiceren`, { token: anders, headers: { 'if-match': '*' } })).status).toBe(403);
  });

  it('stays public for the shorter of ten years and the term of the dossier', async () => {
    const kort = await nieuwConcept(o);
    await stuurEvent(o, 'selectielijst', 'nl.gemeente.archiefacties.archiefactie-bepaald', kort.dossier, 1, { dossier: kort.dossier, waardering: { bewaartermijn: 'P1Y' } });
    await new Promise((klaar) => setTimeout(klaar, 300));
    const token = await willem(o);
    await bied(o, kort.id, await publicatieversie());
    await o.roep('PATCH', `${W}/concepten/${kort.id}`, { token, headers: { 'if-match': '*' }, body: { officieleTitel: 'Kort' } });
    await publiceer(o, kort.id, token);
    const jaar = (d: string): number => Number(d.slice(0, 4)) - new Date().getFullYear();
    expect(jaar((await o.roep<PublicatieDto>('GET', `${W}/publicaties/${kort.id}`, anoniem())).body.publicatieTot)).toBe(1);
    const lang = await gepubliceerd(o);
    expect(jaar((await o.roep<PublicatieDto>('GET', `${W}/publicaties/${lang.id}`, anoniem())).body.publicatieTot)).toBe(10);
  });

  it('what was left out is shown with its ground, and must be on a page that exists', async () => {
    const concept = await nieuwConcept(o);
    const token = await willem(o);
    await bied(o, concept.id, await publicatieversie());
    const fout = await o.roep<{ invalidParams: { name: string }[] }>('PUT', `${W}/concepten/${concept.id}/weglatingen`, { token, body: { weglatingen: [{ pagina: 1, grond: '10.2e', omschrijving: 'naam' }] } });
    expect([fout.status, fout.body.invalidParams[0]?.name]).toEqual([400, 'weglatingen.0.grond']);
    const zet = (pagina: number) => o.roep<ConceptDto>('PUT', `${W}/concepten/${concept.id}/weglatingen`, { token, body: { weglatingen: [{ pagina, grond: 'artikel 5.1, tweede lid, onder e', omschrijving: 'Naam van de aanvrager' }] } });
    await o.roep('PATCH', `${W}/concepten/${concept.id}`, { token, headers: { 'if-match': '*' }, body: { officieleTitel: 'Titel' } });
    await zet(3);
    expect((await publiceer(o, concept.id, token)).body.invalidParams?.[0]?.code).toBe('pagina-onbekend');
    await zet(1);
    expect((await publiceer(o, concept.id, token)).status).toBe(200);
    expect((await o.roep<PublicatieDto>('GET', `${W}/publicaties/${concept.id}`, anoniem())).body.weglatingen).toEqual([
      { pagina: 1, grond: '5.1.2e', grondInWoorden: 'Eerbiediging van de persoonlijke levenssfeer', omschrijving: 'Naam van de aanvrager' },
    ]);
  });
});

describe('reading what is public', () => {
  let o: TestOmgeving;
  let p: { id: string; document: string; dossier: string };
  beforeAll(async () => {
    o = await start();
    p = await gepubliceerd(o);
  });
  afterAll(() => o.stop());

  it('page, list and file, streamed with their true type and name', async () => {
    const pagina = await o.roep<PublicatieDto>('GET', `${W}/publicaties/${p.id}`, anoniem());
    expect(pagina.body).toMatchObject({ organisatie: 'Gemeente Overbrugge', kenmerk: 'Z-0147', documenten: [{ id: p.document, paginas: 2, bestand: `${W}/documenten/${p.document}/bestand` }] });
    expect(pagina.tekst).not.toContain('dossier');
    expect((await o.roep<PublicatiesDto>('GET', `${W}/publicaties?aantal=true`, anoniem())).body).toMatchObject({ aantal: 1, resultaten: [{ id: p.id }] });
    const bestand = await o.roep('GET', `${W}/documenten/${p.document}/bestand`, anoniem());
    expect([bestand.status, bestand.headers.get('content-type'), bestand.headers.get('content-disposition')]).toEqual([200, 'application/pdf', `inline; filename="besluit.pdf"; filename*=UTF-8''besluit.pdf`]);
    expect(Buffer.from(bestand.bytes).subarray(0, 5).toString()).toBe('%PDF-');
    expect(bestand.bytes.length).toBe(pagina.body.documenten[0]?.omvang);
    const bekend = await o.roep('GET', `${W}/documenten/${p.document}/bestand`, { headers: { ...anoniem().headers, 'if-none-match': bestand.headers.get('etag') ?? '' } });
    expect([bekend.status, bekend.bytes.length]).toEqual([304, 0]);
  });

  it('leaves no record and no decision: three anonymous reads are nobody’s business', async () => {
    const tel = async (): Promise<number> => Number((await alsBeheerder<{ n: string }>(o, 'select count(*) as n from bron.verwerking_uit'))[0]?.n);
    const voor = await tel();
    for (const pad of [`publicaties/${p.id}`, `documenten/${p.document}/bestand`, 'zoekresultaten?q=feest', 'publicaties', 'sitemaps/sitemapindex-diwoo-infocat016.xml']) {
      expect((await o.roep('GET', `${W}/${pad}`, anoniem())).status).toBe(200);
    }
    expect(await tel()).toBe(voor);
  });

  it('shows nothing of it at the address of another municipality', async () => {
    const daar = anoniem(VOORBEELDSTAD);
    for (const pad of [`publicaties/${p.id}`, `documenten/${p.document}/bestand`, 'sitemaps/sitemapindex-diwoo-infocat016.xml', 'sitemaps/sitemap-diwoo-infocat016-1.xml']) {
      expect((await o.roep('GET', `${W}/${pad}`, daar)).status).toBe(404);
    }
    expect((await o.roep<PublicatiesDto>('GET', `${W}/publicaties?aantal=true`, daar)).body).toMatchObject({ aantal: 0, resultaten: [] });
    expect((await o.roep<PublicatiesDto>('GET', `${W}/zoekresultaten?q=feest&aantal=true`, daar)).body).toMatchObject({ aantal: 0, resultaten: [] });
  });

  it('a concept does not exist for the public', async () => {
    const concept = await nieuwConcept(o);
    const document = (await bied(o, concept.id, await publicatieversie('geheimwoord'))).body.id;
    expect((await o.roep('GET', `${W}/publicaties/${concept.id}`, anoniem())).status).toBe(404);
    expect((await o.roep('GET', `${W}/documenten/${document}/bestand`, anoniem())).status).toBe(404);
    expect((await o.roep<PublicatiesDto>('GET', `${W}/zoekresultaten?q=geheimwoord`, anoniem())).body.resultaten).toEqual([]);
  });

  it('is withdrawn with a reason: gone at once from page, file, index and sitemap', async () => {
    const weg = await gepubliceerd(o, { inhoud: await publicatieversie('intrekwoord') });
    const token = await willem(o);
    expect((await o.roep('POST', `${W}/publicaties/${weg.id}/_intrekken`, { token, body: { reden: 'verkeerd document' } })).status).toBe(428);
    expect((await o.roep('POST', `${W}/publicaties/${weg.id}/_intrekken`, { token, headers: { 'if-match': '*' }, body: { reden: 'verkeerd document' } })).status).toBe(200);
    for (const pad of [`publicaties/${weg.id}`, `documenten/${weg.document}/bestand`]) {
      const antwoord = await o.roep<{ reden: string }>('GET', `${W}/${pad}`, anoniem());
      expect([antwoord.status, antwoord.body.reden]).toEqual([410, 'De publicatie is ingetrokken']);
    }
    expect((await o.roep<PublicatiesDto>('GET', `${W}/zoekresultaten?q=intrekwoord`, anoniem())).body.resultaten).toEqual([]);
    expect((await o.roep('GET', `${W}/sitemaps/sitemap-diwoo-infocat016-1.xml`, anoniem())).tekst).not.toContain(weg.document);
  });
});
