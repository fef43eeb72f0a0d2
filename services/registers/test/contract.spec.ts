import fc from 'fast-check';
import { bewerkingen } from '@bronhuis/testing';
import { Proef } from './hulp.ts';

type Schema = Record<string, unknown>;

let proef: Proef;
let bekend: string[];
beforeAll(async () => {
  proef = await Proef.start();
  const dossier = await proef.open('C-1');
  bekend = [dossier.id, await proef.document(dossier.id, 'besluit'), String((await proef.standplaats()).body['id']), proef.typeId('evenementendossier'), proef.typeId('standplaats')];
});
afterAll(() => proef.stop());

/** Values that fit a schema, and now and then one that does not. */
function uit(schema: Schema | undefined): fc.Arbitrary<unknown> {
  const wild = fc.oneof(fc.string(), fc.integer(), fc.constant(null), fc.jsonValue({ maxDepth: 2 }));
  return fc.oneof({ weight: 9, arbitrary: passend(schema ?? {}) }, { weight: 1, arbitrary: wild });
}

function passend(schema: Schema): fc.Arbitrary<unknown> {
  const componenten = (proef.o.contract.components?.schemas ?? {}) as Record<string, Schema>;
  const verwijzing = (schema['$ref'] ?? (schema['allOf'] as Schema[] | undefined)?.[0]?.['$ref']) as string | undefined;
  if (verwijzing) return passend(componenten[verwijzing.split('/').at(-1) ?? ''] ?? {});
  if (Array.isArray(schema['enum'])) return fc.constantFrom(...(schema['enum'] as unknown[]));
  switch (schema['type']) {
    case 'integer':
    case 'number':
      return fc.integer({ min: -2, max: 200 });
    case 'boolean':
      return fc.boolean();
    case 'array':
      return fc.array(uit(schema['items'] as Schema), { maxLength: 3 });
    case 'object': {
      const velden = (schema['properties'] ?? {}) as Record<string, Schema>;
      if (Object.keys(velden).length === 0) return fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }), { maxKeys: 4 });
      const arbitrairen = Object.fromEntries(Object.entries(velden).map(([n, s]) => [n, uit(s)]));
      return fc.record(arbitrairen, { requiredKeys: ((schema['required'] ?? []) as string[]).filter((k) => k in velden) });
    }
    default:
      return tekst(schema);
  }
}

function tekst(schema: Schema): fc.Arbitrary<string> {
  if (schema['format'] === 'uuid') return fc.oneof(fc.constantFrom(...bekend), fc.uuid());
  if (schema['format'] === 'date') return fc.oneof(fc.constantFrom('2024-01-01', '2024-02-30', '0001-01-01', '9999-12-31'), fc.string());
  if (schema['format'] === 'date-time') return fc.constantFrom('2024-01-01T00:00:00Z', '2024-01-01T00:00:00+02:00', '0001-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z', '2016-12-31T23:59:60Z');
  if (typeof schema['pattern'] === 'string') return fc.oneof(fc.stringMatching(new RegExp(schema['pattern'])), fc.string());
  return fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.constantFrom('/plaats', "'; drop table object; --", '\u0000', '%00'));
}

describe('the contract', () => {
  it('says of every change how it is guarded and of every list how it is walked', () => {
    for (const { methode, pad, bewerking } of bewerkingen(proef.o.contract)) {
      const koppen = (bewerking.parameters ?? []).filter((p) => p.in === 'header').map((p) => p.name);
      expect(new Set(koppen.map((k) => k.toLowerCase())).size).toBe(koppen.length);
      expect((bewerking.parameters ?? []).filter((p) => p.in === 'header').every((p) => p.required === false)).toBe(true);
      if (methode === 'PATCH' || (methode === 'PUT' && pad === '/objecten/{id}') || /_(sluiten|heropenen)$/.test(pad)) expect(koppen).toContain('If-Match');
      if (methode === 'GET' && /^\/(objecten|dossiers|objecttypen)$/.test(pad)) expect((bewerking.parameters ?? []).map((p) => p.name)).toEqual(expect.arrayContaining(['na', 'omvang', 'aantal']));
    }
  });

  it('holds for 2,000 generated requests: no 5xx, every error a problem, every answer as described', async () => {
    const tokens = [await proef.token(), await proef.vernietiger(), await proef.token({ id: 'bas', rollen: ['applicatiebeheerder'], verwerkingsactiviteit: null })];
    const alle = bewerkingen(proef.o.contract);
    const verzoeken = alle.map((b) => {
      const parameters = b.bewerking.parameters ?? [];
      const velden = (waar: string) => Object.fromEntries(parameters.filter((p) => p.in === waar).map((p) => [p.name, uit(p.schema)]));
      const body = b.bewerking.requestBody?.content?.['application/json']?.schema;
      return fc.record({
        b: fc.constant(b),
        pad: fc.record(velden('path')),
        query: fc.record(velden('query'), { requiredKeys: [] }),
        etag: fc.constantFrom('"1"', '"2"', '*', ''),
        body: body ? uit(body as Schema) : fc.constant(undefined),
        token: fc.constantFrom(...tokens),
      });
    });
    const statussen = new Map<number, number>();
    const doe = async (v: { b: (typeof alle)[number]; pad: Record<string, unknown>; query: Record<string, unknown>; etag: string; body: unknown; token: string }): Promise<void> => {
      const pad = v.b.pad.replace(/\{(\w+)\}/g, (_, n: string) => encodeURIComponent(String(v.pad[n])) || 'x');
      const query = new URLSearchParams(Object.entries(v.query).map(([n, w]) => [n, String(w)])).toString();
      const isBestand = v.b.methode === 'PUT' && v.b.pad.endsWith('/bestand');
      const body = isBestand ? 'bestand' : v.body === undefined ? undefined : JSON.stringify(v.body);
      const headers = { 'if-match': v.etag, ...(body === undefined ? {} : { 'content-type': isBestand ? 'application/pdf' : 'application/json' }) };
      const t0 = performance.now();
      const wacht = setTimeout(() => process.stderr.write(`HANG ${v.b.methode} ${pad}?${query} ${String(body)}\n`), 10000);
      const a = await proef.o.roep(v.b.methode, `/registers/v1${pad}${query ? `?${query}` : ''}`, { token: v.token, headers, ...(body === undefined ? {} : { body }) });
      clearTimeout(wacht);
      statussen.set(a.status, (statussen.get(a.status) ?? 0) + 1);
      if (a.status >= 500) throw new Error(`${v.b.methode} ${pad}?${query} ${String(body)}: ${a.tekst}`);
    };
    for (let ronde = 0; ronde < 20; ronde++) {
      const t0 = performance.now();
      const rij = fc.sample(fc.oneof(...verzoeken), { numRuns: 100, seed: ronde });
      const t1 = performance.now();
      for (let n = 0; n < rij.length; n += 8) await Promise.all(rij.slice(n, n + 8).map((v) => doe(v as never)));
      process.stderr.write(`gen ${t1 - t0} req ${performance.now() - t1}\n`);
    }
    // The generator reaches what is behind the door: not only refusals.
    expect([...statussen.keys()]).toEqual(expect.arrayContaining([200, 201, 400, 403, 404]));
  });
});
