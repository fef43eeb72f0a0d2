import fc from 'fast-check';
import { strip } from '../src/objecttypen/zicht.ts';
import { Proef } from './hulp.ts';
import { kaal, VERBORGEN, verander, ZICHT } from './veldrechten-model.ts';
import { maakType, SCHEMA } from './vragen-model.ts';

let proef: Proef;
let objecttype: string;
let buiten: string;
let binnen: string;
const TYPE = {
  verwerkingsactiviteiten: ['VA-01', 'VA-06'],
  gegevenscategorieen: ['meting'],
  schema: { ...SCHEMA, required: ['naam'], properties: { ...SCHEMA.properties, vrij: { type: ['string', 'number'] } } },
  afgeschermd: VERBORGEN.map((pad) => ({ pad, verwerkingsactiviteiten: ['VA-01'] })),
};
beforeAll(async () => {
  proef = await Proef.start();
  objecttype = await maakType(proef, TYPE);
  buiten = await proef.token({ verwerkingsactiviteit: 'VA-06' });
  binnen = await proef.token();
});
afterAll(() => proef.stop());

type Json = Record<string, unknown>;
const tekst = fc.constantFrom('Markt', 'Plein', '', '12');
const getal = fc.constantFrom(0, 1, 12, -3.5);
const soms = { requiredKeys: [] };
const deel = fc.record({ naam: tekst, maat: fc.integer({ min: 0, max: 3 }) }, soms);
const geldig: fc.Arbitrary<Json> = fc.record(
  { naam: tekst, aantal: fc.oneof(getal, fc.constant(null)), gemeten: fc.constant('2024-01-01T00:00:00Z'), adres: fc.record({ plaats: tekst, nummer: fc.integer({ min: 0, max: 9 }) }, soms), delen: fc.array(deel, { maxLength: 3 }), metingen: fc.array(getal, { maxLength: 2 }), trefwoorden: fc.array(tekst, { maxLength: 2 }), 'a.b__c*': tekst, vrij: fc.oneof(tekst, getal) },
  { requiredKeys: ['naam'] },
);
const los = fc.oneof(tekst, getal, fc.constant(null), fc.constant({}), fc.constant([]), deel, fc.array(deel, { maxLength: 2 }), fc.constant({ plaats: 'x' }), fc.constant({ nummer: 3 }));
const NAMEN = ['naam', 'aantal', 'gemeten', 'adres', 'delen', 'metingen', 'trefwoorden', 'a.b__c*', 'vrij', 'kent-niemand'];
const lap: fc.Arbitrary<Json> = fc.dictionary(fc.constantFrom(...NAMEN), los, { minKeys: 1, maxKeys: 3 });
const pad = fc.constantFrom('', ...NAMEN.map((n) => `/${n}`), '/adres/plaats', '/adres/nummer', '/adres/x', '/delen/-', ...[0, 1, 2].flatMap((i) => [`/delen/${i}`, `/delen/${i}/naam`, `/delen/${i}/maat`, `/metingen/${i}`]));
const bewerking = fc.record({ op: fc.constantFrom('add', 'remove', 'replace', 'move', 'copy', 'test'), path: pad, from: pad, value: los }).map((b) => ({ ...b, path: `/gegevens${b.path}`, from: `/gegevens${b.from}` }));
/** Such as fit the type, so that enough of them come through. */
const goed = fc.constantFrom(
  { op: 'add', path: '/gegevens/vrij', value: 'x' },
  { op: 'replace', path: '/gegevens/naam', value: 'Plein' },
  { op: 'copy', from: '/gegevens/naam', path: '/gegevens/vrij' },
  { op: 'add', path: '/gegevens/adres', value: { nummer: 5 } },
  { op: 'add', path: '/gegevens/delen/-', value: { maat: 2 } },
  { op: 'add', path: '/gegevens/delen', value: [{ maat: 2 }] },
);

