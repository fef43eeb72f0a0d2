import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generatedCalls, type OpenApi } from '@bronhuis/testing';
import { Ajv } from 'ajv';
import { load } from 'js-yaml';
import { opent, type Huis } from '../services/toegangsbeheer/test/omgeving.ts';
import { OpenapiClient, type Document } from './openapi-client.ts';

// A client made of the published OpenAPI document of the Autorisaties API calls every operation. It is no part of the
// project: GEGEVENS names the folder it stands in.
const bestand = join(process.env['GEGEVENS'] ?? '', 'openapi', 'autorisaties-1.1.0.yaml');
const aanwezig = existsSync(bestand);
if (!aanwezig) process.stderr.write('ci/autorisaties: OVERGESLAGEN. Zet GEGEVENS op de map met openapi/autorisaties-1.1.0.yaml om de Autorisaties API te beproeven.\n');
const metDocument = aanwezig ? describe : describe.skip;

type Schema = Record<string, unknown>;
interface Operatie {
  requestBody?: Schema;
  parameters?: object[];
  responses: Record<string, { content?: Record<string, { schema: Schema }> }>;
}

const BASIS = '/autorisaties/api/v1';
const COMPONENTEN = ['zrc', 'drc', 'brc', 'nrc', 'ztc', 'ac'];

/** The document as it stands, with what is told apart from an operation put there, and what a discriminator means written out. */
function lees(): Document {
  const d = load(readFileSync(bestand, 'utf8')) as Document & { paths: Record<string, Record<string, Operatie>>; components: { requestBodies: { Applicatie: Schema } } };
  for (const bewerkingen of Object.values(d.paths)) {
    const { parameters = [], ...operaties } = bewerkingen as unknown as { parameters?: object[] } & Record<string, Operatie>;
    for (const o of Object.values(operaties) as Operatie[]) {
      o.parameters = [...parameters, ...(o.parameters ?? [])];
      if (o.requestBody) o.requestBody = d.components.requestBodies.Applicatie;
    }
    delete (bewerkingen as Record<string, unknown>)['parameters'];
  }
  const { schemas } = d.components;
  delete schemas['AutorisatieBase']!['discriminator'];
  const leden = schemas['Applicatie']!['properties'] as { autorisaties: { items: Schema } };
  leden.autorisaties.items = { allOf: COMPONENTEN.map((c) => ({ if: { properties: { component: { const: c } } }, then: { $ref: `#/components/schemas/${c}` } })) };
  // Its text and its reference implementation say one application; only the schema that was generated says a list.
  const consumer = d.paths['/applicaties/consumer']!['get']!.responses['200']!.content!['application/json']!;
  expect(consumer.schema).toEqual({ type: 'array', items: { $ref: '#/components/schemas/Applicatie' } });
  consumer.schema = consumer.schema['items'] as Schema;
  return d;
}

interface Ac { url: string; clientIds: string[]; label: string; autorisaties: object[] }
interface Lijst { count: number; results: Ac[] }

