import { datumInAmsterdam, systeemKlok } from '@bronhuis/standaarden';
import { VOORBEELDSTAD } from '@bronhuis/testing';
import type { Antwoord } from '@bronhuis/testing';
import { Compat, OBJECTS, OBJECTTYPES } from './compat-hulp.ts';
import type { Json } from './compat-hulp.ts';

let c: Compat;
let beheerder: string;
const vandaag = datumInAmsterdam(systeemKlok.nu());
beforeAll(async () => {
  c = await Compat.start();
  beheerder = await c.proef.token({ id: 'bas', rollen: ['applicatiebeheerder'], verwerkingsactiviteit: 'VA-01' });
});
afterAll(() => c.stop());

const roep = <B = Json>(methode: string, pad: string, body?: unknown, token = beheerder): Promise<Antwoord<B>> =>
  c.proef.o.roep<B>(methode, `${OBJECTTYPES}/objecttypes${pad}`, { token, ...(body === undefined ? {} : { body }) });
const fouten = (a: Antwoord<Json>): string[] => (a.body['invalid_params'] as { name: string; code: string }[]).map((f) => `${f.name} ${f.code}`).sort();
const DRAFT7 = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Lantaarn',
  type: 'object',
  'x-scherm': { breed: true },
  definitions: { paal: { type: 'object', properties: { hoogte: { type: 'number' } } } },
  properties: { nummer: { type: 'string' }, paal: { $ref: '#/definitions/paal' }, melder: { type: 'object', properties: { bsn: { type: 'string' } } }, datum: { type: 'string', format: 'date' } },
  required: ['nummer'],
};
const maak = async (body: Json = {}): Promise<string> => {
  const a = await roep('POST', '', { name: 'Lantaarn', namePlural: 'Lantaarns', ...body });
  if (a.status !== 201) throw new Error(a.tekst);
  return String(a.body['uuid']);
};
const publiceer = async (id: string, jsonSchema: Json = DRAFT7): Promise<Antwoord<Json>> => roep('POST', `/${id}/versions`, { status: 'published', jsonSchema });

