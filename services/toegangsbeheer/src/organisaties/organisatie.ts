import { isOin, isRsin } from '@bronhuis/standaarden';
import type { Organisatie } from '@bronhuis/toegang';

const HOST = /^[a-z0-9.-]{1,253}$/;

/** @throws Error that names every wrong entry at once */
export function eisOrganisaties(invoer: unknown): Organisatie[] {
  if (!Array.isArray(invoer)) throw new Error('organisations are a list');
  const organisaties = invoer as Partial<Organisatie>[];
  const fouten = organisaties.flatMap((o, i) => bezwaren(o ?? {}).map((b) => `${i}: ${b}`));
  const hosts = organisaties.flatMap((o) => o?.hosts ?? []);
  const dubbel = hosts.filter((h, i) => hosts.indexOf(h) !== i);
  // A host names one organisatie: with two, an anonymous reader of one could be shown the other.
  if (dubbel.length > 0) fouten.push(`hosts of more than one organisation: ${dubbel.join(', ')}`);
  if (fouten.length > 0) throw new Error(`organisations are not usable: ${fouten.join('; ')}`);
  return organisaties as Organisatie[];
}

function bezwaren(o: Partial<Organisatie>): string[] {
  return [
    ...(typeof o.oin === 'string' && isOin(o.oin) ? [] : ['oin']),
    ...(o.naam ? [] : ['naam']),
    ...(o.soort === 'demonstratie' || o.soort === 'productie' ? [] : ['soort']),
    ...(o.type === 'gemeente' || o.type === 'werkorganisatie' ? [] : ['type']),
    ...(Array.isArray(o.hosts) && o.hosts.every((h) => HOST.test(h)) ? [] : ['hosts']),
    ...(o.rsin === undefined || isRsin(o.rsin) ? [] : ['rsin']),
    // A demonstration organisation must not pass for a real one in a national index.
    ...(o.tooi === undefined || o.soort === 'productie' ? [] : ['tooi (not for a demonstration)']),
  ];
}
