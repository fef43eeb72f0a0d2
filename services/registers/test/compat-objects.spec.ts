import { datumInAmsterdam, systeemKlok } from '@bronhuis/standaarden';
import { Compat, OBJECTS, CRS } from './compat-hulp.ts';
import type { Json } from './compat-hulp.ts';

let c: Compat;
const vandaag = datumInAmsterdam(systeemKlok.nu());
beforeAll(async () => {
  c = await Compat.start();
});
afterAll(() => c.stop());

describe('an object', () => {
  it('is made with a uuid of the client, and answered as it was sent', async () => {
    const uuid = '4f3a8c1e-8d20-4c1d-9a53-6e2b7f1d0c11';
    const record = c.record({ data: { naam: 'Linde', hoogte: 12.5 }, references: [{ type: 'zaak', url: 'https://zaken.example/zaken/1' }] });
    const a = await c.roep('POST', 'objects', { uuid, type: `https://elders.example/api/v1/objecttypes/${c.type}`, record });
    expect(a.status).toBe(201);
    expect(a.headers.get('content-crs')).toBe('EPSG:4326');
    expect(a.headers.get('api-version')).toBe('2.7.0');
    expect(a.headers.get('location')).toBe(`https://bronhuis.example${OBJECTS}/objects/${uuid}`);
    const verwacht = { index: 1, typeVersion: 1, data: { naam: 'Linde', hoogte: 12.5 }, geometry: null, references: [{ type: 'zaak', url: 'https://zaken.example/zaken/1' }], startAt: '2024-01-01', endAt: null, registrationAt: vandaag, correctionFor: null, correctedBy: null };
    expect(a.body).toEqual({ url: `https://bronhuis.example${OBJECTS}/objects/${uuid}`, uuid, type: c.typeAdres(), record: verwacht });
    expect((await c.roep('GET', `objects/${uuid}`)).body).toEqual(a.body);
    expect((await c.roep<{ results: Json[] }>('GET', 'objects')).body.results).toContainEqual(a.body);
    expect((await c.roep('GET', `objects/${uuid}?fields=uuid,record__data__naam,record__startAt`)).body).toEqual({ uuid, record: { data: { naam: 'Linde' }, startAt: '2024-01-01' } });
    const nogEens = await c.roep('POST', 'objects', { uuid, type: c.typeAdres(), record });
    expect([nogEens.status, nogEens.body]).toMatchObject([400, { code: 'invalid', invalid_params: [{ name: 'uuid', code: 'unique' }] }]);
  });

  it('is an object of the registers too, with an event and a record of each processing', async () => {
    const id = await c.maak();
    await c.roep('PATCH', `objects/${id}`, { record: { data: { hoogte: 3 } } });
    expect((await c.proef.roep('GET', `/objecten/${id}`)).body).toMatchObject({ versie: 2, gegevens: { naam: 'Eik', hoogte: 3 } });
    expect((await c.proef.gebeurtenissen(id)).map((g) => [g.type, g.sequence])).toEqual([
      ['nl.gemeente.objecten.object-geregistreerd', '0000000001'.replace(/^0+/, '')],
      ['nl.gemeente.objecten.object-gewijzigd', '2'],
    ].map(([t, s]) => [t, expect.stringMatching(new RegExp(`^0*${s}$`))]));
    expect((await c.roep('DELETE', `objects/${id}`)).status).toBe(204);
    expect((await c.roep('GET', `objects/${id}`)).status).toBe(404);
    expect((await c.proef.roep('GET', `/objecten/${id}`)).status).toBe(410);
    const weer = await c.roep('POST', 'objects', { uuid: id, type: c.typeAdres(), record: c.record() });
    expect([weer.status, weer.body]).toMatchObject([400, { invalid_params: [{ name: 'uuid', code: 'unique' }] }]);
  });

  it('is kept when another case names it: only the reference goes', async () => {
    const [een, twee] = ['https://zaken.example/zaken/1', 'https://zaken.example/zaken/2'];
    const id = await c.maak({ references: [{ type: 'zaak', url: een }, { type: 'zaak', url: twee }] });
    const a = await c.roep('DELETE', `objects/${id}?zaak=${encodeURIComponent(een)}`);
    expect([a.status, a.body]).toEqual([200, { behouden: [`https://bronhuis.example${OBJECTS}/objects/${id}`] }]);
    expect((await c.roep('GET', `objects/${id}`)).body).toMatchObject({ record: { references: [{ type: 'zaak', url: twee }] } });
    expect((await c.roep('DELETE', `objects/${id}?zaak=${encodeURIComponent(twee)}`)).status).toBe(204);
    expect((await c.roep('GET', `objects/${id}`)).status).toBe(404);
  });
});

