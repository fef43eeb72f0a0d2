import { Probleem } from '@bronhuis/standaarden';
import type { Aanwijzer, Objecttype } from './objecttype.ts';
import { compileerSchema } from './schema.ts';
import { toetsGegevens } from './gegevens.ts';
import type { Toetstype } from './gegevens.ts';

const BSN = '999993021';
const persoon = { type: 'object', properties: { bsn: { type: 'string' }, naam: { type: 'string' } }, required: ['bsn'] };
const schema = {
  type: 'object',
  additionalProperties: false,
  required: ['aanvrager'],
  properties: {
    aanvrager: persoon,
    omwonenden: { type: 'array', items: persoon },
    datum: { type: 'string', format: 'date' },
    toelichting: { type: 'string', maxLength: 200 },
    aantal: { type: 'number' },
    rsin: { type: 'string' },
  },
};
const betrokkenen: Aanwijzer[] = [
  { pad: '/aanvrager/bsn', soort: 'bsn', rol: 'aanvrager' },
  { pad: '/omwonenden/*/bsn', soort: 'bsn', rol: 'omwonende' },
];

function toetstype(): Toetstype {
  const { valideer, fout } = compileerSchema(schema);
  if (fout !== null) throw new Error(fout);
  const type: Objecttype = {
    id: '0198a000-0000-7000-8000-000000000001',
    versie: 1,
    naam: 'evenement',
    soort: 'registratie',
    schema,
    classificatie: { beschikbaarheid: 1, integriteit: 1, vertrouwelijkheid: 2 },
    betrokkenen,
    gegevenscategorieen: ['naam'],
    verwerkingsactiviteiten: ['VA-01'],
  };
  return { type, valideer };
}

const fouten = (gegevens: Record<string, unknown>, teksten = {}, rsins = new Set<string>()): { name: string; code?: string }[] => {
  try {
    toetsGegevens(toetstype(), gegevens, teksten, rsins);
  } catch (fout) {
    if (!(fout instanceof Probleem)) throw fout;
    expect(JSON.stringify(fout.naarJson())).not.toContain(BSN);
    return (fout.invalidParams ?? []).map(({ name, code }) => ({ name, ...(code ? { code } : {}) }));
  }
  return [];
};

describe('data against its type', () => {
  it('says whom it concerns, each person once', () => {
    const gegevens = { aanvrager: { bsn: BSN }, omwonenden: [{ bsn: '999993033' }, { bsn: BSN }] };
    expect(toetsGegevens(toetstype(), gegevens)).toEqual([
      { soort: 'bsn', identificatie: BSN, rol: 'aanvrager' },
      { soort: 'bsn', identificatie: '999993033', rol: 'omwonende' },
    ]);
  });

  it('asserts formats and names all faults at once', () => {
    expect(fouten({ aanvrager: { bsn: '999993022' }, datum: '2026-02-30', onbekend: 1 })).toEqual([
      { name: 'gegevens.onbekend', code: 'additionalProperties' },
      { name: 'gegevens.datum', code: 'format' },
      { name: 'gegevens.aanvrager.bsn', code: 'identificatie' },
    ]);
  });

  it.each([
    ['in a text', { toelichting: `bel ${BSN} terug` }, 'gegevens.toelichting'],
    ['in the name of the applicant', { aanvrager: { bsn: BSN, naam: `Bakker ${BSN}` } }, 'gegevens.aanvrager.naam'],
    ['as a number', { aantal: Number(BSN) }, 'gegevens.aantal'],
  ])('finds a BSN %s, outside the fields meant for it', (_waar, extra, naam) => {
    expect(fouten({ aanvrager: { bsn: BSN }, ...extra })).toEqual([{ name: naam, code: 'bsn-gevonden' }]);
  });

  it('finds a BSN in the texts beside the data, and in a key, without repeating it', () => {
    expect(fouten({ aanvrager: { bsn: BSN } }, { onderwerp: `Zaak van ${BSN}` })).toEqual([{ name: 'onderwerp', code: 'bsn-gevonden' }]);
    expect(fouten({ aanvrager: { bsn: BSN, [BSN]: 'x' } })).toContainEqual({ name: 'gegevens.aanvrager', code: 'bsn-gevonden' });
  });

  it('lets fractions and the RSIN of a known organisation pass', () => {
    expect(fouten({ aanvrager: { bsn: BSN }, aantal: 4.89516789 })).toEqual([]);
    expect(fouten({ aanvrager: { bsn: BSN }, rsin: '001516814' }, {}, new Set(['001516814']))).toEqual([]);
  });
});

describe('a JSON Schema', () => {
  it.each([
    ['an unknown keyword', { type: 'object', verplicht: true }],
    ['an unknown format', { type: 'object', properties: { a: { type: 'string', format: 'postcode' } } }],
    ['a reference to elsewhere', { type: 'object', properties: { a: { $ref: 'https://example.org/schema.json' } } }],
    ['a wrong type', { type: 'onzin' }],
  ])('is refused with %s', (_naam, fout) => {
    expect(compileerSchema(fout).fout).toMatch(/JSON Schema 2020-12/);
  });
  it('may carry an $id that another schema has too, without meeting it', () => {
    const een = compileerSchema({ $id: 'urn:x:1', type: 'object', properties: { a: { const: 1 } } });
    const twee = compileerSchema({ $id: 'urn:x:1', type: 'object', properties: { a: { const: 2 } } });
    expect([een.valideer?.({ a: 1 }), twee.valideer?.({ a: 1 }), twee.valideer?.({ a: 2 })]).toEqual([true, false, true]);
  });
});
