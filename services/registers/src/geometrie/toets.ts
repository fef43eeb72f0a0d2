import type { InvalidParam } from '@bronhuis/standaarden';
import { WGS84 } from './crs.ts';
import type { Crs } from './crs.ts';
import { leesGeojson } from './geojson.ts';
import type { Gelezen } from './geojson.ts';
import { zelfdoorsnijding } from './ligging.ts';
import { naarCrs } from './omrekenen.ts';

/** Form, range and shape of a geometry that somebody wrote; what comes out is in the system that was asked for. */
export function leesVorm(json: unknown, plaats: string, crs: Crs, meest?: number): Gelezen {
  const gelezen = leesGeojson(json, plaats, crs, meest);
  if (!gelezen.geometrie) return gelezen;
  const kruis = zelfdoorsnijding(gelezen.geometrie);
  if (!kruis) return gelezen;
  const bij = kruis.bij ? ` bij ${kruis.bij.join(', ')}` : '';
  return { geometrie: null, fouten: [{ name: plaats, reason: `Deze vorm kruist of raakt zichzelf, of valt samen tot niets${bij}.`, code: 'vorm' }] };
}

/** The place of an object of a type, as it is kept: in EPSG:4326. */
export function toetsGeometrie(type: { geometrie?: boolean }, json: unknown, crs: Crs): Gelezen {
  if (json === undefined || json === null) return { geometrie: null, fouten: [] };
  if (type.geometrie !== true) return { geometrie: null, fouten: [NIET_TOEGESTAAN] };
  const { geometrie, fouten } = leesVorm(json, 'geometrie', crs);
  return { geometrie: geometrie && naarCrs(geometrie, crs, WGS84), fouten };
}

const NIET_TOEGESTAAN: InvalidParam = { name: 'geometrie', reason: 'Objecten van dit objecttype hebben geen geometrie.', code: 'geometrie-niet-toegestaan' };

export const alsTekst = (g: object | null): string | null => (g === null ? null : JSON.stringify(g));
