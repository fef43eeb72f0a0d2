import fc from 'fast-check';
import { leesCrs, RD, WGS84 } from './crs.ts';
import { positieNaar, tekstNaarCrs } from './omrekenen.ts';

const meters = ([ax = NaN, ay = NaN]: readonly number[], [bx = NaN, by = NaN]: readonly number[]): number => Math.hypot(ax - bx, ay - by);

describe('RD and WGS 84', () => {
  /**
   * Points that others publish: the tower of Amersfoort is the centre of RD by definition, at 52.15517 N, 5.38721 E; the
   * tower of the Martinikerk and two stones of the RD are converted by the formulas of Schreutelkamp and Strang van Hees
   * and by epsg.io. All are right to half a metre: those have another accuracy than this, 0.25 m against RDNAPTRANS.
   */
  it.each([
    ['Onze Lieve Vrouwetoren, Amersfoort', [155_000, 463_000], [5.387206, 52.155174]],
    ['Martinitoren, Groningen', [233_883.131, 582_065.167], [6.5682005, 53.2193832]],
    ['RD stone Westerpad, Ameland', [179_640.65, 607_984.45], [5.7581475, 53.4575106]],
    ['viaduct Koningsweg, Arnhem', [192_276.67, 450_138.39], [5.930493, 52.0383178]],
  ])('agree on %s', (_, rd, graden) => {
    expect(meters(positieNaar(graden, WGS84, RD), rd)).toBeLessThan(0.5);
    expect(meters(positieNaar(positieNaar(rd, RD, WGS84), WGS84, RD), rd)).toBeLessThan(1e-9);
  });

  it('go to and fro without losing a millimetre, and leave a height alone', () => {
    const mm = (van: number, tot: number) => fc.integer({ min: van * 1000, max: tot * 1000 }).map((n) => n / 1000);
    fc.assert(
      fc.property(mm(-10_000, 300_000), mm(289_000, 650_000), (x, y) => {
        expect(positieNaar(positieNaar([x, y, 4.25], RD, WGS84), WGS84, RD)).toEqual([x, y, 4.25]);
      }),
      { numRuns: 3_000, seed: 1 },
    );
  });

  it('are named as the Objects API and the module geospatial name them', () => {
    for (const naam of [undefined, 'EPSG:4326', 'epsg:4326', '<http://www.opengis.net/def/crs/OGC/1.3/CRS84>']) expect(leesCrs(naam)).toBe(WGS84);
    for (const naam of ['EPSG:28992', ' epsg:28992 ', 'http://www.opengis.net/def/crs/EPSG/0/28992']) expect(leesCrs(naam)).toBe(RD);
    for (const naam of ['', 'EPSG:3857', 'EPSG:4326, EPSG:28992', '28992']) expect(leesCrs(naam)).toBeNull();
  });
});

describe('an answer in another system', () => {
  it('differs in its geometry only', () => {
    const tekst = '{"id":"x","gegevens":{"geometrie": {"type":"Point"}, "n": 12345678901234567890.5},"geometrie":{"type": "Point", "coordinates": [5.387203508, 52.155172301]}}';
    expect(tekstNaarCrs(tekst, WGS84)).toBe(tekst);
    expect(tekstNaarCrs(tekst, RD)).toMatch(/^\{"id":"x","gegevens":\{"geometrie": \{"type":"Point"\}, "n": 12345678901234567890\.5\},"geometrie":\{"type":"Point","coordinates":\[155000,463000\]\}\}$/);
    expect(tekstNaarCrs('{"id" : "x", "geometrie" : null}', RD)).toBe('{"id" : "x", "geometrie" : null}');
  });
});
