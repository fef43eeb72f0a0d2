import { soortenOp } from './schemavelden.ts';
import { leesPad } from './pad.ts';

const schema = {
  type: 'object',
  properties: {
    naam: { type: 'string' },
    aantal: { type: ['integer', 'null'] },
    dag: { anyOf: [{ type: 'string', format: 'date' }, { type: 'null' }] },
    dagOfTekst: { anyOf: [{ type: 'string', format: 'date' }, { type: 'string' }] },
    kleur: { enum: ['rood', 'groen'] },
    vast: { const: 3 },
    vrij: {},
    altijd: true,
    tekstOfGetal: { type: ['string', 'number'] },
    boom: { $ref: '#/$defs/knoop' },
    kring: { $ref: '#/properties/kring' },
    uitbreiding: { allOf: [{ $ref: '#/$defs/knoop' }, { properties: { extra: { type: 'boolean' } } }] },
    keuze: { if: { properties: { a: true } }, then: { properties: { b: { type: 'number' } } }, else: { properties: { b: { type: 'number' } } } },
    perNaam: { type: 'object', additionalProperties: { type: 'number' } },
    paar: { type: 'array', prefixItems: [{ type: 'string' }, { type: 'number' }], items: false },
    anker: { $ref: '#ergens' },
  },
  $defs: { knoop: { type: 'object', properties: { waarde: { type: 'number' }, kinderen: { type: 'array', items: { $ref: '#/$defs/knoop' } } } } },
};

describe('what a schema says of a path', () => {
  it.each([
    ['naam', ['tekst']],
    ['aantal', ['getal']],
    ['dag', ['datum']],
    ['dagOfTekst', ['tekst']],
    ['kleur', ['tekst']],
    ['vast', ['getal']],
    ['vrij', []],
    ['tekstOfGetal', ['tekst', 'getal']],
    ['boom.kinderen.*.kinderen.*.waarde', ['getal']],
    ['kring', []],
    ['uitbreiding.extra', ['waarheid']],
    ['uitbreiding.waarde', ['getal']],
    ['keuze.b', ['getal']],
    ['perNaam.wat-dan-ook', ['getal']],
    ['paar.*', ['tekst', 'getal']],
    ['paar', ['lijst']],
    ['boom', ['object']],
  ])('%s', (pad, soorten) => {
    expect([...(soortenOp(schema, leesPad(pad) ?? []) ?? ['onbekend'])]).toEqual(soorten);
  });

  it.each(['bestaat', 'naam.x', 'boom.*', 'boom.kinderen.0', 'toString', '__proto__', 'vrij.x', 'altijd', 'boom.constructor'])('%s is not known', (pad) => {
    expect(soortenOp(schema, leesPad(pad) ?? [])).toBeNull();
  });
});
