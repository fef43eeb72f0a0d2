import { compileerSchema } from '../../objecttypen/schema.ts';
import { bsnPlaatsen, isBronVan, naar2020 } from './jsonschema.ts';

const geldig = (schema: object, waarde: unknown): boolean => {
  const { valideer, fout } = compileerSchema(naar2020(schema as Record<string, unknown>));
  if (fout !== null) throw new Error(fout);
  return valideer(waarde);
};

describe('a schema of another draft', () => {
  it('of draft-07 keeps its meaning: definitions, lists, references, hints that are no rule', () => {
    const schema = {
      $schema: 'http://json-schema.org/draft-07/schema#',
      title: 'Melding',
      type: 'object',
      'x-volgorde': 1,
      definitions: { persoon: { type: 'object', properties: { naam: { type: 'string', widget: 'breed' } }, required: ['naam'] } },
      properties: {
        melder: { $ref: '#/definitions/persoon', required: ['adres'] },
        paar: { type: 'array', items: [{ type: 'string' }, { type: 'integer' }], additionalItems: false },
        id: { type: 'string', pattern: '^[\\w\\@]+$' },
        kleur: { type: 'string', format: 'kleurcode' },
        datum: { type: 'string', format: 'date' },
      },
      required: ['id'],
    };
    expect(geldig(schema, { id: 'a@b', melder: { naam: 'x' }, paar: ['a', 1], kleur: 'rood' })).toBe(true);
    expect(geldig(schema, { id: 'a b' })).toBe(false);
    expect(geldig(schema, { id: 'a', melder: {} })).toBe(false);
    expect(geldig(schema, { id: 'a', paar: ['a', 1, 2] })).toBe(false);
    // Theirs does not assert formats; ours does.
    expect(geldig(schema, { id: 'a', datum: '2024-02-30' })).toBe(false);
    expect(isBronVan(schema, naar2020(schema))).toBe(true);
    expect(isBronVan({ ...schema, required: [] }, naar2020(schema))).toBe(false);
  });

  it('of draft-04 too: id, and bounds that are a flag', () => {
    const schema = { $schema: 'http://json-schema.org/draft-04/schema#', id: 'http://elders.example/x', type: 'object', properties: { n: { type: 'number', minimum: 1, exclusiveMinimum: true, maximum: 5, exclusiveMaximum: false } } };
    expect([1, 1.5, 5, 6].map((n) => geldig(schema, { n }))).toEqual([false, true, true, false]);
  });

  it('that says nothing is one of objects', () => {
    expect([geldig({}, {}), geldig({}, 'x')]).toEqual([true, false]);
    expect(geldig({ properties: { id: { type: 'string' } } }, { id: 1 })).toBe(false);
  });
});

it('finds the places of a BSN by their names, also in lists', () => {
  const persoon = { type: 'object', properties: { BSN: { type: 'string' }, bsnummer: { type: 'string' } } };
  expect(bsnPlaatsen({ properties: { burgerservicenummer: { type: 'string' }, bsn: { type: 'integer' }, personen: { type: 'array', items: persoon }, 'a/b': persoon } })).toEqual(['/burgerservicenummer', '/personen/*/BSN', '/a~1b/BSN']);
});
