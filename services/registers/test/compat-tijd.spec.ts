import { VasteKlok } from '@bronhuis/standaarden';
import { Compat } from './compat-hulp.ts';
import type { Json } from './compat-hulp.ts';

const klok = new VasteKlok('2026-03-10T12:00:00Z');
let c: Compat;
beforeAll(async () => {
  c = await Compat.start({ klok });
});
afterAll(() => c.stop());

/** Policies of days ago are refused: with the clock, the bundle. */
const zet = async (tijdstip: string): Promise<void> => {
  klok.zet(tijdstip);
  await c.proef.o.buiten.wijzigBundel({});
  await c.proef.o.draaiend.bundelhouder?.peil();
};
const put = (id: string, record: Json) => c.roep('PUT', `objects/${id}`, { type: c.typeAdres(), record: c.record(record) });
const patch = (id: string, record: Json) => c.roep('PATCH', `objects/${id}`, { record });
const records = async (id: string): Promise<Json[]> => (await c.roep<{ results: Json[] }>('GET', `objects/${id}/history`)).body.results;
const kort = async (id: string): Promise<unknown[]> => (await records(id)).map((r) => [r['index'], (r['data'] as Json)['naam'], r['startAt'], r['endAt'], r['correctionFor'], r['correctedBy']]);

/** What the object itself and the list say about the same moments: the name of the record, or null. */
async function naam(id: string, query: string): Promise<unknown> {
  const een = await c.roep<{ record: Json }>('GET', `objects/${id}?${query}`);
  const lijst = await c.roep<{ results: { uuid: string; record: Json }[] }>('GET', `objects?${query}`);
  const gevonden = lijst.body.results.find((r) => r.uuid === id);
  expect(een.status === 404 ? undefined : een.body.record).toEqual(gevonden?.record);
  return gevonden ? (gevonden.record['data'] as Json)['naam'] : null;
}

