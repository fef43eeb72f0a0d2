import IndexedPointInAreaLocator from 'jsts/org/locationtech/jts/algorithm/locate/IndexedPointInAreaLocator.js';
import Coordinate from 'jsts/org/locationtech/jts/geom/Coordinate.js';
import GeometryFactory from 'jsts/org/locationtech/jts/geom/GeometryFactory.js';
import GeoJSONReader from 'jsts/org/locationtech/jts/io/GeoJSONReader.js';
import RelateOp from 'jsts/org/locationtech/jts/operation/relate/RelateOp.js';
import IsValidOp from 'jsts/org/locationtech/jts/operation/valid/IsValidOp.js';
import { delenVan } from './geojson.ts';
import type { Enkel, Geometrie, Positie } from './geojson.ts';

/** How a geometry lies towards an asked one: the words of OGC Simple Features, as PostGIS and JTS know them. */
export type Ligging = 'binnen' | 'snijdt';

/** The part of the matrix of JTS (DE-9IM) that is used; the types of the library say `any`. */
interface Matrix {
  isIntersects(): boolean;
  isWithin(): boolean;
  isCoveredBy(): boolean;
}
interface Fout {
  getMessage(): string;
  getCoordinate(): { x: number; y: number } | null;
}

const lezer = new GeoJSONReader(new GeometryFactory());
const lees = (g: Enkel): object => lezer.read(g) as object;

const OP_RAND = 1;
const BUITEN = 2;

/** An asked geometry, made ready to hold many others against. */
export class Toetser {
  private readonly vorm: object;
  private readonly vlak: { locate(c: Coordinate): number } | null;

  constructor(
    vorm: Enkel,
    private readonly ligging: Ligging,
  ) {
    this.vorm = lees(vorm);
    this.vlak = vorm.type === 'Polygon' || vorm.type === 'MultiPolygon' ? new IndexedPointInAreaLocator(this.vorm) : null;
  }

  /** A collection is its parts: it touches where one of them does, and lies within where none of them goes out and one is inside. */
  voldoet(g: Geometrie): boolean {
    const delen = delenVan(g);
    if (this.ligging === 'snijdt') return delen.some((d) => this.deel(d).isIntersects());
    const matrices = delen.map((d) => this.deel(d));
    return matrices.every((m) => m.isCoveredBy()) && matrices.some((m) => m.isWithin());
  }

  private deel(g: Enkel): Matrix {
    if (g.type === 'Point' && this.vlak) return matrixVanPunt(this.vlak, g.coordinates);
    return RelateOp.relate(lees(g), this.vorm) as Matrix;
  }
}

/** Of a point and a surface one number says all; the index makes it cheap for a surface of many corners. */
function matrixVanPunt(vlak: { locate(c: Coordinate): number }, [x, y]: Positie): Matrix {
  const plek = vlak.locate(new Coordinate(x, y));
  return { isIntersects: () => plek !== BUITEN, isCoveredBy: () => plek !== BUITEN, isWithin: () => plek !== BUITEN && plek !== OP_RAND };
}

/** Where a shape crosses itself, or has a hole outside its edge: then it has no inside (OGC Simple Features §6.1.11). Null when it is sound. */
export function zelfdoorsnijding(g: Geometrie): { reden: string; bij: Positie | null } | null {
  for (const deel of delenVan(g)) {
    if (deel.type === 'Point' || deel.type === 'MultiPoint') continue;
    const fout = new IsValidOp(lees(deel)).getValidationError() as unknown as Fout | null;
    if (fout) {
      const plek = fout.getCoordinate();
      return { reden: fout.getMessage(), bij: plek && [plek.x, plek.y] };
    }
  }
  return null;
}
