import proj4 from 'proj4';
import { RD, WGS84 } from './crs.ts';
import type { Crs } from './crs.ts';
import { metPosities } from './geojson.ts';
import type { Geometrie, Positie } from './geojson.ts';

/** RD New, with the transformation that EPSG lists for it (4833, in the sign of the position vector). Against the official grid of RDNAPTRANS it is right to 0.25 m. */
const RD_NEW =
  '+proj=sterea +lat_0=52.1561605555556 +lon_0=5.38763888888889 +k=0.9999079 +x_0=155000 +y_0=463000 +ellps=bessel ' +
  '+towgs84=565.4171,50.3319,465.5524,-0.398957388243134,0.343987817378283,-1.87740163998045,4.0725 +units=m +no_defs';
const omzetting = proj4('EPSG:4326', RD_NEW);

// Plus nothing: a zero has no sign.
const rond = (n: number, decimalen: number): number => Math.round(n * 10 ** decimalen) / 10 ** decimalen + 0;

/** To the millimetre. */
function naarRd([lon = NaN, lat = NaN, ...hoogte]: Positie): Positie {
  const [x, y] = omzetting.forward([lon, lat]);
  return [rond(x, 3), rond(y, 3), ...hoogte];
}

/**
 * The library's way back is half a millimetre off its way forth: what that makes of it is put right once, so that what
 * is written in RD to the millimetre is read in RD as it was written. Nine decimals of a degree are a tenth of a millimetre.
 */
function uitRd([x = NaN, y = NaN, ...hoogte]: Positie): Positie {
  const [fx, fy] = omzetting.forward(omzetting.inverse([x, y]));
  const [lon, lat] = omzetting.inverse([2 * x - fx, 2 * y - fy]);
  return [rond(lon, 9), rond(lat, 9), ...hoogte];
}

export const positieNaar = (p: Positie, van: Crs, naar: Crs): Positie => (van === naar ? p : naar === RD ? naarRd(p) : uitRd(p));
export const naarCrs = (g: Geometrie, van: Crs, naar: Crs): Geometrie => (van === naar ? g : metPosities(g, (p) => positieNaar(p, van, naar)));

/**
 * An answer as the database wrote it, with its geometry in another system. The geometry comes last, and holds no text but
 * the names of its kinds and members: so the last place of its name is where it begins.
 */
export function tekstNaarCrs(tekst: string, crs: Crs): string {
  if (crs === WGS84) return tekst;
  const begin = tekst.lastIndexOf('"geometrie"');
  if (begin < 0) return tekst;
  const { geometrie } = JSON.parse(`{${tekst.slice(begin)}`) as { geometrie: Geometrie | null };
  return geometrie === null ? tekst : `${tekst.slice(0, begin)}"geometrie":${JSON.stringify(naarCrs(geometrie, WGS84, crs))}}`;
}
