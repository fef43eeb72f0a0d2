import fc from 'fast-check';
import { bewerkingen, type Bewerking, type OpenApi, type Parameter } from './contract.ts';

type Schema = Record<string, unknown>;

export type GegenereerdVerzoek = { methode: string; pad: string; operatie: string; body?: unknown; headers: Record<string, string> };

type Inhoud = { body?: unknown; headers: Record<string, string> };

export type GenereerWensen = {
  aantal?: number;
  /** The same seed gives the same requests. */
  zaad?: number;
  /** Ids of things that are there: without them nearly every request ends at "not found". */
  bekend?: string[];
  /** Before the path of the contract: `/registers/v1`. */
  prefix?: string;
};

const GEMEEN = ['', ' ', '\u0000', "'; drop table x; --", '../../etc/passwd', '%00', '<script>', '\ud83d\ude00'.repeat(20), 'x'.repeat(5_000), '-1', 'null', '\u202e', '999993021'];

/** Requests that mostly fit the contract and now and then do not: in type, in form, in length, in what is left out. */
export function generatedCalls(contract: OpenApi, w: GenereerWensen = {}): GegenereerdVerzoek[] {
  const { aantal = 2_000, zaad = 20_261_122, bekend = [], prefix = '' } = w;
  const maker = new Maker(contract, bekend);
  const operaties = bewerkingen(contract);
  if (operaties.length === 0) throw new Error('Het contract kent geen enkele bewerking');
  // Each operation gets its turn, however many there are.
  const perOperatie = Math.ceil(aantal / operaties.length);
  const alles = operaties.flatMap((o, i) => fc.sample(maker.verzoek(o, prefix), { numRuns: perOperatie, seed: zaad + i }));
  return verdeel(alles, operaties.length, perOperatie).slice(0, Math.max(aantal, operaties.length));
}

/** Turn by turn over the operations, so that what one leaves behind is there for the next. */
function verdeel<T>(alles: T[], groepen: number, perGroep: number): T[] {
  const uit: T[] = [];
  for (let n = 0; n < perGroep; n++) for (let g = 0; g < groepen; g++) uit.push(alles[g * perGroep + n] as T);
  return uit;
}

class Maker {
  readonly #schemas: Record<string, Schema>;
  readonly #bekend: string[];

  constructor(contract: OpenApi, bekend: string[]) {
    this.#schemas = contract.components?.schemas ?? {};
    this.#bekend = bekend;
  }

