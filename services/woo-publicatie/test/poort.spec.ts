import { readdir } from 'node:fs/promises';
import { wachtTot, type TestOmgeving } from '@bronhuis/testing';
import type { ConceptDto } from '../src/concepten/concepten.dto.ts';
import { alsBeheerder, bied, nieuwConcept, pdf, publiceer, publicatieversie, start, W, willem } from './hulp.ts';

// Woo art. 5.1 lid 1 e and lid 2 e: nothing becomes public that the gate has not read.
describe('the gate', () => {
  let o: TestOmgeving;
  let concept: ConceptDto;
  beforeAll(async () => void (o = await start({ instellingen: { MAX_BESTAND_MB: '1' } })));
  afterAll(() => o.stop());
  beforeEach(async () => void (concept = await nieuwConcept(o)));

  const aanvraag = () => pdf((d) => void d.text('Aanvraag evenement. Aanvrager: S. Bakker, BSN: 9999.93.021').addPage().text('Plattegrond van het feest, zonder bijzonderheden'));
  const origineel = () => pdf((d) => void d.text('Besluit. Aan mevrouw S. Bakker, Lindeplein 4, 9999 AB Overbrugge, s.bakker@voorbeeld.nl').addPage().text('Voorschriften bij de vergunning voor het buurtfeest'));

  async function nietsBewaard(): Promise<void> {
    const bestanden = await readdir(o.gegevensMap, { recursive: true });
    expect(bestanden.filter((b) => /[0-9a-f-]{36}$/u.test(b) && b.startsWith('aangeboden'))).toEqual([]);
    const rijen = await alsBeheerder<{ document: string }>(o, 'select id as document from document');
    expect(bestanden.filter((b) => b.startsWith('openbaar') && b.split('/').length === 4).map((b) => b.split('/')[3]).sort()).toEqual(rijen.map((r) => r.document).sort());
  }

  it('a BSN on page 1 is a hard stop, also when everything is weighed; the number itself is told nowhere', async () => {
    const token = await willem(o);
    const afwegingen = ['adres', 'e-mail', 'telefoon'].map((soort) => ({ soort, grond: '5.1 lid 2 e', motivering: 'publieke functie' }));
    const gewogen = await o.roep<ConceptDto>('PUT', `${W}/concepten/${concept.id}/afwegingen`, { token, body: { afwegingen } });
    expect(gewogen.body.afwegingen.map((a) => a.grond)).toEqual(['5.1.2e', '5.1.2e', '5.1.2e']);
    const antwoord = await bied(o, concept.id, await aanvraag());
    expect(antwoord.status).toBe(400);
    expect(antwoord.body.invalidParams).toEqual([{ name: 'pagina/1/bsn', code: 'bsn-gevonden', reason: expect.stringContaining('pagina 1') as string }]);
    expect(antwoord.tekst).not.toMatch(/9999\.?93/u);
    await nietsBewaard();
  });

  it('an address and an e-mail address are refused until they are weighed (5.1 lid 2 e)', async () => {
    const geweigerd = await bied(o, concept.id, await origineel());
    expect([geweigerd.status, geweigerd.body.invalidParams?.map((f) => [f.name, f.code])]).toEqual([400, [['pagina/1/adres', 'adres-gevonden'], ['pagina/1/e-mail', 'e-mail-gevonden']]]);
    expect(geweigerd.tekst).not.toMatch(/Lindeplein|bakker/iu);
    const token = await willem(o);
    const verkeerd = await o.roep<{ invalidParams: { code: string }[] }>('PUT', `${W}/concepten/${concept.id}/afwegingen`, { token, body: { afwegingen: [{ soort: 'adres', grond: '5.1.2b', motivering: 'geen goede grond' }] } });
    expect([verkeerd.status, verkeerd.body.invalidParams[0]?.code]).toEqual([400, 'grond-onjuist']);
    const afwegingen = ['adres', 'e-mail'].map((soort) => ({ soort, grond: '5.1.2.e', motivering: 'zakelijk adres van een vereniging' }));
    await o.roep('PUT', `${W}/concepten/${concept.id}/afwegingen`, { token, body: { afwegingen } });
    const goed = await bied(o, concept.id, await origineel());
    expect([goed.status, goed.body.bevindingen]).toEqual([201, [{ soort: 'adres', pagina: 1, aantal: 1 }, { soort: 'e-mail', pagina: 1, aantal: 1 }]]);
    // Taken back afterwards: then it may not become public.
    await o.roep('PUT', `${W}/concepten/${concept.id}/afwegingen`, { token, body: { afwegingen: [] } });
    expect((await publiceer(o, concept.id, token)).body.invalidParams?.map((f) => f.code)).toEqual(expect.arrayContaining(['adres-gevonden', 'e-mail-gevonden']));
  });

  it('a clean publicatieversie of two pages passes, and only while it is a concept', async () => {
    const antwoord = await bied(o, concept.id, await publicatieversie());
    expect(antwoord.status).toBe(201);
    expect(antwoord.body).toMatchObject({ paginas: 2, bevindingen: [], mediatype: 'application/pdf', bestandsnaam: 'besluit.pdf' });
    const token = await willem(o);
    expect((await o.roep('DELETE', `${W}/concepten/${concept.id}/documenten/${antwoord.body.id}`, { token, headers: { 'if-match': '"1"' } })).status).toBe(412);
    const zonder = await o.roep<ConceptDto>('DELETE', `${W}/concepten/${concept.id}/documenten/${antwoord.body.id}`, { token });
    expect(zonder.body.documenten).toEqual([]);
    await wachtTot(async () => (await readdir(o.gegevensMap, { recursive: true })).every((b) => !b.endsWith(antwoord.body.id)), { ms: 10_000 });
  });

  it('finds text under a black box, in annotations, properties and attachments', async () => {
    const zwart = await bied(o, concept.id, await pdf((d) => void d.text('BSN 999993021', 72, 72).rect(60, 60, 300, 40).fill('black')));
    expect(zwart.body.invalidParams?.map((f) => f.code)).toEqual(['bsn-gevonden']);
    const rommel = await bied(o, concept.id, await pdf((d) => void d.text('Een net besluit zonder namen').note(10, 10, 50, 50, 'nog weghalen').file(Buffer.from('x'), { name: 'bijlage.txt' }), { info: { Author: 'n.jansen@voorbeeld.nl' } }));
    expect(rommel.body.invalidParams?.map((f) => f.code).sort()).toEqual(['aantekening-gevonden', 'bijlage-gevonden', 'metagegevens-gevonden']);
    const auteur = await bied(o, concept.id, await pdf((d) => void d.text('Een net besluit zonder namen'), { info: { Author: 'Noor' } }));
    expect([auteur.status, auteur.body.opmerkingen.length]).toEqual([201, 1]);
  });

  it('reads names, titles and descriptions too: they become public as well', async () => {
    const naam = await bied(o, concept.id, await publicatieversie(), { query: `bestandsnaam=${encodeURIComponent('besluit 999993021.pdf')}` });
    expect(naam.body.invalidParams?.[0]).toMatchObject({ name: 'bestandsnaam', code: 'bsn-gevonden' });
    const titel = await o.roep<{ invalidParams: { name: string; code: string }[] }>('PATCH', `${W}/concepten/${concept.id}`, { token: await willem(o), headers: { 'if-match': '*' }, body: { officieleTitel: 'Besluit', omschrijving: 'bel 06-12345678' } });
    expect([titel.status, titel.body.invalidParams[0]]).toEqual([400, expect.objectContaining({ name: 'omschrijving', code: 'telefoon-gevonden' })]);
  });

  it('lets the public contact data of the municipality itself through, once it is listed', async () => {
    const bytes = await pdf((d) => void d.text('Vragen? Mail vergunningen@overbrugge.example of bel 0123 456789 of 14 0123'));
    expect((await bied(o, concept.id, bytes)).body.invalidParams?.map((f) => f.code)).toEqual(['e-mail-gevonden', 'telefoon-gevonden']);
    const token = await willem(o);
    const huidig = await o.roep('GET', `${W}/contactgegevens`, { token });
    const body = { emaildomeinen: ['overbrugge.example'], telefoonnummers: ['0123 456789'], adressen: [] };
    expect((await o.roep('PUT', `${W}/contactgegevens`, { token, headers: { 'if-match': huidig.headers.get('etag') ?? '' }, body })).status).toBe(200);
    expect((await o.roep('PUT', `${W}/contactgegevens`, { token, headers: { 'if-match': huidig.headers.get('etag') ?? '' }, body })).status).toBe(412);
    expect((await bied(o, concept.id, bytes)).status).toBe(201);
  });

  it('says clearly what is wrong with a file', async () => {
    const kapot = await bied(o, concept.id, Buffer.from('%PDF-1.7\nkapot'));
    expect([kapot.status, kapot.body.detail]).toEqual([400, 'Het document is beschadigd of geen echte PDF. Maak de PDF opnieuw.']);
    const slot = await bied(o, concept.id, await pdf((d) => void d.text('x'), { userPassword: 'geheim' }));
    expect([slot.status, slot.body.invalidParams?.[0]?.code]).toEqual([400, 'beveiligd']);
    expect((await bied(o, concept.id, Buffer.from('GIF89a'))).body.invalidParams?.[0]?.reason).toBe('Dit is geen PDF.');
    expect((await bied(o, concept.id, await publicatieversie(), { type: 'text/plain' })).status).toBe(400);
    expect((await bied(o, concept.id, await publicatieversie(), { type: 'image/png' })).status).toBe(415);
    expect((await bied(o, concept.id, Buffer.alloc(1_000_001, 'a'), { type: 'text/plain' })).status).toBe(413);
    await nietsBewaard();
  });

  it('a file without a known length is bounded too', async () => {
    const token = await willem(o);
    const stroom = new ReadableStream({
      start(c) {
        for (let i = 0; i < 30; i++) c.enqueue(new Uint8Array(100_000).fill(97));
        c.close();
      },
    });
    const init = { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'text/plain' }, body: stroom, duplex: 'half' };
    const antwoord = await fetch(`${o.url}${W}/concepten/${concept.id}/documenten?bestandsnaam=a.txt`, init as RequestInit);
    expect(antwoord.status).toBe(413);
    await nietsBewaard();
  });

  it('the same Idempotency-Key gives the first answer and one document; another file with it is refused', async () => {
    const bytes = await publicatieversie();
    const eerste = await bied(o, concept.id, bytes, { sleutel: 'sleutel-1' });
    const weer = await bied(o, concept.id, bytes, { sleutel: 'sleutel-1' });
    expect([eerste.status, weer.status, weer.tekst]).toEqual([201, 201, eerste.tekst]);
    expect((await bied(o, concept.id, await publicatieversie('iets anders'), { sleutel: 'sleutel-1' })).status).toBe(409);
    expect((await alsBeheerder(o, 'select 1 from document where publicatie = $1', [concept.id])).length).toBe(1);
    await nietsBewaard();
  });
});
