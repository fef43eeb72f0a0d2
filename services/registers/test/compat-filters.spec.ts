import { VOORBEELDSTAD } from '@bronhuis/testing';
import { GRENS } from '../src/vragen/aanloop.ts';
import { Compat, OBJECTS, maakType, BOOM } from './compat-hulp.ts';
import type { Json } from './compat-hulp.ts';

let c: Compat;
/** The same trees, of a type that is indexed. */
let geindexeerd: Compat;
beforeAll(async () => {
  c = await Compat.start({}, { ...BOOM, geometrie: true });
  geindexeerd = await Compat.start({}, { ...BOOM, geometrie: true, indexen: ['/naam', '/hoogte', '/geplant', '/vak/code'] });
  const bomen: Json[] = [
    { naam: 'Eik', hoogte: 10, geplant: '2020-05-01', vak: { code: 'A1', rij: 1 }, tags: ['oud', 'monument'] },
    { naam: 'eikel', hoogte: 2.5, geplant: '2024-05-01', vak: { code: 'A2', rij: 2 } },
    { naam: 'Beuk, rood', hoogte: 100, vak: { code: '7', rij: 7 } },
    { naam: '100', geplant: '2019-01-01' },
    { naam: 'a.*b' },
  ];
  for (const waar of [c, geindexeerd]) for (const data of bomen) await waar.maak({ data, geometry: { type: 'Point', coordinates: [5.1, 52.1] } });
});
afterAll(async () => {
  await c.stop();
  await geindexeerd.stop();
});

const vraag = (...filters: string[]): string => filters.map((f) => `data_attr=${encodeURIComponent(f)}`).join('&');
const namen = async (q: string): Promise<string[]> => ((await c.namen(q)) as string[]).sort();

const GEVALLEN: [string[], string[]][] = [
  [['naam__exact__Eik'], ['Eik']],
  [['naam__exact__eik'], []],
  [['naam__exact__100'], ['100']],
  [['hoogte__exact__100'], ['Beuk, rood']],
  [['hoogte__exact__2.50'], ['eikel']],
  [['vak__code__exact__7'], ['Beuk, rood']],
  [['vak__rij__exact__7'], ['Beuk, rood']],
  [['hoogte__gt__10'], ['Beuk, rood']],
  [['hoogte__gte__10'], ['Beuk, rood', 'Eik']],
  [['hoogte__lt__10'], ['eikel']],
  [['hoogte__lte__10'], ['Eik', 'eikel']],
  [['geplant__gt__2020-01-01', 'geplant__lt__2024-01-01'], ['Eik']],
  [['geplant__gte__2024-05-01'], ['eikel']],
  [['naam__gt__5'], []],
  [['naam__icontains__EIK'], ['Eik', 'eikel']],
  [['naam__icontains__k, r'], ['Beuk, rood']],
  [['naam__icontains__.*'], ['a.*b']],
  [['naam__icontains__%'], []],
  [['naam__in__Eik|100|x'], ['100', 'Eik']],
  [['hoogte__in__10|100'], ['Beuk, rood', 'Eik']],
  [['tags__0__icontains__oud'], ['Eik']],
  [['niets__exact__1'], []],
  [["naam__exact__' or true --"], []],
];