  verzoek(o: { methode: string; pad: string; bewerking: Bewerking }, prefix: string): fc.Arbitrary<GegenereerdVerzoek> {
    const parameters = o.bewerking.parameters ?? [];
    const deel = (soort: Parameter['in']): fc.Arbitrary<Record<string, unknown>> => {
      const eigen = parameters.filter((p) => p.in === soort);
      return fc.record(Object.fromEntries(eigen.map((p) => [p.name, this.#waarde(p.schema ?? {}, 1)])), {
        requiredKeys: soort === 'path' ? eigen.map((p) => p.name) : eigen.filter((p) => p.required).map((p) => p.name),
      });
    };
    return fc
      .record({ path: deel('path'), query: deel('query'), header: deel('header'), extra: this.#extra(), inhoud: this.#inhoud(o.bewerking) })
      .map(({ path, query, header, extra, inhoud }) => {
        const pad = o.pad.replace(/\{([^}]+)\}/g, (_, naam: string) => encodeURIComponent(tekstVan(path[naam])) || '%20');
        const vraag = formulier({ ...query, ...extra });
        return {
          methode: o.methode,
          operatie: `${o.methode} ${o.pad}`,
          pad: `${prefix}${pad}${vraag ? `?${vraag}` : ''}`,
          headers: { ...Object.fromEntries(Object.entries(header).map(([n, v]) => [n, kop(v)])), ...inhoud.headers },
          ...('body' in inhoud ? { body: inhoud.body } : {}),
        };
      });
  }

  /** Now and then a parameter that nobody knows. */
  #extra(): fc.Arbitrary<Record<string, unknown>> {
    return fc.oneof({ weight: 30, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: fc.constantFrom({ onbekend: '1' }, { omvang: '-1' }, { na: 'x' }) });
  }

  #inhoud(b: Bewerking): fc.Arbitrary<Inhoud> {
    const [soort, beschrijving] = Object.entries(b.requestBody?.content ?? {})[0] ?? [];
    if (!soort) return fc.constant({ headers: {} });
    const schema = beschrijving?.schema ?? {};
    const goed: fc.Arbitrary<Inhoud> = /[/+]json$/.test(soort)
      ? this.#waarde(schema, 4).map((v) => ({ body: JSON.stringify(v) ?? 'null', headers: { 'content-type': 'application/json' } }))
      : /urlencoded/.test(soort)
        ? this.#waarde(schema, 2).map((v) => ({ body: formulier(Object(v) as Record<string, unknown>), headers: { 'content-type': soort } }))
        : fc.uint8Array({ maxLength: 200 }).map((body) => ({ body: new Uint8Array(body), headers: { 'content-type': soort === '*/*' ? 'application/pdf' : soort } }));
    const kapot = fc.constantFrom<Inhoud>(
      { headers: {} },
      { body: '{', headers: { 'content-type': 'application/json' } },
      { body: '', headers: { 'content-type': 'application/json' } },
      { body: '[]', headers: { 'content-type': 'application/json' } },
      { body: 'null', headers: { 'content-type': 'application/json' } },
      { body: '{"__proto__":{"a":1}}', headers: { 'content-type': 'application/json' } },
      { body: 'x', headers: { 'content-type': 'text/plain' } },
      { body: 'x', headers: { 'content-type': 'geen mediatype' } },
    );
    return fc.oneof({ weight: 12, arbitrary: goed }, { weight: 1, arbitrary: kapot });
  }

  /** Mostly what fits; sometimes what does not. */
  #waarde(schema: Schema, diepte: number): fc.Arbitrary<unknown> {
    const wild = fc.oneof(fc.constantFrom(...GEMEEN), fc.integer(), fc.constantFrom(null, true, [], {}, 1e308, 0.1), fc.jsonValue({ maxDepth: 2 }));
    return fc.oneof({ weight: 14, arbitrary: this.#passend(schema, diepte) }, { weight: 1, arbitrary: wild });
  }

  #passend(s: Schema, diepte: number): fc.Arbitrary<unknown> {
    if (typeof s['$ref'] === 'string') return this.#passend(this.#schemas[s['$ref'].split('/').at(-1) ?? ''] ?? {}, diepte);
    for (const keuze of ['oneOf', 'anyOf', 'allOf']) {
      const delen = s[keuze] as Schema[] | undefined;
      if (delen && delen.length > 0) return fc.oneof(...delen.map((d) => this.#passend(d, diepte)));
    }
    if (s['nullable'] === true) {
      const { nullable: _, ...rest } = s;
      return fc.oneof({ weight: 5, arbitrary: this.#passend(rest, diepte) }, { weight: 1, arbitrary: fc.constant(null) });
    }
    if (Array.isArray(s['enum']) && s['enum'].length > 0) return fc.constantFrom(...(s['enum'] as unknown[]));
    if ('example' in s && s['type'] !== 'object') return fc.oneof({ weight: 1, arbitrary: fc.constant(s['example']) }, { weight: 2, arbitrary: this.#naarSoort(s, diepte) });
    return this.#naarSoort(s, diepte);
  }

  #naarSoort(s: Schema, diepte: number): fc.Arbitrary<unknown> {
    switch (s['type']) {
      case 'integer':
      case 'number': {
        const min = typeof s['minimum'] === 'number' ? s['minimum'] : -5;
        const max = typeof s['maximum'] === 'number' ? s['maximum'] : min + 10_000;
        const binnen = fc.integer({ min: Math.ceil(min), max: Math.floor(max) });
        return fc.oneof({ weight: 8, arbitrary: binnen }, { weight: 1, arbitrary: fc.constantFrom(min - 1, max + 1, Number.MAX_SAFE_INTEGER, -0) });
      }
      case 'boolean':
        return fc.boolean();
      case 'array':
        return fc.array(this.#waarde((s['items'] ?? {}) as Schema, diepte - 1), { maxLength: diepte > 0 ? 3 : 0 });
      case 'object': {
        const velden = (s['properties'] ?? {}) as Record<string, Schema>;
        if (Object.keys(velden).length === 0 || diepte <= 0) return fc.dictionary(fc.string({ maxLength: 10 }), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 3 });
        const verplicht = ((s['required'] ?? []) as string[]).filter((k) => k in velden);
        return fc.record(Object.fromEntries(Object.entries(velden).map(([n, v]) => [n, this.#waarde(v, diepte - 1)])), { requiredKeys: verplicht });
      }
      default:
        return this.#tekst(s);
    }
  }

  #tekst(s: Schema): fc.Arbitrary<string> {
    const max = Math.min(Number(s['maxLength'] ?? 60), 300);
    const min = Math.min(Number(s['minLength'] ?? 0), max);
    switch (s['format']) {
      case 'uuid':
        return this.#bekend.length > 0 ? fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...this.#bekend) }, { weight: 1, arbitrary: fc.uuid() }) : fc.uuid();
      case 'date':
        return fc.constantFrom('2024-02-29', '2025-01-01', '2026-11-22', '0001-01-01', '9999-12-31', '2025-02-30');
      case 'date-time':
        return fc.constantFrom('2026-11-22T10:00:00Z', '2026-03-29T02:30:00+01:00', '0001-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z', '2016-12-31T23:59:60Z');
      case 'uri':
        return fc.constantFrom('https://example.org/a', 'urn:x:y', 'http://[::1]/');
      case 'binary':
        return fc.string({ maxLength: 200 });
      default:
    }
    if (typeof s['pattern'] === 'string') return fc.oneof({ weight: 5, arbitrary: fc.stringMatching(new RegExp(s['pattern'])) }, { weight: 1, arbitrary: fc.constantFrom(...GEMEEN) });
    const gewoon = fc.string({ minLength: min, maxLength: max, unit: 'grapheme' });
    const bekend = this.#bekend.length > 0 ? [{ weight: 1, arbitrary: fc.constantFrom(...this.#bekend) }] : [];
    return fc.oneof({ weight: 6, arbitrary: gewoon }, { weight: 1, arbitrary: fc.constantFrom(...GEMEEN.filter((g) => g.length <= max)) }, ...bekend);
  }
}

const tekstVan = (v: unknown): string => {
  const tekst = typeof v === 'string' ? v : (JSON.stringify(v) ?? '');
  // Through bytes: half a surrogate pair cannot be part of a URL.
  return Buffer.from(tekst.slice(0, 2_000), 'utf8').toString('utf8');
};

const formulier = (velden: Record<string, unknown>): string =>
  new URLSearchParams(Object.entries(velden).map(([naam, v]): [string, string] => [naam, tekstVan(v)])).toString();

/** What fetch lets through in a header. */
const kop = (v: unknown): string => tekstVan(v).replace(/[^\x20-\x7e]/g, '').trim().slice(0, 500);
