import type { InvalidParam } from '@bronhuis/standaarden';
import { knip, leesPad } from './pad.ts';
import type { Stap } from './pad.ts';
import { GRENZEN, isOperator, MEERVOUDIG, OPERATOREN } from './uitdrukking.ts';
import type { Geschreven, Uitdrukking } from './uitdrukking.ts';

export interface Uitkomst<T> {
  waarde: T;
  fouten: InvalidParam[];
}

type Filter = Uitdrukking<Geschreven> | null;

const PAD = 'Dit is geen pad zoals adres.plaats (een punt in een naam schrijft u als \\., een sterretje als \\*; * staat voor elk element van een lijst).';
const ONBEKEND = `Kies een operator uit: ${OPERATOREN.join(', ')}.`;

/**
 * The compact form: each text is `pad__operator__waarde` and all of them must hold. The path goes up to the first `__`
 * (in a name that is `\_\_`), the operator up to the next, and all that follows is the value, whatever it holds. The
 * values of in, nin and tussen are separated by `|` (in a value that is `\|`).
 */
export function ontleedFilters(teksten: readonly string[]): Uitkomst<Filter> {
  const fouten: InvalidParam[] = [];
  const delen = teksten.map((tekst, i) => ontleedTekst(tekst, `filter.${i}`, fouten)).filter((v) => v !== null);
  if (teksten.length > GRENZEN.voorwaarden) fouten.push(teVeel('filter'));
  return { waarde: delen.length > 0 ? { en: delen } : null, fouten };
}

function ontleedTekst(tekst: string, plaats: string, fouten: InvalidParam[]): Geschreven | null {
  const [, padtekst, operator, rest] = /^((?:\\[\s\S]|(?!__)[^\\])+)__((?:(?!__)[\s\S])*)(?:__([\s\S]*))?$/.exec(tekst) ?? [];
  if (padtekst === undefined || rest === undefined) {
    fouten.push({ name: plaats, reason: 'Verwacht pad__operator__waarde, zoals adres.plaats__exact__Overbrugge.', code: 'filter' });
    return null;
  }
  const pad = leesPad(padtekst);
  if (!pad) fouten.push({ name: plaats, reason: PAD, code: 'pad' });
  if (!isOperator(operator)) fouten.push({ name: plaats, reason: ONBEKEND, code: 'operator' });
  if (!pad || !isOperator(operator)) return null;
  const waarde = MEERVOUDIG.includes(operator) ? knip(rest, '|') : rest;
  return { plaats: { pad: plaats, operator: plaats, waarde: plaats }, pad, operator, waarde, uitAdres: true };
}

/** The JSON form: `{pad, operator, waarde}`, put together with `en`, `of` and `niet`. */
export function ontleedJson(json: unknown): Uitkomst<Filter> {
  const fouten: InvalidParam[] = [];
  const telling = { voorwaarden: 0 };
  const waarde = json === undefined ? null : ontleedDeel(json, 'filter', 1, fouten, telling);
  if (telling.voorwaarden > GRENZEN.voorwaarden) return { waarde: null, fouten: [teVeel('filter')] };
  return { waarde, fouten };
}