metDocument('a client of the Autorisaties API 1.1.0', () => {
  let huis: Huis;
  let bas: string;
  let document: Document;
  beforeAll(async () => {
    document = lees();
    huis = await opent();
    bas = await huis.als('bas');
  });
  afterAll(() => huis?.stop());

  const client = (): OpenapiClient => new OpenapiClient(document, BASIS, (methode, pad, body, headers) => huis.roep(methode, pad, { token: bas, ...(body === undefined ? {} : { body }), headers }));
  const naam = (): string => `c-${randomUUID().slice(0, 8)}`;

  it('does every operation, with every kind of autorisatie, and gets what the document says', async () => {
    const c = client();
    const van = (component: string, scope: string, meer: object = {}): object => ({ component, scopes: [scope], ...meer });
    const autorisaties = [
      van('zrc', 'zaken.lezen', { zaaktype: 'https://ztc.example/zaaktypen/1', maxVertrouwelijkheidaanduiding: 'zeer_geheim' }),
      van('drc', 'documenten.lezen', { informatieobjecttype: 'https://ztc.example/informatieobjecttypen/1', maxVertrouwelijkheidaanduiding: 'openbaar' }),
      van('brc', 'besluiten.lezen', { besluittype: 'https://ztc.example/besluittypen/1' }),
      van('nrc', 'notificaties.publiceren'), van('ztc', 'catalogi.lezen'), van('ac', 'autorisaties.lezen'),
    ];
    const inhoud = { clientIds: [naam(), naam()], label: 'Melding Openbare Ruimte', heeftAlleAutorisaties: false, alleenIsGereedVoorPublicatie: true, autorisaties };
    const { body: a } = await c.roep<Ac>('applicatie_create', { inhoud });
    expect(a).toMatchObject(inhoud);
    const pad = { uuid: a.url.split('/').at(-1)! };
    expect((await c.roep('applicatie_read', { pad })).body).toEqual(a);
    expect((await c.roep('applicatie_consumer', { query: { clientId: inhoud.clientIds[1]! } })).body).toEqual(a);
    expect((await c.roep<Lijst>('applicatie_list', { query: { clientIds: inhoud.clientIds.join(','), page: '1' } })).body).toMatchObject({ count: 1, results: [a] });
    const nieuw = { clientIds: [inhoud.clientIds[0]!], label: 'Anders', heeftAlleAutorisaties: true };
    expect((await c.roep('applicatie_update', { pad, inhoud: nieuw })).body).toMatchObject({ ...nieuw, autorisaties: [] });
    expect((await c.roep('applicatie_partial_update', { pad, inhoud: { ...nieuw, heeftAlleAutorisaties: false, autorisaties: autorisaties.slice(3) } })).body).toMatchObject({ autorisaties: autorisaties.slice(3) });
    expect((await c.roep('applicatie_delete', { pad })).status).toBe(204);
    expect([...c.gedaan].sort()).toEqual(c.alle);
  });

  it('hears of a fault as Fout or ValidatieFout, in the status that the document has for it', async () => {
    const ajv = new Ajv({ allErrors: true, strict: false });
    ajv.addSchema({ $id: 'document', components: { schemas: { FieldValidationError: document.components.schemas['FieldValidationError'] } } });
    const vorm = (soort: string) => ajv.compile(JSON.parse(JSON.stringify(document.components.schemas[soort]).replaceAll('"#/components/', '"document#/components/')) as Schema);
    const [fout, validatiefout] = [vorm('Fout'), vorm('ValidatieFout')];
    const noor = await huis.als('noor');
    const hier = `${BASIS}/applicaties`;
    const gevallen: [number, string, string, string | null, unknown?][] = [
      [400, 'POST', hier, bas, {}], [400, 'POST', hier, bas, '{'], [400, 'GET', `${hier}?onbekend=1`, bas], [400, 'POST', hier, bas, { clientIds: ['a'], label: 'x', autorisaties: [{ component: 'zrc', scopes: ['zaken.lezen'] }] }],
      [401, 'GET', hier, null], [401, 'GET', hier, 'onzin'], [403, 'POST', hier, noor, { clientIds: [], label: 'x', heeftAlleAutorisaties: true }],
      [404, 'GET', `${hier}/${randomUUID()}`, bas], [404, 'DELETE', `${hier}/${randomUUID()}`, bas], [404, 'GET', `${hier}/consumer?clientId=niemand`, bas], [415, 'POST', hier, bas, Buffer.from('x')],
    ];
    for (const [status, methode, pad, token, body] of gevallen) {
      const soort = body instanceof Buffer ? 'text/plain' : 'application/json';
      const a = await fetch(`${huis.url}${pad}`, {
        method: methode,
        headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), ...(body === undefined ? {} : { 'content-type': soort }) },
        ...(body === undefined ? {} : { body: typeof body === 'string' || body instanceof Buffer ? body : JSON.stringify(body) }),
      });
      expect([methode, pad, a.status, a.headers.get('content-type')?.split(';')[0], a.headers.get('api-version')]).toEqual([methode, pad, status, 'application/problem+json', '1.1.0']);
      const inhoud = (await a.json()) as unknown;
      const valideer = status === 400 ? validatiefout : fout;
      expect([inhoud, valideer(inhoud), valideer.errors]).toEqual([inhoud, true, null]);
    }
  });

  it('that sends anything at all, 600 times, hears what is wrong with it and never breaks anything', async () => {
    const { body } = await client().roep<Ac>('applicatie_create', { inhoud: { clientIds: [naam()], label: 'x', heeftAlleAutorisaties: true } });
    const uit: [string, number, string][] = [];
    for (const v of generatedCalls(document as unknown as OpenApi, { prefix: BASIS, bekend: [body.url.split('/').at(-1)!, body.clientIds[0]!], aantal: 600 })) {
      const a = await huis.roep(v.methode, v.pad, { token: bas, ...(v.body === undefined ? {} : { body: v.body }), headers: v.headers });
      uit.push([`${v.methode} ${v.pad.slice(0, 200)} ${JSON.stringify(v.body ?? null).slice(0, 300)}`, a.status, a.headers.get('content-type') ?? '']);
    }
    expect(uit.filter(([, status, soort]) => status >= 500 || (status >= 400 && !soort.startsWith('application/problem+json'))).slice(0, 5)).toEqual([]);
    expect([uit.some(([, s]) => s < 300), uit.some(([, s]) => s === 400), uit.some(([, s]) => s === 404)]).toEqual([true, true, true]);
  });
});
