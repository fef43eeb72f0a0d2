import type { Aanroep } from '@bronhuis/toegang';
import type { Afscherming } from './objecttype.ts';
import { delen, isVoorwerp, ontsnap } from './pointers.ts';

/** What somebody sees of the data of a type. What is hidden is as if the schema did not know it. */
export interface Zicht {
  /** RFC 6901 pointers in which `*` is each member of a list; each hides all that is below it. */
  readonly verborgen: readonly string[];
  /** Of the first level of the data only these names are there; null is all of them. */
  readonly alleen: readonly string[] | null;
}

export const ALLES: Zicht = { verborgen: [], alleen: null };

export const zietAlles = (zicht: Zicht): boolean => zicht.verborgen.length === 0 && zicht.alleen === null;

/**
 * What this caller sees of the data of a type in its newest version, which names every field that a version before it
 * shielded. `alleen` narrows it further, to these names of the first level.
 */
export function zichtVan({ doel }: Pick<Aanroep, 'doel'>, { afgeschermd = [] }: { afgeschermd?: readonly Afscherming[] }, alleen: readonly string[] | null = null): Zicht {
  const verborgen = afgeschermd.filter((a) => doel === null || !a.verwerkingsactiviteiten.includes(doel.id)).map((a) => a.pad);
  return verborgen.length === 0 && alleen === null ? ALLES : { verborgen, alleen };
}

/** The same from one place on (`*` is each member of a list): null when that place itself is hidden. */
export function zichtOp(zicht: Zicht, plaats: readonly string[]): Zicht | null {
  const [eerste, ...verder] = plaats;
  if (eerste === undefined) return zicht;
  if (zicht.alleen !== null && !zicht.alleen.includes(eerste)) return null;
  const onder = zicht.verborgen.map(delen).filter((p) => p[0] === eerste).map((p) => p.slice(1));
  if (onder.some((p) => p.length === 0)) return null;
  const hier = onder.length === 0 ? ALLES : { verborgen: onder.map((p) => p.map((d) => `/${ontsnap(d)}`).join('')), alleen: null };
  return zichtOp(hier, verder);
}

/** Hidden pointers as a tree: what is `true` is hidden, else what is hidden below it. The function gegevens_zonder reads the same. */
export interface Boom {
  [deel: string]: Boom | true;
}

export function boomVan({ verborgen }: Zicht): Boom {
  const wortel: Boom = {};
  for (const pad of verborgen) {
    let hier = wortel;
    const weg = delen(pad);
    for (const [i, deel] of weg.entries()) {
      const nu = Object.hasOwn(hier, deel) ? hier[deel] : undefined;
      if (nu === true) break;
      if (i === weg.length - 1) zet(hier, deel, true);
      else hier = nu ?? zet<Boom>(hier, deel, {});
    }
  }
  return wortel;
}

/** Defined, not assigned: a member called __proto__ is a member like any other. */
function zet<W extends Boom | true>(boom: Boom, deel: string, value: W): W {
  Object.defineProperty(boom, deel, { value, enumerable: true, writable: true, configurable: true });
  return value;
}

const bomen = new WeakMap<Zicht, Boom>();

/** The data without what is hidden. Changes nothing of what it is given. */
export function strip<T>(gegevens: T, zicht: Zicht): T {
  if (zietAlles(zicht)) return gegevens;
  let boom = bomen.get(zicht);
  if (!boom) bomen.set(zicht, (boom = boomVan(zicht)));
  const { alleen } = zicht;
  const gekozen = alleen !== null && isVoorwerp(gegevens) ? Object.fromEntries(Object.entries(gegevens).filter(([naam]) => alleen.includes(naam))) : gegevens;
  return zonder(gekozen, boom) as T;
}

/** The same with the tree at hand. */
export function zonder(waarde: unknown, boom: Boom): unknown {
  if (Array.isArray(waarde)) {
    const elk = Object.hasOwn(boom, '*') ? boom['*'] : undefined;
    return elk === undefined ? waarde : elk === true ? [] : waarde.map((w) => zonder(w, elk));
  }
  if (!isVoorwerp(waarde)) return waarde;
  return Object.fromEntries(
    Object.entries(waarde).flatMap(([naam, w]) => {
      const onder = Object.hasOwn(boom, naam) ? boom[naam] : undefined;
      return onder === true ? [] : [[naam, onder === undefined ? w : zonder(w, onder)]];
    }),
  );
}

/** Is the place of a fault in the data (`/delen/3/naam`) hidden? */
export function isVerborgen({ verborgen, alleen }: Zicht, pad: string): boolean {
  const plaats = delen(pad);
  if (alleen !== null && plaats[0] !== undefined && !alleen.includes(plaats[0])) return true;
  return verborgen.some((p) => dekt(delen(p), plaats));
}

/** Does a pointer name this place or something above it? */
export const dekt = (pointer: readonly string[], plaats: readonly string[]): boolean =>
  pointer.length <= plaats.length && pointer.every((d, i) => d === plaats[i] || (d === '*' && /^\d+$/.test(plaats[i] ?? '')));
