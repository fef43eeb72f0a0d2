import fc from 'fast-check';

/**
 * Shapes along the lines of a small grid, and what lies where of them, by counting: the plane falls apart in corners
 * (even, even), sides and faces (odd, odd), and a shape is a set of these. No computing with coordinates at all.
 */
export const MAAT = 8;

export type Vorm =
  | { soort: 'punt'; x: number; y: number }
  | { soort: 'lijn'; punten: [number, number][] }
  | { soort: 'vlak'; doos: Vak; gat: Vak | null }
  | { soort: 'vlakken'; dozen: [Vak, Vak] };
export type Vak = [number, number, number, number];

type Cel = string;
const cel = (x: number, y: number): Cel => `${x} ${y}`;

const vak: fc.Arbitrary<Vak> = fc
  .tuple(fc.nat(MAAT), fc.nat(MAAT), fc.nat(MAAT), fc.nat(MAAT))
  .map(([a, b, c, d]): Vak => [Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)]);
const echtVak = vak.filter(([x1, y1, x2, y2]) => x1 < x2 && y1 < y2);
const punt: fc.Arbitrary<Vorm> = fc.record({ soort: fc.constant('punt' as const), x: fc.nat(MAAT), y: fc.nat(MAAT) });
/** Bent at most once, so that it never meets itself. */
const lijn: fc.Arbitrary<Vorm> = vak.filter(([x1, y1, x2, y2]) => x1 < x2 || y1 < y2).map(([x1, y1, x2, y2]): Vorm => {
  const punten: [number, number][] = x1 === x2 || y1 === y2 ? [[x1, y1], [x2, y2]] : [[x1, y1], [x2, y1], [x2, y2]];
  return { soort: 'lijn', punten };
});
const vlak: fc.Arbitrary<Vorm> = fc.tuple(echtVak, fc.boolean()).map(([doos, open]): Vorm => {
  const [x1, y1, x2, y2] = doos;
  return { soort: 'vlak', doos, gat: open && x2 - x1 > 2 && y2 - y1 > 2 ? [x1 + 1, y1 + 1, x2 - 1, y2 - 1] : null };
});
const vlakken: fc.Arbitrary<Vorm> = fc.tuple(echtVak, echtVak).filter(([a, b]) => a[2] < b[0]).map(([a, b]): Vorm => ({ soort: 'vlakken', dozen: [a, b] }));
export const vorm = fc.oneof({ weight: 3, arbitrary: punt }, { weight: 2, arbitrary: lijn }, { weight: 3, arbitrary: vlak }, { weight: 1, arbitrary: vlakken });
export const doos = vak;

/** Whole and inside, as sets. */
interface Gevuld {
  alles: Set<Cel>;
  binnen: Set<Cel>;
}

/** Each shape is counted once, however often it is asked about. */
const geteld = new Map<string, Gevuld>();
export function vul(v: Vorm): Gevuld {
  const sleutel = JSON.stringify(v);
  const al = geteld.get(sleutel) ?? tel(v);
  geteld.set(sleutel, al);
  return al;
}

function tel(v: Vorm): Gevuld {
  if (v.soort === 'punt') return { alles: new Set([cel(2 * v.x, 2 * v.y)]), binnen: new Set([cel(2 * v.x, 2 * v.y)]) };
  if (v.soort === 'lijn') return vulLijn(v.punten);
  return vulVlak(v.soort === 'vlakken' ? v.dozen : [v.doos], v.soort === 'vlak' ? v.gat : null);
}

function vulLijn(punten: [number, number][]): Gevuld {
  const alles = new Set<Cel>();
  for (const [i, [x2, y2]] of punten.slice(1).entries()) {
    const [x1, y1] = punten[i] as [number, number];
    for (let x = 2 * Math.min(x1, x2); x <= 2 * Math.max(x1, x2); x++) for (let y = 2 * Math.min(y1, y2); y <= 2 * Math.max(y1, y2); y++) alles.add(cel(x, y));
  }
  const binnen = new Set(alles);
  for (const [x, y] of [punten[0], punten.at(-1)] as [number, number][]) binnen.delete(cel(2 * x, 2 * y));
  return { alles, binnen };
}

function vulVlak(dozen: Vak[], gat: Vak | null): Gevuld {
  const in_ = ([x1, y1, x2, y2]: Vak, x: number, y: number): boolean => x > 2 * x1 && x < 2 * x2 && y > 2 * y1 && y < 2 * y2;
  const isVlak = (x: number, y: number): boolean => dozen.some((d) => in_(d, x, y)) && !(gat && in_(gat, x, y));
  const [alles, binnen] = [new Set<Cel>(), new Set<Cel>()];
  for (let x = 0; x <= 2 * MAAT; x++) {
    for (let y = 0; y <= 2 * MAAT; y++) {
      // The faces around it: one of itself for a face, two for a side, four for a corner.
      const om = (n: number): number[] => (n % 2 === 0 ? [n - 1, n + 1] : [n]);
      const vlakken = om(x).flatMap((a) => om(y).map((b) => isVlak(a, b)));
      if (vlakken.some(Boolean)) alles.add(cel(x, y));
      if (vlakken.every(Boolean)) binnen.add(cel(x, y));
    }
  }
  return { alles, binnen };
}

const raakt = (a: Set<Cel>, b: Set<Cel>): boolean => [...a].some((c) => b.has(c));
export const snijdt = (a: Gevuld, b: Gevuld): boolean => raakt(a.alles, b.alles);
/** Nothing of it goes out, and something of its inside is inside. */
export const binnen = (a: Gevuld, b: Gevuld): boolean => [...a.alles].every((c) => b.alles.has(c)) && raakt(a.binnen, b.binnen);
export const alsVorm = ([x1, y1, x2, y2]: Vak): Vorm =>
  x1 === x2 && y1 === y2 ? { soort: 'punt', x: x1, y: y1 } : x1 === x2 || y1 === y2 ? { soort: 'lijn', punten: [[x1, y1], [x2, y2]] } : { soort: 'vlak', doos: [x1, y1, x2, y2], gat: null };

/** Where the grid lies in the world. */
export interface Raster {
  crs: string;
  x: number;
  y: number;
  stap: number;
}
const xy = (r: Raster, x: number, y: number): [number, number] => [r.x + x * r.stap, r.y + y * r.stap];
const ring = (r: Raster, [x1, y1, x2, y2]: Vak): [number, number][] => [xy(r, x1, y1), xy(r, x2, y1), xy(r, x2, y2), xy(r, x1, y2), xy(r, x1, y1)];

export const alsBbox = (r: Raster, [x1, y1, x2, y2]: Vak): number[] => [...xy(r, x1, y1), ...xy(r, x2, y2)];
export function alsGeojson(r: Raster, v: Vorm): { type: string; coordinates: unknown } {
  if (v.soort === 'punt') return { type: 'Point', coordinates: xy(r, v.x, v.y) };
  if (v.soort === 'lijn') return { type: 'LineString', coordinates: v.punten.map(([x, y]) => xy(r, x, y)) };
  if (v.soort === 'vlakken') return { type: 'MultiPolygon', coordinates: v.dozen.map((d) => [ring(r, d)]) };
  return { type: 'Polygon', coordinates: [ring(r, v.doos), ...(v.gat ? [ring(r, v.gat)] : [])] };
}
