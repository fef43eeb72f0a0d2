import { bronMigraties, migreer, terug } from '@bronhuis/bron';
import type { Bron } from '@bronhuis/bron';
import { OVERBRUGGE, VOORBEELDSTAD } from '@bronhuis/testing';
import fc from 'fast-check';
import { migraties } from '../src/migraties.ts';
import { migratie as plaatsen } from '../src/migraties/0020-plaatsen.ts';
import { Proef } from './hulp.ts';

type Json = Record<string, unknown>;
const RD = 'EPSG:28992';
const PUNT = { type: 'Point', coordinates: [5.1214, 52.0907] };
const VLAK = { type: 'Polygon', coordinates: [[[5, 52], [5.1, 52], [5.1, 52.1], [5, 52.1], [5, 52]]] };

let proef: Proef;
let type: string;
beforeAll(async () => {
  proef = await Proef.start();
  type = await proef.kaarttype();
});
afterAll(() => proef.stop());

const maak = (geometrie: unknown, headers: Record<string, string> = {}, extra: Json = {}) =>
  proef.roep<Json & { invalidParams: { name: string; code: string }[] }>('POST', '/objecten', { body: { objecttype: type, beginGeldigheid: '2024-01-01', gegevens: { naam: 'x' }, geometrie, ...extra }, headers });
const lees = (id: unknown, crs?: string, vraag = '') => proef.roep<Json>('GET', `/objecten/${String(id)}${vraag}`, crs ? { headers: { 'accept-crs': crs } } : {});
const kop = (a: { headers: Headers }) => a.headers.get('content-crs');

