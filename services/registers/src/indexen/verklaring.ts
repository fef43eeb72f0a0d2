import type { InvalidParam } from '@bronhuis/standaarden';
import type { Typeinhoud } from '../objecttypen/objecttype.ts';
import { delen } from '../objecttypen/pointers.ts';
import { leesPad, schrijfPad } from '../vragen/pad.ts';
import type { Stap } from '../vragen/pad.ts';
import { soortenOp } from '../vragen/schemavelden.ts';
import type { Soort } from '../vragen/uitdrukking.ts';

export const WAARDESOORTEN = ['tekst', 'datum', 'getal', 'tijdstip', 'waarheid'] as const;
export type Indexsoort = (typeof WAARDESOORTEN)[number] | 'woorden';

/** A step by name, or null for each element of a list. */
export type Stappen = (string | null)[];

/** An index that a type asks for: on the values of one pointer, or on the words of several. */
export interface Indexwens {
  /** The pointer; for words the list of them as JSON text. */
  pad: string;
  soort: Indexsoort;
  /** For each pointer. */
  stappen: Stappen[];
  lijst: boolean;
}

type Verklaard = Pick<Typeinhoud, 'schema' | 'indexen' | 'zoekvelden' | 'betrokkenen' | 'soort'>;

const stappenVan = (pointer: string): Stappen => delen(pointer).map((d) => (d === '*' ? null : d));
const alsPad = (stappen: Stappen): Stap[] => stappen.map((naam) => (naam === null ? { elk: true } : { naam }));
/** A pointer as the paths of questions are written. */
export const padVan = (pointer: string): string => schrijfPad(alsPad(stappenVan(pointer)));
/** The paths of an index, as the paths of questions are written. */
export const padenVan = ({ stappen }: Pick<Indexwens, 'stappen'>): string[] => stappen.map((s) => schrijfPad(alsPad(s)));

function soortOp(schema: Typeinhoud['schema'], pointer: string): Soort | null {
  const soorten = soortenOp(schema, alsPad(stappenVan(pointer)));
  return soorten && (soorten.size === 1 ? ([...soorten][0] ?? null) : 'gemengd');
}

const isWaardesoort = (soort: Soort | null): soort is (typeof WAARDESOORTEN)[number] => WAARDESOORTEN.some((s) => s === soort);

/** What stands in the way of these indexes; the faults name the places. */
export function controleerIndexen(inhoud: Verklaard): InvalidParam[] {
  const fouten: InvalidParam[] = [];
  const velden = [...(inhoud.indexen ?? []).map((pad, i) => ({ pad, naam: `indexen.${i}`, woorden: false })), ...(inhoud.zoekvelden ?? []).map((pad, i) => ({ pad, naam: `zoekvelden.${i}`, woorden: true }))];
  if (velden.length > 0 && inhoud.soort !== 'registratie') {
    const name = inhoud.indexen ? 'indexen' : 'zoekvelden';
    return [{ name, reason: 'Alleen een type van de soort registratie heeft dit gegeven.', code: 'soort' }];
  }
  for (const { pad, naam, woorden } of velden) {
    const reden = bezwaar(inhoud, pad, woorden);
    if (reden !== null) fouten.push({ name: naam, reason: reden, code: 'index' });
  }
  return fouten;
}

function bezwaar(inhoud: Verklaard, pad: string, woorden: boolean): string | null {
  if (!/^(\/([^~/]|~[01])+)+$/.test(pad) || leesPad(padVan(pad)) === null) return 'Verwacht een JSON-pointer zoals /adres/plaats, met ten hoogste drie lijsten.';
  const soort = soortOp(inhoud.schema, pad);
  if (soort === null) return 'Dit pad komt niet voor in het schema.';
  if (!woorden) return isWaardesoort(soort) ? null : 'Een index ligt op één tekst, getal, datum, tijdstip of ja/nee, of op zulke elementen van een lijst.';
  if (inhoud.betrokkenen.some((b) => b.pad === pad)) return 'De identificatie van een persoon is geen tekst om woorden in te zoeken.';
  return soort === 'tekst' ? null : 'Woorden zoeken kan in teksten.';
}

/** What a type declares, once its pointers are checked. */
export function gewensteIndexen(inhoud: Verklaard): Indexwens[] {
  const waarden = (inhoud.indexen ?? []).flatMap((pad): Indexwens[] => {
    const soort = soortOp(inhoud.schema, pad);
    const stappen = stappenVan(pad);
    return isWaardesoort(soort) ? [{ pad, soort, stappen: [stappen], lijst: stappen.includes(null) }] : [];
  });
  const { zoekvelden = [] } = inhoud;
  // One index for all of them: a question may find one word here and another there.
  return zoekvelden.length === 0 ? waarden : [...waarden, { pad: JSON.stringify(zoekvelden), soort: 'woorden', stappen: zoekvelden.map(stappenVan), lijst: false }];
}

/** What has to come and what has to go. The same pointer to another kind of value is another index. */
export function decideIndexen<I extends Pick<Indexwens, 'pad' | 'soort'>>(huidig: readonly I[], wensen: readonly Indexwens[]): { nieuw: Indexwens[]; weg: I[] } {
  const gelijk = (a: Pick<Indexwens, 'pad' | 'soort'>, b: Pick<Indexwens, 'pad' | 'soort'>): boolean => a.pad === b.pad && a.soort === b.soort;
  return { nieuw: wensen.filter((w) => !huidig.some((h) => gelijk(h, w))), weg: huidig.filter((h) => !wensen.some((w) => gelijk(h, w))) };
}
