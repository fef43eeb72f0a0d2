import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generatedCalls, testComponent } from '@bronhuis/testing';
import type { OpenApi, TestOmgeving } from '@bronhuis/testing';
import { load } from 'js-yaml';
import { registers } from '../services/registers/src/definitie.ts';
import { OpenapiClient } from './openapi-client.ts';
import type { Document } from './openapi-client.ts';

// A client made of the published OpenAPI documents calls every operation. They are no part of the project: GEGEVENS names
// the folder they stand in.
const map = join(process.env['GEGEVENS'] ?? '', 'openapi');
const aanwezig = ['objects-v2-3.6.0.yaml', 'objects-v2.yaml', 'objecttypes-v2.yaml'].every((b) => existsSync(join(map, b)));
if (!aanwezig) process.stderr.write('ci/objects-api: OVERGESLAGEN. Zet GEGEVENS op de map met openapi/objects-v2.yaml om de Objects API te beproeven.\n');
const metDocumenten = aanwezig ? describe : describe.skip;

const lees = (bestand: string): Document => load(readFileSync(join(map, bestand), 'utf8')) as Document;
const HIER = 'https://bronhuis.example';
const ZAKEN = ['https://zaken.example/zaken/1', 'https://zaken.example/zaken/2'];
const VIERKANT = { type: 'Polygon', coordinates: [[[5, 52], [6, 52], [6, 53], [5, 53], [5, 52]]] };
const SCHEMA = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  type: 'object',
  properties: { naam: { type: 'string' }, hoogte: { type: 'number' }, maten: { type: 'object', properties: { dikte: { type: 'integer' } } }, geplant: { type: 'string', format: 'date' } },
  required: ['naam'],
};

type Object_ = { url: string; uuid: string; type: string; record: { index: number; data: Record<string, unknown>; endAt: string | null; startAt: string; geometry: object | null } };
type Lijst<T> = { count: number; next: string | null; previous: string | null; results: T[] };