describe('a place of an object', () => {
  it('is kept and shown in every form, and nothing where there is none', async () => {
    const id = (await maak(VLAK)).body['id'];
    const een = await lees(id);
    expect([een.status, een.body['geometrie'], kop(een)]).toEqual([200, VLAK, 'EPSG:4326']);
    const rij = (await proef.roep<{ resultaten: Json[] }>('GET', `/objecten?filter=id__exact__${String(id)}`)).body.resultaten;
    expect(rij).toEqual([expect.objectContaining({ id, geometrie: VLAK })]);
    expect((await proef.roep('GET', `/objecten?filter=id__exact__${String(id)}&velden=geometrie`)).body['resultaten']).toEqual([{ id, geometrie: VLAK }]);
    const zonder = await maak(undefined);
    expect((await lees(zonder.body['id'])).body).toMatchObject({ geometrie: null });
    expect((await proef.roep<{ resultaten: Json[] }>('GET', `/objecten?objecttype=${type}&filter=geometrie__leeg__true&velden=id`)).body.resultaten).toEqual([{ id: zonder.body['id'] }]);
  });

  it('takes every kind of RFC 7946, and leaves a height and a bbox to themselves', async () => {
    const verzameling = { type: 'GeometryCollection', geometries: [PUNT, { type: 'MultiLineString', coordinates: [[[5, 52], [5.1, 52]], [[5, 52.1], [5.1, 52.1, 3.5]]] }] };
    const vormen = [PUNT, { type: 'MultiPoint', coordinates: [[5, 52], [6, 53]] }, { type: 'LineString', coordinates: [[5, 52], [6, 53]] }, { type: 'MultiPolygon', coordinates: [VLAK.coordinates] }, verzameling];
    for (const vorm of vormen) expect((await lees((await maak(vorm)).body['id'])).body['geometrie']).toEqual(vorm);
    expect((await lees((await maak({ ...PUNT, bbox: [5, 52, 5, 52] })).body['id'])).body['geometrie']).toEqual(PUNT);
  });

  it('has every fault of it named, beside those of the data', async () => {
    const fouten = async (geometrie: unknown, headers = {}, extra = {}) => {
      const a = await maak(geometrie, headers, extra);
      return [a.status, ...(a.body.invalidParams ?? []).map((p) => `${p.name} ${p.code}`)];
    };
    const ring = [[5, 52], [5.1, 52], [5.1, 52.1], [5, 52.1]];
    expect(await fouten({ type: 'Polygon', coordinates: [ring, [[5, 52], [6, 52]], [[5, 52], [5, 91], ['5', 52], [5]]] }, {}, { gegevens: { naam: 3 } })).toEqual([
      400,
      'gegevens.naam type',
      'geometrie.coordinates.0 ring-open',
      'geometrie.coordinates.1 ring',
      'geometrie.coordinates.2.1 buiten-bereik',
      'geometrie.coordinates.2.2 positie',
      'geometrie.coordinates.2.3 positie',
    ]);
    expect(await fouten({ type: 'GeometryCollection', geometries: [{ type: 'LineString', coordinates: [[5, 52]] }, { type: 'Feature' }, { type: 'Point', coordinates: [1, 2, 3, 4], naam: 'x' }] })).toEqual([
      400, 'geometrie.geometries.0.coordinates lijn', 'geometrie.geometries.1.type geojson', 'geometrie.geometries.2.naam additionalProperties', 'geometrie.geometries.2.coordinates positie',
    ]);
    expect(await fouten({ type: 'Point', crs: {}, coordinates: [] })).toEqual([400, 'geometrie.crs additionalProperties', 'geometrie.coordinates positie']);
    expect(await fouten({ type: 'Polygon', coordinates: [[[5, 52], [6, 53], [6, 52], [5, 53], [5, 52]]] })).toEqual([400, 'geometrie vorm']);
    expect(await fouten({ type: 'LineString', coordinates: Array.from({ length: 10_001 }, (_, i) => [5 + i / 1e5, 52]) })).toEqual([400, 'geometrie.coordinates.10000 te-veel-posities']);
    expect(await fouten('POINT (5 52)')).toEqual([400, 'geometrie type']);
    // Swapped, or in degrees: in RD that is nowhere.
    for (const coordinates of [[463000, 155000], [5.1, 52.1]]) expect(await fouten({ type: 'Point', coordinates }, { 'content-crs': RD })).toEqual([400, 'geometrie.coordinates buiten-bereik']);
  });

  it('is refused for a type that has none', async () => {
    const a = await proef.standplaats({ geometrie: PUNT });
    expect([a.status, a.body['invalidParams']]).toEqual([400, [expect.objectContaining({ name: 'geometrie', code: 'geometrie-niet-toegestaan' })]]);
    expect((await proef.standplaats({ geometrie: null })).status).toBe(201);
  });

  it('is not for another municipality', async () => {
    const id = String((await maak(PUNT)).body['id']);
    const token = await proef.voorbeeldstad();
    expect((await proef.roep('GET', `/objecten/${id}`, { token })).status).toBe(404);
    expect((await proef.roep('POST', '/objecten', { token, body: { objecttype: type, beginGeldigheid: '2024-01-01', gegevens: { naam: 'x' }, geometrie: PUNT } })).status).toBe(400);
    expect(await proef.tel('object_versie where organisatie = $1', [VOORBEELDSTAD])).toBe(0);
  });
});

