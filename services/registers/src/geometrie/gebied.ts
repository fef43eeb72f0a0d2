import type { InvalidParam } from '@bronhuis/standaarden';
import { BEREIK, binnenBereik } from './crs.ts';
import type { Crs } from './crs.ts';
import type { Enkel } from './geojson.ts';
import type { Ligging } from './ligging.ts';
import { leesVorm } from './toets.ts';

/** A box: west, south, east, north; or in RD the lowest x and y and the highest. */
export type Doos = readonly [number, number, number, number];

/** An area that is asked for. Its edges are straight in the system in which it was asked. */
export interface Gebied {
  vorm: Enkel;
  crs: Crs;
  ligging: Ligging;
  /** When it was asked for as a box. */
  doos: Doos | null;
}

export const GEBIEDSVRAGEN = ['bbox', 'binnen', 'snijdt'] as const;
export type Gebiedsvraag = (typeof GEBIEDSVRAGEN)[number];
export const isGebiedsvraag = (s: string): s is Gebiedsvraag => GEBIEDSVRAGEN.some((g) => g === s);

/** What the database is asked with each position of: an area of more corners is not one that a person drew. */
export const MEESTE_HOEKEN = 5_000;

/** The value of a geometry condition; of an address it is still text. */
export function leesGebied(vraag: Gebiedsvraag, waarde: unknown, plaats: string, crs: Crs, uitAdres: boolean): { gebied: Gebied | null; fouten: InvalidParam[] } {
  if (vraag === 'bbox') return leesBbox(uitAdres && typeof waarde === 'string' ? waarde.split(',').map(alsGetal) : waarde, plaats, crs);
  const { geometrie, fouten } = leesVorm(uitAdres && typeof waarde === 'string' ? alsJson(waarde) : waarde, plaats, crs, MEESTE_HOEKEN);
  if (geometrie?.type === 'GeometryCollection') return fout(plaats, 'Vraag met één punt, lijn of vlak, of met meer van dezelfde soort.');
  return { gebied: geometrie && { vorm: geometrie, crs, ligging: vraag, doos: null }, fouten };
}

function leesBbox(waarde: unknown, plaats: string, crs: Crs): { gebied: Gebied | null; fouten: InvalidParam[] } {
  if (!Array.isArray(waarde) || waarde.length !== 4 || !waarde.every((n) => typeof n === 'number' && Number.isFinite(n))) {
    return fout(plaats, 'Verwacht vier getallen: de laagste x en y en de hoogste x en y (bij EPSG:4326 lengte- en breedtegraad).');
  }
  const [x1, y1, x2, y2] = waarde as unknown as Doos;
  if (!binnenBereik(crs, [x1, y1]) || !binnenBereik(crs, [x2, y2])) return fout(plaats, `Dit ligt buiten ${crs}: verwacht ${BEREIK[crs].woorden}.`, 'buiten-bereik');
  if (x1 > x2 || y1 > y2) return fout(plaats, 'De laagste x en y staan voorop.');
  return { gebied: { vorm: rechthoek([x1, y1, x2, y2]), crs, ligging: 'snijdt', doos: [x1, y1, x2, y2] }, fouten: [] };
}

/** A box without a width is a line, and without a height too a point. */
export function rechthoek([x1, y1, x2, y2]: Doos): Enkel {
  if (x1 === x2 && y1 === y2) return { type: 'Point', coordinates: [x1, y1] };
  if (x1 === x2 || y1 === y2) return { type: 'LineString', coordinates: [[x1, y1], [x2, y2]] };
  return { type: 'Polygon', coordinates: [[[x1, y1], [x2, y1], [x2, y2], [x1, y2], [x1, y1]]] };
}

const fout = (name: string, reason: string, code = 'waarde') => ({ gebied: null, fouten: [{ name, reason, code }] });
const alsGetal = (tekst: string): unknown => (/^-?\d+(\.\d+)?$/.test(tekst.trim()) ? Number(tekst) : tekst);

function alsJson(tekst: string): unknown {
  try {
    return JSON.parse(tekst) as unknown;
  } catch (fout) {
    if (fout instanceof SyntaxError) return tekst;
    throw fout;
  }
}
