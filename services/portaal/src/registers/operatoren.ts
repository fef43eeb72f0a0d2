import { datumInAmsterdam, isDatum } from '@bronhuis/standaarden';
import type { Filter } from './registers.contract.ts';
import type { Veld } from './schema.ts';

// The operators of registers in Dutch words, for each kind of field only those that say something of it.

export type Operator = 'exact' | 'ne' | 'gt' | 'gte' | 'lt' | 'lte' | 'in' | 'nin' | 'bevat' | 'begint-met' | 'tussen' | 'bevat-element' | 'leeg' | 'gevuld';

/** What a person can ask: also of what stands beside the data. */
export interface Zoekveld extends Pick<Veld, 'naam' | 'soort' | 'keuzes'> {
  /** path in the question of registers */
  pad: string;
  /** about a person: never in an address */
  persoonlijk: boolean;
  sorteerbaar: boolean;
}

const LEEG: [Operator, string][] = [['leeg', 'is niet ingevuld'], ['gevuld', 'is ingevuld']];
const ALLEEN_DAG: [Operator, string][] = [['exact', 'is op'], ['gte', 'is op of na'], ['lt', 'is voor'], ['tussen', 'ligt van … tot en met …']];
const OPERATOREN: Record<Veld['soort'], [Operator, string][]> = {
  tekst: [['bevat', 'bevat'], ['exact', 'is precies'], ['begint-met', 'begint met'], ['ne', 'is niet'], ['in', 'is een van (zet ; ertussen)'], ['nin', 'is geen van (zet ; ertussen)'], ...LEEG],
  getal: [['exact', 'is'], ['ne', 'is niet'], ['gt', 'is meer dan'], ['gte', 'is ten minste'], ['lt', 'is minder dan'], ['lte', 'is ten hoogste'], ['tussen', 'ligt van … tot en met …'], ['in', 'is een van (zet ; ertussen)'], ['nin', 'is geen van (zet ; ertussen)'], ...LEEG],
  datum: [['exact', 'is'], ['ne', 'is niet'], ['gt', 'is na'], ['gte', 'is op of na'], ['lt', 'is voor'], ['lte', 'is op of voor'], ['tussen', 'ligt van … tot en met …'], ...LEEG],
  tijdstip: [...ALLEEN_DAG, ...LEEG],
  waarheid: [['exact', 'is'], ...LEEG],
  lijst: [['bevat-element', 'heeft precies dit erin'], ...LEEG],
  gemengd: LEEG,
};
const KEUZE: [Operator, string][] = [['exact', 'is'], ['ne', 'is niet'], ...LEEG];

/** In the order of the list; the first is what somebody most often means. */
export const operatorenVoor = (veld: Pick<Zoekveld, 'soort' | 'keuzes'>): readonly (readonly [Operator, string])[] => (veld.keuzes ? KEUZE : OPERATOREN[veld.soort]);

export const zonderWaarde = (o: Operator): boolean => o === 'leeg' || o === 'gevuld';

/** As it was chosen and typed, all of it text. */
export interface Voorwaarde {
  veld: Zoekveld;
  operator: Operator;
  waarde: string;
  /** second value, for `tussen` */
  tot: string;
}

const NUMMER = /^-?\d+([.,]\d+)?$/;
const getal = (tekst: string): number | null => (NUMMER.test(tekst) ? Number(tekst.replace(',', '.')) : null);

/** The first moment of a day in Amsterdam. */
export function beginVanDag(dag: string): string {
  const middernacht = Date.parse(`${dag}T00:00:00Z`);
  const begin = [2, 1, 0].map((uren) => new Date(middernacht - uren * 3_600_000)).find((t) => datumInAmsterdam(t) === dag);
  return (begin ?? new Date(middernacht)).toISOString();
}

const dagErna = (dag: string): string => new Date(Date.parse(`${dag}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

type Gelezen = { waarde: unknown } | { fout: string };

/** A value as registers wants it: of the kind of its field. */
function lees(veld: Zoekveld, ruw: string): Gelezen {
  const tekst = ruw.trim();
  if (tekst === '') return { fout: 'Vul in waar u naar zoekt.' };
  switch (veld.soort) {
    case 'getal': {
      const n = getal(tekst);
      return n === null ? { fout: 'Vul een getal in, bijvoorbeeld 12 of 12,5.' } : { waarde: n };
    }
    case 'datum':
    case 'tijdstip':
      return isDatum(tekst) ? { waarde: tekst } : { fout: 'Kies een dag die bestaat.' };
    case 'waarheid':
      return tekst === 'ja' || tekst === 'nee' ? { waarde: tekst === 'ja' } : { fout: 'Kies ja of nee.' };
    case 'tekst':
    case 'lijst':
    case 'gemengd':
      return tekst.length <= 500 ? { waarde: tekst } : { fout: 'Gebruik ten hoogste 500 tekens.' };
  }
}

function leesAlle(v: Voorwaarde): { waarden: unknown[] } | { fout: string } {
  const ruw = v.operator === 'tussen' ? [v.waarde, v.tot] : v.operator === 'in' || v.operator === 'nin' ? v.waarde.split(';').filter((w) => w.trim() !== '') : [v.waarde];
  const gelezen = (ruw.length > 0 ? ruw : ['']).slice(0, 100).map((w) => lees(v.veld, w));
  const mis = gelezen.find((g) => 'fout' in g);
  return mis && 'fout' in mis ? mis : { waarden: gelezen.map((g) => ('waarde' in g ? g.waarde : null)) };
}

/** A moment is asked for by its day: the day is from its first moment up to that of the next. */
function opDag(pad: string, operator: Operator, [van = '', tot = '']: string[]): Filter {
  const vanaf = { pad, operator: 'gte', waarde: beginVanDag(van) };
  const voor = (dag: string): Filter => ({ pad, operator: 'lt', waarde: beginVanDag(dag) });
  if (operator === 'gte') return vanaf;
  if (operator === 'lt') return voor(van);
  return { en: [vanaf, voor(dagErna(operator === 'tussen' ? tot : van))] };
}

/** One condition for registers, or what is wrong with it in words. */
export function alsFilter(v: Voorwaarde): { filter: Filter } | { fout: string } {
  const { pad } = v.veld;
  if (zonderWaarde(v.operator)) return { filter: { pad, operator: 'leeg', waarde: v.operator === 'leeg' } };
  const gelezen = leesAlle(v);
  if ('fout' in gelezen) return gelezen;
  const { waarden } = gelezen;
  if (v.veld.soort === 'tijdstip') return { filter: opDag(pad, v.operator, waarden.map(String)) };
  return { filter: { pad, operator: v.operator, waarde: ['tussen', 'in', 'nin'].includes(v.operator) ? waarden : waarden[0] } };
}
