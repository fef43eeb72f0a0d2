import { isDatum } from '@bronhuis/standaarden';
import { dag, hoofdletter, moment, woordVoor } from '../woorden.ts';
import { naamVanPlaats } from './schema.ts';

const TIJDSTIP = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;
const MAANDEN = ['januari', 'februari', 'maart', 'april', 'mei', 'juni', 'juli', 'augustus', 'september', 'oktober', 'november', 'december'];

/** A day, or as much of it as is known: '2026-05' → 'mei 2026'. */
export function dagVan(waarde: string): string {
  if (isDatum(waarde)) return dag(waarde) ?? waarde;
  const [, jaar, maand] = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(waarde) ?? [];
  return jaar && maand ? `${MAANDEN[Number(maand) - 1]} ${jaar}` : waarde;
}

/** A single value as people write it; null for what is not filled in. */
export function waardeInWoorden(waarde: unknown): string | null {
  if (waarde === null || waarde === undefined || waarde === '') return null;
  if (typeof waarde === 'boolean') return waarde ? 'ja' : 'nee';
  if (typeof waarde === 'number') return waarde.toLocaleString('nl-NL', { maximumFractionDigits: 12, useGrouping: 'min2' });
  if (typeof waarde !== 'string') return JSON.stringify(waarde);
  if (isDatum(waarde)) return dag(waarde);
  return TIJDSTIP.test(waarde) ? (moment(waarde) ?? waarde) : waarde;
}

const isVoorwerp = (v: unknown): v is Record<string, unknown> => typeof v === 'object' && v !== null;
const ontsnap = (deel: string): string => deel.replaceAll('~', '~0').replaceAll('/', '~1');

/** The data as lines of name and value, in the order of the schema; what the schema does not know comes last. */
export function regels(namen: ReadonlyMap<string, string>, waarde: unknown, pointer = ''): (readonly [string, string | null])[] {
  if (Array.isArray(waarde) && waarde.length > 0 && !waarde.some(isVoorwerp)) return [[naamVanPlaats(namen, pointer), waarde.map((w) => waardeInWoorden(w) ?? 'niet ingevuld').join(', ')]];
  if (Array.isArray(waarde) && waarde.length > 0) return waarde.flatMap((w, i) => regels(namen, w, `${pointer}/${i}`));
  if (isVoorwerp(waarde) && !Array.isArray(waarde) && Object.keys(waarde).length > 0) {
    const vorm = pointer.replace(/\/\d+(?=\/|$)/g, '/*');
    const volgorde = [...namen.keys()];
    const plaats = (sleutel: string): number => (volgorde.indexOf(`${vorm}/${ontsnap(sleutel)}`) + volgorde.length + 1) % (volgorde.length + 1);
    const sleutels = Object.keys(waarde).sort((a, b) => plaats(a) - plaats(b));
    return sleutels.flatMap((s) => regels(namen, waarde[s], `${pointer}/${ontsnap(s)}`));
  }
  if (pointer === '') return [];
  return [[naamVanPlaats(namen, pointer), Array.isArray(waarde) || isVoorwerp(waarde) ? null : waardeInWoorden(waarde)]];
}

/** The value at a JSON pointer, of data that may have less than the schema says. */
export function opPlaats(gegevens: unknown, pointer: string): unknown {
  return pointer.split('/').slice(1).reduce<unknown>((w, deel) => {
    const sleutel = deel.replaceAll('~1', '/').replaceAll('~0', '~');
    return typeof w === 'object' && w !== null && Object.hasOwn(w, sleutel) ? (w as Record<string, unknown>)[sleutel] : undefined;
  }, gegevens);
}

const VORM: Record<string, string> = { Point: 'een punt', MultiPoint: 'punten', LineString: 'een lijn', MultiLineString: 'lijnen', Polygon: 'een vlak', MultiPolygon: 'vlakken' };

/** A place as GeoJSON (RFC 7946): a point is a place that one can look up, of the rest what it is. */
export function plaatsInWoorden(g: Record<string, unknown> | null | undefined): string | null {
  if (!g) return null;
  const [lengte, breedte] = Array.isArray(g['coordinates']) ? (g['coordinates'] as unknown[]) : [];
  if (g['type'] === 'Point' && typeof lengte === 'number' && typeof breedte === 'number') return `${graden(breedte)} noorderbreedte, ${graden(lengte)} oosterlengte`;
  return hoofdletter(woordVoor(VORM, String(g['type'])) ?? 'een plaats op de kaart');
}

const graden = (n: number): string => n.toLocaleString('nl-NL', { minimumFractionDigits: 5, maximumFractionDigits: 5 });