describe('data_attr', () => {
  it.each(GEVALLEN)('%j', async (filters, verwacht) => {
    expect(await namen(vraag(...filters))).toEqual(verwacht);
    const inhoud = await c.roep<{ results: { record: { data: { naam: string } } }[] }>('POST', 'objects/search', { data_attr: filters });
    expect(inhoud.body.results.map((r) => r.record.data.naam).sort()).toEqual(verwacht);
  });

  describe.each([['begins with what the index has', GRENS.klein], ['looks each object up in the index', 0]])('%s', (_, klein) => {
    const eerst = GRENS.klein;
    beforeAll(() => void (GRENS.klein = klein));
    afterAll(() => void (GRENS.klein = eerst));

    it.each(GEVALLEN)('%j', async (filters, verwacht) => {
      const q = `${vraag(...filters)}&type=${geindexeerd.typeAdres()}`;
      expect(((await geindexeerd.namen(q)) as string[]).sort()).toEqual(verwacht);
      const a = await geindexeerd.roep<{ count: number; results: object[] }>('GET', `objects?${q}&pageSize=1`);
      expect([a.body.count, a.body.results.length]).toEqual([verwacht.length, Math.min(1, verwacht.length)]);
    });
  });

  it('with an index finds what holds, not what an older version had', async () => {
    const id = await geindexeerd.maak({ data: { naam: 'Oude naam' } });
    const a = await geindexeerd.roep('PATCH', `objects/${id}`, { record: { startAt: '2025-01-01', data: { naam: 'Nieuwe naam' } } });
    expect(a.status).toBe(200);
    const namenOp = (naam: string, dag: string) => geindexeerd.namen(`${vraag(`naam__exact__${naam}`)}&type=${geindexeerd.typeAdres()}&date=${dag}`);
    expect([await namenOp('Oude naam', '2024-06-01'), await namenOp('Oude naam', '2025-06-01'), await namenOp('Nieuwe naam', '2024-06-01'), await namenOp('Nieuwe naam', '2025-06-01')]).toEqual([['Oude naam'], [], [], ['Nieuwe naam']]);
  });

  it.each([['naam__not__x'], ['naam__exact'], ['exact__x'], ['x'], ['__exact__x'], ['hoogte__lt__hoog'], ['naam__exact__a\u0000']])('%j is a 400', async (filter) => {
    const a = await c.roep('GET', `objects?${vraag(filter)}`);
    expect([a.status, a.body]).toMatchObject([400, { invalid_params: [{ name: '', code: 'invalid-data-attr-query' }] }]);
    expect((await c.roep('POST', 'objects/search', { data_attr: filter })).status).toBe(400);
  });

  it('a BSN never stands in an address, and may stand in a search', async () => {
    expect((await c.roep('GET', `objects?${vraag('naam__exact__999993021')}`)).status).toBe(400);
    expect((await c.roep('GET', 'objects?data_icontains=999993021')).status).toBe(400);
    expect((await c.roep('POST', 'objects/search', { data_attr: 'naam__exact__999993021' })).body).toMatchObject({ count: 0 });
  });
});