describe('errors have the form of the standard', () => {
  const fouten = async (body: unknown, methode = 'POST', pad = 'objects') => (await c.roep<{ invalid_params: { name: string; code: string }[] }>(methode, pad, body)).body.invalid_params.map((f) => `${f.name} ${f.code}`).sort();

  it('every wrong field at once, with its name and code', async () => {
    expect(await fouten({})).toEqual(['record required', 'type required']);
    expect(await fouten({ type: 'x', uuid: 'x', record: { typeVersion: 'x', startAt: '2024-02-30', data: 'x', references: [{ type: 'boek' }] } })).toEqual(
      ['record.data invalid', 'record.references.0.type invalid_choice', 'record.references.0.url required', 'record.startAt invalid', 'record.typeVersion invalid', 'type invalid', 'uuid invalid'],
    );
    expect(await fouten({ type: c.typeAdres('0199ffff-0000-7000-8000-000000000000'), record: c.record() })).toEqual(['type does_not_exist']);
    expect(await fouten({ type: c.typeAdres(), record: c.record({ typeVersion: 9 }) })).toEqual(['nonFieldErrors invalid-json-schema']);
    expect(await fouten({ type: c.typeAdres(), record: c.record({ data: { hoogte: 'hoog', geplant: '2024-02-30' } }) })).toEqual(Array(3).fill('nonFieldErrors invalid-json-schema'));
    expect(await fouten({ type: c.typeAdres(), record: c.record({ data: { naam: '999993021' } }) })).toEqual(['nonFieldErrors bsn-gevonden']);
    expect(await fouten({ type: c.typeAdres(), record: c.record({ geometry: { type: 'Point', coordinates: [5, 52] } }) })).toEqual(['nonFieldErrors geometry-not-allowed']);
    expect(await fouten({ type: c.typeAdres(), record: c.record({ correctionFor: 1 }) })).toEqual(['record.correctionFor does_not_exist']);
    const id = await c.maak();
    expect(await fouten({ uuid: '4f3a8c1e-8d20-4c1d-9a53-6e2b7f1d0c12', type: c.typeAdres(c.proef.typeId('standplaats')), record: c.record() }, 'PUT', `objects/${id}`)).toEqual(['type immutable-field', 'uuid immutable-field']);
    expect(await fouten({ type: c.typeAdres(), record: c.record({ correctionFor: 7 }) }, 'PUT', `objects/${id}`)).toEqual(['record.correctionFor does_not_exist']);
  });

  it('401, 403, 404, 405, 406, 412 and 415 too', async () => {
    const id = await c.maak();
    const body = { type: c.typeAdres(), record: c.record() };
    const { o } = c.proef;
    const lezer = await c.met({ rechten: [{ objecttype: c.type, modus: 'lezen' }] });
    const antwoorden = [
      await o.roep('GET', `${OBJECTS}/objects`),
      await o.roep('GET', `${OBJECTS}/objects`, { apiToken: 'x' }),
      await lezer.roep('POST', 'objects', body),
      await c.roep('GET', 'objects/0199ffff-0000-7000-8000-000000000000'),
      await c.roep('GET', 'objects/geen-uuid'),
      await c.roep('GET', `objects/${id}/9`),
      await c.roep('GET', 'objects?page=99'),
      await c.roep('GET', 'niets'),
      await c.roep('PUT', 'objects', body),
      await c.roep('POST', 'objects', body, { 'content-crs': 'EPSG:28992' }),
      await c.roep('GET', 'objects', undefined, { 'accept-crs': 'EPSG:28992' }),
      await c.proef.o.roep('POST', `${OBJECTS}/objects`, { token: await c.proef.token(), body }),
      await c.roep('POST', 'objects', '{', { ...CRS, 'content-type': 'application/json' }),
    ] as { status: number; body: Json; headers: Headers }[];
    expect(antwoorden.map((a) => `${a.status} ${String(a.body['code'])}`)).toEqual([
      '401 not_authenticated', '401 authentication_failed', '403 permission_denied', '404 not_found', '404 not_found', '404 not_found', '404 not_found', '404 not_found',
      '405 method_not_allowed', '406 not_acceptable', '406 not_acceptable', '412 precondition_failed', '400 parse_error',
    ]);
    for (const a of antwoorden) {
      expect(a.headers.get('content-type')).toContain('application/problem+json');
      expect(a.body).toMatchObject({ type: expect.any(String), title: expect.any(String), status: a.status, detail: expect.any(String) });
      expect(a.headers.get('api-version')).toBe('2.7.0');
    }
    expect(antwoorden[0]?.headers.get('www-authenticate')).toBe('Token');
    expect(antwoorden[3]?.body['instance']).toMatch(/^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  });
});
