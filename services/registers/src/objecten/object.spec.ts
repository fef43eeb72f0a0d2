import fc from 'fast-check';
import { Probleem, tijdvakVan } from '@bronhuis/standaarden';
import { decideEerste, decideVersie, isBeeindiging, leesPeriode, onvolledigTot, uitkomstVan } from './object.ts';
import type { Periodeopgave } from './object.ts';
import type { Versie } from './tijdassen.ts';

const versies: Versie[] = [
  { versie: 1, beginGeldigheid: '2024-01-01', eindGeldigheid: null, tijdstipRegistratie: new Date(1), correctieVoor: null },
  { versie: 2, beginGeldigheid: '2024-01-01', eindGeldigheid: null, tijdstipRegistratie: new Date(2), correctieVoor: 1 },
];
const VANDAAG = '2024-07-01';

const probleem = (werk: () => unknown): Probleem => {
  try {
    werk();
  } catch (fout) {
    if (fout instanceof Probleem) return fout;
    throw fout;
  }
  throw new Error('expected a problem');
};
const nieuw = (beginGeldigheid: string, o: { eindGeldigheid?: string | null; correctieVoor?: number | null } = {}) => ({ beginGeldigheid, eindGeldigheid: null, onvolledig: null, correctieVoor: null, ...o });

describe('a next version of an object', () => {
  it('may begin before the last one', () => {
    expect(decideVersie(versies, nieuw('2020-02-29'))).toEqual(nieuw('2020-02-29'));
  });
  it('corrects only what exists', () => {
    expect(probleem(() => decideVersie(versies, nieuw('2024-01-01', { correctieVoor: 9 }))).invalidParams?.[0]?.name).toBe('correctieVoor');
  });
  it('corrects a version at most once', () => {
    expect(probleem(() => decideVersie(versies, nieuw('2024-01-01', { correctieVoor: 1 }))).status).toBe(409);
    expect(decideVersie(versies, nieuw('2024-01-01', { correctieVoor: 2 })).correctieVoor).toBe(2);
  });
});

