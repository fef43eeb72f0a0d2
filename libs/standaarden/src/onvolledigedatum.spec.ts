import fc from 'fast-check';
import { isDatum } from './datums.ts';
import { isOnvolledigeDatum, tijdvakVan } from './onvolledigedatum.ts';

describe('a date of which a part is known', () => {
  it.each(['2024', '2024-05', '2024-02-29', 'onbekend', '0001'])('%s', (d) => expect(isOnvolledigeDatum(d)).toBe(true));
  it.each(['', '24', '2024-13', '2024-00', '2024-5', '2023-02-29', '2024-05-', 'Onbekend', '2024-05-17T00:00:00Z', 2024, null])('not %s', (d) => expect(isOnvolledigeDatum(d)).toBe(false));

  it.each([
    ['2024', { eerste: '2024-01-01', laatste: '2024-12-31' }],
    ['2024-02', { eerste: '2024-02-01', laatste: '2024-02-29' }],
    ['2023-02', { eerste: '2023-02-01', laatste: '2023-02-28' }],
    ['1900-02', { eerste: '1900-02-01', laatste: '1900-02-28' }],
    ['2024-04', { eerste: '2024-04-01', laatste: '2024-04-30' }],
    ['2024-05-17', { eerste: '2024-05-17', laatste: '2024-05-17' }],
    ['onbekend', null],
  ])('%s lies in its first to its last day', (d, tijdvak) => expect(tijdvakVan(d)).toEqual(tijdvak));

  it('what is no date has no days', () => expect(() => tijdvakVan('2024-13')).toThrow(TypeError));

  it('a day lies in its month and its year, and in no other', () => {
    const dag = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }).map((t) => t.toISOString().slice(0, 10));
    fc.assert(
      fc.property(dag, dag, (a, b) => {
        for (const lengte of [4, 7, 10]) {
          const { eerste, laatste } = tijdvakVan(a.slice(0, lengte)) ?? { eerste: '', laatste: '' };
          expect(isDatum(eerste) && isDatum(laatste)).toBe(true);
          expect(eerste <= b && b <= laatste).toBe(b.startsWith(a.slice(0, lengte)));
        }
      }),
    );
  });
});
