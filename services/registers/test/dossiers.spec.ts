import { BAKKER, DE_WIT, Proef } from './hulp.ts';

let proef: Proef;
beforeAll(async () => {
  proef = await Proef.start();
});
afterAll(() => proef.stop());

const wijzig = (id: string, body: object, etag?: string) => proef.roep('PATCH', `/dossiers/${id}`, { body, headers: etag ? { 'if-match': etag } : {} });

describe('a dossier', () => {
  it('opens with state, one event and one record in one transaction', async () => {
    const { id, body } = await proef.open('Z-0147', {}, { headers: { 'idempotency-key': 'a' } });
    expect(body).toMatchObject({ kenmerk: 'Z-0147', status: 'open', versie: 1, uitkomst: null, objecttypeNaam: 'evenementendossier' });
    expect(JSON.stringify(body)).not.toContain(BAKKER);
    const [gebeurtenis, ...meer] = await proef.gebeurtenissen(id);
    expect(meer).toEqual([]);
    expect(gebeurtenis).toMatchObject({ type: 'nl.gemeente.dossiers.dossier-geopend', sequence: '1' });
    expect(gebeurtenis?.data).toEqual({
      dossier: id,
      kenmerk: 'Z-0147',
      objecttype: proef.typeId('evenementendossier'),
      objecttypeNaam: 'evenementendossier',
      soort: 'dossier',
      status: 'open',
      startdatum: '2025-01-10',
      uitkomst: null,
      einddatum: null,
      heropendOp: null,
      waarderingsregel: expect.objectContaining({ procestype: '11', uitkomsten: expect.objectContaining({ verleend: '11.1.1', afgebroken: '11.4' }) }),
      woo: { categorie: 'c_46a81018', bijUitkomst: ['verleend', 'geweigerd', 'ingetrokken'] },
      vertrouwelijkheid: 2,
      overgenomen: false,
      informatieobjecten: [],
      relaties: [],
      versie: 1,
    });
  });

  it('is read back whole, with its parts', async () => {
    const { id } = await proef.open('Z-lezen', { overgenomenUit: { systeem: 'vorig zaaksysteem', datum: '2025-02-01' } });
    const document = await proef.document(id, 'besluit');
    await proef.roep('POST', `/dossiers/${id}/relaties`, { body: { soort: 'blijft', omschrijving: 'Factuur 2025-118', systeem: 'financieel systeem', selectielijstnummer: '18.3' } });
    const a = await proef.roep('GET', `/dossiers/${id}`);
    expect(a.headers.get('etag')).toBe('"3"');
    expect(a.body).toMatchObject({
      gegevens: { aanvrager: { bsn: BAKKER }, omwonenden: [{ bsn: DE_WIT }] },
      overgenomenUit: { systeem: 'vorig zaaksysteem', datum: '2025-02-01' },
      informatieobjecten: [{ id: document, soort: 'besluit', bestand: null }],
      relaties: [{ soort: 'blijft', selectielijstnummer: '18.3' }],
    });
    expect((await proef.gebeurtenissen(id)).at(-1)?.data).toMatchObject({
      overgenomen: true,
      informatieobjecten: [{ id: document, soort: 'besluit' }],
      relaties: [{ soort: 'blijft', selectielijstnummer: '18.3' }],
      versie: 3,
    });
  });

  it('names only the documents that the caller may read one by one', async () => {
    const beheer = await proef.token({ id: 'bas', rollen: ['applicatiebeheerder'], verwerkingsactiviteit: null });
    const inhoud = {
      naam: 'intern-advies', soort: 'informatieobject', schema: { type: 'object' }, classificatie: { beschikbaarheid: 0, integriteit: 1, vertrouwelijkheid: 2 },
      betrokkenen: [], gegevenscategorieen: ['advies'], verwerkingsactiviteiten: ['VA-01'],
    };
    const type = String((await proef.roep('POST', '/objecttypen', { token: beheer, body: inhoud })).body['id']);
    const { id } = await proef.open('Z-advies');
    const besluit = await proef.document(id, 'besluit');
    const advies = await proef.roep('POST', `/dossiers/${id}/informatieobjecten`, { body: { objecttype: type, soort: 'advies', titel: 'Advies over de aanvrager', gegevens: {} } });
    const documenten = async (token?: string) => ((await proef.roep('GET', `/dossiers/${id}`, token ? { token } : {})).body['informatieobjecten'] as { id: string }[]).map((d) => d.id);
    expect(await documenten()).toEqual([besluit, String(advies.body['id'])].sort());
    const woo = await proef.token({ id: 'willem', rollen: ['woo-coordinator'], verwerkingsactiviteit: 'VA-02' });
    expect((await proef.roep('GET', `/informatieobjecten/${String(advies.body['id'])}`, { token: woo })).status).toBe(403);
    expect((await proef.roep('GET', `/informatieobjecten/${besluit}`, { token: woo })).status).toBe(200);
    expect(await documenten(woo)).toEqual([besluit]);
  });

  it('has a kenmerk of its own within the organisation, and the other municipality may use the same', async () => {
    await proef.open('Z-dubbel');
    const weer = await proef.roep('POST', '/dossiers', { body: proef.opening('Z-dubbel') });
    expect([weer.status, weer.body['code']]).toEqual([409, 'kenmerk-bestaat']);
    const token = await proef.voorbeeldstad();
    const daar = await proef.roep('POST', '/dossiers', { token, body: { ...proef.opening('Z-dubbel'), objecttype: proef.typeId('evenementendossier', '00000001999990019000') } });
    expect(daar.status).toBe(201);
  });

  it('names every wrong field at once', async () => {
    const fout = { ...proef.opening('Z-fout'), gegevens: { aanvrager: { bsn: '123456789' }, onbekend: 1 }, onderwerp: `Feest van ${BAKKER}` };
    const a = await proef.roep<{ invalidParams: { name: string }[] }>('POST', '/dossiers', { body: fout });
    expect(a.status).toBe(400);
    expect(a.body.invalidParams.map((p) => p.name).sort()).toEqual(['gegevens.aanvrager.bsn', 'gegevens.aanvrager.naam', 'gegevens.onbekend', 'onderwerp']);
    expect(a.tekst).not.toContain(BAKKER);
  });

  it('asks If-Match: 428 without, 412 with an older version (RFC 6585, RFC 9110)', async () => {
    const { id, etag } = await proef.open('Z-etag');
    expect((await wijzig(id, { uitkomst: 'verleend' })).status).toBe(428);
    const goed = await wijzig(id, { uitkomst: 'verleend' }, etag);
    expect([goed.status, goed.headers.get('etag')]).toEqual([200, '"2"']);
    expect((await wijzig(id, { uitkomst: 'geweigerd' }, etag)).status).toBe(412);
    expect((await proef.roep('GET', `/dossiers/${id}`)).body['uitkomst']).toBe('verleend');
  });

  it('closes, refuses changes, and opens again', async () => {
    const { id, etag } = await proef.open('Z-sluiten');
    const sluit = (einddatum: string, uitkomst = 'verleend') => proef.roep('POST', `/dossiers/${id}/_sluiten`, { body: { uitkomst, einddatum }, headers: { 'if-match': etag } });
    expect((await sluit('2999-01-01')).status).toBe(400);
    expect((await sluit('2025-01-09')).status).toBe(400);
    expect((await sluit('2025-09-09', 'onbekend')).status).toBe(400);
    const dicht = await sluit('2025-09-09');
    expect(dicht.body).toMatchObject({ status: 'afgesloten', uitkomst: 'verleend', einddatum: '2025-09-09', versie: 2 });
    expect((await wijzig(id, { onderwerp: 'x' }, '"2"')).status).toBe(409);
    const document = await proef.roep('POST', `/dossiers/${id}/informatieobjecten`, { body: { objecttype: proef.typeId('besluit'), soort: 'besluit', titel: 'x', gegevens: {} } });
    expect(document.status).toBe(409);
    const weerOpen = await proef.roep('POST', `/dossiers/${id}/_heropenen`, { body: { reden: 'Bezwaar gegrond' }, headers: { 'if-match': '"2"' } });
    expect(weerOpen.body).toMatchObject({ status: 'open', uitkomst: 'verleend', einddatum: null, versie: 3 });
    expect((await proef.gebeurtenissen(id)).map((g) => [g.type.split('.').at(-1), g.sequence, g.data['status']])).toEqual([
      ['dossier-geopend', '1', 'open'],
      ['dossier-afgesloten', '2', 'afgesloten'],
      ['dossier-heropend', '3', 'open'],
    ]);
  });

  it('changes its data by merge patch and checks the whole', async () => {
    const { id, etag } = await proef.open('Z-lap');
    expect((await wijzig(id, { gegevens: { aanvrager: null } }, etag)).status).toBe(400);
    await wijzig(id, { gegevens: { omwonenden: null, evenement: { naam: 'Feest', datum: '2025-06-01' } } }, etag);
    expect((await proef.roep('GET', `/dossiers/${id}`)).body['gegevens']).toEqual({ aanvrager: { bsn: BAKKER, naam: 'Saskia Bakker' }, evenement: { naam: 'Feest', datum: '2025-06-01' } });
  });
});