describe('a type', () => {
  it('is made, read, listed, changed and removed as it was sent, at both addresses', async () => {
    const uuid = '4f3a8c1e-8d20-4c1d-9a53-6e2b7f1d0d01';
    const alles = {
      name: 'Boom in de stad', namePlural: 'Bomen in de stad', description: 'Elke boom.', dataClassification: 'intern', maintainerOrganization: 'Gemeente Overbrugge', maintainerDepartment: 'Groen', contactPerson: 'Team Groen',
      contactEmail: 'groen@overbrugge.example', source: 'Groenregister', updateFrequency: 'monthly', providerOrganization: 'Gemeente Overbrugge', documentationUrl: 'https://overbrugge.example/bomen', labels: { domein: 'groen' }, allowGeometry: false,
    };
    const a = await roep('POST', '', { uuid, ...alles, url: 'https://wordt.niet.gelezen', versions: ['x'] });
    const adres = `https://bronhuis.example${OBJECTTYPES}/objecttypes/${uuid}`;
    expect([a.status, a.headers.get('location'), a.headers.get('api-version')]).toEqual([201, adres, '2.2.2']);
    expect(a.body).toEqual({ url: adres, uuid, ...alles, createdAt: vandaag, modifiedAt: vandaag, versions: [] });
    expect((await roep('GET', `/${uuid}`)).body).toEqual(a.body);
    expect((await roep<{ results: Json[] }>('GET', '?pageSize=1')).body.results).toEqual([a.body]);
    expect((await c.roep('GET', `objecttypes/${uuid}`)).body).toEqual({ ...a.body, url: `https://bronhuis.example${OBJECTS}/objecttypes/${uuid}` });
    expect((await roep('PATCH', `/${uuid}`, { description: 'Elke boom op straat.' })).body).toMatchObject({ ...alles, description: 'Elke boom op straat.' });
    expect((await roep('PUT', `/${uuid}`, { name: 'Straatboom', namePlural: 'Straatbomen' })).body).toMatchObject({ name: 'Straatboom', description: 'Elke boom op straat.', updateFrequency: 'monthly' });
    expect((await roep('DELETE', `/${uuid}`)).status).toBe(204);
    expect((await roep('GET', `/${uuid}`)).status).toBe(404);
    expect((await roep('POST', '', { uuid, ...alles })).status).toBe(201);
  });

  it('names every wrong field, and two types may have one name', async () => {
    expect(fouten(await roep('POST', '', {}))).toEqual(['name required', 'namePlural required']);
    const fout = await roep('POST', '', { name: 'x'.repeat(101), namePlural: '', dataClassification: 'geheim', documentationUrl: 'x', labels: { a: 1 }, allowGeometry: 'ja', updateFrequency: null, uuid: 'x' });
    expect(fouten(fout)).toEqual(['allowGeometry invalid', 'dataClassification invalid_choice', 'documentationUrl invalid', 'labels invalid', 'name max_length', 'namePlural blank', 'updateFrequency null', 'uuid invalid']);
    const [een, twee] = [await maak(), await maak()];
    expect(fouten(await roep('POST', '', { uuid: een, name: 'x', namePlural: 'x' }))).toEqual(['uuid unique']);
    expect(fouten(await roep('PATCH', `/${een}`, { uuid: twee }))).toEqual(['uuid immutable-field']);
    expect(fouten(await roep('PATCH', `/${een}`, { contactPerson: '999993021' }))).toEqual(['contactPerson bsn-gevonden']);
  });

  it('of our own is shown too, and is filtered by its classification', async () => {
    const eigen = (await roep('GET', `/${c.type}`)).body;
    expect(eigen).toMatchObject({ name: 'boom', namePlural: 'boom', dataClassification: 'intern', allowGeometry: false, versions: [`https://bronhuis.example${OBJECTTYPES}/objecttypes/${c.type}/versions/1`] });
    const van = async (q: string) => (await roep<{ results: { uuid: string }[] }>('GET', `?dataClassification=${q}`)).body.results.map((r) => r.uuid);
    expect(await van('intern')).toContain(c.type);
    expect(await van('confidential')).toEqual([c.proef.typeId('standplaats')]);
    expect((await roep('GET', '?dataClassification=x')).status).toBe(400);
  });
});

