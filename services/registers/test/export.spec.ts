import { VOORBEELDSTAD, wachtTot } from '@bronhuis/testing';
import { BAKKER, DE_WIT, P, Proef } from './hulp.ts';
import { Bulkproef, kaart, regel } from './bulk-hulp.ts';
import type { Json } from './bulk-hulp.ts';

let proef: Proef;
let bulk: Bulkproef;
beforeAll(async () => {
  proef = await Proef.start();
  bulk = new Bulkproef(proef);
});
afterAll(() => proef.stop());

const exporteer = (type: string, vraag = '', token?: string) => proef.roep('GET', `/objecttypen/${type}/_export${vraag}`, token ? { token } : {});
const lijnen = (tekst: string): Json[] => tekst.split('\n').filter((t) => t !== '').map((t) => JSON.parse(t) as Json);
const regelsVan = async (type: string, vraag = '', token?: string): Promise<Json[]> => lijnen((await exporteer(type, vraag, token)).tekst);
/** Apart from what another register gives itself; the objects in the order of their key. */
const inhoud = (regels: Json[]): Json[] => {
  const nummers = new Map(regels.flatMap((r) => (r['gegevens'] ? [[r['id'], (r['gegevens'] as Json)['nummer']] as const] : [])));
  return regels
    .map(({ id, objecttype: _o, objecttypeVersie: _v, tijdstipRegistratie: _t, ...rest }) => ({ ...rest, van: String(nummers.get(id)) }))
    .sort((a, b) => a.van.localeCompare(b.van) || Number((a as Json)['versie'] ?? 0) - Number((b as Json)['versie'] ?? 0));
};

const PUNT = { type: 'Point', coordinates: [5.1, 52.1] };

/** Objects with a past, a future, corrections, an end and a place. */
async function vul(type: string): Promise<void> {
  const eerste = [regel('A', { geometrie: PUNT }, { plaats: 'Markt "1"\nachter', houder: { bsn: BAKKER } }), regel('B', {}, { plaats: 'Kade' }), regel('C', { eindGeldigheid: '2024-06-01' }), regel('D')];
  const dan = [
    regel('A', { beginGeldigheid: '2025-01-01' }, { plaats: 'Markt 2', houder: { bsn: DE_WIT } }),
    regel('A', { correctieVoor: 1 }, { plaats: 'Markt 11', houder: { bsn: BAKKER } }),
    regel('B', { beginGeldigheid: '2099-01-01' }, { plaats: 'Straks' }),
    regel('B', { beginGeldigheid: '2023-01-01' }, { plaats: 'Eerst' }),
    { beginGeldigheid: '2025-05-01', eindGeldigheid: '2025-05-01', gegevens: { nummer: 'D' } },
  ];
  expect((await bulk.doe(type, [...eerste, ...dan])).fout).toBe(0);
}

