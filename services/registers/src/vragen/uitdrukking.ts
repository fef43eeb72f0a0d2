import { GEBIEDSVRAGEN } from '../geometrie/gebied.ts';
import type { Gebied } from '../geometrie/gebied.ts';
import type { Zicht } from '../objecttypen/zicht.ts';
import type { Stap } from './pad.ts';

/** What one question may cost: the shape is bounded here, the time by the statement timeout of vragen.queries.ts. */
export const GRENZEN = { diepte: 6, voorwaarden: 50, waarden: 100, lengte: 500, sleutels: 5, velden: 50, gebieden: 5 } as const;

export const OPERATOREN = ['exact', 'ne', 'gt', 'gte', 'lt', 'lte', 'in', 'nin', 'bevat', 'begint-met', 'tussen', 'leeg', 'bevat-element', ...GEBIEDSVRAGEN] as const;
export type Operator = (typeof OPERATOREN)[number];
export const isOperator = (s: unknown): s is Operator => OPERATOREN.some((o) => o === s);
/** These take a list of values. */
export const MEERVOUDIG: readonly Operator[] = ['in', 'nin', 'tussen'];

/** `gemengd`: the schema allows more than one kind, so a comparison would mean different things for different values. */
export type Soort = 'tekst' | 'getal' | 'datum' | 'onvolledige-datum' | 'tijdstip' | 'waarheid' | 'uuid' | 'lijst' | 'object' | 'geometrie' | 'gemengd';

/** Objects of this type have at the end of a path nothing, or not all, that the caller may see (null: nothing). */
export interface Deelzicht {
  type: string;
  zicht: Zicht | null;
}

/** A place in the data, by the steps of its schema; `beperkt` are the types that hide something there. */
export interface Plek {
  stappen: readonly Stap[];
  beperkt: readonly Deelzicht[];
}

/** Where a value stands: beside the data (a column), or in it. */
export type Veld = { meta: Metanaam; soort: Soort } | (Plek & { soort: Soort; element?: Soort; persoon: boolean });

/** Names that the answer has beside the data. A path that begins with one of these is never one into the data. */
export const METASOORT = {
  id: 'uuid',
  objecttype: 'uuid',
  objecttypeVersie: 'getal',
  soort: 'tekst',
  dossier: 'uuid',
  versie: 'getal',
  beginGeldigheid: 'datum',
  tijdstipRegistratie: 'tijdstip',
  correctieVoor: 'getal',
  geometrie: 'geometrie',
} as const satisfies Record<string, Soort>;
export type Metanaam = keyof typeof METASOORT;
export const isMetanaam = (s: string): s is Metanaam => Object.hasOwn(METASOORT, s);

/** An expression as it was written. `plaats` names it in a fault; values of a URL are still text. */
export type Uitdrukking<B> = { en: Uitdrukking<B>[] } | { of: Uitdrukking<B>[] } | { niet: Uitdrukking<B> } | B;
export interface Geschreven {
  plaats: { pad: string; operator: string; waarde: string };
  pad: Stap[];
  operator: Operator;
  waarde: unknown;
  uitAdres: boolean;
}

/** What is left to compare after the check: `ne` is `niet exact`, `bevat-element` is `exact` on each element. */
export type Vergelijking = 'exact' | 'gt' | 'gte' | 'lt' | 'lte' | 'in' | 'bevat' | 'begint-met' | 'tussen' | 'leeg' | 'gebied';
export interface Voorwaarde {
  veld: Veld;
  vergelijking: Vergelijking;
  /** In their written form, checked against the kind of the field. */
  waarden: string[];
  /** Of a condition on the geometry: the area, and how it must lie towards it. */
  gebied?: Gebied;
}

/** Walks an expression; what the leaves become is the caller's business. */
export function vouw<B extends object, R>(u: Uitdrukking<B>, blad: (b: B) => R, samen: { en: (r: R[]) => R; of: (r: R[]) => R; niet: (r: R) => R }): R {
  const door = (deel: Uitdrukking<B>): R => vouw(deel, blad, samen);
  if (isEn(u)) return samen.en(u.en.map(door));
  if (isOf(u)) return samen.of(u.of.map(door));
  if (isNiet(u)) return samen.niet(door(u.niet));
  return blad(u);
}

const isEn = <B extends object>(u: Uitdrukking<B>): u is { en: Uitdrukking<B>[] } => Object.hasOwn(u, 'en');
const isOf = <B extends object>(u: Uitdrukking<B>): u is { of: Uitdrukking<B>[] } => Object.hasOwn(u, 'of');
const isNiet = <B extends object>(u: Uitdrukking<B>): u is { niet: Uitdrukking<B> } => Object.hasOwn(u, 'niet');