describe('its history', () => {
  it('goes along with PUT and PATCH; null takes it away', async () => {
    const a = await maak(PUNT);
    const pad = `/objecten/${String(a.body['id'])}`;
    let etag = String(a.headers.get('etag'));
    const wijzig = async (methode: string, body: unknown, vraag = '', headers: Json = {}) => {
      const soort = methode === 'PUT' ? 'application/json' : Array.isArray(body) ? 'application/json-patch+json' : 'application/merge-patch+json';
      const uit = await proef.roep<Json>(methode, pad + vraag, { body: body as object, headers: { 'if-match': etag, 'content-type': soort, ...headers } as Record<string, string> });
      etag = uit.headers.get('etag') ?? etag;
      return uit;
    };
    const plaatsOp = async (dag: string) => (await lees(a.body['id'], undefined, `?geldigOp=${dag}`)).body['geometrie'];
    expect((await wijzig('PATCH', { gegevens: { naam: 'y' } }, '?geldigOp=2024-02-01')).status).toBe(200);
    expect(await plaatsOp('2024-02-01')).toEqual(PUNT);
    // In RD, and with nothing of the place in it: then it is not computed to and fro.
    expect((await wijzig('PATCH', { gegevens: { naam: 'z' } }, '?geldigOp=2024-03-01', { 'content-crs': RD })).status).toBe(200);
    expect(await plaatsOp('2024-03-01')).toEqual(PUNT);
    expect((await wijzig('PATCH', [{ op: 'replace', path: '/geometrie/coordinates/0', value: 155000.125 }], '?geldigOp=2024-04-01', { 'content-crs': RD })).status).toBe(200);
    const rd = (await lees(a.body['id'], RD, '?geldigOp=2024-04-01')).body['geometrie'] as { coordinates: number[] };
    expect(rd.coordinates[0]).toBe(155000.125);
    expect((await wijzig('PATCH', { geometrie: { coordinates: [5, 95] } }, '?geldigOp=2024-05-01')).body['invalidParams']).toEqual([expect.objectContaining({ name: 'geometrie.coordinates', code: 'buiten-bereik' })]);
    expect((await wijzig('PATCH', { geometrie: null }, '?geldigOp=2024-05-01')).status).toBe(200);
    expect(await plaatsOp('2024-05-01')).toBeNull();
    expect((await wijzig('PUT', { beginGeldigheid: '2024-06-01', gegevens: { naam: 'x' }, geometrie: VLAK })).status).toBe(200);
    expect((await wijzig('PUT', { beginGeldigheid: '2024-07-01', gegevens: { naam: 'x' } })).status).toBe(200);
    expect([await plaatsOp('2024-06-15'), await plaatsOp('2024-07-01')]).toEqual([VLAK, null]);
    expect((await wijzig('PUT', { beginGeldigheid: '2024-08-01', eindGeldigheid: '2024-08-01', geometrie: PUNT })).body['invalidParams']).toEqual([expect.objectContaining({ name: 'geometrie', code: 'beeindiging' })]);
    const lijn = (await proef.roep<{ resultaten: { geometrie: unknown }[] }>('GET', `${pad}/tijdlijn`)).body.resultaten.map((v) => v.geometrie);
    expect(lijn).toEqual([PUNT, PUNT, PUNT, expect.anything(), null, VLAK, null]);
    const verschil = await proef.roep<Json>('GET', `${pad}/verschil?van=2024-06-15&tot=2024-01-15`, { headers: { 'accept-crs': RD } });
    expect([kop(verschil), verschil.body['verschillen']]).toEqual([RD, []]);
    expect(verschil.body['geometrie']).toMatchObject({ oud: { type: 'Polygon' }, nieuw: { type: 'Point', coordinates: [136783.726, 455860.139] } });
    expect((await proef.roep<Json>('GET', `${pad}/verschil?van=2024-01-15&tot=2024-02-15`)).body['geometrie']).toBeNull();
  });
});