describe('the list of dossiers', () => {
  it('filters, walks by key and counts only when asked', async () => {
    for (const n of [1, 2, 3]) await proef.open(`L-${n}`);
    const eerste = await proef.roep<{ resultaten: { id: string }[]; links: { volgende?: string }; aantal?: number }>('GET', '/dossiers?omvang=2&status=open');
    expect(eerste.body.resultaten).toHaveLength(2);
    expect(eerste.body.aantal).toBeUndefined();
    const ids = new Set(eerste.body.resultaten.map((r) => r.id));
    let volgende = eerste.body.links.volgende;
    for (let n = 0; volgende && n < 50; n++) {
      const a = await proef.o.roep<typeof eerste.body>('GET', volgende, { token: await proef.token() });
      for (const r of a.body.resultaten) {
        expect(ids.has(r.id)).toBe(false);
        ids.add(r.id);
      }
      volgende = a.body.links.volgende;
    }
    const geteld = await proef.roep<{ aantal: number }>('GET', '/dossiers?status=open&aantal=true&omvang=1');
    expect(geteld.body.aantal).toBe(ids.size);
    const een = await proef.roep<{ resultaten: { kenmerk: string }[] }>('GET', '/dossiers?kenmerk=L-2');
    expect(een.body.resultaten.map((r) => r.kenmerk)).toEqual(['L-2']);
  });

  it('shows only the types of the purpose', async () => {
    const zorg = await proef.token({ verwerkingsactiviteit: 'VA-07' });
    const wmo = await proef.roep('POST', '/dossiers', { token: zorg, body: { ...proef.opening('W-1'), objecttype: proef.typeId('wmo-dossier'), gegevens: { client: { bsn: BAKKER, naam: 'Saskia Bakker' } } } });
    expect(wmo.status).toBe(201);
    const namen = async (token: string) => new Set((await proef.roep<{ resultaten: { objecttypeNaam: string }[] }>('GET', '/dossiers?omvang=100', { token })).body.resultaten.map((r) => r.objecttypeNaam));
    expect(await namen(zorg)).toEqual(new Set(['wmo-dossier']));
    expect(await namen(await proef.token())).toEqual(new Set(['evenementendossier']));
    expect((await proef.roep('GET', `/dossiers?objecttype=${proef.typeId('wmo-dossier')}`)).status).toBe(403);
    expect((await proef.roep('GET', `/dossiers/${String(wmo.body['id'])}`)).status).toBe(403);
  });
});
