import type { InvalidParam } from '@bronhuis/standaarden';
import { binnenBereik, BEREIK } from './crs.ts';
import type { Crs } from './crs.ts';

/** Two numbers, and maybe a height, which is kept as it is (RFC 7946 §3.1.1). */
export type Positie = readonly number[];
export type Enkel =
  | { type: 'Point'; coordinates: Positie }
  | { type: 'MultiPoint' | 'LineString'; coordinates: readonly Positie[] }
  | { type: 'MultiLineString' | 'Polygon'; coordinates: readonly (readonly Positie[])[] }
  | { type: 'MultiPolygon'; coordinates: readonly (readonly (readonly Positie[])[])[] };
export type Verzameling = { type: 'GeometryCollection'; geometries: readonly Enkel[] };
/** A geometry of GeoJSON (RFC 7946 §3.1). */
export type Geometrie = Enkel | Verzameling;

export const MEESTE_POSITIES = 10_000;
const MEESTE_FOUTEN = 50;

/** How deep the positions of a kind lie, and what a list of them must be at each level, the outermost first. */
const VORM: Record<Enkel['type'], { diepte: number; lijn?: 'lijn' | 'ring' }> = {
  Point: { diepte: 0 },
  MultiPoint: { diepte: 1 },
  LineString: { diepte: 1, lijn: 'lijn' },
  MultiLineString: { diepte: 2, lijn: 'lijn' },
  Polygon: { diepte: 2, lijn: 'ring' },
  MultiPolygon: { diepte: 3, lijn: 'ring' },
};
const isVorm = (type: unknown): type is Enkel['type'] => typeof type === 'string' && Object.hasOwn(VORM, type);
const isObject = (v: unknown): v is Record<string, unknown> => typeof v === 'object' && v !== null && !Array.isArray(v);

export interface Gelezen {
  geometrie: Geometrie | null;
  fouten: InvalidParam[];
}

/** Reads a geometry in a coordinate reference system; `plaats` names it in the faults, of which all are told up to a bound. */
export function leesGeojson(json: unknown, plaats: string, crs: Crs, meest = MEESTE_POSITIES): Gelezen {
  const lezer = new Lezer(crs, meest);
  lezer.geometrie(json, plaats, true);
  return lezer.fouten.length > 0 ? { geometrie: null, fouten: lezer.fouten.slice(0, MEESTE_FOUTEN) } : { geometrie: zonderBbox(json as Geometrie), fouten: [] };
}

/** What follows from the positions is not kept. */
function zonderBbox(g: Geometrie): Geometrie {
  return g.type === 'GeometryCollection' ? { type: g.type, geometries: g.geometries.map((e) => zonderBbox(e) as Enkel) } : ({ type: g.type, coordinates: g.coordinates } as Enkel);
}

class Lezer {
  readonly fouten: InvalidParam[] = [];
  private posities = 0;

  constructor(
    private readonly crs: Crs,
    private readonly meest: number,
  ) {}

  geometrie(json: unknown, plaats: string, buitenste: boolean): void {
    if (!isObject(json)) return this.fout(plaats, 'Verwacht een geometrie van GeoJSON: een object met type en coordinates.', 'geojson');
    const { type } = json;
    const verzameling = buitenste && type === 'GeometryCollection';
    if (!verzameling && !isVorm(type)) return this.fout(`${plaats}.type`, `Kies uit: ${[...Object.keys(VORM), ...(buitenste ? ['GeometryCollection'] : [])].join(', ')}.`, 'geojson');
    const inhoud = verzameling ? 'geometries' : 'coordinates';
    for (const lid of Object.keys(json)) {
      if (lid === 'crs') this.fout(`${plaats}.crs`, 'Noem het coördinatenstelsel in de header Content-Crs (RFC 7946 §4).', 'additionalProperties');
      else if (!['type', 'bbox', inhoud].includes(lid)) this.fout(`${plaats}.${lid}`, 'Dit gegeven is hier niet bekend.', 'additionalProperties');
    }
    if (isVorm(type)) return this.lijst(json['coordinates'], `${plaats}.coordinates`, VORM[type]);
    const delen = json['geometries'];
    if (!Array.isArray(delen) || delen.length === 0) return this.fout(`${plaats}.geometries`, 'Noem ten minste één geometrie.', 'geojson');
    for (const [i, deel] of (delen as unknown[]).entries()) {
      if (this.klaar()) return;
      this.geometrie(deel, `${plaats}.geometries.${i}`, false);
    }
  }

  private lijst(json: unknown, plaats: string, { diepte, lijn }: { diepte: number; lijn?: 'lijn' | 'ring' }): void {
    if (diepte === 0) return this.positie(json, plaats);
    if (!Array.isArray(json) || json.length === 0) return this.fout(plaats, 'Verwacht een lijst die niet leeg is.', 'geojson');
    const voor = this.fouten.length;
    for (const [i, deel] of (json as unknown[]).entries()) {
      if (this.klaar()) return;
      this.lijst(deel, `${plaats}.${i}`, { diepte: diepte - 1, ...(lijn ? { lijn } : {}) });
    }
    if (diepte === 1 && lijn && this.fouten.length === voor) this.reeks(json as number[][], plaats, lijn);
  }

  private reeks(posities: number[][], plaats: string, soort: 'lijn' | 'ring'): void {
    if (soort === 'lijn') {
      if (posities.length < 2) this.fout(plaats, 'Een lijn heeft ten minste twee posities.', 'lijn');
      return;
    }
    const [eerste, laatste] = [posities[0], posities.at(-1)];
    if (posities.length < 4) this.fout(plaats, 'Een ring heeft ten minste vier posities, de eerste en laatste gelijk.', 'ring');
    else if (eerste?.[0] !== laatste?.[0] || eerste?.[1] !== laatste?.[1]) this.fout(plaats, 'Een ring is gesloten: de laatste positie is gelijk aan de eerste.', 'ring-open');
  }

  private positie(json: unknown, plaats: string): void {
    this.posities++;
    if (this.posities > this.meest) return this.fout(plaats, `Een geometrie heeft ten hoogste ${this.meest} posities.`, 'te-veel-posities');
    if (!Array.isArray(json) || json.length < 2 || json.length > 3 || !json.every((n) => typeof n === 'number' && Number.isFinite(n))) {
      return this.fout(plaats, 'Een positie is een lijst van twee getallen, en hoogstens een derde: de hoogte.', 'positie');
    }
    if (!binnenBereik(this.crs, json as number[])) this.fout(plaats, `Deze positie ligt buiten ${this.crs}: verwacht ${BEREIK[this.crs].woorden}.`, 'buiten-bereik');
  }

  private klaar(): boolean {
    return this.fouten.length >= MEESTE_FOUTEN || this.posities > this.meest;
  }

  private fout(name: string, reason: string, code: string): void {
    this.fouten.push({ name, reason, code });
  }
}

/** The same shape with other positions. */
export function metPosities(g: Geometrie, naar: (p: Positie) => Positie): Geometrie {
  if (g.type === 'GeometryCollection') return { type: g.type, geometries: g.geometries.map((e) => metPosities(e, naar) as Enkel) };
  const door = (c: unknown, diepte: number): unknown => (diepte === 0 ? naar(c as Positie) : (c as unknown[]).map((d) => door(d, diepte - 1)));
  return { type: g.type, coordinates: door(g.coordinates, VORM[g.type].diepte) } as Enkel;
}

export const delenVan = (g: Geometrie): readonly Enkel[] => (g.type === 'GeometryCollection' ? g.geometries : [g]);
