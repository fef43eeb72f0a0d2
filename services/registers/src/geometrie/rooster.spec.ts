import fc from 'fast-check';
import { RD, WGS84 } from './crs.ts';
import type { Crs } from './crs.ts';
import { rechthoek } from './gebied.ts';
import type { Doos, Gebied } from './gebied.ts';
import type { Enkel, Positie } from './geojson.ts';
import { Toetser } from './ligging.ts';
import { positieNaar } from './omrekenen.ts';
import { roosterVan } from './rooster.ts';

const raakt = ([x = NaN, y = NaN]: Positie, dozen: readonly Doos[]): boolean => dozen.some(([w, s, e, n]) => x >= w - 1e-6 && x <= e + 1e-6 && y >= s - 1e-6 && y <= n + 1e-6);

/** A star: of any number of corners, and never crossing itself. */
const ster = (mx: number, my: number, stralen: number[]): Enkel => {
  const ring = stralen.map((r, i) => [mx + r * Math.cos((2 * Math.PI * i) / stralen.length), my + r * Math.sin((2 * Math.PI * i) / stralen.length)]);
  return { type: 'Polygon', coordinates: [[...ring, ring[0] as Positie]] };
};

describe('an area as boxes', () => {
  it.each<[Crs, number, number, number]>([
    [WGS84, 5.2, 52.1, 0.3],
    [RD, 155_000, 463_000, 120_000],
    [RD, 30_000, 380_000, 40_000],
    [RD, 250_000, 600_000, 2_000],
  ])('in %s around %d, %d: what it says for certain of a point is so', (crs, mx, my, maat) => {
    const stralen = fc.array(fc.double({ min: maat / 10, max: maat, noNaN: true }), { minLength: 3, maxLength: 40 });
    const gebied = fc.oneof(
      stralen.map((s): Gebied => ({ vorm: ster(mx, my, s), crs, ligging: 'snijdt', doos: null })),
      fc.tuple(fc.double({ min: 0.01, max: 1, noNaN: true }), fc.double({ min: 0.01, max: 1, noNaN: true })).map(([b, h]): Gebied => {
        const doos: Doos = [mx - b * maat, my - h * maat, mx + b * maat, my + h * maat];
        return { vorm: rechthoek(doos), crs, ligging: 'snijdt', doos };
      }),
    );
    const verschuiving = fc.double({ min: -1.1, max: 1.1, noNaN: true });
    let [zeker, alles] = [0, 0];
    fc.assert(
      fc.property(gebied, fc.array(fc.tuple(verschuiving, verschuiving), { minLength: 30, maxLength: 30 }), (g, punten) => {
        const { randen, binnen } = roosterVan(g);
        const toetser = new Toetser(g.vorm, 'snijdt');
        for (const [dx, dy] of punten) {
          const plek = [mx + dx * maat, my + dy * maat];
          const graden = positieNaar(plek, crs, WGS84);
          alles++;
          if (raakt(graden, randen)) continue;
          zeker++;
          expect([graden, raakt(graden, binnen)]).toEqual([graden, toetser.voldoet({ type: 'Point', coordinates: positieNaar(graden, WGS84, crs) })]);
        }
      }),
      { numRuns: 60, seed: 3 },
    );
    // A grid that is in doubt about most would be of no use.
    expect(zeker / alles).toBeGreaterThan(0.7);
  });
});
