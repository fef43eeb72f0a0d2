import { WGS84 } from './crs.ts';
import type { Crs } from './crs.ts';
import type { Doos, Gebied } from './gebied.ts';
import type { Enkel, Positie } from './geojson.ts';
import { Toetser } from './ligging.ts';
import { positieNaar } from './omrekenen.ts';

/**
 * An area as boxes in EPSG:4326, which an index can look for. What touches a box of `randen` may lie either way, and is to
 * be looked at. What touches none of them, and one of `binnen`, lies wholly inside; anything else lies outside: between
 * inside and outside there is always an edge, wider than the play with which the database compares boxes (1e-6).
 */
export interface Rooster {
  randen: Doos[];
  binnen: Doos[];
}

const RAND = 4e-6;
const CELLEN = 32;
/** Smaller than this an area is one box: in degrees, or in metres. */
const KLEIN: Record<Crs, number> = { 'EPSG:4326': 1e-3, 'EPSG:28992': 100 };
/** An edge is never nearer to a cell that does not know of it: in degrees, or in metres. */
const SPELING: Record<Crs, number> = { 'EPSG:4326': 2e-6, 'EPSG:28992': 0.5 };
/** A row of cells in RD lies askew in degrees, by at most 3 in 100: a short one stays within its neighbours. */
const LANGSTE_RIJ: Record<Crs, number> = { 'EPSG:4326': CELLEN, 'EPSG:28992': 8 };

export function roosterVan({ vorm, crs, doos }: Gebied): Rooster {
  if (doos) return roosterVanDoos(doos, crs);
  const om = omhulling(vorm);
  if (Math.min(om[2] - om[0], om[3] - om[1]) < KLEIN[crs]) return { randen: [inGraden(om, crs)], binnen: [] };
  return roosterVanVorm(vorm, om, crs);
}

/** Of a box: all around it, and the frame between that and a box that lies inside it. */
function roosterVanDoos(doos: Doos, crs: Crs): Rooster {
  const [w, s, e, n] = inGraden(doos, crs);
  const [x1, y1, x2, y2] = doos;
  const langs = (van: Positie, tot: Positie, as: 0 | 1): number[] =>
    [0, 0.25, 0.5, 0.75, 1].map((t) => positieNaar([van[0]! + (tot[0]! - van[0]!) * t, van[1]! + (tot[1]! - van[1]!) * t], crs, WGS84)[as]!);
  const bocht = crs === WGS84 ? 0 : Math.max(e - w, n - s) / 100;
  const [bw, bs, be, bn] = [
    Math.max(...langs([x1, y1], [x1, y2], 0)) + bocht + RAND,
    Math.max(...langs([x1, y1], [x2, y1], 1)) + bocht + RAND,
    Math.min(...langs([x2, y1], [x2, y2], 0)) - bocht - RAND,
    Math.min(...langs([x1, y2], [x2, y2], 1)) - bocht - RAND,
  ];
  if (be - bw < RAND || bn - bs < RAND) return { randen: [[w, s, e, n]], binnen: [] };
  return { randen: [[w, s, bw, n], [be, s, e, n], [bw, s, be, bs], [bw, bn, be, n]], binnen: [[bw, bs, be, bn]] };
}

