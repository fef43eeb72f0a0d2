import { entiteit, VORM } from './vorm.ts';
import type { Deel, Onderdeel, Soort, Waarde } from './vorm.ts';

/** A policy as Cedar itself writes it in JSON: <https://docs.cedarpolicy.com/policies/json-format.html>. */
export interface Cedarregel {
  effect: 'permit' | 'forbid';
  principal: object;
  action: object;
  resource: object;
  conditions: { kind: 'when' | 'unless'; body: object }[];
  annotations?: Record<string, string | null>;
}

/** An expression that was read: well typed, so that evaluating it cannot fail. */
export type Knoop =
  | { op: 'vast'; soort: Soort; waarde: Waarde }
  | { op: 'gegeven'; soort: Soort; deel: Deel; naam: string }
  | { op: 'geheel'; soort: 'entiteit'; wie: Onderdeel }
  | { op: 'is'; soort: 'waarheid'; wie: Onderdeel; type: string }
  | { op: 'gelijk' | 'kleiner' | 'hoogstens' | 'bevat' | 'bevat-alle' | 'bevat-een'; soort: 'waarheid'; a: Knoop; b: Knoop }
  | { op: 'en' | 'of'; soort: 'waarheid'; delen: Knoop[] }
  | { op: 'niet' | 'leeg'; soort: 'waarheid'; a: Knoop }
  | { op: 'past'; soort: 'waarheid'; a: Knoop; patroon: (string | null)[] }
  | { op: 'als'; soort: Soort; als: Knoop; dan: Knoop; anders: Knoop };

/** What cannot be read: said to who writes the policy, before it goes anywhere. */
export class Beleidsfout extends Error {}

const fout = (reden: string): never => {
  throw new Beleidsfout(reden);
};

export const WAAR: Knoop = { op: 'vast', soort: 'waarheid', waarde: true };
export const ONWAAR: Knoop = { op: 'vast', soort: 'waarheid', waarde: false };
export const niet = (a: Knoop): Knoop => ({ op: 'niet', soort: 'waarheid', a });
export const en = (delen: Knoop[]): Knoop => ({ op: 'en', soort: 'waarheid', delen: delen.flatMap((d) => (d.op === 'en' ? d.delen : [d])) });
export const of = (delen: Knoop[]): Knoop => ({ op: 'of', soort: 'waarheid', delen: delen.flatMap((d) => (d.op === 'of' ? d.delen : [d])) });

const ELEMENT: Partial<Record<Soort, Soort>> = { teksten: 'tekst', getallen: 'getal', entiteiten: 'entiteit' };
const VERZAMELING: Partial<Record<Soort, Soort>> = { tekst: 'teksten', getal: 'getallen', entiteit: 'entiteiten' };

/**
 * The condition under which a policy holds: its scope and its conditions as one expression.
 * @throws Beleidsfout that says what does not fit: not well typed, or a part of Cedar that questions of the house have
 *   no use for (arithmetic, extension types, tags, templates, groups)
 */
export function leesRegel(r: Cedarregel): Knoop {
  const delen = (['principal', 'action', 'resource'] as const).map((wie) => leesBereik(wie, r[wie] as Bereik));
  for (const { kind, body } of r.conditions) {
    const k = eis('waarheid', lees(body));
    delen.push(kind === 'when' ? k : niet(k));
  }
  return en(delen.filter((d) => d !== WAAR));
}

interface Entiteit {
  type: string;
  id: string;
}
interface Bereik {
  op: string;
  entity?: Entiteit;
  entities?: Entiteit[];
  entity_type?: string;
  in?: object;
}

/** Entities of the house are in no groups: `in` is being one of them. */
function leesBereik(wie: Onderdeel, b: Bereik): Knoop {
  if (b.op === 'All') return WAAR;
  if (b.op === 'is' && b.entity_type && !b.in) return { op: 'is', soort: 'waarheid', wie, type: b.entity_type };
  const genoemd = (b.op === '==' || b.op === 'in') && (b.entities ?? (b.entity ? [b.entity] : null));
  return genoemd ? eenVan({ op: 'geheel', soort: 'entiteit', wie }, genoemd) : fout(`${wie} ${b.op} is not supported in a scope`);
}

const eenVan = (b: Knoop, namen: readonly Entiteit[]): Knoop => ({
  op: 'bevat', soort: 'waarheid', b, a: { op: 'vast', soort: 'entiteiten', waarde: new Set(namen.map((e) => entiteit(e.type, eisTekst(e.id)))) },
});

const eis = (soort: Soort, k: Knoop): Knoop => (k.soort === soort ? k : fout(`expected ${soort}, found ${k.soort}`));

type Paar = { left: object; right: object };
type Lezer = (inhoud: never) => Knoop;

const vergelijk =
  (op: 'kleiner' | 'hoogstens', om: boolean): Lezer =>
  ({ left, right }: Paar) => {
    const [a, b] = [eis('getal', lees(left)), eis('getal', lees(right))];
    return { op, soort: 'waarheid', ...(om ? { a: b, b: a } : { a, b }) };
  };
const gelijk = ({ left, right }: Paar): Knoop => {
  const [a, b] = [lees(left), lees(right)];
  return { op: 'gelijk', soort: 'waarheid', a, b: eis(a.soort, b) };
};
const alle =
  (op: 'bevat-alle' | 'bevat-een'): Lezer =>
  ({ left, right }: Paar) => {
    const [a, b] = [eisVerzameling(lees(left)), eisVerzameling(lees(right))];
    return { op, soort: 'waarheid', a, b: eis(a.soort, b) };
  };
