import { Probleem } from '@bronhuis/standaarden';
import type { Objecttype } from '../objecttypen/objecttype.ts';
import { compileerSchema } from '../objecttypen/schema.ts';
import type { Gegevens } from '../objecttypen/schema.ts';
import { ALLES, strip } from '../objecttypen/zicht.ts';
import type { Zicht } from '../objecttypen/zicht.ts';
import { behoud, toetsInZicht } from './behoud.ts';

const zicht: Zicht = { verborgen: ['/houder/bsn', '/delen/*/naam', '/geheim'], alleen: null };
const oud = { plaats: 'Markt', houder: { bsn: '999993021', naam: 'Saskia' }, delen: [{ naam: 'a', maat: 1 }, { maat: 2 }], geheim: { x: 1 } };
const fouten = (nieuw: Gegevens, was: Gegevens | null = oud) => behoud(zicht, was, nieuw).fouten.map((f) => f.pad);

describe('what is hidden from the writer', () => {
  it('stays as it was when they write what they could read', () => {
    expect(behoud(zicht, oud, strip(oud, zicht))).toEqual({ gegevens: oud, fouten: [] });
    const los = { houder: { bsn: '1' }, delen: [] };
    expect(behoud(zicht, los, strip(los, zicht))).toEqual({ gegevens: los, fouten: [] });
  });
  it('stays while all around it changes, and new elements come behind those that are there', () => {
    expect(behoud(zicht, oud, { houder: { naam: 'Ans' }, delen: [{ maat: 1 }, { maat: 2 }, { maat: 3 }], erbij: true })).toEqual({
      gegevens: { houder: { bsn: '999993021', naam: 'Ans' }, delen: [{ naam: 'a', maat: 1 }, { maat: 2 }, { maat: 3 }], geheim: { x: 1 }, erbij: true },
      fouten: [],
    });
  });
  it('cannot be written, taken away with what it is in, or come to belong to something else', () => {
    expect(fouten({ ...strip(oud, zicht), geheim: 1, houder: { naam: 'x', bsn: null }, delen: [{ maat: 1, naam: 'b' }] })).toEqual(['/houder/bsn', '/delen/0/naam', '/geheim']);
    expect(fouten({})).toEqual(['/houder', '/delen']);
    expect(fouten({ houder: null, delen: 'x' })).toEqual(['/houder', '/delen']);
    expect(fouten({ houder: {}, delen: [{ maat: 2 }, { maat: 1 }] })).toEqual(['/delen']);
    expect(fouten({ houder: {}, delen: [{ maat: 1 }] })).toEqual(['/delen']);
    expect(fouten({ delen: [] }, { delen: [] })).toEqual([]);
    expect(fouten({}, {})).toEqual([]);
    expect(fouten({ houder: 'x', delen: [{ naam: 'a' }] }, null)).toEqual(['/delen/0/naam']);
  });
  it('is with an allow-list everything that is not on it', () => {
    const een: Zicht = { verborgen: ['/houder/bsn'], alleen: ['houder', 'plaats'] };
    expect(behoud(een, oud, { houder: { naam: 'Ans' }, delen: [], nieuw: 1 })).toEqual({
      gegevens: { houder: { bsn: '999993021', naam: 'Ans' }, delen: oud.delen, geheim: oud.geheim },
      fouten: [expect.objectContaining({ pad: '/delen' }), expect.objectContaining({ pad: '/nieuw' })],
    });
  });
});

describe('the check of what is written', () => {
  const schema = {
    type: 'object',
    additionalProperties: false,
    required: ['houder', 'geheim'],
    properties: {
      plaats: { type: 'string' },
      houder: { type: 'object', required: ['bsn', 'naam'], properties: { bsn: { type: 'string', pattern: '^1' }, naam: { type: 'string' } } },
      delen: { type: 'array', items: { type: 'object', required: ['naam'], properties: { naam: { type: 'string' }, maat: { type: 'number' } } } },
      geheim: { type: 'object' },
    },
  };
  const { valideer } = compileerSchema(schema);
  if (!valideer) throw new Error('schema');
  const type = { schema, betrokkenen: [{ pad: '/houder/bsn', soort: 'bsn', rol: 'houder' }] } as unknown as Objecttype;
  const toets = (was: Gegevens | null, nieuw: Gegevens, met = zicht) => {
    try {
      return { betrokkenen: toetsInZicht({ type, valideer }, met, { oud: was, nieuw }, new Set()).betrokkenen.map((b) => b.identificatie) };
    } catch (fout) {
      if (fout instanceof Probleem) return { fouten: fout.invalidParams?.map((p) => `${p.name} ${p.code}`) };
      throw fout;
    }
  };

  it('says nothing of what is hidden and there already, also when it does not fit; the person in it is still concerned', () => {
    expect(toets(oud, { plaats: 'Plein', houder: { naam: 'Ans' }, delen: [{ maat: 1 }, { maat: 2 }] })).toEqual({ betrokkenen: ['999993021'] });
    expect(toets({ houder: {} }, { houder: { naam: 'x' } })).toEqual({ betrokkenen: [] });
    expect(toets(oud, { plaats: 1, houder: {}, delen: [{ maat: 1 }, { maat: 2 }] })).toEqual({ fouten: ['gegevens.plaats type', 'gegevens.houder.naam required'] });
  });
  it('is honest where something new needs what the writer may not write', () => {
    expect(toets(null, { houder: { naam: 'x' } })).toEqual({ fouten: ['gegevens.geheim required', 'gegevens.houder.bsn required'] });
    expect(toets(oud, { ...strip(oud, zicht), delen: [{ maat: 1 }, { maat: 2 }, { maat: 3 }] })).toEqual({ fouten: ['gegevens.delen.2.naam required'] });
    expect(toets(null, { houder: { naam: 'x', bsn: '999993021' }, geheim: {} })).toEqual({ fouten: ['gegevens.houder.bsn afgeschermd', 'gegevens.geheim afgeschermd'] });
  });
  it('is the ordinary one for who sees all', () => {
    expect(toets(null, { houder: { naam: 'x', bsn: '999993021' }, geheim: {} }, ALLES)).toEqual({ fouten: ['gegevens.houder.bsn pattern'] });
  });
});
