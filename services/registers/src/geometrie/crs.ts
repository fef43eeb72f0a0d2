import { Probleem } from '@bronhuis/standaarden';
import type { Positie } from './geojson.ts';

/** Coordinate reference systems that are spoken here, the longitude or x first (NL API Design Rules, module geospatial). Kept in the first. */
export const CRS = ['EPSG:4326', 'EPSG:28992'] as const;
export type Crs = (typeof CRS)[number];
export const WGS84: Crs = 'EPSG:4326';
export const RD: Crs = 'EPSG:28992';

export const BEREIK: Record<Crs, { min: readonly [number, number]; max: readonly [number, number]; woorden: string }> = {
  'EPSG:4326': { min: [-180, -90], max: [180, 90], woorden: 'lengtegraad (-180 tot 180) en breedtegraad (-90 tot 90), in die volgorde' },
  // The Netherlands with its coastal waters; x and y cannot be swapped in it.
  'EPSG:28992': { min: [-10_000, 289_000], max: [300_000, 650_000], woorden: 'x (-10000 tot 300000) en y (289000 tot 650000) in meters, in die volgorde' },
};

export function binnenBereik(crs: Crs, [x = NaN, y = NaN]: Positie): boolean {
  const { min, max } = BEREIK[crs];
  return x >= min[0] && x <= max[0] && y >= min[1] && y <= max[1];
}

/** As the Objects API writes them, and as the module geospatial does. */
const NAMEN: Record<string, Crs> = {
  'epsg:4326': WGS84,
  'http://www.opengis.net/def/crs/ogc/1.3/crs84': WGS84,
  'epsg:28992': RD,
  'http://www.opengis.net/def/crs/epsg/0/28992': RD,
};

export const leesCrs = (tekst: string | undefined): Crs | null => (tekst === undefined ? WGS84 : (NAMEN[tekst.trim().toLowerCase().replaceAll(/^<|>$/g, '')] ?? null));

/** Of a header. @throws Probleem 406 for a system that is not spoken here */
export function eisCrs(header: string | undefined, naam: 'Accept-Crs' | 'Content-Crs'): Crs {
  const crs = leesCrs(header);
  if (crs) return crs;
  throw new Probleem({ status: 406, title: 'Dit coördinatenstelsel kennen wij niet', detail: `Gebruik in ${naam}: ${CRS.join(' of ')}.`, code: 'crs-onbekend' });
}
