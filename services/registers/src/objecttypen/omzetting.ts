import type { InvalidParam } from '@bronhuis/standaarden';
import { delen, isVoorwerp, ontsnap } from './pointers.ts';
import type { Gegevens } from './schema.ts';

export const STAPPEN = ['hernoem', 'verplaats', 'verwijder', 'standaard', 'constante'] as const;

/**
 * One step of a mapping. `pad` is an RFC 6901 pointer in which `*` is each member of a list (not for `verplaats`).
 * `standaard` and `constante` fill in only where the object around it is there: a default makes no half address.
 */
export interface Stap {
  stap: (typeof STAPPEN)[number];
  pad: string;
  /** `hernoem`: the new last part. */
  naam?: string;
  /** `verplaats`: where to. */
  naar?: string;
  /** `standaard` and `constante`. */
  waarde?: unknown;
}

export interface Omzetfout {
  pad: string;
  code: string;
}

const POINTER = /^(\/([^~/]|~[01])+)+$/;
const VERBODEN = new Set(['__proto__', 'constructor', 'prototype']);
const heeft = (o: object, k: string): boolean => Object.hasOwn(o, k);

/** Every fault in a declared mapping. */
export function controleerOmzetting(stappen: readonly Stap[]): InvalidParam[] {
  return stappen.flatMap((s, i) => controleerStap(s).map(([veld, reason]) => ({ name: `omzetting.${i}.${veld}`, reason, code: 'omzetting' })));
}

function controleerStap(s: Stap): [string, string][] {
  const fouten: [string, string][] = [];
  const pointer = (veld: 'pad' | 'naar', pad: string): void => {
    if (!POINTER.test(pad) || delen(pad).some((d) => VERBODEN.has(d))) fouten.push([veld, 'Verwacht een JSON-pointer zoals /adres/plaats.']);
    else if (delen(pad).at(-1) === '*' || (s.stap === 'verplaats' && delen(pad).includes('*'))) fouten.push([veld, 'Hier kan * niet staan.']);
  };
  pointer('pad', s.pad);
  const nodig = { hernoem: 'naam', verplaats: 'naar', verwijder: null, standaard: 'waarde', constante: 'waarde' }[s.stap];
  for (const veld of ['naam', 'naar', 'waarde'] as const) {
    if (veld === nodig && s[veld] === undefined) fouten.push([veld, 'Dit gegeven hoort bij deze stap.']);
    if (veld !== nodig && s[veld] !== undefined) fouten.push([veld, 'Dit gegeven hoort niet bij deze stap.']);
  }
  if (s.stap === 'hernoem' && s.naam !== undefined && (s.naam === '' || VERBODEN.has(s.naam))) fouten.push(['naam', 'Dit is geen bruikbare naam.']);
  if (s.stap === 'verplaats' && s.naar !== undefined) {
    pointer('naar', s.naar);
    if (`${s.naar}/`.startsWith(`${s.pad}/`)) fouten.push(['naar', 'Een veld kan niet in zichzelf worden gezet.']);
  }
  return fouten;
}

/** The data in its new form; the input is left as it is. A step that would overwrite something says so and changes nothing. */
export function zetOm(stappen: readonly Stap[], gegevens: Gegevens): { gegevens: Gegevens; fouten: Omzetfout[] } {
  const uit = structuredClone(gegevens);
  return { gegevens: uit, fouten: stappen.flatMap((s) => doeStap(uit, s)) };
}

function doeStap(wortel: Gegevens, s: Stap): Omzetfout[] {
  const weg = delen(s.pad);
  const sleutel = weg.pop() ?? '';
  if (s.stap === 'verplaats') return verplaats(wortel, weg, sleutel, s.naar ?? '');
  return houders(wortel, weg, '').flatMap(({ houder, pad }) => {
    switch (s.stap) {
      case 'hernoem':
        return hernoem(houder, sleutel, s.naam ?? '', pad);
      case 'verwijder':
        delete houder[sleutel];
        return [];
      case 'standaard':
        if (!heeft(houder, sleutel)) houder[sleutel] = structuredClone(s.waarde);
        return [];
      default:
        houder[sleutel] = structuredClone(s.waarde);
        return [];
    }
  });
}

/** The objects at the end of this road, with where they stand. */
function houders(hier: unknown, weg: readonly string[], pad: string): { houder: Record<string, unknown>; pad: string }[] {
  const [deel, ...verder] = weg;
  if (deel === undefined) return isVoorwerp(hier) ? [{ houder: hier, pad }] : [];
  if (deel === '*') return Array.isArray(hier) ? hier.flatMap((w, i) => houders(w, verder, `${pad}/${i}`)) : [];
  if (Array.isArray(hier)) return /^\d+$/.test(deel) ? houders(hier[Number(deel)], verder, `${pad}/${deel}`) : [];
  return isVoorwerp(hier) && heeft(hier, deel) ? houders(hier[deel], verder, `${pad}/${ontsnap(deel)}`) : [];
}

function hernoem(houder: Record<string, unknown>, van: string, naar: string, pad: string): Omzetfout[] {
  if (!heeft(houder, van) || van === naar) return [];
  if (heeft(houder, naar)) return [{ pad: `${pad}/${ontsnap(naar)}`, code: 'doel-bezet' }];
  houder[naar] = houder[van];
  delete houder[van];
  return [];
}

function verplaats(wortel: Gegevens, weg: readonly string[], sleutel: string, naar: string): Omzetfout[] {
  const [bron] = houders(wortel, weg, '');
  if (!bron || !heeft(bron.houder, sleutel)) return [];
  const doelweg = delen(naar);
  const doel = doelweg.pop() ?? '';
  const bezet = botsing(wortel, doelweg, doel);
  if (bezet !== null) return [{ pad: bezet, code: 'doel-bezet' }];
  const waarde = bron.houder[sleutel];
  delete bron.houder[sleutel];
  let hier: Record<string, unknown> = wortel;
  for (const deel of doelweg) {
    if (!heeft(hier, deel)) hier[deel] = {};
    hier = hier[deel] as Record<string, unknown>;
  }
  hier[doel] = waarde;
  return [];
}

/** What stands where the field should go, or where an object should be on the way to it. */
function botsing(wortel: Gegevens, weg: readonly string[], doel: string): string | null {
  let hier: unknown = wortel;
  let pad = '';
  for (const deel of weg) {
    if (!isVoorwerp(hier)) return pad;
    pad += `/${ontsnap(deel)}`;
    if (!heeft(hier, deel)) return null;
    hier = hier[deel];
  }
  if (!isVoorwerp(hier)) return pad;
  return heeft(hier, doel) ? `${pad}/${ontsnap(doel)}` : null;
}
