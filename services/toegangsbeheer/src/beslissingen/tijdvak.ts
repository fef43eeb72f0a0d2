import { datumInAmsterdam, isDatum, minDuur, plusDuur, Probleem } from '@bronhuis/standaarden';

const UUR = 3_600_000;

/** When a day begins in Amsterdam: one or two hours before it does in UTC. */
export function beginVanDag(dag: string): Date {
  const utc = Date.parse(`${dag}T00:00:00Z`);
  const zomer = new Date(utc - 2 * UUR);
  return datumInAmsterdam(zomer) === dag ? zomer : new Date(utc - UUR);
}

/** The least UUID version 7 of a moment: the key of what is ordered by time. */
export function uuidVanaf(t: Date): string {
  const h = Math.max(0, t.getTime()).toString(16).padStart(12, '0');
  return `${h.slice(0, 8)}-${h.slice(8)}-0000-0000-000000000000`;
}

/** Days, the last one included; the last two weeks unless asked otherwise. @throws Probleem 400 */
export function tijdvakVan(vandaag: string, van?: string, tot?: string): { van: string; tot: string } {
  const laatste = tot ?? vandaag;
  const fouten = [...(van === undefined || isDag(van) ? [] : ['van']), ...(isDag(laatste) ? [] : ['tot'])];
  if (fouten.length > 0) throw Probleem.ongeldig(fouten.map((name) => ({ name, reason: 'Dit is geen dag van na 1970.', code: 'datum' })));
  const eerste = van ?? minDuur(laatste, 'P13D');
  if (eerste > laatste) throw Probleem.ongeldig([{ name: 'tot', reason: 'De laatste dag ligt voor de eerste.', code: 'volgorde' }]);
  return { van: eerste, tot: laatste };
}

const isDag = (d: string): boolean => isDatum(d) && d > '1970-01-31' && d < '9999-01-01';

/** The ids of what happened in these days: from the first, up to and without the second. */
export const idsVan = (t: { van: string; tot: string }): [string, string] => [uuidVanaf(beginVanDag(t.van)), uuidVanaf(beginVanDag(plusDuur(t.tot, 'P1D')))];