metDocumenten('a client of the Objects API', () => {
  let o: TestOmgeving;
  let beheerder: string;
  let apiToken: string;
  beforeAll(async () => {
    o = await testComponent({ start: registers });
    beheerder = await o.token({ id: 'bas', rollen: ['applicatiebeheerder'], verwerkingsactiviteit: 'VA-01' });
    apiToken = await o.apiToken({ alleTypen: 'lezen-en-schrijven' });
  });
  afterAll(() => o?.stop());

  const client = (bestand: string, basis: string, wie: 'token' | 'beheerder'): OpenapiClient =>
    new OpenapiClient(lees(bestand), basis, (methode, pad, body, headers) => o.roep(methode, pad, { ...(wie === 'token' ? { apiToken } : { token: beheerder }), ...(body === undefined ? {} : { body }), headers }));

  /** Every operation on types, by whatever names a version of the document has for them. */
  async function typen(c: OpenapiClient, basis: string): Promise<{ type: string; adres: string }> {
    const v = c.alle.includes('objectversion_list') ? 'objectversion' : 'objecttypeversion';
    const alles = {
      name: 'Boom', namePlural: 'Bomen', description: 'Elke boom.', dataClassification: 'intern', maintainerOrganization: 'Overbrugge', maintainerDepartment: 'Groen', contactPerson: 'Team Groen', contactEmail: 'groen@overbrugge.example',
      source: 'Groenregister', updateFrequency: 'daily', providerOrganization: 'Overbrugge', documentationUrl: 'https://overbrugge.example/bomen', labels: { domein: 'groen' }, allowGeometry: true,
    };
    const gemaakt = await c.roep<{ url: string; uuid: string; versions: string[] }>('objecttype_create', { inhoud: alles });
    const pad = { uuid: gemaakt.body.uuid, objecttype_uuid: gemaakt.body.uuid };
    expect(gemaakt.body).toMatchObject({ ...alles, url: `${HIER}${basis}/objecttypes/${pad.uuid}`, versions: [] });
    await c.roep('objecttype_update', { pad, inhoud: { ...alles, name: 'Stadsboom' } });
    expect((await c.roep('objecttype_partial_update', { pad, inhoud: { description: 'Elke stadsboom.' } })).body).toMatchObject({ name: 'Stadsboom', description: 'Elke stadsboom.' });
    expect((await c.roep<Lijst<object>>('objecttype_list', { query: { dataClassification: 'intern', page: '1', pageSize: '5' } })).body.count).toBeGreaterThan(0);
    await c.roep(`${v}_create`, { pad, inhoud: { jsonSchema: {} } });
    expect((await c.roep(`${v}_delete`, { pad: { ...pad, version: 1 } })).status).toBe(204);
    await c.roep(`${v}_create`, { pad, inhoud: { status: 'draft', jsonSchema: {} } });
    await c.roep(`${v}_update`, { pad: { ...pad, version: 1 }, inhoud: { jsonSchema: SCHEMA } });
    expect((await c.roep(`${v}_partial_update`, { pad: { ...pad, version: 1 }, inhoud: { status: 'published' } })).body).toMatchObject({ status: 'published', jsonSchema: SCHEMA });
    expect((await c.roep(`${v}_read`, { pad: { ...pad, version: 1 } })).body).toMatchObject({ version: 1, objectType: gemaakt.body.url });
    expect((await c.roep<Lijst<object>>(`${v}_list`, { pad, query: { page: '1', pageSize: '1' } })).body.count).toBe(1);
    const { body: leeg } = await c.roep<{ uuid: string }>('objecttype_create', { inhoud: { name: 'x', namePlural: 'x' } });
    expect((await c.roep('objecttype_delete', { pad: { uuid: leeg.uuid } })).status).toBe(204);
    const { body } = await c.roep<{ versions: string[] }>('objecttype_read', { pad });
    expect(body.versions).toEqual([`${gemaakt.body.url}/versions/1`]);
    return { type: pad.uuid, adres: gemaakt.body.url };
  }

  async function objecten(c: OpenapiClient, type: string): Promise<void> {
    const record = { typeVersion: 1, startAt: '2024-01-01', data: { naam: 'Eik', hoogte: 12.5, maten: { dikte: 3 }, geplant: '2020-05-01' }, geometry: { type: 'Point', coordinates: [5.5, 52.5] }, references: ZAKEN.map((url) => ({ type: 'zaak', url })) };
    const { body: eik } = await c.roep<Object_>('object_create', { inhoud: { type, record } });
    const pad = { uuid: eik.uuid };
    expect(eik).toMatchObject({ url: `${HIER}/objects/api/v2/objects/${eik.uuid}`, record: { ...record, index: 1, endAt: null } });
    expect((await c.roep('object_read', { pad, query: { fields: 'url,record__data__naam,record__geometry' } }).catch((f: Error) => f.message)) as unknown).toContain("must have required property 'type'");
    expect((await c.roep('object_read', { pad })).body).toEqual(eik);
    expect((await c.roep<Object_>('object_update', { pad, inhoud: { type, record: { ...record, startAt: '2025-01-01', data: { naam: 'Zomereik' } } } })).body.record).toMatchObject({ index: 2, startAt: '2025-01-01' });
    expect((await c.roep<Object_>('object_partial_update', { pad, inhoud: { record: { typeVersion: 1, startAt: '2025-01-01', data: { hoogte: 13 }, correctionFor: 2 } } })).body.record).toMatchObject({ index: 3, data: { naam: 'Zomereik', hoogte: 13 }, correctionFor: 2, geometry: record.geometry });
    const { body: historie } = await c.roep<Lijst<Object_['record']>>('object_history', { pad, query: { page: '1', pageSize: '10' } });
    expect(historie.results.map((r) => [r.index, r.endAt])).toEqual([[1, '2025-01-01'], [2, '2025-01-01'], [3, null]]);
    expect((await c.roep('object_history_detail', { pad: { ...pad, index: 2 } })).body).toMatchObject({ index: 2, correctedBy: 3 });

    const alles = { type, typeVersion: '1', date: '2024-06-01', registrationDate: '2100-01-01', data_attrs: 'naam__icontains__EI,hoogte__gte__12', data_icontains: 'eik', ordering: '-record__data__hoogte,record__index', page: '1', pageSize: '10' };
    expect((await c.roep<Lijst<Object_>>('object_list', { query: { ...alles, data_attr: ['maten__dikte__exact__3', 'geplant__lt__2021-01-01'] } })).body.results.map((r) => r.record.index)).toEqual([1]);
    for (const [filter, aantal] of [['naam__exact__Zomereik', 1], ['hoogte__gt__13', 0], ['hoogte__gte__13', 1], ['hoogte__lt__13', 0], ['hoogte__lte__13', 1], ['naam__icontains__zomer', 1], ['naam__in__Beuk|Zomereik', 1]] as const) {
      expect([filter, (await c.roep<Lijst<Object_>>('object_list', { query: { type, data_attr: filter } })).body.count]).toEqual([filter, aantal]);
    }
    const { page, pageSize, typeVersion, ...rest } = alles;
    const zoek = async (inhoud: object): Promise<number> => (await c.roep<Lijst<Object_>>('object_search', { query: { page, pageSize }, inhoud })).body.count;
    expect(await zoek({ ...rest, typeVersion: Number(typeVersion), data_attr: 'maten__dikte__exact__3', geometry: { within: VIERKANT } })).toBe(1);
    expect(await zoek({ type, geometry: { within: { type: 'Polygon', coordinates: [[[4, 51], [4.5, 51], [4.5, 51.5], [4, 51.5], [4, 51]]] } } })).toBe(0);
    expect(await zoek({ type, date: '2023-12-31' })).toBe(0);

    const { body: rechten } = await c.roep<Lijst<{ type: string; mode: string }>>('permission_list', { query: { page: '1', pageSize: '100' } });
    expect(rechten.results).toContainEqual(expect.objectContaining({ mode: 'read_and_write', type: expect.stringContaining(type.split('/').at(-1) ?? '') }));

    expect((await c.roep('object_delete', { pad, query: { zaak: ZAKEN[0] as string } })).body).toEqual({ behouden: [eik.url] });
    expect((await c.roep('object_delete', { pad, query: { zaak: ZAKEN[1] as string } })).status).toBe(204);
    const { body: gewoon } = await c.roep<Object_>('object_create', { inhoud: { type, record: { ...record, geometry: null, references: [] } } });
    expect((await c.roep('object_delete', { pad: { uuid: gewoon.uuid } })).status).toBe(204);
  }

  it('of 3.6 with the Objecttypes API beside it: every operation of both', async () => {
    const types = client('objecttypes-v2.yaml', '/objecttypes/api/v2', 'beheerder');
    const { adres } = await typen(types, '/objecttypes/api/v2');
    expect([...types.gedaan].sort()).toEqual(types.alle);
    const objects = client('objects-v2-3.6.0.yaml', '/objects/api/v2', 'token');
    await objecten(objects, adres);
    expect(objects.alle.filter((id) => !objects.gedaan.has(id) && !id.startsWith('objecttype'))).toEqual([]);
  });

  it('of 4.0, with the types among its paths: every operation', async () => {
    const types = client('objects-v2.yaml', '/objects/api/v2', 'beheerder');
    const { adres } = await typen(types, '/objects/api/v2');
    const objects = client('objects-v2.yaml', '/objects/api/v2', 'token');
    await objecten(objects, adres);
    expect([...new Set([...types.gedaan, ...objects.gedaan])].sort()).toEqual(types.alle);
  });

  it('that sends anything at all, 2000 times, hears what is wrong with it and never breaks anything', async () => {
    const types = client('objects-v2.yaml', '/objects/api/v2', 'beheerder');
    const { type, adres } = await typen(types, '/objects/api/v2');
    const { body: eik } = await client('objects-v2.yaml', '/objects/api/v2', 'token').roep<Object_>('object_create', { inhoud: { type: adres, record: { typeVersion: 1, startAt: '2024-01-01', data: { naam: 'Eik' } } } });
    const verzoeken = generatedCalls(lees('objects-v2.yaml') as unknown as OpenApi, { prefix: '/objects/api/v2', bekend: [type, adres, eik.uuid] });
    const uit: [string, number, string][] = [];
    const rij = verzoeken.map((v, i) => ({ ...v, wie: i % 3 === 0 ? { token: beheerder } : { apiToken } }));
    await Promise.all(Array.from({ length: 4 }, async () => {
      for (let v = rij.shift(); v; v = rij.shift()) {
        const { methode, pad, body, headers, wie } = v;
        const a = await o.roep(methode, pad, { ...wie, ...(body === undefined ? {} : { body }), headers });
        uit.push([`${methode} ${pad.slice(0, 200)} ${JSON.stringify(body ?? null).slice(0, 300)}`, a.status, a.headers.get('content-type') ?? '']);
      }
    }));
    expect(uit.filter(([, status, soort]) => status >= 500 || (status >= 400 && !soort.startsWith('application/problem+json'))).slice(0, 5)).toEqual([]);
    expect([uit.length, uit.some(([, s]) => s < 300), uit.some(([, s]) => s === 400), uit.some(([, s]) => s === 404)]).toEqual([verzoeken.length, true, true, true]);
  }, 300_000);

  it('notices what is not as the document says', async () => {
    const document = lees('objects-v2.yaml');
    const antwoord = (status: number, tekst: string, headers: Record<string, string> = { 'content-crs': 'EPSG:4326', 'api-version': '2.7.0' }) =>
      new OpenapiClient(document, '', async () => ({ status, headers: new Headers(headers), tekst })).roep('object_list');
    await expect(antwoord(202, '{}')).rejects.toThrow('which the document does not have');
    await expect(antwoord(200, '{"count":0,"results":[]}', {})).rejects.toThrow('no header');
    await expect(antwoord(200, '{"results":[]}')).rejects.toThrow('count');
    await expect(antwoord(200, '{"count":1,"results":[{"type":"https://x.example/1","record":{"startAt":"2024-01-01","typeVersion":1},"extra":1}]}')).rejects.toThrow('additional properties');
    await expect(antwoord(200, '{"count":0,"results":[],"next":null}')).resolves.toMatchObject({ status: 200 });
  });
});
