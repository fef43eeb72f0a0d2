import { isDatum } from '@bronhuis/standaarden';
import { alsFilter, operatorenVoor, type Voorwaarde, type Zoekveld } from './operatoren.ts';
import type { Filter, Objecttype } from './registers.contract.ts';
import { leesSchema, overPersoon, type Veld } from './schema.ts';

export const MEESTE_VOORWAARDEN = 10;
const MEESTE_KOLOMMEN = 3;

/** What is asked, as it stands in the form: in an address, or sent when a value is about a person. */
export interface Zoekvraag {
  voorwaarden: Voorwaarde[];
  /** all of them, or one of them */
  samen: 'en' | 'of';
  /** path to order by; '' is the order of registers */
  sorteer: string;
  aflopend: boolean;
  geldigOp: string;
}

const ontsnap = (deel: string): string => deel.replace(/[\\.*_]/g, '\\$&');

/** '/houders/*\/naam' → 'gegevens.houders.*.naam' */
export const padVan = (pointer: string): string =>
  ['gegevens', ...pointer.split('/').slice(1).map((d) => (d === '*' ? '*' : ontsnap(d.replaceAll('~1', '/').replaceAll('~0', '~'))))].join('.');

const NAAST: Zoekveld[] = [
  { pad: 'beginGeldigheid', naam: 'Geldt vanaf', soort: 'datum', keuzes: null, persoonlijk: false, sorteerbaar: true },
  { pad: 'tijdstipRegistratie', naam: 'Vastgelegd', soort: 'tijdstip', keuzes: null, persoonlijk: false, sorteerbaar: true },
];

type Velden = Pick<Objecttype, 'schema' | 'betrokkenen' | 'sleutel'> & { verborgen?: readonly string[] };

/** A type as it is seen for one activity: a field that is shielded from it is not asked for in any way. */
export const zichtbaar = (type: Objecttype, activiteit: string): Velden => ({
  ...type,
  verborgen: (type.afgeschermd ?? []).filter((a) => !a.verwerkingsactiviteiten.includes(activiteit)).map((a) => a.pad),
});

const veldenVan = ({ schema, verborgen = [] }: Velden): Veld[] => leesSchema(schema).velden.filter((v) => !verborgen.some((pad) => `${v.pointer}/`.startsWith(`${pad}/`)));

/** Every field of the type, and what stands beside the data of every registration. */
export function zoekveldenVan(type: Velden): Zoekveld[] {
  const identificaties = new Set(type.betrokkenen.map((b) => b.pad));
  const uitSchema = veldenVan(type).map((v): Zoekveld => ({
    pad: padVan(v.pointer),
    naam: v.naam,
    soort: v.soort,
    keuzes: v.keuzes,
    persoonlijk: overPersoon(type.betrokkenen, v.pointer),
    // Nobody looks for people by the order of their numbers.
    sorteerbaar: !identificaties.has(v.pointer) && !v.pointer.includes('*') && v.soort !== 'lijst' && v.soort !== 'gemengd',
  }));
  return [...uitSchema, ...NAAST];
}

export interface Kolomveld {
  pad: string;
  pointer: string;
  naam: string;
}

/** What a list shows of each: the key, or the first fields that are one value; never the identifier of a person. */
export function kolommenVan(type: Velden): Kolomveld[] {
  const identificaties = new Set(type.betrokkenen.map((b) => b.pad));
  const los = veldenVan(type).filter((v) => !identificaties.has(v.pointer) && !v.pointer.includes('*'));
  const sleutel = los.filter((v) => type.sleutel?.includes(v.pointer));
  const rest = [...los.filter((v) => v.verplicht), ...los].filter((v) => !sleutel.includes(v));
  return [...new Set([...sleutel, ...rest])].slice(0, MEESTE_KOLOMMEN).map((v) => ({ pad: padVan(v.pointer), pointer: v.pointer, naam: v.naam }));
}

const tekst = (w: unknown): string => (typeof w === 'string' ? w.slice(0, 2000) : '');

/** From a form or an address: what does not fit the type is left out. */
export function leesZoekvraag(ruw: Record<string, unknown>, velden: readonly Zoekveld[], vandaag: string): Zoekvraag {
  const voorwaarden: Voorwaarde[] = [];
  for (let i = 0; i < MEESTE_VOORWAARDEN; i++) {
    const veld = velden.find((v) => v.pad === ruw[`v${i}`]);
    if (!veld) continue;
    const keuzes = operatorenVoor(veld).map(([o]) => o);
    const operator = keuzes.find((o) => o === ruw[`o${i}`]) ?? keuzes[0];
    if (operator) voorwaarden.push({ veld, operator, waarde: tekst(ruw[`w${i}`]), tot: tekst(ruw[`t${i}`]) });
  }
  const sorteer = velden.find((v) => v.sorteerbaar && v.pad === ruw['sorteer'])?.pad ?? '';
  const dag = ruw['geldigOp'];
  return { voorwaarden, samen: ruw['samen'] === 'of' ? 'of' : 'en', sorteer, aflopend: ruw['richting'] === 'af', geldigOp: isDatum(dag) && !dag.startsWith('0000') ? dag : vandaag };
}

/** Back into names and values: for an address, or for hidden fields. */
export function schrijfZoekvraag(z: Zoekvraag): [string, string][] {
  return [
    ...z.voorwaarden.flatMap(({ veld, operator, waarde, tot }, i): [string, string][] => [[`v${i}`, veld.pad], [`o${i}`, operator], ...(waarde ? [[`w${i}`, waarde] as [string, string]] : []), ...(tot ? [[`t${i}`, tot] as [string, string]] : [])]),
    ...(z.samen === 'of' ? [['samen', 'of'] as [string, string]] : []),
    ...(z.sorteer ? [['sorteer', z.sorteer] as [string, string]] : []),
    ...(z.aflopend ? [['richting', 'af'] as [string, string]] : []),
    ['geldigOp', z.geldigOp],
  ];
}

/** A condition about a person: this question is sent, and never stands in an address. */
export const isPersoonlijk = (z: Zoekvraag): boolean => z.voorwaarden.some((v) => v.veld.persoonlijk);

/** What an address may say: somebody who typed a condition about a person into one is not served by it. */
export const zonderPersonen = (z: Zoekvraag): Zoekvraag => ({ ...z, voorwaarden: z.voorwaarden.filter((v) => !v.veld.persoonlijk) });

/** The body for registers, or what is wrong: each fault with the number of its condition. */
export function alsVraag(z: Zoekvraag): { vraag: Record<string, unknown>; fouten: string[] } {
  const fouten: string[] = [];
  const filters = z.voorwaarden.flatMap((v): Filter[] => {
    const uit = alsFilter(v);
    if ('filter' in uit) return [uit.filter];
    fouten.push(`${v.veld.naam}: ${uit.fout}`);
    return [];
  });
  return {
    fouten,
    vraag: {
      ...(filters.length === 0 ? {} : { filter: z.samen === 'of' ? { of: filters } : { en: filters } }),
      ...(z.sorteer ? { sorteer: [`${z.aflopend ? '-' : ''}${z.sorteer}`] } : {}),
      geldigOp: z.geldigOp,
    },
  };
}
