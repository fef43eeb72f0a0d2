import { Probleem } from '@bronhuis/standaarden';
import type { InvalidParam } from '@bronhuis/standaarden';
import { gelijk } from './verschil.ts';

const BEWERKINGEN = ['add', 'remove', 'replace', 'move', 'copy', 'test'] as const;

interface Bewerking {
  op: (typeof BEWERKINGEN)[number];
  path: string;
  from?: string;
  value?: unknown;
}

const isObject = (v: unknown): v is Record<string, unknown> => typeof v === 'object' && v !== null && !Array.isArray(v);
const isPointer = (p: unknown): p is string => typeof p === 'string' && /^(\/([^~/]|~[01])*)*$/.test(p);
const delen = (p: string): string[] => p.split('/').slice(1).map((d) => d.replaceAll('~1', '/').replaceAll('~0', '~'));
/** What copies may add up to: each copy can double the document. */
const MEEST_GEKOPIEERD = 1_048_576;

/**
 * JSON Patch, RFC 6902: all operations or none. Changes neither argument.
 * @throws Probleem 400 with every operation that is none, 409 when one does not fit the document or a test fails
 */
export function jsonPatch(document: unknown, lap: unknown): unknown {
  const bewerkingen = leesBewerkingen(lap);
  let [doc, gekopieerd] = [structuredClone(document), 0];
  for (const [i, b] of bewerkingen.entries()) {
    const naam = String(i);
    if (b.op === 'copy') gekopieerd += JSON.stringify(lees(doc, delen(b.from ?? ''), naam)).length;
    if (gekopieerd > MEEST_GEKOPIEERD) throw Probleem.teGroot('De kopieën in deze wijziging zijn samen te groot.');
    doc = voerUit(doc, b, naam);
  }
  return doc;
}

function leesBewerkingen(lap: unknown): Bewerking[] {
  if (!Array.isArray(lap)) throw Probleem.ongeldig([{ name: 'body', reason: 'Een JSON Patch is een lijst van bewerkingen (RFC 6902).', code: 'type' }]);
  const fouten = lap.flatMap((b, i) => bezwaren(b, String(i)));
  if (fouten.length > 0) throw Probleem.ongeldig(fouten);
  return lap as Bewerking[];
}

function bezwaren(b: unknown, naam: string): InvalidParam[] {
  if (!isObject(b)) return [{ name: naam, reason: 'Een bewerking is een object met op en path.', code: 'type' }];
  const fouten: InvalidParam[] = [];
  const { op, path, from } = b;
  if (!BEWERKINGEN.some((x) => x === op)) fouten.push({ name: `${naam}.op`, reason: `Kies uit: ${BEWERKINGEN.join(', ')}.`, code: 'enum' });
  if (!isPointer(path)) fouten.push({ name: `${naam}.path`, reason: 'Verwacht een JSON-pointer zoals /gegevens/plaats.', code: 'pattern' });
  if ((op === 'move' || op === 'copy') && !isPointer(from)) fouten.push({ name: `${naam}.from`, reason: 'Verwacht een JSON-pointer zoals /gegevens/plaats.', code: 'pattern' });
  if ((op === 'add' || op === 'replace' || op === 'test') && !Object.hasOwn(b, 'value')) fouten.push({ name: `${naam}.value`, reason: 'Dit gegeven ontbreekt.', code: 'required' });
  // RFC 6902 §4.4: a place cannot be moved into itself.
  if (op === 'move' && isPointer(path) && path.startsWith(`${String(from)}/`)) fouten.push({ name: `${naam}.path`, reason: 'Iets kan niet naar binnen zichzelf worden verplaatst.', code: 'pad' });
  return fouten;
}

function voerUit(doc: unknown, b: Bewerking, naam: string): unknown {
  const pad = delen(b.path);
  const van = delen(b.from ?? '');
  switch (b.op) {
    case 'add':
      return zet(doc, pad, structuredClone(b.value), naam);
    case 'remove':
      return haalWeg(doc, pad, naam);
    case 'replace':
      lees(doc, pad, naam);
      return pad.length === 0 ? structuredClone(b.value) : zet(haalWeg(doc, pad, naam), pad, structuredClone(b.value), naam);
    case 'move': {
      const waarde = lees(doc, van, naam);
      return b.from === b.path ? doc : zet(haalWeg(doc, van, naam), pad, waarde, naam);
    }
    case 'copy':
      return zet(doc, pad, structuredClone(lees(doc, van, naam)), naam);
    case 'test':
      if (gelijk(lees(doc, pad, naam), b.value)) return doc;
      throw Probleem.conflict(`De waarde die bewerking ${naam} verwacht, staat er niet.`, 'test-mislukt');
  }
}

const past = (naam: string): Probleem => Probleem.conflict(`De plaats die bewerking ${naam} noemt, is er niet.`, 'pad-onbekend');

function lees(doc: unknown, pad: readonly string[], naam: string): unknown {
  return pad.reduce((hier, deel) => {
    if (Array.isArray(hier)) return (hier as unknown[])[plaats(deel, hier.length - 1, naam)];
    if (isObject(hier) && Object.hasOwn(hier, deel)) return hier[deel];
    throw past(naam);
  }, doc);
}

/** RFC 6901 §4: no leading zeros, no sign; `-` is behind the last, where only an addition can be. */
function plaats(deel: string, hoogste: number, naam: string): number {
  const n = /^(0|[1-9]\d*)$/.test(deel) ? Number(deel) : Number.NaN;
  if (n <= hoogste) return n;
  throw past(naam);
}

function zet(doc: unknown, pad: readonly string[], waarde: unknown, naam: string): unknown {
  const laatste = pad.at(-1);
  if (laatste === undefined) return waarde;
  const ouder = lees(doc, pad.slice(0, -1), naam);
  if (Array.isArray(ouder)) ouder.splice(laatste === '-' ? ouder.length : plaats(laatste, ouder.length, naam), 0, waarde);
  // Defined, not assigned: a member called __proto__ is a member like any other.
  else if (isObject(ouder)) Object.defineProperty(ouder, laatste, { value: waarde, enumerable: true, writable: true, configurable: true });
  else throw past(naam);
  return doc;
}

function haalWeg(doc: unknown, pad: readonly string[], naam: string): unknown {
  const laatste = pad.at(-1);
  if (laatste === undefined) throw Probleem.ongeldig([{ name: `${naam}.path`, reason: 'Het geheel kan niet worden verwijderd.', code: 'pad' }]);
  lees(doc, pad, naam);
  const ouder = lees(doc, pad.slice(0, -1), naam);
  if (Array.isArray(ouder)) ouder.splice(plaats(laatste, ouder.length - 1, naam), 1);
  else delete (ouder as Record<string, unknown>)[laatste];
  return doc;
}
