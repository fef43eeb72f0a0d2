import type { Aanroep } from '@bronhuis/toegang';
import type { Afscherming } from './objecttype.ts';
import { delen, isVoorwerp, ontsnap } from './pointers.ts';

/** What somebody sees of the data of a type. What is hidden is as if the schema did not know it. */
export interface Zicht {
  /** RFC 6901 pointers in which `*` is each member of a list; each hides all that is below it. */
  readonly verborgen: readonly string[];
  /** Of the first level of the data only these names are there; null is all of them. */
  readonly alleen: readonly string[] | null;
  /** Likewise: a text there is shown as `***`, and anything else is hidden. Nothing can be asked of it. */
  readonly gemaskeerd?: readonly string[];
}

export const MASKER = '***';

export const ALLES: Zicht = { verborgen: [], alleen: null };

/** Is there anything below the first level that is not shown as it is? */
export const verbergt = ({ verborgen, gemaskeerd = [] }: Zicht): boolean => verborgen.length + gemaskeerd.length > 0;
export const zietAlles = (zicht: Zicht): boolean => !verbergt(zicht) && zicht.alleen === null;

/**
 * What the purpose of a call lets it see of the data of a type in its newest version, which names every field that a version before it
 * shielded. `alleen` narrows it further, to these names of the first level.
 */
export function doelzicht({ doel }: Pick<Aanroep, 'doel'>, { afgeschermd = [] }: { afgeschermd?: readonly Afscherming[] }, alleen: readonly string[] | null = null): Zicht {
  const verborgen = afgeschermd.filter((a) => doel === null || !a.verwerkingsactiviteiten.includes(doel.id)).map((a) => a.pad);
  return verborgen.length === 0 && alleen === null ? ALLES : { verborgen, alleen };
}

/** The same from one place on (`*` is each member of a list): null when that place itself is hidden. */
export function zichtOp(zicht: Zicht, plaats: readonly string[]): Zicht | null {
  const [eerste, ...verder] = plaats;
  if (eerste === undefined) return zicht;
  if (zicht.alleen !== null && !zicht.alleen.includes(eerste)) return null;
  const [verborgen, gemaskeerd] = [onder(zicht.verborgen, eerste), onder(zicht.gemaskeerd ?? [], eerste)];
  if (verborgen.includes('') || gemaskeerd.includes('')) return null;
  const hier = { verborgen, alleen: null, ...(gemaskeerd.length > 0 ? { gemaskeerd } : {}) };
  return zichtOp(zietAlles(hier) ? ALLES : hier, verder);
}

const onder = (paden: readonly string[], eerste: string): string[] => paden.map(delen).filter((p) => p[0] === eerste).map((p) => p.slice(1).map((d) => `/${ontsnap(d)}`).join(''));

/** Hidden pointers as a tree: what is `true` is hidden, else what is hidden below it. */
export interface Boom {
  [deel: string]: Boom | true;
}
/** The same with what is masked. The function gegevens_zonder reads it too. */
export interface Toonboom {
  [deel: string]: Toonboom | true | typeof MASKER;
}

export const boomVan = ({ verborgen }: Pick<Zicht, 'verborgen'>): Boom => zetAlle({}, verborgen, true) as Boom;
export const toonboom = (zicht: Zicht): Toonboom => zetAlle(boomVan(zicht), zicht.gemaskeerd ?? [], MASKER);

function zetAlle(wortel: Toonboom, paden: readonly string[], blad: true | typeof MASKER): Toonboom {
  for (const pad of paden) {
    let hier = wortel;
    const weg = delen(pad);
    for (const [i, deel] of weg.entries()) {
      const nu = Object.hasOwn(hier, deel) ? hier[deel] : undefined;
      if (nu === true || nu === MASKER) break;
      if (i === weg.length - 1) zet(hier, deel, blad);
      else hier = nu ?? zet<Toonboom>(hier, deel, {});
    }
  }
  return wortel;
}

/** Defined, not assigned: a member called __proto__ is a member like any other. */
function zet<W extends Toonboom[string]>(boom: Toonboom, deel: string, value: W): W {
  Object.defineProperty(boom, deel, { value, enumerable: true, writable: true, configurable: true });
  return value;
}

const bomen = new WeakMap<Zicht, Toonboom>();

/** The data without what is hidden. Changes nothing of what it is given. */
export function strip<T>(gegevens: T, zicht: Zicht): T {
  if (zietAlles(zicht)) return gegevens;
  let boom = bomen.get(zicht);
  if (!boom) bomen.set(zicht, (boom = toonboom(zicht)));
  const { alleen } = zicht;
  const gekozen = alleen !== null && isVoorwerp(gegevens) ? Object.fromEntries(Object.entries(gegevens).filter(([naam]) => alleen.includes(naam))) : gegevens;
  return zonder(gekozen, boom) as T;
}

/** The same with the tree at hand. */
export function zonder(waarde: unknown, boom: Toonboom): unknown {
  if (Array.isArray(waarde)) {
    const elk = Object.hasOwn(boom, '*') ? boom['*'] : undefined;
    return elk === undefined ? waarde : waarde.flatMap((w) => getoond(w, elk));
  }
  if (!isVoorwerp(waarde)) return waarde;
  return Object.fromEntries(
    Object.entries(waarde).flatMap(([naam, w]) => {
      const onder = Object.hasOwn(boom, naam) ? boom[naam] : undefined;
      return onder === undefined ? [[naam, w]] : getoond(w, onder).map((g) => [naam, g]);
    }),
  );
}

/** What is shown of a value, or nothing. */
function getoond(waarde: unknown, onder: Toonboom[string]): unknown[] {
  if (onder === true) return [];
  if (onder === MASKER) return typeof waarde === 'string' ? [MASKER] : [];
  return [zonder(waarde, onder)];
}

/** Is the place of a fault in the data (`/delen/3/naam`) hidden? */
export function isVerborgen({ verborgen, alleen, gemaskeerd = [] }: Zicht, pad: string): boolean {
  const plaats = delen(pad);
  if (alleen !== null && plaats[0] !== undefined && !alleen.includes(plaats[0])) return true;
  return [...verborgen, ...gemaskeerd].some((p) => dekt(delen(p), plaats));
}

/** Does a pointer name this place or something above it? */
export const dekt = (pointer: readonly string[], plaats: readonly string[]): boolean =>
  pointer.length <= plaats.length && pointer.every((d, i) => d === plaats[i] || (d === '*' && /^\d+$/.test(plaats[i] ?? '')));
