import fc from 'fast-check';
import { strip } from '../src/objecttypen/zicht.ts';
import type { Zicht } from '../src/objecttypen/zicht.ts';
import type { Antwoord } from '@bronhuis/testing';
import { gegevens, VELDEN } from './vragen-model.ts';
import type { Ding, Uitdrukking } from './vragen-model.ts';

/** Two copies of a register that differ in nothing but what one of two callers may not see. */
type Json = Record<string, unknown>;

/** Every kind of field, a member of an object, a member of each element, a whole list, and names that need escaping. */
export const VERBORGEN = ['/aantal', '/gemeten', '/adres/plaats', '/delen/*/naam', '/metingen', '/a.b__c*'];
export const ZICHT: Zicht = { verborgen: VERBORGEN, alleen: null };
const pointer = (stappen: readonly string[]): string => stappen.map((s) => `/${s}`).join('');
/** A path and one that no schema knows, in the same place. */
export const ZICHTBAAR = VELDEN.filter((v) => !VERBORGEN.includes(pointer(v.stappen)));
export const ONZICHTBAAR = VELDEN.filter((v) => VERBORGEN.includes(pointer(v.stappen)));
export const onbekend = (pad: string): string => [...pad.replaceAll('\\.', '\u0000').split('.').slice(0, -1), 'kent-niemand'].join('.').replaceAll('\u0000', '\\.');

const isObject = (w: unknown): w is Json => typeof w === 'object' && w !== null && !Array.isArray(w);

/** The same data with other hidden values: another one, none, or one where there was none. */
export function verander(was: unknown, ander: unknown, verborgen: readonly string[] = VERBORGEN): unknown {
  if (Array.isArray(was)) {
    const onder = verborgen.filter((p) => p.startsWith('/*/')).map((p) => p.slice(2));
    return was.map((w, i) => verander(w, Array.isArray(ander) ? (ander as unknown[])[i] : undefined, onder));
  }
  if (!isObject(was)) return was;
  const uit: Json = {};
  const bron = isObject(ander) ? ander : {};
  for (const [naam, w] of Object.entries(was)) if (!verborgen.includes(`/${naam}`)) uit[naam] = verander(w, bron[naam], verborgen.filter((p) => p.startsWith(`/${naam}/`)).map((p) => p.slice(naam.length + 1)));
  for (const pad of verborgen) if (!pad.includes('/', 1) && Object.hasOwn(bron, pad.slice(1))) uit[pad.slice(1)] = bron[pad.slice(1)];
  return uit;
}

export const anders = (versies: readonly Ding[]): Ding[] => {
  const nieuw = fc.sample(gegevens, { numRuns: versies.length, seed: 66 });
  return versies.map((v, i) => ({ ...v, gegevens: verander(v.gegevens, nieuw[i]) as Json }));
};

export const gezien = (versies: readonly Ding[]): Ding[] => versies.map((v) => ({ ...v, gegevens: strip(v.gegevens, ZICHT) }));

/** All that a caller sees of an answer but the mark of the request, and what differs between two objects anyhow. */
export function kaal({ status, tekst, headers }: Antwoord, id?: string): string {
  const zonder = tekst.replaceAll(/"instance":"urn:trace:[0-9a-f]+"/g, '').replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z|"trace":"[0-9a-f]+"/g, (t) => (id === undefined && !t.startsWith('"') ? t : '*'));
  return `${status} ${headers.get('etag')} ${id === undefined ? zonder : zonder.replaceAll(id, 'ID')}`;
}

export const bladen = (u: Uitdrukking): { pad: string }[] => ('en' in u ? u.en.flatMap(bladen) : 'of' in u ? u.of.flatMap(bladen) : 'niet' in u ? bladen(u.niet) : [u]);
export const vervang = (u: Uitdrukking, pad: (p: string) => string): Uitdrukking =>
  'en' in u ? { en: u.en.map((x) => vervang(x, pad)) } : 'of' in u ? { of: u.of.map((x) => vervang(x, pad)) } : 'niet' in u ? { niet: vervang(u.niet, pad) } : { ...u, pad: pad(u.pad) };
