import { delen, isVoorwerp } from './pointers.ts';

export type Schema = Record<string, unknown>;

/** What is certainly true of an instance: it satisfies each of these. Fewer of them is a weaker statement, and never a wrong one. */
export type Bewijs = readonly Schema[];
/** Nothing satisfies this: whatever is asked of it holds. */
export const ONMOGELIJK = null;

const TYPEN = ['null', 'boolean', 'object', 'array', 'number', 'string'] as const;
export type Jsontype = (typeof TYPEN)[number];

/** A local reference; undefined when it points elsewhere or nowhere. */
export function volgRef(wortel: Schema, ref: unknown): unknown {
  if (ref === '#') return wortel;
  if (typeof ref !== 'string' || !ref.startsWith('#/') || ref.includes('%')) return undefined;
  return delen(ref.slice(1)).reduce<unknown>((w, d) => (isVoorwerp(w) || Array.isArray(w) ? (Object.hasOwn(w, d) ? (w as Schema)[d] : undefined) : undefined), wortel);
}

/** References and `allOf` taken apart; null when one of them admits nothing. */
export function bewijsVan(wortel: Schema, schemas: readonly unknown[]): Bewijs | null {
  const uit = new Set<Schema>();
  const rij = [...schemas];
  for (let schema = rij.pop(); schema !== undefined; schema = rij.pop()) {
    if (schema === false) return ONMOGELIJK;
    if (!isVoorwerp(schema) || uit.has(schema)) continue;
    uit.add(schema);
    if (schema['$ref'] !== undefined) rij.push(volgRef(wortel, schema['$ref']) ?? true);
    if (Array.isArray(schema['allOf'])) rij.push(...(schema['allOf'] as unknown[]));
  }
  return [...uit];
}

/** The types that a schema names; an integer is a number that `geheel` knows more of. */
export function typenVan(schema: Schema): { typen: ReadonlySet<Jsontype>; geheel: boolean } {
  const { type } = schema;
  if (type === undefined) return { typen: new Set(TYPEN), geheel: false };
  const genoemd = (Array.isArray(type) ? type : [type]) as string[];
  const typen = new Set(genoemd.map((t) => (t === 'integer' ? 'number' : t) as Jsontype));
  if (schema['nullable'] === true) typen.add('null');
  return { typen, geheel: genoemd.includes('integer') && !genoemd.includes('number') };
}

/** The types that an instance may have, by all that is known of it. */
export function mogelijk(bewijs: Bewijs): { typen: ReadonlySet<Jsontype>; geheel: boolean } {
  const delen = bewijs.map(typenVan);
  return { typen: new Set(TYPEN.filter((t) => delen.every((d) => d.typen.has(t)))), geheel: delen.some((d) => d.geheel) };
}

/** The finite list of values that are left, or null when there is none. */
export function waarden(bewijs: Bewijs): unknown[] | null {
  const lijsten = bewijs.flatMap((s) => [...(Array.isArray(s['enum']) ? [s['enum'] as unknown[]] : []), ...('const' in s ? [[s['const']]] : [])]);
  return lijsten[0] ?? null;
}

export const getallen = (bewijs: Bewijs, sleutel: string): number[] => bewijs.flatMap((s) => (typeof s[sleutel] === 'number' ? [s[sleutel]] : []));

export const verplicht = (bewijs: Bewijs): ReadonlySet<string> => new Set(bewijs.flatMap((s) => (Array.isArray(s['required']) ? (s['required'] as string[]) : [])));

const patronen = (s: Schema): [string, unknown][] => Object.entries(isVoorwerp(s['patternProperties']) ? s['patternProperties'] : {});
const eigen = (s: Schema): Schema => (isVoorwerp(s['properties']) ? s['properties'] : {});
export const past = (patroon: string, sleutel: string): boolean => new RegExp(patroon, 'u').test(sleutel);

/** What is known of the value under this key, when there is one. */
export function overSleutel(bewijs: Bewijs, sleutel: string): unknown[] {
  return bewijs.flatMap((s) => {
    const bekend = [...(Object.hasOwn(eigen(s), sleutel) ? [eigen(s)[sleutel]] : []), ...patronen(s).filter(([p]) => past(p, sleutel)).map(([, w]) => w)];
    return bekend.length > 0 ? bekend : s['additionalProperties'] !== undefined ? [s['additionalProperties']] : [];
  });
}

/** The keys that are named, the patterns, and what is known of every other key. */
export function sleutelsVan(bewijs: Bewijs): { namen: Set<string>; patronen: Map<string, unknown[]>; overig: unknown[] } {
  const perPatroon = new Map<string, unknown[]>();
  for (const [p, w] of bewijs.flatMap(patronen)) perPatroon.set(p, [...(perPatroon.get(p) ?? []), w]);
  return {
    namen: new Set(bewijs.flatMap((s) => Object.keys(eigen(s)))),
    patronen: perPatroon,
    overig: bewijs.flatMap((s) => (s['additionalProperties'] !== undefined ? [s['additionalProperties']] : [])),
  };
}

const eerste = (s: Schema): unknown[] => (Array.isArray(s['prefixItems']) ? (s['prefixItems'] as unknown[]) : []);

/** What is known of the member at this place of a list; of those behind every named place when `plaats` is null. */
export function overPlaats(bewijs: Bewijs, plaats: number | null): unknown[] {
  return bewijs.flatMap((s) => {
    const vast = eerste(s);
    if (plaats !== null && plaats < vast.length) return [vast[plaats]];
    return s['items'] !== undefined ? [s['items']] : [];
  });
}

export const langsteBegin = (bewijs: Bewijs): number => Math.max(0, ...bewijs.map((s) => eerste(s).length));