function ontleedDeel(json: unknown, plaats: string, diepte: number, fouten: InvalidParam[], telling: { voorwaarden: number }): Filter {
  const fout = (name: string, reason: string, code: string): null => {
    fouten.push({ name, reason, code });
    return null;
  };
  if (diepte > GRENZEN.diepte) return fout(plaats, `Een filter gaat ten hoogste ${GRENZEN.diepte} niveaus diep.`, 'te-diep');
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return fout(plaats, 'Verwacht een voorwaarde, of en, of, niet.', 'filter');
  const soort = (['en', 'of', 'niet'] as const).find((s) => Object.hasOwn(json, s));
  const leden = soort ? [soort] : ['pad', 'operator', 'waarde'];
  for (const lid of Object.keys(json)) if (!leden.includes(lid)) fout(plaats, `Hier hoort alleen ${leden.join(', ')}.`, 'additionalProperties');
  const inhoud = json as Record<string, unknown>;
  if (soort === undefined) return ontleedVoorwaarde(inhoud, plaats, fouten, telling);
  const onder = inhoud[soort];
  if (soort === 'niet') {
    const deel = ontleedDeel(onder, `${plaats}.niet`, diepte + 1, fouten, telling);
    return deel && { niet: deel };
  }
  if (!Array.isArray(onder) || onder.length === 0) return fout(`${plaats}.${soort}`, 'Noem ten minste één voorwaarde.', 'filter');
  // A list that is too long is counted, not walked.
  if (onder.length > GRENZEN.voorwaarden) telling.voorwaarden += onder.length;
  const delen = onder.slice(0, GRENZEN.voorwaarden).map((d, i) => ontleedDeel(d, `${plaats}.${soort}.${i}`, diepte + 1, fouten, telling));
  const goed = delen.filter((d) => d !== null);
  return soort === 'en' ? { en: goed } : { of: goed };
}

function ontleedVoorwaarde(inhoud: Record<string, unknown>, plaats: string, fouten: InvalidParam[], telling: { voorwaarden: number }): Geschreven | null {
  telling.voorwaarden++;
  const { operator } = inhoud;
  const pad = typeof inhoud['pad'] === 'string' ? leesPad(inhoud['pad']) : null;
  if (!pad) fouten.push({ name: `${plaats}.pad`, reason: PAD, code: 'pad' });
  if (!isOperator(operator)) fouten.push({ name: `${plaats}.operator`, reason: ONBEKEND, code: 'operator' });
  if (!Object.hasOwn(inhoud, 'waarde')) fouten.push({ name: `${plaats}.waarde`, reason: 'Dit gegeven ontbreekt.', code: 'required' });
  if (!pad || !isOperator(operator) || !Object.hasOwn(inhoud, 'waarde')) return null;
  const namen = { pad: `${plaats}.pad`, operator: `${plaats}.operator`, waarde: `${plaats}.waarde` };
  return { plaats: namen, pad, operator, waarde: inhoud['waarde'], uitAdres: false };
}

export interface Padvraag {
  plaats: string;
  pad: Stap[];
}
export interface Sorteerwens extends Padvraag {
  richting: 'op' | 'af';
}

export function ontleedVelden(teksten: readonly string[]): Uitkomst<Padvraag[]> {
  return elk(teksten, 'velden', GRENZEN.velden, (tekst, plaats) => {
    const pad = leesPad(tekst);
    return pad && { plaats, pad };
  });
}

/** `-` before a path is from high to low; a name that begins with it is written `\-`. */
export function ontleedSorteer(teksten: readonly string[]): Uitkomst<Sorteerwens[]> {
  return elk(teksten, 'sorteer', GRENZEN.sleutels, (tekst, plaats) => {
    const af = tekst.startsWith('-');
    const pad = leesPad(af ? tekst.slice(1) : tekst);
    return pad && { plaats, pad, richting: af ? 'af' : 'op' };
  });
}

/** In an address paths are separated by commas; in a name that is `\,`. */
export const uitAdres = (tekst: string | undefined): string[] => (tekst === undefined ? [] : knip(tekst, ',', true));

function elk<T>(teksten: readonly string[], naam: string, meest: number, lees: (tekst: string, plaats: string) => T | null): Uitkomst<T[]> {
  if (teksten.length > meest) return { waarde: [], fouten: [{ name: naam, reason: `Noem er ten hoogste ${meest}.`, code: 'te-veel' }] };
  const fouten: InvalidParam[] = [];
  const waarde = teksten.flatMap((tekst, i) => {
    const gelezen = lees(tekst, `${naam}.${i}`);
    if (gelezen === null) fouten.push({ name: `${naam}.${i}`, reason: PAD, code: 'pad' });
    return gelezen === null ? [] : [gelezen];
  });
  return { waarde, fouten };
}

const teVeel = (name: string): InvalidParam => ({ name, reason: `Een vraag heeft ten hoogste ${GRENZEN.voorwaarden} voorwaarden.`, code: 'te-veel' });