describe('versions', () => {
  it('go from draft to published, and then no more', async () => {
    const id = await maak();
    const a = await roep('POST', `/${id}/versions`, { jsonSchema: DRAFT7 });
    const adres = `https://bronhuis.example${OBJECTTYPES}/objecttypes/${id}`;
    expect([a.status, a.body]).toEqual([201, { url: `${adres}/versions/1`, version: 1, objectType: adres, status: 'draft', jsonSchema: DRAFT7, createdAt: vandaag, modifiedAt: vandaag, publishedAt: null }]);
    expect(fouten(await roep('POST', `/${id}/versions`, { jsonSchema: {} }))).toEqual(['nonFieldErrors draft-exists']);
    expect(fouten(await roep('DELETE', `/${id}`))).toEqual(['nonFieldErrors pending-versions']);
    const ruimer = { ...DRAFT7, required: [] };
    expect((await roep('PUT', `/${id}/versions/1`, { jsonSchema: ruimer })).body).toMatchObject({ status: 'draft', jsonSchema: ruimer });
    expect((await roep('PATCH', `/${id}/versions/1`, { status: 'published' })).body).toMatchObject({ status: 'published', jsonSchema: ruimer, publishedAt: vandaag });
    for (const [methode, code] of [['PUT', 'update'], ['PATCH', 'update'], ['DELETE', 'destroy']] as const) {
      expect(fouten(await roep(methode, `/${id}/versions/1`, methode === 'DELETE' ? undefined : { jsonSchema: {} }))).toEqual([`nonFieldErrors non-draft-version-${code}`]);
    }
    expect((await roep('GET', `/${id}/versions/1`)).body).toMatchObject({ jsonSchema: ruimer });
    expect((await roep<{ results: Json[] }>('GET', `/${id}/versions`)).body).toMatchObject({ count: 1, results: [{ version: 1 }] });
    expect((await roep('GET', `/${id}/versions/2`)).status).toBe(404);
  });

  it('a draft can go, and its type stays', async () => {
    const id = await maak();
    await roep('POST', `/${id}/versions`, {});
    expect((await roep('DELETE', `/${id}/versions/1`)).status).toBe(204);
    expect((await roep('GET', `/${id}`)).body).toMatchObject({ name: 'Lantaarn', versions: [] });
    expect((await roep('DELETE', `/${id}`)).status).toBe(204);
  });

  it('a wrong schema is a 400, and one in another draft is not', async () => {
    const id = await maak();
    for (const jsonSchema of [{ type: 'array' }, { type: 'object', properties: { a: { type: 'x' } } }, { $ref: 'http://elders.example/x' }, 'x']) {
      const a = await roep('POST', `/${id}/versions`, { jsonSchema });
      expect([jsonSchema, a.status, fouten(a)]).toEqual([jsonSchema, 400, [expect.stringMatching(/^jsonSchema (invalid-json-schema|invalid)$/)]]);
    }
    expect((await roep('POST', `/${id}/versions`, { jsonSchema: { $schema: 'http://json-schema.org/draft-04/schema#', id: 'x', type: 'object' } })).status).toBe(201);
  });

  it('a version that breaks with the one before it is published, and both stay in use', async () => {
    const id = await maak();
    await publiceer(id, { type: 'object', properties: { a: { type: 'string' } } });
    expect((await publiceer(id, { type: 'object', properties: { a: { type: 'integer' } }, required: ['a'] })).body).toMatchObject({ version: 2 });
    const object = (typeVersion: number, a: unknown) => c.roep('POST', 'objects', { type: c.typeAdres(id), record: { typeVersion, startAt: '2024-01-01', data: { a } } });
    expect([(await object(1, 'x')).status, (await object(2, 1)).status, (await object(1, 1)).status, (await object(2, 'x')).status]).toEqual([201, 201, 400, 400]);
    expect(await c.proef.tel('object_versie v join object o on o.id = v.object where o.objecttype = $1 and v.typeversie = 1', [id])).toBe(1);
    expect((await c.roep('GET', `objects?type=${encodeURIComponent(c.typeAdres(id))}&typeVersion=2`)).body).toMatchObject({ count: 1, results: [{ record: { typeVersion: 2 } }] });
    // Under a draft nothing is stored.
    await roep('POST', `/${id}/versions`, { jsonSchema: {} });
    expect(fouten(await object(3, 1))).toEqual(['nonFieldErrors invalid-json-schema']);
  });

  it('what has consequences for the objects becomes a next version of the type', async () => {
    const id = await maak({ allowGeometry: false, dataClassification: 'open' });
    await publiceer(id);
    expect((await roep('PATCH', `/${id}`, { contactPerson: 'Team Licht' })).body['versions']).toHaveLength(1);
    expect((await roep('PATCH', `/${id}`, { dataClassification: 'confidential', allowGeometry: true })).body).toMatchObject({ dataClassification: 'confidential', allowGeometry: true, versions: [expect.stringMatching(/2$/), expect.stringMatching(/1$/)] });
    expect((await roep('GET', `/${id}/versions/2`)).body).toMatchObject({ status: 'published', jsonSchema: DRAFT7 });
    const punt = { type: 'Point', coordinates: [5.1, 52.1] };
    const a = await c.roep('POST', 'objects', { type: c.typeAdres(id), record: { typeVersion: 1, startAt: '2024-01-01', data: { nummer: '1' }, geometry: punt } });
    expect([a.status, (a.body['record'] as Json)['geometry']]).toEqual([201, punt]);
    expect((await c.proef.roep('GET', `/objecttypen/${id}`, { token: beheerder })).body).toMatchObject({ versie: 2, classificatie: { vertrouwelijkheid: 2 }, geometrie: true });
  });
});

