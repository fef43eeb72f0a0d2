import type { Knoop } from './lees.ts';
import type { Feiten, Waarde } from './vorm.ts';

export type Toets<T extends Waarde = boolean> = (f: Feiten) => T;

type Verzameling = readonly (string | number)[] | ReadonlySet<string | number>;
const heeft = (s: Verzameling, w: string | number): boolean => ('has' in s ? s.has(w) : s.includes(w));
const alle = (s: Verzameling): (string | number)[] => [...s];

/** An expression as a function: what is known beforehand is looked up once, not for every question. */
export function maakToets(k: Knoop): Toets {
  return maak(k) as Toets;
}

function maak(k: Knoop): Toets<Waarde> {
  switch (k.op) {
    case 'vast': {
      const { waarde } = k;
      return () => waarde;
    }
    case 'gegeven': {
      const { deel, naam } = k;
      return (f) => f.waarde(deel, naam);
    }
    case 'geheel': {
      const { wie } = k;
      return (f) => f.entiteit(wie);
    }
    case 'is': {
      const { wie, type } = k;
      return (f) => f.type(wie) === type;
    }
    case 'niet': {
      const a = maakToets(k.a);
      return (f) => !a(f);
    }
    case 'en':
    case 'of': {
      const stopt = k.op === 'of';
      const delen = k.delen.map(maakToets);
      return (f) => {
        for (const d of delen) if (d(f) === stopt) return stopt;
        return !stopt;
      };
    }
    case 'als': {
      const [als, dan, anders] = [maakToets(k.als), maak(k.dan), maak(k.anders)];
      return (f) => (als(f) ? dan(f) : anders(f));
    }
    case 'leeg': {
      const a = maak(k.a) as Toets<Verzameling>;
      return (f) => alle(a(f)).length === 0;
    }
    case 'past': {
      const a = maak(k.a) as Toets<string>;
      const { patroon } = k;
      return (f) => past(a(f), patroon);
    }
    default:
      return maakVergelijking(k);
  }
}

function maakVergelijking(k: Extract<Knoop, { b: Knoop }>): Toets {
  const [a, b] = [maak(k.a), maak(k.b)];
  switch (k.op) {
    case 'gelijk':
      return ['teksten', 'getallen', 'entiteiten'].includes(k.a.soort)
        ? (f) => bevatAlle(a(f) as Verzameling, b(f) as Verzameling) && bevatAlle(b(f) as Verzameling, a(f) as Verzameling)
        : (f) => a(f) === b(f);
    case 'kleiner':
      return (f) => (a(f) as number) < (b(f) as number);
    case 'hoogstens':
      return (f) => (a(f) as number) <= (b(f) as number);
    case 'bevat':
      return (f) => heeft(a(f) as Verzameling, b(f) as string | number);
    case 'bevat-alle':
      return (f) => bevatAlle(a(f) as Verzameling, b(f) as Verzameling);
    case 'bevat-een':
      return (f) => {
        const s = a(f) as Verzameling;
        return alle(b(f) as Verzameling).some((w) => heeft(s, w));
      };
  }
}

const bevatAlle = (s: Verzameling, delen: Verzameling): boolean => alle(delen).every((w) => heeft(s, w));

/** Each fixed part after the one before it, as early as it can be: no pattern makes this long work. */
function past(tekst: string, patroon: readonly (string | null)[]): boolean {
  let plaats = 0;
  let los = false;
  for (const [i, deel] of patroon.entries()) {
    if (deel === null) {
      los = true;
      continue;
    }
    // The last part, when nothing may follow it, stands at the end.
    if (los && i === patroon.length - 1) return tekst.length - deel.length >= plaats && tekst.endsWith(deel);
    const gevonden = los ? tekst.indexOf(deel, plaats) : tekst.startsWith(deel, plaats) ? plaats : -1;
    if (gevonden < 0) return false;
    plaats = gevonden + deel.length;
    los = false;
  }
  return los || plaats === tekst.length;
}