describe('an export', () => {
  it('with history is what a delivery takes: another register that has it is the same', async () => {
    const type = await bulk.maakType(kaart('uit-historie', { geometrie: true }));
    await vul(type);
    const uit = await exporteer(type, '?historie=true');
    expect([uit.status, uit.headers.get('content-type')]).toEqual([200, 'application/x-ndjson']);
    expect(lijnen(uit.tekst)).toHaveLength(9);
    const daar = await bulk.maakType(kaart('uit-historie', { geometrie: true }), VOORBEELDSTAD);
    const token = await proef.voorbeeldstad();
    const stand = await bulk.doe(daar, [uit.tekst.trimEnd()], 'alles-of-niets', token);
    expect([stand.status, stand.aangemaakt, stand.gewijzigd, stand.fout]).toEqual(['klaar', 4, 5, 0]);
    expect(inhoud(await regelsVan(daar, '?historie=true', token))).toEqual(inhoud(lijnen(uit.tekst)));
    // Back where it came from there is nothing new in it.
    expect((await bulk.doe(type, [uit.tekst.trimEnd()])).ongewijzigd).toBe(9);
    expect((await exporteer(type, '?historie=true')).tekst).toBe(uit.tekst);
  });

  it('keeps what is known of a begin or an end', async () => {
    const type = await bulk.maakType(kaart('uit-onvolledig'));
    const regels = [regel('A', { beginGeldigheid: '1998', eindGeldigheid: 'onbekend' }), regel('B', { beginGeldigheid: 'onbekend', eindGeldigheid: '2020-02' }), regel('B', { beginGeldigheid: '2010-03' }), regel('C', { beginGeldigheid: '2024-02', onvolledig: { eind: '2024' } })];
    const stand = await bulk.doe(type, regels);
    expect([stand.aangemaakt, stand.gewijzigd, stand.fout]).toEqual([2, 1, 1]);
    expect(await bulk.fouten(stand.id)).toMatchObject([{ regel: 4, fouten: [{ naam: 'onvolledig.eind', code: 'onvolledig' }] }]);
    const uit = await exporteer(type, '?historie=true');
    const daar = await bulk.maakType(kaart('uit-onvolledig'), VOORBEELDSTAD);
    const token = await proef.voorbeeldstad();
    expect((await bulk.doe(daar, [uit.tekst.trimEnd()], 'alles-of-niets', token)).status).toBe('klaar');
    expect(inhoud(await regelsVan(daar, '?historie=true', token))).toEqual(inhoud(lijnen(uit.tekst)));
    expect((await bulk.doe(type, [uit.tekst.trimEnd()])).ongewijzigd).toBe(3);
    expect(inhoud(lijnen(uit.tekst)).map((r) => [r['beginGeldigheid'], (r as Json)['onvolledig']])).toEqual([['1998-01-01', { begin: '1998', eind: 'onbekend' }], ['0001-01-01', { begin: 'onbekend', eind: '2020-02' }], ['2010-03-01', { begin: '2010-03' }]]);
    expect(inhoud(await regelsVan(type, '?geldigOp=2005-01-01')).find((r) => r.van === 'B')).toMatchObject({ eindGeldigheid: '2010-03-01', onvolledig: { begin: 'onbekend' } });
    // Known more precisely: something new.
    expect((await bulk.doe(type, [regel('B', { beginGeldigheid: '2010-03-01' })])).gewijzigd).toBe(1);
  });

  it('of a type without a key keeps each history apart', async () => {
    const { sleutel: _, ...zonder } = kaart('uit-zonder-sleutel', { geometrie: true });
    const [bron, doel] = [await bulk.maakType(kaart('uit-zonder-bron', { geometrie: true })), await bulk.maakType(zonder)];
    await vul(bron);
    const regels = await regelsVan(bron, '?historie=true');
    const stand = await bulk.doe(doel, regels);
    expect([stand.aangemaakt, stand.gewijzigd, stand.fout]).toEqual([4, 5, 0]);
    expect(inhoud(await regelsVan(doel, '?historie=true'))).toEqual(inhoud(regels));
  });

  it('without history is what holds on a day, as it was known at a moment', async () => {
    const type = await bulk.maakType(kaart('uit-dag', { geometrie: true }));
    await vul(type);
    const plaatsen = async (vraag: string) => Object.fromEntries((await regelsVan(type, vraag)).map((r) => [(r['gegevens'] as Json)['nummer'], [(r['gegevens'] as Json)['plaats'] ?? null, r['eindGeldigheid']]]));
    expect(await plaatsen('?geldigOp=2024-03-01')).toEqual({ A: ['Markt 11', '2025-01-01'], B: ['Kade', '2099-01-01'], C: [null, '2024-06-01'], D: [null, '2025-05-01'] });
    expect(await plaatsen('?geldigOp=2023-03-01')).toEqual({ B: ['Eerst', '2024-01-01'] });
    expect(await plaatsen('')).toEqual({ A: ['Markt 2', null], B: ['Kade', '2099-01-01'] });
    const { rows } = await proef.db.query<{ t: Date }>('select v.registratietijd as t from object_versie v join object o on o.id = v.object where o.objecttype = $1 and v.versie = 1 order by 1 desc limit 1', [type]);
    const toen = rows[0]?.t.toISOString() ?? '';
    expect((await plaatsen(`?geldigOp=2024-03-01&beschikbaarOp=${toen}`))['A']).toEqual(['Markt "1"\nachter', null]);
    expect(await regelsVan(type, `?historie=true&beschikbaarOp=${toen}`)).toHaveLength(4);
    // What holds, delivered again, is nothing new.
    expect((await bulk.doe(type, await regelsVan(type, '?geldigOp=2024-03-01'))).ongewijzigd).toBe(4);
    expect((await exporteer(type, '?historie=true&geldigOp=2024-01-01')).status).toBe(400);
    expect((await exporteer(type, '?geldigOp=2024-02-31')).status).toBe(400);
  });

  it('is recorded with everybody in it before it leaves, and does not leave when that cannot be', async () => {
    const type = await bulk.maakType(kaart('uit-vastgelegd'));
    await bulk.doe(type, [regel('A', {}, { houder: { bsn: BAKKER } }), regel('B', {}, { houder: { bsn: DE_WIT } }), regel('C')]);
    await exporteer(type);
    const { rows } = await proef.db.query("select verwerking, beslissing from bron.verwerking_uit where verwerking->'object'->>'id' = $1 and verwerking->>'handeling' = 'Registraties geëxporteerd'", [type]);
    expect(rows).toHaveLength(1);
    const [r] = rows as { verwerking: { betrokkenen: { pseudoniem: string }[] }; beslissing: object | null }[];
    expect([r?.verwerking.betrokkenen.map((b) => b.pseudoniem).sort(), r?.beslissing !== null]).toEqual([[proef.pseudoniem(BAKKER), proef.pseudoniem(DE_WIT)].sort(), true]);
    await proef.db.query('alter table bron.verwerking_uit rename to weg');
    try {
      const a = await exporteer(type);
      expect([a.status, a.tekst.includes('nummer')]).toEqual([503, false]);
    } finally {
      await proef.db.query('alter table bron.weg rename to verwerking_uit');
    }
    expect((await exporteer(type, '', await proef.token({ verwerkingsactiviteit: 'VA-03' }))).status).toBe(403);
    expect((await exporteer(type, '', await proef.voorbeeldstad())).status).toBe(404);
  });

  it('is of one moment, however slow the reader; and a reader that goes away ends it', async () => {
    const type = await bulk.maakType(kaart('uit-moment'));
    // More than sockets and streams on the way can hold.
    const aantal = 12_000;
    const veel = (plaats: string) => Array.from({ length: aantal }, (_, i) => regel(`N${i}`, {}, { plaats: `${plaats}${'x'.repeat(1_800)}`, houder: { bsn: BAKKER } }));
    await bulk.doe(type, veel('oud'));
    const open = async (signal?: AbortSignal) => fetch(`${proef.o.url}${P}/objecttypen/${type}/_export`, { headers: { authorization: `Bearer ${await proef.token()}` }, ...(signal ? { signal } : {}) });
    const bezig = () => proef.tel("pg_stat_activity where datname = current_database() and state like '%transaction%' and query like 'fetch forward%'");
    const traag = await open();
    await wachtTot(async () => (await bezig()) === 1, { ms: 20_000, stap: 20, wat: 'a waiting export' });
    expect((await bulk.doe(type, veel('nieuw'))).gewijzigd).toBe(aantal);
    const tekst = await traag.text();
    expect([lijnen(tekst).length, (tekst.match(/"oud/g) ?? []).length]).toEqual([aantal, aantal]);
    const weg = new AbortController();
    // Kept, because an answer that nobody holds any more is ended by the garbage collector.
    const verlaten = await open(weg.signal);
    await wachtTot(async () => (await bezig()) === 1, { ms: 20_000, stap: 20, wat: 'a waiting export' });
    weg.abort();
    await expect(verlaten.text()).rejects.toThrow('aborted');
    await wachtTot(async () => (await bezig()) === 0, { ms: 20_000, stap: 20, wat: 'its end' });
  }, 120_000);
});
