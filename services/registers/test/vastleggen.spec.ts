import { BAKKER, DE_WIT, Proef } from './hulp.ts';

let proef: Proef;
beforeAll(async () => {
  proef = await Proef.start();
});
afterAll(() => proef.stop());

const kort = async (onderwerp: string) => (await proef.verwerkingen(onderwerp)).map((v) => [v.handeling, v.betrokkenen.map((b) => `${b.rol}:${b.pseudoniem}`)]);

describe('the record of a processing', () => {
  it('is exactly one for each write and each read, with each person once', async () => {
    const bakker = `aanvrager:${proef.pseudoniem(BAKKER)}`;
    const beiden = [bakker, `omwonende:${proef.pseudoniem(DE_WIT)}`];
    const { id, etag } = await proef.open('V-1');
    await proef.roep('GET', `/dossiers/${id}`);
    await proef.roep('PATCH', `/dossiers/${id}`, { body: { uitkomst: 'verleend' }, headers: { 'if-match': etag } });
    await proef.roep('POST', `/dossiers/${id}/_sluiten`, { body: { uitkomst: 'verleend', einddatum: '2025-09-09' }, headers: { 'if-match': '"2"' } });
    expect(await kort(id)).toEqual([
      ['Dossier geopend', beiden],
      ['Dossier ingezien', beiden],
      ['Dossier gewijzigd', beiden],
      ['Dossier afgesloten', beiden],
    ]);
  });

  it('of a document names its own betrokkenen, and those of its dossier when it names nobody', async () => {
    const { id } = await proef.open('V-2');
    const reactie = await proef.document(id, 'reactie-omwonende', { omwonende: { bsn: DE_WIT, naam: 'Jan de Wit' } });
    const besluit = await proef.document(id, 'besluit');
    await proef.bestand(besluit, 'inhoud');
    await proef.roep('GET', `/informatieobjecten/${besluit}/bestand`);
    expect(await kort(reactie)).toEqual([['Document toegevoegd', [`omwonende:${proef.pseudoniem(DE_WIT)}`]]]);
    const beiden = [`aanvrager:${proef.pseudoniem(BAKKER)}`, `omwonende:${proef.pseudoniem(DE_WIT)}`];
    expect(await kort(besluit)).toEqual([
      ['Document toegevoegd', beiden],
      ['Bestand bij document gevoegd', beiden],
      ['Bestand van document ingezien', beiden],
    ]);
  });

  it('is not made by a write that failed, and its decision stays', async () => {
    const { id } = await proef.open('V-3');
    const beslissingen = () => proef.tel("bron.verwerking_uit where beslissing is not null and beslissing->'resource'->>'id' = $1", [id]);
    const voor = await beslissingen();
    expect((await proef.roep('PATCH', `/dossiers/${id}`, { body: { uitkomst: 'verleend' }, headers: { 'if-match': '"8"' } })).status).toBe(412);
    expect(await kort(id)).toHaveLength(1);
    expect(await beslissingen()).toBe(voor + 1);
  });

  it('holds no identifier, nor does an event, an answer that is kept, or a log', async () => {
    await proef.open('V-4', {}, { headers: { 'idempotency-key': 'v4' } });
    for (const tabel of ['bron.verwerking_uit', 'bron.uitgaand', 'bron.idempotentie']) {
      expect(await proef.tel(`${tabel} t where t::text like '%' || $1 || '%' or t::text like '%' || $2 || '%'`, [BAKKER, DE_WIT])).toBe(0);
    }
  });
});

describe('Idempotency-Key', () => {
  it('gives the first answer again, byte for byte, and makes nothing twice', async () => {
    const body = proef.opening('I-1');
    const eerste = await proef.roep('POST', '/dossiers', { body, headers: { 'idempotency-key': 'sleutel-1' } });
    const weer = await proef.roep('POST', '/dossiers', { body, headers: { 'idempotency-key': 'sleutel-1' } });
    expect([weer.status, weer.tekst, weer.headers.get('etag'), weer.headers.get('location')]).toEqual([201, eerste.tekst, eerste.headers.get('etag'), eerste.headers.get('location')]);
    expect(await proef.tel("dossier where kenmerk = 'I-1'")).toBe(1);
    expect(await proef.gebeurtenissen(String(eerste.body['id']))).toHaveLength(1);
    expect(await proef.verwerkingen(String(eerste.body['id']))).toHaveLength(1);
  });

  it('with another request is a conflict', async () => {
    await proef.open('I-2', {}, { headers: { 'idempotency-key': 'sleutel-2' } });
    const anders = await proef.roep('POST', '/dossiers', { body: proef.opening('I-2b'), headers: { 'idempotency-key': 'sleutel-2' } });
    expect(anders.status).toBe(409);
  });

  it('holds when the same request comes eight times at once', async () => {
    const uit = await Promise.all(Array.from({ length: 8 }, () => proef.standplaats({}, { headers: { 'idempotency-key': 'tegelijk' } })));
    expect(new Set(uit.map((a) => a.tekst)).size).toBe(1);
    expect(await proef.tel('object_versie where object = $1', [String(uit[0]?.body['id'])])).toBe(1);
  });
});

describe('betrokkenen of a dossier', () => {
  it('are told as pseudonyms, each once, with those of the documents; the caller makes the one record of that processing', async () => {
    const { id } = await proef.open('B-1', { gegevens: { aanvrager: { bsn: BAKKER, naam: 'Saskia Bakker' } } });
    await proef.document(id, 'reactie-omwonende', { omwonende: { bsn: DE_WIT, naam: 'Jan de Wit' } });
    const token = await proef.token({ soort: 'component', id: 'component-woo-publicatie', verwerkingsactiviteit: 'VA-02' });
    const vooraf = await proef.verwerkingen(id);
    const a = await proef.roep('GET', `/dossiers/${id}/betrokkenen`, { token });
    expect(a.body).toEqual({
      betrokkenen: [
        { soort: 'bsn', pseudoniem: proef.pseudoniem(BAKKER), rol: 'aanvrager' },
        { soort: 'bsn', pseudoniem: proef.pseudoniem(DE_WIT), rol: 'omwonende' },
      ],
    });
    expect(await proef.verwerkingen(id)).toEqual(vooraf);
  });
  it('are not for an employee', async () => {
    const { id } = await proef.open('B-2');
    expect((await proef.roep('GET', `/dossiers/${id}/betrokkenen`)).status).toBe(403);
  });
});
