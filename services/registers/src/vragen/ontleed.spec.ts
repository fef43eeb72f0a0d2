import fc from 'fast-check';
import { ontleedFilters, ontleedJson, ontleedSorteer, ontleedVelden, uitAdres } from './ontleed.ts';
import { leesPad, schrijfPad } from './pad.ts';
import type { Stap } from './pad.ts';
import type { Geschreven, Uitdrukking } from './uitdrukking.ts';

const een = (tekst: string): Geschreven | undefined => (ontleedFilters([tekst]).waarde as { en: Geschreven[] } | null)?.en[0];
const namen = (json: unknown): string[] => ontleedJson(json).fouten.map((f) => `${f.name} ${f.code}`);

describe('the compact form', () => {
  it.each([
    ['adres.plaats__exact__Overbrugge', 'adres.plaats', 'exact', 'Overbrugge'],
    ['a__exact__b__c__d', 'a', 'exact', 'b__c__d'],
    ['a__exact__', 'a', 'exact', ''],
    ['a__bevat__\\|\\', 'a', 'bevat', '\\|\\'],
    ['a_b__begint-met___x', 'a_b', 'begint-met', '_x'],
    ['a\\_\\___exact__x', 'a__', 'exact', 'x'],
    ['a__in__x|y\\|z|', 'a', 'in', ['x', 'y|z', '']],
    ['a__tussen__1|2', 'a', 'tussen', ['1', '2']],
    ['a__exact__met\nregel', 'a', 'exact', 'met\nregel'],
  ])('%j', (tekst, pad, operator, waarde) => {
    const v = een(tekst);
    expect([v && schrijfPad(v.pad), v?.operator, v?.waarde]).toEqual([pad, operator, waarde]);
  });

  it('names each fault by its place', () => {
    const { fouten } = ontleedFilters(['a__exact__x', 'a', 'a__lijkt-op__x', 'a..b__exact__x', '__exact__x', 'a__exact']);
    expect(fouten.map((f) => `${f.name} ${f.code}`)).toEqual(['filter.1 filter', 'filter.2 operator', 'filter.3 pad', 'filter.4 filter', 'filter.5 filter']);
  });

  it('takes every value as it is, and reads each path back as it was written', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1, unit: 'binary' }).filter((n) => !/[\u0000\p{Surrogate}]/u.test(n)), { minLength: 1, maxLength: 5 }), fc.string(), (leden, waarde) => {
        const stappen = leden.map((naam): Stap => ({ naam }));
        const pad = schrijfPad(stappen);
        expect(leesPad(pad)).toEqual(stappen);
        expect(een(`${pad.replaceAll('_', '\\_')}__exact__${waarde}`)).toMatchObject({ pad: stappen, waarde });
      }),
    );
  });

  it('any text gives an answer, never an exception', () => {
    fc.assert(fc.property(fc.array(fc.string({ unit: 'binary' })), (teksten) => Array.isArray(ontleedFilters(teksten).fouten)));
  });
});

describe('the JSON form', () => {
  it('gives all faults at once, each at its place', () => {
    const filter = { en: [{ pad: '', operator: 'exact', waarde: 1 }, { of: [{ pad: 'a', operator: 'x' }, 7] }, { niet: { en: [] } }, { pad: 'a', operator: 'exact', waarde: 1, extra: 1 }] };
    expect(namen(filter)).toEqual([
      'filter.en.0.pad pad',
      'filter.en.1.of.0.operator operator',
      'filter.en.1.of.0.waarde required',
      'filter.en.1.of.1 filter',
      'filter.en.2.niet.en filter',
      'filter.en.3 additionalProperties',
    ]);
  });

  it('is bounded in depth and in number, however it is built', () => {
    const blad = { pad: 'a', operator: 'exact', waarde: 1 };
    const diep = (n: number): unknown => (n === 0 ? blad : { niet: diep(n - 1) });
    expect(namen(diep(5))).toEqual([]);
    expect(namen(diep(6))).toEqual(['filter.niet.niet.niet.niet.niet.niet te-diep']);
    expect(namen(diep(5_000))).toHaveLength(1);
    const breed = (n: number): unknown => ({ of: Array.from({ length: n }, () => blad) });
    expect(namen(breed(50))).toEqual([]);
    expect(namen(breed(51))).toEqual(['filter te-veel']);
    expect(namen({ en: [breed(26), breed(26)] })).toEqual(['filter te-veel']);
    expect(namen(breed(100_000))).toEqual(['filter te-veel']);
  });

  it('any JSON gives an answer, never an exception', () => {
    fc.assert(fc.property(fc.jsonValue(), (json) => Array.isArray(ontleedJson(json).fouten)));
  });

  it('keeps what it read', () => {
    const uit = ontleedJson({ niet: { of: [{ pad: 'a.*', operator: 'leeg', waarde: true }] } }).waarde as { niet: { of: Uitdrukking<Geschreven>[] } };
    expect(uit.niet.of[0]).toMatchObject({ pad: [{ naam: 'a' }, { elk: true }], operator: 'leeg', waarde: true, uitAdres: false });
  });
});

describe('fields and ordering', () => {
  it('are separated by commas in an address, that a backslash makes part of a name', () => {
    expect(uitAdres(undefined)).toEqual([]);
    expect(ontleedVelden(uitAdres('a,b\\,c.d')).waarde.map((v) => v.pad)).toEqual([[{ naam: 'a' }], [{ naam: 'b,c' }, { naam: 'd' }]]);
    expect(ontleedSorteer(uitAdres('-a,\\-b,c')).waarde.map((s) => [s.richting, s.pad])).toEqual([
      ['af', [{ naam: 'a' }]],
      ['op', [{ naam: '-b' }]],
      ['op', [{ naam: 'c' }]],
    ]);
    expect(ontleedSorteer(['a', '', 'b.']).fouten.map((f) => f.name)).toEqual(['sorteer.1', 'sorteer.2']);
    expect(ontleedSorteer(['a', 'b', 'c', 'd', 'e', 'f']).fouten.map((f) => f.code)).toEqual(['te-veel']);
  });
});