function roosterVanVorm(vorm: Enkel, om: Doos, crs: Crs): Rooster {
  const [breed, hoog] = [(om[2] - om[0]) / CELLEN, (om[3] - om[1]) / CELLEN];
  const kolom = (x: number): number => Math.min(CELLEN - 1, Math.max(0, Math.floor((x - om[0]) / breed)));
  const rij = (y: number): number => Math.min(CELLEN - 1, Math.max(0, Math.floor((y - om[1]) / hoog)));
  const soort = Array.from({ length: CELLEN }, () => new Array<'rand' | 'binnen' | null>(CELLEN).fill(null));
  const merk = (a: Positie, b: Positie): void => {
    const speling = SPELING[crs];
    for (let r = rij(Math.min(a[1]!, b[1]!) - speling); r <= rij(Math.max(a[1]!, b[1]!) + speling); r++) {
      for (let k = kolom(Math.min(a[0]!, b[0]!) - speling); k <= kolom(Math.max(a[0]!, b[0]!) + speling); k++) soort[r]![k] = 'rand';
    }
  };
  for (const [a, b] of zijden(vorm)) {
    const stukken = Math.max(1, Math.ceil(Math.max(Math.abs(b[0]! - a[0]!) / breed, Math.abs(b[1]! - a[1]!) / hoog)));
    const op = (i: number): Positie => [a[0]! + ((b[0]! - a[0]!) * i) / stukken, a[1]! + ((b[1]! - a[1]!) * i) / stukken];
    for (let i = 0; i < stukken; i++) merk(op(i), op(i + 1));
  }
  if (vorm.type === 'Polygon' || vorm.type === 'MultiPolygon') {
    const toetser = new Toetser(vorm, 'binnen');
    for (const [r, cellen] of soort.entries()) {
      for (const [k, s] of cellen.entries()) {
        if (s === null && toetser.voldoet({ type: 'Point', coordinates: [om[0] + (k + 0.5) * breed, om[1] + (r + 0.5) * hoog] })) cellen[k] = 'binnen';
      }
    }
  }
  const rijen = (welke: 'rand' | 'binnen'): Doos[] =>
    soort.flatMap((cellen, r) => reeksen(cellen, welke, LANGSTE_RIJ[crs]).map(([van, tot]) => inGraden([om[0] + van * breed, om[1] + r * hoog, om[0] + tot * breed, om[1] + (r + 1) * hoog], crs)));
  return { randen: rijen('rand'), binnen: rijen('binnen') };
}

/** Where a kind stands in a row, from and up to. */
function reeksen<T>(cellen: readonly T[], welke: T, langste: number): [number, number][] {
  const uit: [number, number][] = [];
  for (const [k, s] of cellen.entries()) {
    const laatste = uit.at(-1);
    if (s !== welke) continue;
    if (laatste && laatste[1] === k && k - laatste[0] < langste) laatste[1] = k + 1;
    else uit.push([k, k + 1]);
  }
  return uit;
}

/** The box in degrees around one that may be in metres: corners, the middle of each side, and what a side bends between them. */
function inGraden(doos: Doos, crs: Crs): Doos {
  if (crs === WGS84) return doos;
  const [x1, y1, x2, y2] = doos;
  const punten = [x1, (x1 + x2) / 2, x2].flatMap((x) => [y1, (y1 + y2) / 2, y2].map((y) => positieNaar([x, y], crs, WGS84)));
  const [w, s, e, n] = rond(punten);
  const ruim = Math.max(e - w, n - s) / 100 + 1e-6;
  return [w - ruim, s - ruim, e + ruim, n + ruim];
}

function rond(punten: readonly Positie[]): Doos {
  const [xs, ys] = [punten.map((p) => p[0]!), punten.map((p) => p[1]!)];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

const omhulling = (vorm: Enkel): Doos => rond(ringen(vorm).flat());

function ringen(vorm: Enkel): readonly (readonly Positie[])[] {
  if (vorm.type === 'Point') return [[vorm.coordinates]];
  if (vorm.type === 'MultiPoint') return vorm.coordinates.map((p) => [p]);
  if (vorm.type === 'MultiPolygon') return vorm.coordinates.flat();
  return vorm.type === 'Polygon' || vorm.type === 'MultiLineString' ? vorm.coordinates : [vorm.coordinates as readonly Positie[]];
}

/** Its edges; a loose point is one without a length. */
const zijden = (vorm: Enkel): [Positie, Positie][] => ringen(vorm).flatMap((r): [Positie, Positie][] => (r.length === 1 ? [[r[0]!, r[0]!]] : r.slice(1).map((p, i) => [r[i]!, p])));