type Poging = { soort: 'put' | 'lap' | 'bewerkingen'; put: (nu: Json) => Json; lap: Json; bewerkingen: object[]; dag: string; corrigeer: boolean };
const poging: fc.Arbitrary<Poging> = fc.record({
  soort: fc.constantFrom('put', 'put', 'lap', 'bewerkingen', 'bewerkingen'),
  put: fc.oneof(fc.constant((nu: Json) => nu), lap.map((l) => (nu: Json) => ({ ...nu, ...l })), geldig.map((g) => () => strip(g, ZICHT)), fc.constantFrom(...NAMEN).map((n) => (nu: Json) => Object.fromEntries(Object.entries(nu).filter(([k]) => k !== n)))),
  lap,
  bewerkingen: fc.oneof(fc.array(bewerking, { minLength: 1, maxLength: 2 }), fc.array(goed, { minLength: 1, maxLength: 3 })),
  dag: fc.constantFrom('2024-06-01', '2025-01-01', '2023-01-01'),
  corrigeer: fc.boolean(),
});

const maak = async (gegevens: Json): Promise<string> => {
  const a = await proef.roep('POST', '/objecten', { token: binnen, body: { objecttype, beginGeldigheid: '2024-01-01', gegevens } });
  if (a.status !== 201) throw new Error(a.tekst);
  return String(a.body['id']);
};
const lees = async (id: string, token: string, dag: string): Promise<Json> => ((await proef.roep('GET', `/objecten/${id}?geldigOp=${dag}`, { token })).body['gegevens'] ?? {}) as Json;

const doe = async (id: string, p: Poging) => {
  const koppen = (type: string) => ({ 'if-match': '"1"', 'content-type': type });
  if (p.soort === 'put') {
    const body = { beginGeldigheid: p.dag, gegevens: p.put(await lees(id, buiten, p.dag === '2023-01-01' ? '2024-01-01' : p.dag)), ...(p.corrigeer ? { correctieVoor: 1 } : {}) };
    return proef.roep('PUT', `/objecten/${id}`, { token: buiten, body, headers: koppen('application/json') });
  }
  const [type, body] = p.soort === 'lap' ? (['application/merge-patch+json', { gegevens: p.lap }] as const) : (['application/json-patch+json', p.bewerkingen] as const);
  return proef.roep('PATCH', `/objecten/${id}?geldigOp=${p.dag}`, { token: buiten, body: JSON.stringify(body), headers: koppen(type) });
};

/** What stands in the hidden places, element by element. */
const verborgen = (g: Json) => ({ ...Object.fromEntries(['aantal', 'gemeten', 'metingen', 'a.b__c*'].map((n) => [n, g[n]])), plaats: (g['adres'] as Json | undefined)?.['plaats'], namen: ((g['delen'] as Json[] | undefined) ?? []).map((d) => d['naam']) });

