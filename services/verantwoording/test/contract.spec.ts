import { bewerkingen, type Bewerking } from '@bronhuis/testing';
import fc from 'fast-check';
import { Opzet } from './opzet.ts';

type Schema = Record<string, unknown>;

describe('the contract of the API', () => {
  let t: Opzet;
  beforeAll(async () => {
    t = await Opzet.start();
  });
  afterAll(() => t.stop());

  it('describes every operation in words', () => {
    const alle = bewerkingen(t.o.contract) as { methode: string; pad: string; bewerking: Bewerking & { summary?: string; tags?: string[] } }[];
    expect(alle.length).toBeGreaterThanOrEqual(14);
    for (const { bewerking } of alle) {
      expect(bewerking.operationId).toMatch(/^[a-z][A-Za-z]+$/);
      expect(bewerking.summary?.length).toBeGreaterThan(5);
      expect(bewerking.tags).toHaveLength(1);
    }
    expect(new Set(alle.map((b) => b.bewerking.operationId)).size).toBe(alle.length);
  });

  it('keeps strangers out of everything but keys and checkpoints', async () => {
    for (const { methode, pad } of bewerkingen(t.o.contract)) {
      const { status } = await t.o.roep(methode, `/verantwoording/v1${pad.replace('{id}', pad.startsWith('/verwerkingsactiviteiten') ? 'VA-01' : '01935000-0000-7000-8000-000000000000')}`, {
        headers: { 'x-bronhuis-organisatie': '00000001999990007000' },
      });
      expect([pad, status]).toEqual([pad, ['/controlepunten', '/sleutels'].includes(pad) ? 200 : 401]);
    }
  });

  it('holds for 2,000 generated requests: no 5xx, every answer as described', async () => {
    const componenten = (t.o.contract.components?.schemas ?? {}) as Record<string, Schema>;
    const record = t.record();
    await t.leg([record]);
    const tokens = await Promise.all([
      t.inwoner('999993021'),
      t.medewerker('petra', ['privacy-officer'], 'VA-05'),
      t.medewerker('carla', ['ciso'], 'VA-05'),
      t.medewerker('farida', ['fg'], null),
    ]);
    const vrij = fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.constantFrom("'; drop table verwerking; --", '\u0000', '999993021'));
    const tekst = (s: Schema): fc.Arbitrary<unknown> => {
      if (s['format'] === 'uuid') return fc.oneof(fc.constant(record.id), fc.uuid());
      if (s['format'] === 'date') return fc.oneof({ weight: 4, arbitrary: fc.constantFrom('2024-01-01', '2026-11-01', '0001-01-01', '9999-12-31') }, { weight: 1, arbitrary: vrij });
      if (typeof s['pattern'] === 'string') return fc.oneof({ weight: 5, arbitrary: fc.stringMatching(new RegExp(s['pattern'])) }, { weight: 1, arbitrary: vrij });
      return fc.oneof(fc.string({ minLength: Number(s['minLength'] ?? 0), maxLength: 60 }), vrij);
    };
    const uit = (s: Schema | undefined): fc.Arbitrary<unknown> => {
      if (!s) return vrij;
      const verwijzing = (s['$ref'] ?? (s['allOf'] as Schema[] | undefined)?.[0]?.['$ref']) as string | undefined;
      if (verwijzing) return uit(componenten[verwijzing.split('/').at(-1) ?? '']);
      if (Array.isArray(s['enum'])) return fc.constantFrom(...(s['enum'] as unknown[]));
      if (s['type'] === 'integer') return fc.oneof(fc.integer({ min: -1, max: 2100 }), fc.constant(Number.MAX_SAFE_INTEGER));
      if (s['type'] === 'boolean') return fc.boolean();
      if (s['type'] === 'array') return fc.array(uit(s['items'] as Schema), { maxLength: 3 });
      if (s['type'] !== 'object') return tekst(s);
      const velden = (s['properties'] ?? {}) as Record<string, Schema>;
      return fc.record(Object.fromEntries(Object.entries(velden).map(([n, v]) => [n, uit(v)])), { requiredKeys: (s['required'] ?? []) as string[] });
    };
    const verzoeken = bewerkingen(t.o.contract).map(({ methode, pad, bewerking }) => {
      const velden = (waar: string): Record<string, fc.Arbitrary<unknown>> =>
        Object.fromEntries((bewerking.parameters ?? []).filter((p) => p.in === waar).map((p) => [p.name, uit(p.schema)]));
      const schema = bewerking.requestBody?.content?.['application/json']?.schema;
      return fc.record({
        methode: fc.constant(methode),
        pad: fc.record(velden('path')).map((w) => pad.replace(/\{(\w+)\}/g, (_, n: string) => encodeURIComponent(String(w[n])) || 'x')),
        query: fc.record(velden('query'), { requiredKeys: [] }),
        body: schema ? uit(schema) : fc.constant(undefined),
        etag: fc.constantFrom('"1"', '"2"', '*'),
        token: fc.constantFrom(...tokens),
      });
    });
    const statussen = new Set<number>();
    for (let ronde = 0; ronde < 20; ronde++) {
      const rij = fc.sample(fc.oneof(...verzoeken), { numRuns: 100, seed: ronde });
      for (let n = 0; n < rij.length; n += 10) {
        await Promise.all(
          rij.slice(n, n + 10).map(async (v) => {
            const query = new URLSearchParams(Object.entries(v.query).map(([naam, w]): [string, string] => [naam, String(w)])).toString();
            const a = await t.o.roep(v.methode, `/verantwoording/v1${v.pad}${query ? `?${query}` : ''}`, { token: v.token, headers: { 'if-match': v.etag }, ...(v.body === undefined ? {} : { body: v.body }) });
            statussen.add(a.status);
            if (a.status >= 500) throw new Error(`${v.methode} ${v.pad}?${query} ${JSON.stringify(v.body)}: ${a.tekst}`);
          }),
        );
      }
    }
    expect([...statussen]).toEqual(expect.arrayContaining([200, 201, 400, 403, 404]));
  });
});
