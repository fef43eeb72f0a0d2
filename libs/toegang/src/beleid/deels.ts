import { en, niet, of, ONWAAR, WAAR } from './lees.ts';
import type { Knoop } from './lees.ts';
import type { Regelplicht } from './plicht.ts';
import { maakToets } from './toets.ts';
import type { Feiten, Soort, Waarde } from './vorm.ts';

/**
 * What may differ from row to row of a list, with its kind. The id of the type is no attribute that a policy can name:
 * a lasting token narrows by it.
 */
export const RIJGEGEVENS = { soort: 'tekst', vertrouwelijkheid: 'getal', persoonsgegevens: 'waarheid', activiteiten: 'teksten', objecttype: 'tekst' } as const satisfies Record<string, Soort>;
export type Rijgegeven = keyof typeof RIJGEGEVENS;
export type PerRij = ReadonlySet<string>;

const waarheid = (w: boolean): Knoop => (w ? WAAR : ONWAAR);
/** There are two fixed truths, so that they can be compared as they are. */
const vast = (soort: Soort, waarde: Waarde): Knoop => (soort === 'waarheid' ? waarheid(waarde as boolean) : { op: 'vast', soort, waarde });
const isVast = (k: Knoop): boolean => k.op === 'vast';

/** What is left of an expression when all is known but what differs per row: a fixed value, or something about those alone. */
export function vouw(k: Knoop, f: Feiten, perRij: PerRij): Knoop {
  switch (k.op) {
    case 'vast':
      return vast(k.soort, k.waarde);
    case 'gegeven':
      return k.deel === 'resource' && perRij.has(k.naam) ? k : vast(k.soort, f.waarde(k.deel, k.naam));
    case 'geheel':
      return k.wie === 'resource' && perRij.has('soort') ? k : vast('entiteit', f.entiteit(k.wie));
    case 'is':
      return waarheid(f.type(k.wie) === k.type);
    case 'niet':
      return ontken(vouw(k.a, f, perRij));
    case 'en':
    case 'of':
      return vouwDelen(k.op, k.delen, f, perRij);
    case 'als': {
      const als = vouw(k.als, f, perRij);
      if (als === WAAR) return vouw(k.dan, f, perRij);
      if (als === ONWAAR) return vouw(k.anders, f, perRij);
      return { ...k, als, dan: vouw(k.dan, f, perRij), anders: vouw(k.anders, f, perRij) };
    }
    case 'leeg':
    case 'past': {
      const over = { ...k, a: vouw(k.a, f, perRij) };
      return isVast(over.a) ? waarheid(maakToets(over)(f)) : over;
    }
    default: {
      const over = { ...k, a: vouw(k.a, f, perRij), b: vouw(k.b, f, perRij) };
      return isVast(over.a) && isVast(over.b) ? waarheid(maakToets(over)(f)) : over;
    }
  }
}

const ontken = (a: Knoop): Knoop => (a === WAAR ? ONWAAR : a === ONWAAR ? WAAR : a.op === 'niet' ? a.a : niet(a));

function vouwDelen(op: 'en' | 'of', delen: readonly Knoop[], f: Feiten, perRij: PerRij): Knoop {
  const beslist = waarheid(op === 'of');
  const over: Knoop[] = [];
  for (const d of delen) {
    const deel = vouw(d, f, perRij);
    if (deel === beslist) return beslist;
    if (isVast(deel)) continue;
    over.push(deel);
  }
  return samen(op, over);
}

const samen = (op: 'en' | 'of', delen: Knoop[]): Knoop => (delen.length === 0 ? waarheid(op === 'en') : delen.length === 1 ? (delen[0] as Knoop) : op === 'en' ? en(delen) : of(delen));

/** What is left of a policy, under its id; never one that does not hold whatever the row is. */
export interface Rest {
  id: string;
  plicht: Regelplicht;
  over: Knoop;
}

/** As Cedar decides, for all rows at once: something permits it, and nothing forbids it. */
export function voorwaarde(toegestaan: readonly Rest[], verboden: readonly Rest[]): Knoop {
  if (toegestaan.length === 0 || verboden.some((r) => r.over === WAAR)) return ONWAAR;
  const mag = toegestaan.some((r) => r.over === WAAR) ? WAAR : samen('of', toegestaan.map((r) => r.over));
  return beide(mag, ...verboden.map((r) => ontken(r.over)));
}

/** All of these. */
export function beide(...delen: Knoop[]): Knoop {
  if (delen.includes(ONWAAR)) return ONWAAR;
  return samen('en', delen.filter((d) => d !== WAAR));
}

/** Is the type of the row one of these, or none of them? */
export function vanType({ behalve, typen }: { behalve: boolean; typen: readonly string[] }): Knoop {
  if (typen.length === 0) return waarheid(behalve);
  const een: Knoop = { op: 'bevat', soort: 'waarheid', a: vast('teksten', new Set(typen)), b: { op: 'gegeven', soort: 'tekst', deel: 'resource', naam: 'objecttype' } };
  return behalve ? niet(een) : een;
}