describe('a change by somebody without the right to a field', () => {
  it('answers the same whatever stands there, and leaves it: 200 changes to two objects that differ there only', async () => {
    const telling: Record<string, number> = {};
    for (const [een, ander, p] of fc.sample(fc.tuple(geldig, geldig, poging), { numRuns: 200, seed: 71 })) {
      const twee = [een, verander(een, ander) as Json];
      const ids = await Promise.all(twee.map(maak));
      const uit = await Promise.all(ids.map((id) => doe(id, p)));
      expect([een, p, kaal(uit[1] as never, ids[1])]).toEqual([een, p, kaal(uit[0] as never, ids[0])]);
      expect([200, 400, 409, 413]).toContain(uit[0]?.status);
      const geval = `${p.soort} ${uit[0]?.status}`;
      telling[geval] = (telling[geval] ?? 0) + 1;
      for (const vraag of [`?geldigOp=${p.dag}`, '', '/tijdlijn', `/verschil?van=2023-01-01&tot=${p.dag}`]) {
        const na = await Promise.all(ids.map(async (id) => kaal(await proef.roep('GET', `/objecten/${id}${vraag}`, { token: buiten }), id)));
        expect([een, p, na[1]]).toEqual([een, p, na[0]]);
      }
      // Before its begin there was nothing to leave as it was.
      if (uit[0]?.status !== 200 || (p.dag === '2023-01-01' && !p.corrigeer)) continue;
      for (const [i, id] of ids.entries()) {
        const [was, nu] = [verborgen(twee[i] as Json), verborgen(await lees(id, binnen, p.dag))];
        expect({ ...nu, namen: nu.namen.slice(0, was.namen.length) }).toEqual(was);
      }
    }
    for (const geval of ['put 200', 'put 400', 'lap 200', 'lap 400', 'bewerkingen 200', 'bewerkingen 400', 'bewerkingen 409']) expect(`${geval}: ${(telling[geval] ?? 0) >= 4}`).toBe(`${geval}: true`);
  }, 300_000);

  it('cannot ask of it with a JSON Patch: a hidden place is one that is not there', async () => {
    const id = await maak({ naam: 'x', aantal: 12, adres: { plaats: 'Markt', nummer: 1 } });
    const lap1 = async (b: object[]) => proef.roep('PATCH', `/objecten/${id}`, { token: buiten, body: JSON.stringify(b), headers: { 'if-match': '"1"', 'content-type': 'application/json-patch+json' } });
    for (const op of [{ op: 'test', value: 12 }, { op: 'test', value: 13 }, { op: 'remove' }, { op: 'replace', value: 1 }]) {
      for (const path of ['/gegevens/aantal', '/gegevens/adres/plaats']) {
        expect(kaal(await lap1([{ ...op, path }]))).toBe(kaal(await lap1([{ ...op, path: '/gegevens/kent-niemand' }])));
      }
    }
    for (const op of ['move', 'copy']) expect(kaal(await lap1([{ op, from: '/gegevens/aantal', path: '/gegevens/vrij' }]))).toBe(kaal(await lap1([{ op, from: '/gegevens/kent-niemand', path: '/gegevens/vrij' }])));
    const wel = await lap1([{ op: 'copy', from: '/gegevens/adres/nummer', path: '/gegevens/vrij' }, { op: 'test', path: '/gegevens/adres', value: { nummer: 1 } }]);
    expect(wel.status).toBe(200);
    expect(await lees(id, binnen, '2030-01-01')).toEqual({ naam: 'x', aantal: 12, adres: { plaats: 'Markt', nummer: 1 }, vrij: 1 });
  });
});

describe('a new object by somebody without the right to a field', () => {
  const nieuw = (gegevens: Json, type = objecttype) => proef.roep<{ invalidParams?: { name: string; code: string }[] }>('POST', '/objecten', { token: buiten, body: { objecttype: type, beginGeldigheid: '2024-01-01', gegevens } });
  const fouten = async (gegevens: Json, type?: string) => (await nieuw(gegevens, type)).body.invalidParams?.map((p) => `${p.name} ${p.code}`);

  it('does not hold it, and names every field that it may not', async () => {
    expect((await nieuw({ naam: 'x', adres: { nummer: 1 } })).status).toBe(201);
    expect(await fouten({ naam: 'x', aantal: 1, adres: { plaats: 'x' }, delen: [{ maat: 1, naam: 'x' }], metingen: 'geen lijst' })).toEqual(
      ['aantal', 'adres.plaats', 'delen.0.naam', 'metingen'].map((n) => `gegevens.${n} afgeschermd`),
    );
  });
  it('cannot be made where it is required', async () => {
    const verplicht = await maakType(proef, { ...TYPE, naam: 'verplicht', schema: { ...SCHEMA, required: ['naam', 'aantal'] } });
    expect(await fouten({ naam: 'x' }, verplicht)).toEqual(['gegevens.aantal required']);
    expect((await nieuw({ naam: 'x' }, verplicht)).tekst).toContain('u kunt het niet vastleggen');
  });
});