describe('the other filters', () => {
  it('within a shape, with what else is asked', async () => {
    const vierkant = (x: number) => ({ type: 'Polygon', coordinates: [[[x, 52], [x + 0.5, 52], [x + 0.5, 52.5], [x, 52.5], [x, 52]]] });
    const binnen = async (x: number, extra: Json = {}) => (await c.roep('POST', 'objects/search', { geometry: { within: vierkant(x) }, ...extra })).body['count'];
    expect(await Promise.all([binnen(5), binnen(6), binnen(5, { data_attr: 'naam__exact__Eik' }), binnen(5, { date: '2023-12-31' })])).toEqual([5, 0, 1, 0]);
    const fout = await c.roep('POST', 'objects/search', { geometry: { within: { type: 'Polygon', coordinates: [[[1, 1]]] } } });
    expect([fout.status, fout.body]).toMatchObject([400, { invalid_params: [{ name: expect.stringMatching(/^geometry\.within/), code: 'invalid' }] }]);
  });

  it('data_attrs with commas, data_icontains without patterns', async () => {
    expect(await namen('data_attrs=hoogte__gte__10,naam__icontains__e')).toEqual(['Beuk, rood', 'Eik']);
    expect((await c.roep('GET', 'objects?data_attrs=naam__not__x')).body).toMatchObject({ invalid_params: [{ code: 'invalid-data-attrs-query' }] });
    expect(await namen('data_icontains=MONU')).toEqual(['Eik']);
    expect(await namen(`data_icontains=${encodeURIComponent('.*')}`)).toEqual(['a.*b']);
    expect(await namen('data_icontains=hoogte')).toEqual([]);
  });

  it('type, typeVersion, date, and unknown names that are passed over', async () => {
    expect((await namen(`type=${encodeURIComponent(c.typeAdres())}`)).length).toBe(5);
    expect((await namen(`type=${encodeURIComponent(`http://elders.example/x/objecttypes/${c.type}`)}&typeVersion=1`)).length).toBe(5);
    expect(await namen('typeVersion=2')).toEqual([]);
    expect(await namen('date=2023-12-31')).toEqual([]);
    expect((await namen('onbekend=1')).length).toBe(5);
    for (const fout of ['type=x', 'typeVersion=x', 'date=2024-02-30', 'registrationDate=x', 'fields=x', 'fields=record__data__', `type=${c.typeAdres('0199ffff-0000-7000-8000-000000000000')}`]) {
      const a = await c.roep('GET', `objects?${fout}`);
      expect([fout, a.status, a.body]).toMatchObject([fout, 400, { invalid_params: [{ name: fout.split('=')[0], code: 'invalid' }] }]);
    }
  });

  it('ordering, also on the data, and two keys', async () => {
    expect(await c.namen('ordering=record__data__hoogte')).toEqual(['eikel', 'Eik', 'Beuk, rood', expect.anything(), expect.anything()]);
    expect((await c.namen('ordering=-record__data__vak__rij')).slice(2)).toEqual(['Beuk, rood', 'eikel', 'Eik']);
    expect((await c.namen('ordering=record__startAt,-record__data__naam')).length).toBe(5);
    expect(await c.namen('ordering=onbekend,record__data__naam')).toEqual(await c.namen('ordering=record__data__naam'));
    // Without a wish: the newest first.
    expect(await c.namen('')).toEqual(['a.*b', '100', 'Beuk, rood', 'eikel', 'Eik']);
  });

  it('pages with a count, and addresses of the next and the one before', async () => {
    const een = (await c.roep('GET', 'objects?pageSize=2&ordering=record__data__naam')).body;
    expect(een).toMatchObject({ count: 5, previous: null, next: `https://bronhuis.example${OBJECTS}/objects?pageSize=2&ordering=record__data__naam&page=2` });
    const bladen: unknown[] = [];
    for (let adres: string | null = `${OBJECTS}/objects?pageSize=2`; adres !== null; ) {
      const a: { body: { next: string | null; results: { uuid: string }[] } } = await c.roep('GET', adres.replace('https://bronhuis.example', ''));
      bladen.push(...a.body.results.map((r) => r.uuid));
      adres = a.body.next;
    }
    expect([bladen.length, new Set(bladen).size]).toEqual([5, 5]);
    expect((await c.roep('GET', 'objects?pageSize=2&page=3')).body).toMatchObject({ count: 5, next: null, previous: `https://bronhuis.example${OBJECTS}/objects?pageSize=2&page=2` });
    expect((await c.roep('GET', 'objects?pageSize=2&page=2')).body).toMatchObject({ previous: `https://bronhuis.example${OBJECTS}/objects?pageSize=2` });
    expect((await c.roep('POST', 'objects/search?pageSize=2', { ordering: 'record__data__naam' })).body).toMatchObject({ count: 5, next: `https://bronhuis.example${OBJECTS}/objects/search?pageSize=2&page=2` });
    expect([(await c.roep('GET', 'objects?page=4&pageSize=2')).status, (await c.roep('GET', 'objects?page=0')).status, (await c.roep('GET', 'objects?pageSize=9999')).status]).toEqual([404, 404, 200]);
  });
});

describe('rights', () => {
  it('by type: only what the token names, to read or to write', async () => {
    const ander = await maakType(c.proef, { ...BOOM, naam: 'paal' });
    const niets = await c.met({ rechten: [{ objecttype: ander, modus: 'lezen' }] });
    expect((await niets.roep('GET', 'objects')).body).toMatchObject({ count: 0 });
    expect((await niets.roep('GET', `objects?type=${encodeURIComponent(c.typeAdres())}`)).status).toBe(403);
    expect((await niets.roep('GET', 'permissions')).body).toEqual({ count: 1, next: null, previous: null, results: [{ type: c.typeAdres(ander), mode: 'read_only', use_fields: false, fields: null }] });
    expect((await niets.roep('POST', 'objects', { type: c.typeAdres(ander), record: c.record() })).status).toBe(403);
    expect((await c.roep<{ results: Json[] }>('GET', 'permissions')).body.results).toContainEqual({ type: c.typeAdres(), mode: 'read_and_write', use_fields: false, fields: null });
  });

  it('by field: what the token may not see is not in an answer, and nothing can be learned of it', async () => {
    const velden = ['url', 'type', 'record__index', 'record__data__naam'];
    const smal = await c.met({ rechten: [{ objecttype: c.type, modus: 'lezen', velden: { '1': velden } }] });
    const a = await smal.roep<{ count: number; results: Json[] }>('GET', 'objects?ordering=record__data__naam');
    expect(a.body.results[1]).toEqual({ url: expect.any(String), type: c.typeAdres(), record: { index: 1, data: { naam: 'Beuk, rood' } } });
    const geheim = ['uuid', ...['typeVersion', 'geometry', 'references', 'startAt', 'endAt', 'registrationAt', 'correctionFor', 'correctedBy', 'data__hoogte', 'data__geplant', 'data__vak', 'data__tags'].map((n) => `record__${n}`)];
    const [type, namen] = (a.headers.get('x-unauthorized-fields') ?? '').split('(1):');
    expect([type, namen?.split(',').sort()]).toEqual([c.typeAdres(), geheim.sort()]);
    for (const q of [vraag('hoogte__gt__0'), vraag('vak__code__exact__A1'), 'data_icontains=monument', 'data_attrs=hoogte__exact__10', vraag('tags__0__icontains__oud')]) {
      expect([q, (await smal.roep('GET', `objects?${q}`)).body['count']]).toEqual([q, 0]);
    }
    const gewoon = async (q: string) => (await smal.roep<{ results: Json[] }>('GET', `objects?${q}`)).body.results;
    for (const veld of ['record__data__hoogte', 'record__data__vak__rij', 'record__startAt', 'uuid']) {
      expect(await gewoon(`ordering=-${veld}`)).toEqual(await gewoon(''));
    }
    const id = await c.maak({ data: { naam: 'Es', hoogte: 3 } });
    const een = await smal.roep('GET', `objects/${id}`);
    expect(een.body).toEqual({ url: expect.any(String), type: c.typeAdres(), record: { index: 1, data: { naam: 'Es' } } });
    expect((await smal.roep('GET', `objects/${id}?fields=record__data__hoogte`)).tekst).not.toContain('3}');
    expect((await smal.roep('GET', `objects/${id}/1`)).body).toEqual({ index: 1, data: { naam: 'Es' } });
    expect((await smal.roep('GET', `objects/${id}/history`)).body).toMatchObject({ results: [{ index: 1, data: { naam: 'Es' } }] });
    for (const inhoud of [{ typeVersion: 1 }, { geometry: { within: { type: 'Polygon', coordinates: [[[3, 50], [8, 50], [8, 54], [3, 54], [3, 50]]] } } }]) {
      expect((await smal.roep('POST', 'objects/search', inhoud)).body).toMatchObject({ count: 0 });
    }
    const schrijver = await c.met({ rechten: [{ objecttype: c.type, modus: 'lezen-en-schrijven', velden: { '1': velden } }] });
    expect([(await schrijver.roep('PATCH', `objects/${id}`, { record: {} })).status, (await schrijver.roep('POST', 'objects', { type: c.typeAdres(), record: c.record() })).status]).toEqual([403, 403]);
    const versieloos = await c.met({ rechten: [{ objecttype: c.type, modus: 'lezen', velden: { '2': velden } }] });
    expect((await versieloos.roep('GET', `objects/${id}`)).body).toEqual({ record: { data: {} } });
    expect((await versieloos.roep('GET', `objects?${vraag('naam__exact__Es')}`)).body).toMatchObject({ count: 0 });
  });

  it('by municipality: nothing of another, by id, list, filter or write', async () => {
    const id = await c.maak({ data: { naam: 'Iep' } });
    const daar = await c.met({ organisatie: VOORBEELDSTAD, alleTypen: 'lezen-en-schrijven' });
    for (const [methode, pad] of [['GET', `objects/${id}`], ['GET', `objects/${id}/history`], ['GET', `objects/${id}/1`], ['DELETE', `objects/${id}`], ['PATCH', `objects/${id}`]] as const) {
      expect([methode, pad, (await daar.roep(methode, pad)).status]).toEqual([methode, pad, 404]);
    }
    expect((await daar.roep('GET', 'objects')).body).toMatchObject({ count: 0 });
    expect((await daar.roep('POST', 'objects', { type: c.typeAdres(), record: c.record() })).body).toMatchObject({ invalid_params: [{ name: 'type', code: 'does_not_exist' }] });
    // The same uuid there is another object.
    const standplaats = { uuid: id, type: daar.typeAdres(c.proef.typeId('standplaats', VOORBEELDSTAD)), record: { typeVersion: 1, startAt: '2024-01-01', data: { plaats: 'x', houder: { bsn: '999993021', naam: 'x' } } } };
    expect((await daar.roep('POST', 'objects', standplaats)).status).toBe(201);
    expect((await c.roep('GET', `objects/${id}`)).body).toMatchObject({ record: { data: { naam: 'Iep' } } });
  });

  it('every read of a person is recorded, once for a page', async () => {
    const record = { typeVersion: 1, startAt: '2024-01-01', data: { plaats: 'Markt 1', houder: { bsn: '999993021', naam: 'Saskia Bakker' } } };
    const a = await c.roep('POST', 'objects', { type: c.typeAdres(c.proef.typeId('standplaats')), record });
    const id = String(a.body['uuid']);
    await c.roep('GET', `objects/${id}`);
    await c.roep('GET', `objects/${id}/history`);
    expect((await c.proef.verwerkingen(id)).map((v) => [v.handeling, v.betrokkenen.length])).toEqual([
      ['Registratie vastgelegd', 1], ['Registratie ingezien', 1], ['Geschiedenis van registratie ingezien', 1],
    ]);
    const voor = await c.proef.tel("bron.verwerking_uit where verwerking->>'handeling' = 'Lijst van registraties bekeken'");
    await c.roep('POST', 'objects/search', { data_attr: 'houder__bsn__exact__999993021' });
    expect(await c.proef.tel("bron.verwerking_uit where verwerking->>'handeling' = 'Lijst van registraties bekeken'")).toBe(voor + 1);
  });
});
