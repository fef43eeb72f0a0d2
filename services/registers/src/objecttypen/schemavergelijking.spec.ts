import fc from 'fast-check';
import { compileerSchema } from './schema.ts';
import { vergelijkSchemas } from './schemavergelijking.ts';

type Schema = Record<string, unknown>;
const object = (properties: Schema, extra: Schema = {}): Schema => ({ type: 'object', properties, ...extra });
const dicht = (properties: Schema, extra: Schema = {}): Schema => object(properties, { additionalProperties: false, ...extra });
const codes = (oud: Schema, nieuw: Schema): string[] => vergelijkSchemas(oud, nieuw).map((b) => `${b.pad} ${b.code}`);

describe('two versions of a schema: certainly compatible', () => {
  const basis = dicht({ naam: { type: 'string', maxLength: 10 }, soort: { enum: ['a', 'b'] }, aantal: { type: 'integer', minimum: 1 } }, { required: ['naam', 'aantal'] });
  it.each<[string, Schema]>([
    ['a new optional field in a closed object', dicht({ ...(basis['properties'] as Schema), extra: { type: 'string' } }, { required: ['naam', 'aantal'] })],
    ['a required field that becomes optional', { ...basis, required: ['naam'] }],
    ['a longer text, a wider number, one more choice', dicht({ naam: { type: 'string', maxLength: 20 }, soort: { enum: ['a', 'b', 'c'] }, aantal: { type: 'number', exclusiveMinimum: 0 } }, { required: ['naam'] })],
    ['an object that opens', object(basis['properties'] as Schema, { required: ['naam'] })],
    ['the same said by reference', { $ref: '#/$defs/alles', $defs: { alles: basis } }],
    ['the same said in parts', { allOf: [{ type: 'object', required: ['naam'] }, { properties: basis['properties'] }] }],
    ['a choice of which one is the old', { anyOf: [{ type: 'array' }, basis] }],
    ['a choice of values that a list of types covers', dicht({ ...(basis['properties'] as Schema), soort: { type: 'string', minLength: 1, pattern: '^[abc]$' } })],
  ])('%s', (_naam, nieuw) => {
    expect(codes(basis, nieuw)).toEqual([]);
  });
});

describe('two versions of a schema: not certain', () => {
  const adres = { type: 'object', properties: { plaats: { type: 'string', maxLength: 50 } } };
  const oud = dicht({ adres, lijst: { type: 'array', items: { type: 'string' } } });
  it.each<[string, Schema, Schema, string[]]>([
    ['a new required field', oud, { ...oud, required: ['adres'] }, ['/adres required']],
    ['a shorter text, by its place', oud, dicht({ adres: { type: 'object', properties: { plaats: { type: 'string', maxLength: 40 } } }, lijst: {} }), ['/adres/plaats maxLength']],
    ['a stricter member', oud, dicht({ adres, lijst: { type: 'array', items: { type: 'string', format: 'date' } } }), ['/lijst/* format']],
    ['a field that goes from a closed object', oud, dicht({ adres }), ['/lijst verboden']],
    ['a new field in an open object: it may be there as something else', object({}), object({ a: { type: 'string' } }), ['/a type']],
    ['an open object that closes', object({ a: {} }), dicht({ a: {} }), ['/* verboden']],
    ['a number that must be whole', dicht({ a: { type: 'number' } }), dicht({ a: { type: 'integer' } }), ['/a type']],
    ['one choice less', dicht({ a: { enum: [1, 2] } }), dicht({ a: { enum: [1] } }), ['/a enum']],
    ['words that it does not weigh', dicht({ a: {} }), dicht({ a: { not: { type: 'null' } } }), ['/a not']],
    ['references that move with their road', { ...oud, $defs: { a: { $dynamicAnchor: 'x' } } }, oud, [' onvergelijkbaar']],
  ])('%s', (_naam, van, naar, verwacht) => {
    expect(codes(van, naar)).toEqual(verwacht);
  });

  it('follows a schema that contains itself', () => {
    const boom = (blad: Schema): Schema => ({ type: 'object', properties: { kinderen: { type: 'array', items: { $ref: '#' } }, blad } });
    expect(codes(boom({ type: 'integer' }), boom({ type: 'number' }))).toEqual([]);
    expect(codes(boom({ type: 'number' }), boom({ type: 'integer' }))).toEqual(['/kinderen/*/blad type', '/blad type']);
  });
});

// ---- the promise: what is called compatible, is, for every instance that the generator finds

const NAMEN = ['a', 'b', 'ab'];
const waarde: fc.Arbitrary<unknown> = fc.letrec<{ w: unknown }>((tie) => ({
  w: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(null, true, false, '', 'a', 'ab', 'abc', '2024-01-01', 0, 1, 2, 3, 4, 6, -1, 0.5, 1.5),
    fc.array(tie('w'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...NAMEN, 'x1'), tie('w'), { maxKeys: 3, noNullPrototype: true }),
  ),
})).w;