describe('a type of a client is safe', () => {
  it('a BSN stands where its schema says so, and concerns somebody; elsewhere it is refused', async () => {
    const id = await maak();
    await publiceer(id);
    expect((await c.proef.roep('GET', `/objecttypen/${id}`, { token: beheerder })).body).toMatchObject({ soort: 'registratie', verwerkingsactiviteiten: ['VA-01'], betrokkenen: [{ pad: '/melder/bsn', soort: 'bsn', rol: 'betrokkene' }] });
    const maakObject = (data: Json) => c.roep('POST', 'objects', { type: c.typeAdres(id), record: { typeVersion: 1, startAt: '2024-01-01', data } });
    const goed = await maakObject({ nummer: '1', melder: { bsn: '999993021' } });
    expect(goed.status).toBe(201);
    expect(await c.proef.verwerkingen(String(goed.body['uuid']))).toMatchObject([{ betrokkenen: [{ rol: 'betrokkene' }] }]);
    expect(fouten(await maakObject({ nummer: '999993021' }))).toEqual(['nonFieldErrors bsn-gevonden']);
    const anderDoel = await c.met({ alleTypen: 'lezen-en-schrijven', doel: 'VA-06' });
    expect((await anderDoel.roep('GET', `objects/${String(goed.body['uuid'])}`)).status).toBe(403);
  });

  it('only who manages types may write them; a token may read them, and nothing crosses to another municipality', async () => {
    const id = await maak();
    const zonder = await c.proef.token();
    expect([(await roep('POST', '', { name: 'x', namePlural: 'x' }, zonder)).status, (await c.roep('POST', `${OBJECTTYPES}/objecttypes`, { name: 'x', namePlural: 'x' })).status]).toEqual([403, 403]);
    expect((await c.roep('GET', `${OBJECTTYPES}/objecttypes/${id}`)).status).toBe(200);
    const daar = await c.proef.token({ organisatie: VOORBEELDSTAD, id: 'bas', rollen: ['applicatiebeheerder'], verwerkingsactiviteit: null });
    for (const [methode, pad] of [['GET', `/${id}`], ['PATCH', `/${id}`], ['DELETE', `/${id}`], ['GET', `/${id}/versions/1`], ['POST', `/${id}/versions`], ['PATCH', `/${id}/versions/1`], ['DELETE', `/${id}/versions/1`]] as const) {
      expect([methode, pad, (await roep(methode, pad, ['GET', 'DELETE'].includes(methode) ? undefined : {}, daar)).status]).toEqual([methode, pad, 404]);
    }
    expect((await roep('GET', `/${id}/versions`, undefined, daar)).body).toMatchObject({ count: 0 });
    expect((await roep<{ results: { uuid: string }[] }>('GET', '', undefined, daar)).body.results.map((r) => r.uuid)).toEqual([c.proef.typeId('standplaats', VOORBEELDSTAD)]);
  });

  it('two that make a version at once both get a number, or one hears that there is a draft', async () => {
    const id = await maak();
    const antwoorden = await Promise.all(Array.from({ length: 5 }, () => publiceer(id)));
    expect(antwoorden.map((a) => a.body['version']).sort()).toEqual([1, 2, 3, 4, 5]);
    const concepten = await Promise.all(Array.from({ length: 5 }, () => roep('POST', `/${id}/versions`, {})));
    expect(concepten.map((a) => a.status).sort()).toEqual([201, 400, 400, 400, 400]);
  });
});
