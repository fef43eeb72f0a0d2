import type { CedarValueJson } from '@cedar-policy/cedar-wasm/nodejs';
import { cedarnaam } from './cedarnaam.ts';

/** What a policy can look at: Cedar's own WebAssembly has a small stack. */
const DIEPST = 20;
const UITBREIDINGEN = ['ip', 'decimal', 'datetime', 'duration'];

/** A place in what was said, with why Cedar cannot hold it. */
export interface Bezwaar {
  plaats: string;
  reden: string;
}

/**
 * A value of JSON as Cedar knows values: text, whole number, truth, list (a set), record; `{"__entity": {type, id}}` for
 * another entity and `{"__extn": {fn, arg}}` for an address, a decimal or a moment. Undefined: there is nothing (`null`),
 * or Cedar cannot hold it, which is then said.
 */
export function alsCedar(w: unknown, plaats: string, bezwaren: Bezwaar[], diep = 0): CedarValueJson | undefined {
  const niet = (reden: string): undefined => void bezwaren.push({ plaats, reden });
  if (w === null || w === undefined) return undefined;
  if (typeof w === 'string' || typeof w === 'boolean') return w;
  if (typeof w === 'number') return Number.isSafeInteger(w) ? w : niet('is geen geheel getal waar Cedar mee rekent');
  if (diep >= DIEPST) return niet(`ligt meer dan ${DIEPST} lagen diep`);
  if (Array.isArray(w)) return w.flatMap((deel, i) => alsCedar(deel, `${plaats}.${i}`, bezwaren, diep + 1) ?? []);
  const velden = Object.entries(w as object);
  if (velden.some(([naam]) => naam.startsWith('__'))) return bijzonder(w as object) ?? niet('begint met __, wat Cedar zelf gebruikt');
  return Object.fromEntries(velden.flatMap(([naam, deel]) => {
    const waarde = alsCedar(deel, `${plaats}.${naam}`, bezwaren, diep + 1);
    return waarde === undefined ? [] : [[naam, waarde]];
  }));
}

function bijzonder(w: { __entity?: { type?: unknown; id?: unknown }; __extn?: { fn?: unknown; arg?: unknown } }): CedarValueJson | null {
  if (Object.keys(w).length !== 1) return null;
  const { type, id } = w.__entity ?? {};
  if (typeof type === 'string' && type !== '' && typeof id === 'string') return { __entity: { type: cedarnaam(type), id } };
  const { fn, arg } = w.__extn ?? {};
  return typeof fn === 'string' && UITBREIDINGEN.includes(fn) && typeof arg === 'string' ? { __extn: { fn, arg } } : null;
}

/** The same for the attributes of one thing. */
export function alsGegevens(eigenschappen: Record<string, unknown>, plaats: string, bezwaren: Bezwaar[]): Record<string, CedarValueJson> {
  return Object.fromEntries(Object.entries(eigenschappen).flatMap(([naam, w]) => {
    const waarde = naam.startsWith('__') ? void bezwaren.push({ plaats: `${plaats}.${naam}`, reden: 'begint met __, wat Cedar zelf gebruikt' }) : alsCedar(w, `${plaats}.${naam}`, bezwaren);
    return waarde === undefined ? [] : [[naam, waarde]];
  }));
}