describe('the period of a version', () => {
  const lees = (beginGeldigheid: string, eindGeldigheid?: string | null, rest: Partial<Periodeopgave> = {}, alleenEinde = false) => leesPeriode({ beginGeldigheid, eindGeldigheid, ...rest }, VANDAAG, alleenEinde);
  const fouten = (werk: () => unknown): unknown => probleem(werk).invalidParams?.map((p) => [p.name, p.code]);

  it('is half-open, and on its first day already over only to end the object', () => {
    expect(lees('2024-01-01', '2024-01-02')).toEqual({ beginGeldigheid: '2024-01-01', eindGeldigheid: '2024-01-02', onvolledig: null });
    expect(isBeeindiging(lees('2024-01-01', '2024-01-01'))).toBe(true);
    expect(probleem(() => decideEerste(lees('2024-01-01', '2024-01-01'))).invalidParams?.[0]?.name).toBe('eindGeldigheid');
  });

  it('does not end before it begins, and both dates exist', () => {
    expect(fouten(() => lees('2024-01-02', '2024-01-01'))).toEqual([['eindGeldigheid', 'periode']]);
    expect(fouten(() => lees('2024-02-30', '0000-01-01'))).toEqual([['beginGeldigheid', 'datum'], ['eindGeldigheid', 'datum']]);
    expect(fouten(() => lees('2024-13', '0000'))).toEqual([['beginGeldigheid', 'datum'], ['eindGeldigheid', 'datum']]);
    expect(fouten(() => lees('onbekend', null, { onvolledig: { begin: '2024-01-01', eind: 7 as unknown as string } }))).toEqual([['onvolledig.begin', 'datum'], ['onvolledig.eind', 'datum']]);
  });

  it.each([
    ['1998', null, '1998-01-01', null, { begin: '1998' }],
    ['1998-02', '2001', '1998-02-01', '2001-12-31', { begin: '1998-02', eind: '2001' }],
    ['onbekend', '2000-02', '0001-01-01', '2000-02-29', { begin: 'onbekend', eind: '2000-02' }],
    ['1998-05-17', 'onbekend', '1998-05-17', VANDAAG, { eind: 'onbekend' }],
    // Somewhere in that year it began, and ended.
    ['1998', '1998', '1998-01-01', '1998-12-31', { begin: '1998', eind: '1998' }],
  ])('of which a part is known counts for as long as it can have been: %s to %s', (begin, eind, vanaf, tot, onvolledig) => {
    expect(lees(begin, eind)).toEqual({ beginGeldigheid: vanaf, eindGeldigheid: tot, onvolledig });
  });

  it('without data says when it ended, as far as that is known', () => {
    expect(lees('2023', '2023', {}, true)).toEqual({ beginGeldigheid: '2023-12-31', eindGeldigheid: '2023-12-31', onvolledig: { eind: '2023' } });
    expect(lees('onbekend', 'onbekend', {}, true)).toEqual({ beginGeldigheid: VANDAAG, eindGeldigheid: VANDAAG, onvolledig: { eind: 'onbekend' } });
  });

  it('cannot have an unknown end when it is still to begin', () => {
    expect(fouten(() => lees('2024-07-02', 'onbekend'))).toEqual([['eindGeldigheid', 'periode']]);
  });

  it('that was answered is read as it was; one that does not fit its days is refused', () => {
    const deel = fc.oneof(fc.constant('onbekend'), fc.integer({ min: 1, max: 2023 }).map((j) => String(j).padStart(4, '0')), fc.integer({ min: 1, max: 12 }).map((m) => `2001-${String(m).padStart(2, '0')}`));
    const dag = fc.constantFrom('0001-01-01', '1999-02-28', '2001-05-31', '2024-06-30');
    fc.assert(
      fc.property(fc.oneof(deel, dag), fc.option(fc.oneof(deel, dag)), fc.boolean(), (begin, eind, alleenEinde) => {
        let periode;
        try {
          periode = lees(begin, eind, {}, alleenEinde);
        } catch (fout) {
          if (fout instanceof Probleem) return;
          throw fout;
        }
        // Whenever it is read again.
        expect(leesPeriode(periode, '2030-01-01')).toEqual(periode);
        expect(periode.eindGeldigheid === null || periode.beginGeldigheid <= periode.eindGeldigheid).toBe(true);
        if (eind !== null && eind !== 'onbekend') expect(periode.eindGeldigheid).toBe(tijdvakVan(eind)?.laatste);
      }),
    );
    expect(fouten(() => lees('1998-01-02', '2001-12-30', { onvolledig: { begin: '1998', eind: '2001' } }))).toEqual([['onvolledig.begin', 'onvolledig'], ['onvolledig.eind', 'onvolledig']]);
    expect(fouten(() => lees('1998-01-01', null, { onvolledig: { eind: '2001' } }))).toEqual([['onvolledig.eind', 'onvolledig']]);
  });

  it('ends on a whole date where another version follows', () => {
    const v = lees('1998', '2001');
    expect(onvolledigTot(v, '2001-12-31')).toEqual({ begin: '1998', eind: '2001' });
    expect(onvolledigTot(v, '2000-03-01')).toEqual({ begin: '1998' });
    expect(onvolledigTot(lees('1998-01-01', '2001'), '2000-03-01')).toBeNull();
  });
});

describe('a change is told what it was', () => {
  const nu = versies.slice(1);
  it.each([
    ['2024-01-01', null, 1, 'correctie'],
    ['2024-03-01', '2024-03-01', null, 'beeindiging'],
    ['2024-01-01', '2025-01-01', null, 'vervanging'],
    ['2023-01-01', null, null, 'tussenvoeging'],
    ['2024-07-01', null, null, 'wijziging'],
    ['2024-07-02', null, null, 'toekomst'],
  ] as const)('%s to %s, correcting %s: %s', (beginGeldigheid, eindGeldigheid, correctieVoor, verwacht) => {
    expect(uitkomstVan(nu, nieuw(beginGeldigheid, { eindGeldigheid, correctieVoor }), VANDAAG)).toBe(verwacht);
  });
});