describe('coordinate reference systems', () => {
  it('of a request and of an answer are negotiated: 406 for one that is not spoken', async () => {
    const id = (await maak({ type: 'Point', coordinates: [155000, 463000] }, { 'content-crs': 'http://www.opengis.net/def/crs/EPSG/0/28992' })).body['id'];
    const rd = await lees(id, RD);
    expect([kop(rd), rd.body['geometrie']]).toEqual([RD, { type: 'Point', coordinates: [155000, 463000] }]);
    const graden = await lees(id, 'http://www.opengis.net/def/crs/OGC/1.3/CRS84');
    expect([kop(graden), graden.body['geometrie']]).toEqual(['EPSG:4326', { type: 'Point', coordinates: [expect.closeTo(5.3872, 4), expect.closeTo(52.15517, 4)] }]);
    const lijst = await proef.roep<{ resultaten: Json[] }>('GET', `/objecten?filter=id__exact__${String(id)}`, { headers: { 'accept-crs': RD } });
    expect([kop(lijst), lijst.body.resultaten[0]?.['geometrie']]).toEqual([RD, { type: 'Point', coordinates: [155000, 463000] }]);
    for (const [methode, pad, kopnaam] of <const>[['GET', `/objecten/${String(id)}`, 'accept-crs'], ['GET', '/objecten', 'accept-crs'], ['GET', `/objecten/${String(id)}/tijdlijn`, 'accept-crs'], ['GET', `/objecten/${String(id)}/verschil?van=2024-01-01`, 'accept-crs']]) {
      expect([pad, (await proef.roep(methode, pad, { headers: { [kopnaam]: 'EPSG:3857' } })).status]).toEqual([pad, 406]);
    }
    expect((await proef.roep('POST', '/objecten/_zoek', { body: {}, headers: { 'accept-crs': 'EPSG:3857' } })).status).toBe(406);
    expect((await maak(PUNT, { 'content-crs': 'EPSG:4258' })).status).toBe(406);
  });

  it('leave the data alone, whatever its names are', async () => {
    const naam = '"geometrie": {"type":"Point"}';
    const id = String((await maak({ type: 'Point', coordinates: [155000, 463000] }, { 'content-crs': RD }, { gegevens: { naam, geometrie: 3 } })).body['id']);
    expect((await lees(id, RD)).body).toMatchObject({ gegevens: { naam, geometrie: 3 }, geometrie: { coordinates: [155000, 463000] } });
    const rijen = (await proef.roep('GET', `/objecten?filter=id__exact__${id}&velden=gegevens`, { headers: { 'accept-crs': RD } })).body['resultaten'];
    expect(rijen).toEqual([{ id, gegevens: { naam, geometrie: 3 } }]);
  });

  it('RD to the millimetre is read as it was written', async () => {
    const mm = (van: number, tot: number) => fc.integer({ min: van * 1000, max: tot * 1000 }).map((n) => n / 1000);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(mm(-10_000, 300_000), mm(289_000, 650_000)), { minLength: 1, maxLength: 200 }), async (coordinates) => {
        const geometrie = { type: 'MultiPoint', coordinates };
        expect((await lees((await maak(geometrie, { 'content-crs': RD })).body['id'], RD)).body['geometrie']).toEqual(geometrie);
      }),
      { numRuns: 60, seed: 5 },
    );
  });
});