describe('history', () => {
  it('a change is a new record, and the one before ends where it starts', async () => {
    await zet('2026-03-10T12:00:00Z');
    const id = await c.maak({ data: { naam: 'A' }, startAt: '2020-01-01' });
    await zet('2026-03-12T12:00:00Z');
    expect((await put(id, { data: { naam: 'B' }, startAt: '2021-01-01' })).body).toMatchObject({ record: { index: 2, startAt: '2021-01-01', endAt: null, registrationAt: '2026-03-12' } });
    expect(await kort(id)).toEqual([
      [1, 'A', '2020-01-01', '2021-01-01', null, null],
      [2, 'B', '2021-01-01', null, null, null],
    ]);
    expect((await records(id)).every((r) => !('references' in r))).toBe(true);
    expect((await c.roep('GET', `objects/${id}/1`)).body).toEqual((await records(id))[0]);
    expect(await Promise.all(['date=2019-12-31', 'date=2020-01-01', 'date=2020-12-31', 'date=2021-01-01', ''].map((q) => naam(id, q)))).toEqual([null, 'A', 'A', 'B', 'B']);
  });

  it('registrationDate asks what was known on a day, also together with date', async () => {
    await zet('2026-03-10T12:00:00Z');
    const id = await c.maak({ data: { naam: 'A' }, startAt: '2020-01-01' });
    await zet('2026-03-12T22:59:59.999Z');
    await put(id, { data: { naam: 'B' }, startAt: '2022-01-01' });
    await zet('2026-03-12T23:00:00.000Z');
    await put(id, { data: { naam: 'C' }, startAt: '2021-01-01', correctionFor: 2 });
    expect(await kort(id)).toEqual([
      [1, 'A', '2020-01-01', '2021-01-01', null, null],
      [2, 'B', '2022-01-01', '2022-01-01', null, 3],
      [3, 'C', '2021-01-01', null, 2, null],
    ]);
    const vragen = ['2026-03-09', '2026-03-10', '2026-03-11', '2026-03-12', '2026-03-13'].map((d) => naam(id, `registrationDate=${d}`));
    expect(await Promise.all(vragen)).toEqual([null, 'A', 'A', 'B', 'C']);
    const beide = [['2021-06-01', '2026-03-12'], ['2022-06-01', '2026-03-12'], ['2021-06-01', '2026-03-13'], ['2022-06-01', '2026-03-11'], ['2019-06-01', '2026-03-13']].map(([d, r]) => naam(id, `date=${d}&registrationDate=${r}`));
    expect(await Promise.all(beide)).toEqual(['A', 'B', 'C', 'A', null]);
  });

  it('an object that is still to begin is 404 without a date, and can be changed', async () => {
    await zet('2026-03-10T12:00:00Z');
    const id = await c.maak({ data: { naam: 'A', hoogte: 1 }, startAt: '2026-06-01' });
    expect((await c.roep('GET', `objects/${id}`)).status).toBe(404);
    expect(await naam(id, 'date=2026-06-01')).toBe('A');
    expect((await c.roep('GET', `objects/${id}/history`)).status).toBe(200);
    expect((await patch(id, { data: { naam: 'B' } })).body).toMatchObject({ record: { index: 2, startAt: '2026-06-01', data: { naam: 'B', hoogte: 1 } } });
    expect(await naam(id, 'registrationDate=2026-03-10')).toBe('B');
  });

  it('PATCH builds on the newest record, merges, and null removes nothing', async () => {
    await zet('2026-03-10T12:00:00Z');
    const zaak = { type: 'zaak', url: 'https://zaken.example/zaken/9' };
    const id = await c.maak({ data: { naam: 'A', hoogte: 4, vak: { code: 'x', rij: 1 }, tags: ['a', 'b'] }, startAt: '2020-01-01', references: [zaak] });
    await put(id, { data: { naam: 'Later', vak: { code: 'l' } }, startAt: '2026-12-01', references: [zaak] });
    const a = await patch(id, { data: { vak: { rij: 2 }, tags: ['c'] } });
    expect(a.body).toMatchObject({ record: { index: 3, startAt: '2026-12-01', typeVersion: 1, references: [zaak] } });
    expect((a.body['record'] as Json)['data']).toEqual({ naam: 'Later', vak: { code: 'l', rij: 2 }, tags: ['c'] });
    expect(await naam(id, '')).toBe('A');
    const weg = await patch(id, { data: { naam: null } });
    expect([weg.status, weg.body]).toMatchObject([400, { invalid_params: [{ name: 'nonFieldErrors', code: 'invalid-json-schema' }] }]);
    expect((await patch(id, { startAt: '2026-02-01', references: [] })).body).toMatchObject({ record: { index: 4, startAt: '2026-02-01', references: [], data: { naam: 'Later' } } });
    expect((await c.roep('PATCH', `objects/${id}`)).status).toBe(200);
  });

  it('a record that starts earlier goes into the middle, and leaves what holds later as it is', async () => {
    await zet('2026-03-10T12:00:00Z');
    const id = await c.maak({ data: { naam: 'A' }, startAt: '2022-01-01' });
    await put(id, { data: { naam: 'B' }, startAt: '2021-01-01' });
    expect(await kort(id)).toEqual([
      [1, 'A', '2022-01-01', null, null, null],
      [2, 'B', '2021-01-01', '2022-01-01', null, null],
    ]);
    expect(await Promise.all(['date=2021-06-01', ''].map((q) => naam(id, q)))).toEqual(['B', 'A']);
  });

  it('a record is corrected once, and the same start replaces', async () => {
    await zet('2026-03-10T12:00:00Z');
    const id = await c.maak({ data: { naam: 'A' }, startAt: '2022-01-01' });
    await put(id, { data: { naam: 'B' }, startAt: '2022-01-01', correctionFor: 1 });
    const weer = await put(id, { data: { naam: 'C' }, startAt: '2022-01-01', correctionFor: 1 });
    expect([weer.status, weer.body]).toMatchObject([400, { invalid_params: [{ name: 'record.correctionFor', code: 'unique' }] }]);
    await put(id, { data: { naam: 'C' }, startAt: '2022-01-01', correctionFor: null });
    expect(await kort(id)).toEqual([
      [1, 'A', '2022-01-01', '2022-01-01', null, 2],
      [2, 'B', '2022-01-01', '2022-01-01', 1, null],
      [3, 'C', '2022-01-01', null, null, null],
    ]);
  });

  it('numbers go one by one, also where ours skip', async () => {
    await zet('2026-03-10T12:00:00Z');
    const id = await c.maak({ data: { naam: 'A' }, startAt: '2022-01-01' });
    await c.proef.db.query('update object set versie = 5 where id = $1', [id]);
    expect((await patch(id, { data: { naam: 'B' }, startAt: '2023-01-01' })).body).toMatchObject({ record: { index: 2 } });
    expect((await c.roep('GET', `objects/${id}`)).body).toMatchObject({ record: { index: 2 } });
    expect((await put(id, { data: { naam: 'C' }, startAt: '2023-01-01', correctionFor: 2 })).body).toMatchObject({ record: { index: 3, correctionFor: 2 } });
    expect((await c.roep('GET', `objects/${id}/2`)).body).toMatchObject({ correctedBy: 3, correctionFor: null });
  });
});

describe('many at once', () => {
  it('50 writers on one object: none is lost, none fails, numbers without a gap', async () => {
    await zet('2026-03-10T12:00:00Z');
    const id = await c.maak({ data: { naam: 'A' }, startAt: '2022-01-01' });
    const antwoorden = await Promise.all(Array.from({ length: 50 }, (_, i) => patch(id, { data: { tags: [String(i)] } })));
    expect(new Set(antwoorden.map((a) => a.status))).toEqual(new Set([200]));
    expect(antwoorden.map((a) => (a.body['record'] as Json)['index'] as number).sort((x, y) => x - y)).toEqual(Array.from({ length: 50 }, (_, i) => i + 2));
    expect((await records(id)).map((r) => r['index'])).toEqual(Array.from({ length: 51 }, (_, i) => i + 1));
  });

  it('one uuid is made once', async () => {
    const uuid = '4f3a8c1e-8d20-4c1d-9a53-6e2b7f1d0c99';
    const antwoorden = await Promise.all(Array.from({ length: 10 }, () => c.roep('POST', 'objects', { uuid, type: c.typeAdres(), record: c.record() })));
    expect(antwoorden.map((a) => a.status).sort()).toEqual([201, ...Array<number>(9).fill(400)]);
  });
});