const klein = fc.integer({ min: 0, max: 3 });
const sleutelwoorden = (schema: fc.Arbitrary<unknown>): fc.Arbitrary<Schema> => {
  const keuzen: Record<string, fc.Arbitrary<unknown>> = {
    type: fc.oneof(fc.constantFrom('string', 'number', 'integer', 'object', 'array', 'null', 'boolean'), fc.uniqueArray(fc.constantFrom('string', 'integer', 'number', 'object', 'array', 'null'), { minLength: 1, maxLength: 3 })),
    enum: fc.uniqueArray(fc.constantFrom<unknown>(null, 'a', 'ab', 1, 2, 0.5, true), { minLength: 1, maxLength: 4 }),
    const: fc.constantFrom<unknown>('a', 1, null),
    minLength: klein, maxLength: klein, pattern: fc.constantFrom('^a', 'b$'), format: fc.constant('date'),
    minimum: klein, maximum: klein, exclusiveMinimum: klein, exclusiveMaximum: klein, multipleOf: fc.constantFrom(1, 2, 3, 0.5),
    minItems: klein, maxItems: klein, uniqueItems: fc.boolean(), items: schema, prefixItems: fc.array(schema, { minLength: 1, maxLength: 2 }), contains: schema,
    properties: fc.dictionary(fc.constantFrom(...NAMEN), schema, { maxKeys: 3, noNullPrototype: true }), patternProperties: fc.dictionary(fc.constantFrom('^a', 'b'), schema, { maxKeys: 2, noNullPrototype: true }), additionalProperties: schema,
    required: fc.uniqueArray(fc.constantFrom(...NAMEN), { maxLength: 2 }), minProperties: klein, maxProperties: klein, propertyNames: fc.constant({ maxLength: 1 }),
    dependentRequired: fc.dictionary(fc.constantFrom(...NAMEN), fc.uniqueArray(fc.constantFrom(...NAMEN), { maxLength: 2 }), { maxKeys: 1, noNullPrototype: true }),
    allOf: fc.array(schema, { minLength: 1, maxLength: 2 }), anyOf: fc.array(schema, { minLength: 1, maxLength: 2 }), oneOf: fc.array(schema, { minLength: 1, maxLength: 2 }), not: schema,
    $ref: fc.constantFrom('#/$defs/p', '#/$defs/q'),
  };
  const een = fc.oneof(...Object.entries(keuzen).map(([k, w]) => fc.tuple(fc.constant(k), w)));
  return fc.array(een, { maxLength: 4 }).map((delen) => Object.fromEntries(delen));
};

const deel = fc.letrec<{ s: unknown }>((tie) => ({
  s: fc.oneof({ depthSize: 'small', maxDepth: 2 }, { weight: 1, arbitrary: fc.boolean() }, { weight: 2, arbitrary: fc.constantFrom<Schema>({}, { type: 'string' }, { type: 'integer' }) }, { weight: 5, arbitrary: sleutelwoorden(tie('s')) }),
})).s;
const zonderRef = fc.constantFrom<Schema>({ type: 'string' }, { type: 'number', minimum: 1 }, { type: 'object', properties: { a: { type: 'integer' } }, required: ['a'] }, { enum: ['a', 1] });
const heel = fc.tuple(sleutelwoorden(deel), zonderRef, zonderRef).map(([s, p, q]): Schema => ({ ...s, $defs: { p, q } }));

/** Changes of the kind that people make, so that the two have something to do with each other. */
function verander(s: unknown, kies: (n: number) => number): unknown {
  if (typeof s !== 'object' || s === null) return s;
  if (Array.isArray(s)) return s.map((x) => verander(x, kies));
  const uit: Schema = {};
  for (const [k, w] of Object.entries(s)) {
    const lot = kies(12);
    if (lot === 0 && k !== '$defs' && k !== 'p' && k !== 'q') continue;
    if (typeof w === 'number' && lot < 4) uit[k] = k === 'multipleOf' ? w : Math.max(0, w + (lot === 1 ? -1 : 1));
    else if (k === 'type' && lot < 5) uit[k] = w === 'integer' ? 'number' : [...new Set([...(Array.isArray(w) ? w : [w]), 'string'])];
    else if ((k === 'required' || k === 'enum') && Array.isArray(w) && lot < 5 && w.length > 1) uit[k] = w.slice(1);
    else if (k === 'enum' && Array.isArray(w) && lot < 8) uit[k] = [...w, 'nieuw'];
    else uit[k] = verander(w, kies);
  }
  return uit;
}

describe('the promise of the comparison', () => {
  it('when it says compatible, every generated instance of the old schema is one of the new', () => {
    const paar = fc.oneof(
      fc.tuple(heel, heel),
      { weight: 8, arbitrary: fc.tuple(heel, fc.infiniteStream(fc.nat(1000))).map(([s, bits]) => [s, verander(s, (n) => Number(bits.next().value) % n) as Schema] as const) },
    );
    let verenigbaar = 0;
    let getoetst = 0;
    fc.assert(
      fc.property(paar, fc.array(waarde, { minLength: 25, maxLength: 25 }), ([oud, nieuw], waarden) => {
        // Compiling is what costs: only for the pairs of which something is promised.
        if (JSON.stringify(oud) === JSON.stringify(nieuw) || vergelijkSchemas(oud, nieuw).length > 0) return;
        const [o, n] = [compileerSchema(oud), compileerSchema(nieuw)];
        if (o.valideer === null || n.valideer === null) return;
        verenigbaar++;
        for (const w of waarden) {
          if (!o.valideer(w)) continue;
          getoetst++;
          if (!n.valideer(w)) throw new Error(`${JSON.stringify(oud)} → ${JSON.stringify(nieuw)}: ${JSON.stringify(w)}`);
        }
      }),
      { numRuns: 150 },
    );
    // A promise that is never made proves nothing.
    expect(verenigbaar).toBeGreaterThan(25);
    expect(getoetst).toBeGreaterThan(200);
  }, 240_000);
});