describe('asking for a place', () => {
  interface Lijst {
    resultaten: { id: string }[];
    invalidParams?: { name: string; code: string }[];
  }
  const bbox = (...doos: number[]) => ({ pad: 'geometrie', operator: 'bbox', waarde: doos });
  const zoek = (filter: unknown, extra: Json = {}, headers: Record<string, string> = {}) =>
    proef.roep<Lijst>('POST', '/objecten/_zoek', { body: { objecttype: type, filter, velden: ['id'], ...extra }, headers });
  const ids = (a: { body: Lijst }) => a.body.resultaten.map((r) => r.id);
  const fouten = (a: { status: number; body: Lijst }) => [a.status, ...(a.body.invalidParams ?? []).map((p) => `${p.name} ${p.code}`)];

  it('finds the old place of what has moved, on both axes', async () => {
    const a = await maak({ type: 'Point', coordinates: [10.5, 50.2] });
    const id = String(a.body['id']);
    const tussen = String(a.body['tijdstipRegistratie']);
    const b = await proef.roep('PUT', `/objecten/${id}`, { body: { beginGeldigheid: '2025-01-01', gegevens: {}, geometrie: { type: 'Point', coordinates: [10.9, 50.4] } }, headers: { 'if-match': '"1"' } });
    expect(b.status).toBe(200);
    const [oud, nieuw] = [bbox(10.4, 50.1, 10.6, 50.3), bbox(10.8, 50.3, 11, 50.5)];
    expect([ids(await zoek(oud)), ids(await zoek(nieuw))]).toEqual([[], [id]]);
    expect([ids(await zoek(oud, { geldigOp: '2024-06-01' })), ids(await zoek(nieuw, { geldigOp: '2024-06-01' }))]).toEqual([[id], []]);
    expect([ids(await zoek(oud, { beschikbaarOp: tussen })), ids(await zoek(nieuw, { beschikbaarOp: tussen }))]).toEqual([[id], []]);
    expect(ids(await zoek({ en: [nieuw, { niet: oud }] }))).toEqual([id]);
    const token = await proef.voorbeeldstad();
    expect((await proef.roep<Lijst>('POST', '/objecten/_zoek', { token, body: { filter: nieuw } })).body.resultaten).toEqual([]);
  });

  it('names every fault, and an unknown system', async () => {
    const vlak = { type: 'Polygon', coordinates: [[[5, 52], [6, 53], [6, 52], [5, 53], [5, 52]]] };
    const f = (operator: string, waarde: unknown) => ({ pad: 'geometrie', operator, waarde });
    expect(fouten(await zoek({ of: [bbox(5, 52, 4, 53), bbox(5, 52, 6), bbox(5, 52, 6, 95), f('snijdt', vlak), f('binnen', 'x')] }))).toEqual([
      400, 'filter.of.0.waarde waarde', 'filter.of.1.waarde waarde', 'filter.of.2.waarde buiten-bereik', 'filter.of.3.waarde vorm', 'filter.of.4.waarde geojson',
    ]);
    expect(fouten(await zoek({ of: [f('exact', 'x'), { pad: 'naam', operator: 'bbox', waarde: [1, 2, 3, 4] }, f('binnen', { type: 'GeometryCollection', geometries: [PUNT] })] }))).toEqual([
      400, 'filter.of.0.operator operator-past-niet', 'filter.of.1.operator operator-past-niet', 'filter.of.2.waarde waarde',
    ]);
    expect(fouten(await zoek({ en: Array.from({ length: 6 }, () => bbox(5, 52, 6, 53)) }))).toEqual([400, 'filter.en.5.operator te-veel']);
    expect(fouten(await zoek(f('binnen', { type: 'LineString', coordinates: Array.from({ length: 5_001 }, (_, i) => [5 + i / 1e5, 52]) })))).toEqual([400, 'filter.waarde.coordinates.5000 te-veel-posities']);
    expect(fouten(await proef.roep<Lijst>('GET', '/objecten?sorteer=geometrie&filter=geometrie__bbox__5,52,6&filterCrs=EPSG:3857'))).toEqual([400, 'filterCrs crs-onbekend', 'filter.0 waarde', 'sorteer.0 sorteer']);
    expect((await zoek(bbox(5, 52, 6, 53), {}, { 'content-crs': 'EPSG:3857' })).status).toBe(406);
  });

  /** Many of the same at once. */
  const veel = (objecttype: string, aantal: number, geometrie: object) =>
    proef.db.query(
      `with o as (insert into object (organisatie, id, versie, registratietijd, objecttype, soort) select organisatie, gen_random_uuid(), 1, now(), id, 'registratie' from objecttype, generate_series(1, $2) where id = $1 returning organisatie, id)
       insert into object_versie (organisatie, object, versie, registratietijd, begin_geldigheid, typeversie, gegevens, betrokkenen, wie, geometrie)
       select organisatie, id, 1, now(), '2024-01-01', 1, '{}', '[]', '{}', $3::jsonb from o`,
      [objecttype, aantal, JSON.stringify(geometrie)],
    );

  it('looks at each object once, however far it reaches along the edge', async () => {
    const groot = await proef.kaarttype('groot');
    await veel(groot, 150, { type: 'Polygon', coordinates: [[[4, 51], [6, 51], [6, 53], [4, 53], [4, 51]]] });
    const ruit = { type: 'Polygon', coordinates: [[[5, 51.5], [5.5, 52], [5, 52.5], [4.5, 52], [5, 51.5]]] };
    for (const [operator, aantal] of [['snijdt', 150], ['binnen', 0]]) {
      const a = await zoek({ pad: 'geometrie', operator, waarde: ruit }, { objecttype: groot, aantal: 'exact' });
      expect([operator, a.status, (a.body as unknown as Json)['aantal']]).toEqual([operator, 200, aantal]);
    }
  });

  it('in many boxes and types at once gives what was looked at one by one', async () => {
    const [een, twee, drie] = [await proef.kaarttype('strook-1'), await proef.kaarttype('strook-2'), await proef.kaarttype('strook-3')];
    for (const [i, objecttype] of [een, twee, drie].entries()) for (let n = 0; n < 40; n++) await veel(objecttype, 1, { type: 'Point', coordinates: [((n * 37) % 40) / 10, ((n * 11 + i) % 40) / 10] });
    const bron = proef.o.draaiend.bron as Bron;
    const dozen = (aantal: number) => Array.from({ length: aantal }, (_, n) => [((n * 7) % 30) / 10, ((n * 13) % 30) / 10]).map(([x = 0, y = 0]) => `(${x + 0.35},${y + 0.35}),(${x},${y})`);
    for (const [typen, vakken] of [[[een], dozen(3)], [[een, drie], dozen(7)], [[een, twee, drie], dozen(12)], [[een, twee], dozen(400)], [[], dozen(3)]] as const) {
      const [a] = await bron.transactie({ organisatie: OVERBRUGGE, traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' }, (tx) =>
        tx.query<{ langs: string; goed: string }>(
          `select (select string_agg(distinct object::text, ' ' order by object::text) from versies_bij($1::box[], $2::uuid[], null)) as langs,
             (select string_agg(v.object::text, ' ' order by v.object::text) from object_versie v join object o on o.organisatie = v.organisatie and o.id = v.object
              where o.objecttype = any($2::uuid[]) and exists (select from unnest($1::box[]) d where v.omhulling && d)) as goed`,
          [`{${vakken.join(';')}}`, typen],
        ),
      );
      expect([typen.length, Boolean(a?.goed), a?.langs]).toEqual([typen.length, typen.length > 0, a?.goed]);
    }
    await proef.db.query('delete from object where objecttype = $1', [twee]);
    expect([await proef.tel('object_plaats where objecttype = $1', [twee]), await proef.tel('object_plaats where objecttype = $1', [drie])]).toEqual([0, 40]);
  });

  it('is refused when too many objects lie on the edge', async () => {
    const langs = await proef.kaarttype('langs');
    await veel(langs, 10_001, { type: 'Point', coordinates: [4.5, 51.5] });
    const op = await zoek(bbox(4.5, 51, 5, 52), { objecttype: langs });
    expect([op.status, (op.body as unknown as Json)['code']]).toEqual([400, 'vraag-te-zwaar']);
    // A type that is not asked for is not in the way.
    expect((await zoek(bbox(4.5, 51, 5, 52))).status).toBe(200);
    const naast = await proef.roep<{ aantal: number }>('POST', '/objecten/_zoek', { body: { objecttype: langs, filter: bbox(4.4, 51, 5, 52), aantal: 'exact', velden: ['id'], omvang: 1 } });
    expect(naast.body.aantal).toBe(10_001);
  });

  it('of what lay there before the strips came, nothing is missed', async () => {
    const stand = async () => (await proef.db.query<{ n: number; som: string }>("select count(*)::int as n, md5(string_agg(p::text, ' ' order by p.object, p.versie)) as som from object_plaats p")).rows[0];
    const eerst = await stand();
    const { eigenaar } = proef.o.db;
    await terug(eigenaar, migraties.length - migraties.indexOf(plaatsen));
    await migreer(eigenaar, [...bronMigraties, ...migraties]);
    expect([(eerst?.n ?? 0) > 100, await stand()]).toEqual([true, eerst]);
  });
});
