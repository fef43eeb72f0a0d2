import { CRS } from './crs.ts';
import { MEESTE_POSITIES } from './geojson.ts';

export const GEOMETRIE = {
  type: 'object',
  additionalProperties: true,
  nullable: true,
  description: `Plaats van het object: een geometrie van GeoJSON (RFC 7946), ten hoogste ${MEESTE_POSITIES} posities, in het stelsel van Content-Crs. Alleen bij een objecttype met geometrie.`,
  example: { type: 'Point', coordinates: [5.387206, 52.155174] },
} as const;

const kop = (name: string, description: string) => ({ name, required: false, schema: { type: 'string', maxLength: 200 }, description: `${description}: ${CRS.join(' of ')}, zonder deze header ${CRS[0]}. In beide staat de lengtegraad of x voorop.` }) as const;
export const ACCEPT_CRS = kop('Accept-Crs', 'Coördinatenstelsel van de geometrie in het antwoord');
export const CONTENT_CRS = kop('Content-Crs', 'Coördinatenstelsel van de geometrie in dit verzoek');
export const FILTER_CRS = { name: 'filterCrs', required: false, schema: { type: 'string', maxLength: 200 }, description: `Coördinatenstelsel van de geometrie in filter: ${CRS.join(' of ')}, zonder: ${CRS[0]}.` } as const;
/** Of an answer that holds a geometry. */
export const MET_CRS = { 'Content-Crs': { schema: { type: 'string' as const, enum: [...CRS] as string[] }, description: 'Coördinatenstelsel van de geometrie.' } };