const eisVerzameling = (k: Knoop): Knoop => (ELEMENT[k.soort] ? k : fout(`expected a set, found ${k.soort}`));

const LEZERS: Record<string, Lezer> = {
  Value: (w: unknown) => leesWaarde(w),
  Var: (naam: string) => (naam === 'context' ? fout('context as a whole is not a value') : { op: 'geheel', soort: 'entiteit', wie: naam as Onderdeel }),
  Set: (delen: object[]) => leesVerzameling(delen.map(lees)),
  '.': ({ left, attr }: { left: { Var?: string }; attr: string }) => leesGegeven(left.Var, attr) ?? fout(`${left.Var ?? 'a value'} has no ${attr}`),
  // Of a question it is known what it has.
  has: ({ left, attr }: { left: { Var?: string }; attr: string }) => (leesGegeven(left.Var, attr) ? WAAR : ONWAAR),
  '==': gelijk,
  '!=': (p: Paar) => niet(gelijk(p)),
  '<': vergelijk('kleiner', false),
  '<=': vergelijk('hoogstens', false),
  '>': vergelijk('kleiner', true),
  '>=': vergelijk('hoogstens', true),
  '&&': ({ left, right }: Paar) => en([eis('waarheid', lees(left)), eis('waarheid', lees(right))]),
  '||': ({ left, right }: Paar) => of([eis('waarheid', lees(left)), eis('waarheid', lees(right))]),
  '!': ({ arg }: { arg: object }) => niet(eis('waarheid', lees(arg))),
  in: ({ left, right }: Paar) => {
    const [b, a] = [eis('entiteit', lees(left)), lees(right)];
    return a.soort === 'entiteit' ? { op: 'gelijk', soort: 'waarheid', a, b } : { op: 'bevat', soort: 'waarheid', a: eis('entiteiten', a), b };
  },
  contains: ({ left, right }: Paar) => {
    const a = eisVerzameling(lees(left));
    return { op: 'bevat', soort: 'waarheid', a, b: eis(ELEMENT[a.soort] as Soort, lees(right)) };
  },
  containsAll: alle('bevat-alle'),
  containsAny: alle('bevat-een'),
  isEmpty: ({ arg }: { arg: object }) => ({ op: 'leeg', soort: 'waarheid', a: eisVerzameling(lees(arg)) }),
  is: ({ left, entity_type, in: groep }: { left: { Var?: string }; entity_type: string; in?: object }) =>
    groep || !left.Var || left.Var === 'context' ? fout('`is` asks the type of principal, action or resource') : { op: 'is', soort: 'waarheid', wie: left.Var as Onderdeel, type: entity_type },
  like: ({ left, pattern }: { left: object; pattern: ('Wildcard' | { Literal: string })[] }) => ({
    op: 'past', soort: 'waarheid', a: eis('tekst', lees(left)), patroon: leesPatroon(pattern),
  }),
  'if-then-else': ({ if: als, then, else: anders }: { if: object; then: object; else: object }) => {
    const dan = lees(then);
    return { op: 'als', soort: dan.soort, als: eis('waarheid', lees(als)), dan, anders: eis(dan.soort, lees(anders)) };
  },
};

function lees(uitdrukking: object): Knoop {
  const [[naam, inhoud] = ['', null]] = Object.entries(uitdrukking);
  const lezer = LEZERS[naam];
  return lezer ? lezer(inhoud as never) : fout(`${naam || 'an empty expression'} is not supported`);
}

function leesWaarde(w: unknown): Knoop {
  if (typeof w === 'boolean') return w ? WAAR : ONWAAR;
  if (typeof w === 'string') return { op: 'vast', soort: 'tekst', waarde: eisTekst(w) };
  if (typeof w === 'number') return Number.isSafeInteger(w) ? { op: 'vast', soort: 'getal', waarde: w } : fout(`${w} is too large`);
  const e = (w as { __entity?: Entiteit } | null)?.__entity;
  return e ? { op: 'vast', soort: 'entiteit', waarde: entiteit(e.type, eisTekst(e.id)) } : fout('this value is not supported');
}

/** What PostgreSQL cannot hold is in no row, and could not be asked for either. */
const eisTekst = (w: string): string => (/\0|\p{Surrogate}/u.test(w) ? fout('a text with a NUL or half a character is not supported') : w);

/** Of fixed elements. Without any it is a set of texts: the only sets that a question holds. */
function leesVerzameling(delen: Knoop[]): Knoop {
  const soort = delen[0]?.soort ?? 'tekst';
  const waarden = delen.map((d) => (d.op === 'vast' && d.soort === soort ? (d.waarde as string | number) : fout('a set holds fixed values of one kind')));
  return { op: 'vast', soort: VERZAMELING[soort] ?? fout(`a set of ${soort} is not supported`), waarde: new Set(waarden) };
}

function leesGegeven(deel: string | undefined, naam: string): Knoop | null {
  const velden: Record<string, Soort> | undefined = deel !== undefined && Object.hasOwn(VORM, deel) ? VORM[deel as Deel] : undefined;
  return velden && Object.hasOwn(velden, naam) ? { op: 'gegeven', soort: velden[naam] as Soort, deel: deel as Deel, naam } : null;
}

/** Texts with `null` where anything may stand. */
function leesPatroon(delen: ('Wildcard' | { Literal: string })[]): (string | null)[] {
  const uit: (string | null)[] = [];
  for (const d of delen) {
    const laatste = uit.at(-1);
    if (d === 'Wildcard') uit.push(null);
    else if (typeof laatste === 'string') uit[uit.length - 1] = laatste + eisTekst(d.Literal);
    else uit.push(eisTekst(d.Literal));
  }
  return uit;
}
