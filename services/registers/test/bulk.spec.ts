import { OVERBRUGGE, wachtTot } from '@bronhuis/testing';
import { BAKKER, DE_WIT, Proef } from './hulp.ts';
import { Bulkproef, kaart, ndjson, regel } from './bulk-hulp.ts';
import type { Json } from './bulk-hulp.ts';

let proef: Proef;
let bulk: Bulkproef;
beforeAll(async () => {
  proef = await Proef.start();
  bulk = new Bulkproef(proef);
});
afterAll(() => proef.stop());

const tellers = ({ status, aangemaakt, gewijzigd, ongewijzigd, fout }: Json) => [status, aangemaakt, gewijzigd, ongewijzigd, fout];

describe('a delivery', () => {
  it('makes what is new, adds a version to what is there, and leaves what is the same', async () => {
    const type = await bulk.maakType(kaart('kaart-upsert'));
    const eerste = [regel('A', {}, { plaats: 'Markt 1', houder: { bsn: BAKKER } }), regel('B', {}, { plaats: 'Kade 2' }), regel('C', { eindGeldigheid: '2024-06-01' })];
    expect(tellers(await bulk.doe(type, eerste))).toEqual(['klaar', 3, 0, 0, 0]);
    expect(tellers(await bulk.doe(type, eerste))).toEqual(['klaar', 0, 0, 3, 0]);
    // The same from a later day on: nothing new. Another place: a version. By its own number: a correction. An end, by its key.
    const tweede = [
      regel('A', { beginGeldigheid: '2025-01-01' }, { plaats: 'Markt 1', houder: { bsn: BAKKER } }),
      regel('B', { beginGeldigheid: '2025-01-01' }, { plaats: 'Kade 3', houder: { bsn: DE_WIT } }),
      regel('B', { correctieVoor: 1 }, { plaats: 'Kade 22' }),
      { beginGeldigheid: '2025-02-01', eindGeldigheid: '2025-02-01', gegevens: { nummer: 'A' } },
      regel('D', {}, { plaats: 'Dijk 1' }),
      regel('D', { beginGeldigheid: '2025-03-01' }, { plaats: 'Dijk 2' }),
    ];
    const stand = await bulk.doe(type, tweede);
    expect(tellers(stand)).toEqual(['klaar', 1, 4, 1, 0]);
    const v = (versie: number, begin: string, plaats: string | null, eind: string | null = null, correctie: number | null = null) => ({ versie, begin, eind, correctie, plaats });
    expect(await bulk.stand(type)).toEqual({
      A: [v(1, '2024-01-01', 'Markt 1'), v(2, '2025-02-01', null, '2025-02-01')],
      B: [v(1, '2024-01-01', 'Kade 2'), v(2, '2025-01-01', 'Kade 3'), v(3, '2024-01-01', 'Kade 22', null, 1)],
      C: [v(1, '2024-01-01', null, '2024-06-01')],
      D: [v(1, '2024-01-01', 'Dijk 1'), v(2, '2025-03-01', 'Dijk 2')],
    });
    // One event and one record, that says whom it was about: also of what was ended.
    const [gebeurtenis, ...meer] = await proef.gebeurtenissen(stand.id);
    expect(meer).toEqual([]);
    expect([gebeurtenis?.type, gebeurtenis?.data['aantal'], (gebeurtenis?.data['aangemaakt'] as object[]).length]).toEqual(['nl.gemeente.objecten.objecten-in-bulk-vastgelegd', 5, 1]);
    expect(JSON.stringify(gebeurtenis)).not.toMatch(/Kade|Dijk|999993/);
    const { rows } = await proef.db.query("select verwerking from bron.verwerking_uit where verwerking->'object'->>'id' = $1", [stand.id]);
    expect(rows.map((r: { verwerking: { betrokkenen: { pseudoniem: string }[] } }) => r.verwerking.betrokkenen.map((b) => b.pseudoniem).sort())).toEqual([[proef.pseudoniem(BAKKER), proef.pseudoniem(DE_WIT)].sort()]);
  });

  it('finds in a later piece what the piece before it made, though that was under way while this one was made ready', async () => {
    const type = await bulk.maakType(kaart('kaart-stukken'));
    const keer = (n: number, van: number, plaats: string, begin: string) => Array.from({ length: n }, (_, i) => regel(`S${van + i}`, { beginGeldigheid: begin }, { plaats }));
    // Pieces are of two thousand lines: the second half of the second begins again with what the first one has.
    const stand = await bulk.doe(type, [...keer(3_000, 0, 'Oost', '2024-01-01'), ...keer(1_000, 0, 'West', '2025-01-01'), ...keer(500, 3_000, 'Oost', '2024-01-01'), ...keer(10, 2_995, 'West', '2025-01-01')]);
    expect(tellers(stand)).toEqual(['klaar', 3_500, 1_010, 0, 0]);
    expect(await proef.tel('object where objecttype = $1', [type])).toBe(3_500);
    expect(await proef.tel('object_sleutel where objecttype = $1', [type])).toBe(3_500);
  });

  // Deferred: by then the objects of the piece behind it stand in their transaction, and have to give way.
  it.each([['at once', ''], ['on commit', ' deferrable initially deferred']])('names the line that the database refuses %s, and what came with it and behind it is there', async (moment, wanneer) => {
    const type = await bulk.maakType(kaart(`kaart-geweigerd-${moment.replace(' ', '-')}`));
    await proef.db.query(`create function weiger() returns trigger language plpgsql as $$ begin raise numeric_value_out_of_range; end $$;
      create ${wanneer && 'constraint'} trigger weiger after insert on object_versie${wanneer} for each row when (new.gegevens->>'plaats' = 'Nergens') execute function weiger()`);
    try {
      const keer = (n: number, van: number) => Array.from({ length: n }, (_, i) => regel(`W${van + i}`, {}, { plaats: [3_000, 3_500].includes(van + i) ? 'Nergens' : 'Oost' }));
      // The last ones are changes of what the piece with the fault made.
      const stand = await bulk.doe(type, [...keer(7_000, 0), ...[3_002, 3_001].map((n) => regel(`W${n}`, { beginGeldigheid: '2025-01-01' }, { plaats: 'West' }))]);
      expect(tellers(stand)).toEqual(['klaar', 6_998, 2, 0, 2]);
      expect(await bulk.fouten(stand.id)).toEqual([3_001, 3_501].map((nr) => ({ regel: nr, fouten: [{ naam: 'gegevens', code: 'niet-op-te-slaan' }] })));
      expect(await proef.tel('object where objecttype = $1', [type])).toBe(6_998);
      const genoemd = (await proef.gebeurtenissen(stand.id)).flatMap((e) => (e.data['aangemaakt'] as { object: string }[]).map((o) => o.object));
      expect([genoemd.length, new Set(genoemd).size]).toEqual([6_998, 6_998]);
    } finally {
      await proef.db.query('drop trigger weiger on object_versie; drop function weiger()');
    }
  });

  it('lets go of what it wrote when the piece before it waits long for somebody else', async () => {
    const type = await bulk.maakType(kaart('kaart-wacht'));
    const ander = await proef.db.connect();
    const bezig = () => proef.tel("pg_stat_activity where datname = current_database() and state = 'idle in transaction' and query like '%maak_objecten%'");
    try {
      // Somebody who takes a key of the second piece and does not commit.
      await ander.query('begin');
      await ander.query("insert into object_sleutel (organisatie, objecttype, sleutel, object) values ($1, $2, sleutel_hash('[\"V1500\"]'), gen_random_uuid())", [OVERBRUGGE, type]);
      const { id } = (await bulk.lever(type, ndjson(Array.from({ length: 6_000 }, (_, i) => regel(`V${i}`))), { modus: 'doorgaan' })).body;
      await wachtTot(async () => (await bezig()) === 1, { ms: 10_000, stap: 20, wat: 'the third piece, beside the second' });
      await wachtTot(async () => (await bezig()) === 0, { ms: 10_000, stap: 100, wat: 'that the third piece gives way' });
      expect(await proef.tel('object where objecttype = $1', [type])).toBe(1_000);
      await ander.query('rollback');
      expect(tellers(await bulk.wacht(id))).toEqual(['klaar', 6_000, 0, 0, 0]);
    } finally {
      await ander.query('rollback');
      ander.release();
    }
  }, 60_000);

  it('names each wrong line by its number, with places and codes and no value, and goes on', async () => {
    const type = await bulk.maakType(kaart('kaart-fouten'));
    const regels = [
      regel('A'),
      '{ geen json',
      '',
      regel('B', {}, { plaats: 12 }),
      regel('C', {}, { plaats: `zie ${BAKKER}`, sinds: '2024-13-01' }),
      regel('D', { eindGeldigheid: '2023-01-01' }),
      { gegevens: { nummer: 'E' } },
      regel('F', { wat: 1 }),
      { beginGeldigheid: '2024-01-01', gegevens: {} },
      regel('A', { beginGeldigheid: '2024-02-01', correctieVoor: 7 }),
      regel('G', {}, { plaats: 'a\u0000b' }),
      regel('H', {}, { [BAKKER]: 'x' }),
      '[]',
      regel('I', { dossier: '0199ffff-0000-7000-8000-000000000000' }),
      regel('J'),
    ];
    const stand = await bulk.doe(type, regels);
    expect(tellers(stand)).toEqual(['klaar', 2, 0, 0, 12]);
    const fouten = await bulk.fouten(stand.id);
    expect(JSON.stringify(fouten)).not.toContain(BAKKER);
    expect(fouten.map((f) => [f.regel, f.fouten.map((x) => `${x.naam} ${x.code}`).sort()])).toEqual([
      [2, ['regel json']],
      [4, ['gegevens.plaats type']],
      [5, ['gegevens.plaats bsn-gevonden', 'gegevens.sinds format']],
      [6, ['eindGeldigheid periode']],
      [7, ['beginGeldigheid required']],
      [8, ['wat additionalProperties']],
      [9, ['gegevens.nummer required']],
      [10, ['correctieVoor correctie']],
      [11, ['gegevens teken']],
      [12, ['gegevens bsn-gevonden', 'regel additionalProperties']],
      [13, ['regel type']],
      [14, ['dossier dossier-onbekend']],
    ]);
    type Bladzijde = { links: { volgende?: string }; resultaten: { regel: number }[] };
    const [nummers, pad] = [[] as number[], `/bulkopdrachten/${stand.id}/fouten?omvang=5`];
    for (let volgende: string | undefined = pad; volgende; ) {
      const { body }: { body: Bladzijde } = await proef.roep<Bladzijde>('GET', volgende.replace('/registers/v1', ''));
      nummers.push(...body.resultaten.map((r) => r.regel));
      volgende = body.links.volgende;
    }
    expect(nummers).toEqual(fouten.map((f) => f.regel));
  });

  it('of all or nothing leaves nothing when one line is wrong, and says which', async () => {
    const type = await bulk.maakType(kaart('kaart-alles'));
    const veel = Array.from({ length: 2_500 }, (_, i) => regel(`N${i}`, {}, { houder: { bsn: BAKKER } }));
    const [uitgaand, vastgelegd] = [await proef.tel('bron.uitgaand'), await proef.tel('bron.verwerking_uit where verwerking is not null')];
    const nee = await bulk.doe(type, [...veel, regel('X', {}, { plaats: 1 }), ...veel.slice(0, 3).map((r) => ({ ...r, beginGeldigheid: '2023-02-30' }))], 'alles-of-niets');
    expect(tellers(nee)).toEqual(['mislukt', 0, 0, 0, 4]);
    expect((await bulk.fouten(nee.id)).map((f) => f.regel)).toEqual([2_501, 2_502, 2_503, 2_504]);
    expect([await proef.tel('object where objecttype = $1', [type]), await proef.tel('object_sleutel where objecttype = $1', [type])]).toEqual([0, 0]);
    expect([await proef.tel('bron.uitgaand'), await proef.tel('bron.verwerking_uit where verwerking is not null')]).toEqual([uitgaand, vastgelegd]);
    const ja = await bulk.doe(type, veel, 'alles-of-niets');
    expect(tellers(ja)).toEqual(['klaar', 2_500, 0, 0, 0]);
    expect((await proef.gebeurtenissen(ja.id)).map((g) => [g.sequence, g.data['aantal']])).toEqual([['2', 1_000], ['3', 1_000], ['4', 500]]);
    expect(await proef.tel('object where objecttype = $1', [type])).toBe(2_500);
  });

  it('takes a history as one object, whole or not at all, and once', async () => {
    const type = await bulk.maakType(kaart('kaart-geschiedenis'));
    const lijn = (id: string, versie: number, plaats: string, extra: Json = {}) => ({ ...regel(id, { id, versie, tijdstipRegistratie: '2024-01-01T00:00:00.000Z', objecttype: 'x', soort: 'registratie', ...extra }, { plaats }) });
    const A = [lijn('A', 1, 'een'), lijn('A', 3, 'twee', { beginGeldigheid: '2024-05-01' }), lijn('A', 4, 'een!', { correctieVoor: 1 }), { id: 'A', versie: 5, beginGeldigheid: '2025-01-01', eindGeldigheid: '2025-01-01', correctieVoor: null }];
    const B = [lijn('B', 1, 'b'), lijn('B', 2, 'bb', { correctieVoor: 9 }), lijn('B', 3, 'bbb')];
    const stand = await bulk.doe(type, [...A, ...B]);
    expect(tellers(stand)).toEqual(['klaar', 1, 3, 0, 3]);
    expect((await bulk.fouten(stand.id)).map((f) => [f.regel, f.fouten[0]?.code])).toEqual([[5, 'object-onvolledig'], [6, 'correctie'], [7, 'object-onvolledig']]);
    expect((await bulk.stand(type))['A']).toMatchObject([{ versie: 1, plaats: 'een' }, { versie: 2, plaats: 'twee' }, { versie: 3, plaats: 'een!', correctie: 1 }, { versie: 4, plaats: null, eind: '2025-01-01' }]);
    expect(tellers(await bulk.doe(type, A))).toEqual(['klaar', 0, 0, 4, 0]);
    // What came since is added, another past is refused.
    expect(tellers(await bulk.doe(type, [...A, lijn('A', 6, 'drie', { beginGeldigheid: '2025-06-01' })]))).toEqual(['klaar', 0, 1, 4, 0]);
    const anders = await bulk.doe(type, [lijn('A', 1, 'anders')]);
    expect([tellers(anders), await bulk.fouten(anders.id)]).toEqual([['klaar', 0, 0, 0, 1], [{ regel: 1, fouten: [{ naam: 'versie', code: 'geschiedenis-anders' }] }]]);
  });

  it('is asked for with a key, and done once for it', async () => {
    const type = await bulk.maakType(kaart('kaart-sleutel'));
    expect((await bulk.lever(type, ndjson([regel('A')]), { sleutel: null })).status).toBe(400);
    const [een, twee] = [await bulk.lever(type, ndjson([regel('A')]), { sleutel: 'een' }), await bulk.lever(type, ndjson([regel('A')]), { sleutel: 'een' })];
    expect([een.status, twee.status, twee.body.id]).toEqual([202, 202, een.body.id]);
    expect((await bulk.lever(type, ndjson([regel('B')]), { sleutel: 'een' })).status).toBe(409);
    await bulk.wacht(een.body.id);
    expect([await proef.tel('bulkopdracht where objecttype = $1', [type]), await proef.tel('object where objecttype = $1', [type])]).toEqual([1, 1]);
    const leeg = await bulk.lever(type, '', { sleutel: 'leeg' });
    expect(leeg.status).toBe(400);
    expect((await proef.roep('POST', `/objecttypen/${type}/_bulk`, { body: {}, headers: { 'idempotency-key': 'json' } })).status).toBe(415);
  });
});
