import fc from 'fast-check';
import { Probleem } from '@bronhuis/standaarden';
import type { Objecttype } from '../objecttypen/objecttype.ts';
import { decideHeropenen, decideOpenen, decideSluiten, decideWijzigen, voegSamen } from './dossier.ts';
import type { Dossier } from './dossier.ts';

const VANDAAG = '2026-11-22';
const type: Objecttype = {
  id: 't',
  versie: 1,
  naam: 'evenementendossier',
  soort: 'dossier',
  schema: { type: 'object' },
  classificatie: { beschikbaarheid: 1, integriteit: 2, vertrouwelijkheid: 2 },
  betrokkenen: [],
  gegevenscategorieen: [],
  verwerkingsactiviteiten: [],
  waarderingsregel: {
    selectielijst: { naam: 'Selectielijst gemeenten en intergemeentelijke organen', jaar: 2020 },
    procestype: '11',
    uitkomsten: { verleend: '11.1.1', afgebroken: '11.4' },
    afleidingswijze: 'afgehandeld',
    brondatum: 'einddatum',
  },
};
const open: Dossier = {
  kenmerk: 'Z-0147',
  onderwerp: 'Buurtfeest',
  status: 'open',
  startdatum: '2026-01-10',
  uitkomst: null,
  einddatum: null,
  heropendOp: null,
  gegevens: { a: 1, b: { c: 2, d: 3 } },
  overgenomenUit: null,
};
const dicht: Dossier = { ...open, status: 'afgesloten', uitkomst: 'verleend', einddatum: '2026-02-01' };

const status = (werk: () => unknown): number => {
  try {
    werk();
    return 200;
  } catch (fout) {
    if (fout instanceof Probleem) return fout.status;
    throw fout;
  }
};

describe('a dossier', () => {
  it('opens under a type of its kind, not in the future', () => {
    const opening = { kenmerk: 'Z-1', onderwerp: 'x', startdatum: VANDAAG, gegevens: {}, overgenomenUit: null };
    expect(decideOpenen(type, opening, VANDAAG)).toMatchObject({ status: 'open', uitkomst: null, einddatum: null });
    expect(status(() => decideOpenen({ ...type, soort: 'registratie' }, opening, VANDAAG))).toBe(400);
    expect(status(() => decideOpenen(type, { ...opening, startdatum: '2026-11-23' }, VANDAAG))).toBe(400);
    expect(status(() => decideOpenen(type, { ...opening, overgenomenUit: { systeem: 'oud', datum: '2027-01-01' } }, VANDAAG))).toBe(400);
  });

  it.each([
    ['today', VANDAAG, 200],
    ['on its first day', '2026-01-10', 200],
    ['before it began', '2026-01-09', 400],
    ['tomorrow', '2026-11-23', 400],
    ['on a day that does not exist', '2026-02-29', 400],
  ])('closes %s: %s → %i', (_wanneer, einddatum, verwacht) => {
    expect(status(() => decideSluiten(type, open, { uitkomst: 'verleend', einddatum }, VANDAAG))).toBe(verwacht);
  });

  it('closes only with an outcome that its type knows', () => {
    expect(status(() => decideSluiten(type, open, { uitkomst: 'ingetrokken', einddatum: VANDAAG }, VANDAAG))).toBe(400);
    expect(decideSluiten(type, open, { uitkomst: 'afgebroken', einddatum: VANDAAG }, VANDAAG)).toMatchObject({ status: 'afgesloten', uitkomst: 'afgebroken', einddatum: VANDAAG });
  });

  it('cannot be changed or closed again once closed; reopening takes the end date away and keeps the outcome', () => {
    expect(status(() => decideWijzigen(type, dicht, { onderwerp: 'y' }))).toBe(409);
    expect(status(() => decideSluiten(type, dicht, { uitkomst: 'verleend', einddatum: VANDAAG }, VANDAAG))).toBe(409);
    expect(decideHeropenen(dicht, VANDAAG)).toMatchObject({ status: 'open', uitkomst: 'verleend', einddatum: null, heropendOp: VANDAAG });
    expect(status(() => decideHeropenen(open, VANDAAG))).toBe(409);
  });

  it('changes what is named and leaves the rest', () => {
    expect(decideWijzigen(type, open, { uitkomst: 'verleend', gegevens: { b: { c: null } } })).toEqual({ ...open, uitkomst: 'verleend', gegevens: { a: 1, b: { d: 3 } } });
    expect(decideWijzigen(type, { ...open, uitkomst: 'verleend' }, { uitkomst: null }).uitkomst).toBeNull();
    expect(status(() => decideWijzigen(type, open, { uitkomst: 'onzin' }))).toBe(400);
  });
});

describe('JSON Merge Patch (RFC 7396)', () => {
  it.each([
    [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
    [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
    [{ a: 'b' }, { a: null }, {}],
    [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
    [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
    [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
    [{ e: null }, { a: 1 }, { e: null, a: 1 }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ])('appendix A: %j with %j', (doel, lap, uit) => {
    expect(voegSamen(doel, lap)).toEqual(uit);
  });
  it('is idempotent and never touches the original or a prototype', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.dictionary(fc.string(), fc.jsonValue()), (doel, lap) => {
        const voor = JSON.stringify(doel);
        const een = voegSamen(doel, lap);
        expect(voegSamen(een, lap)).toEqual(een);
        expect(JSON.stringify(doel)).toBe(voor);
      }),
    );
    expect(({} as Record<string, unknown>)['vervuild']).toBeUndefined();
    voegSamen({}, JSON.parse('{"__proto__":{"vervuild":true}}'));
    expect(({} as Record<string, unknown>)['vervuild']).toBeUndefined();
  });
});
