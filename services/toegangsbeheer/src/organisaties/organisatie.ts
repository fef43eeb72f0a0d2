import { isOin, isRsin } from '@bronhuis/standaarden';
import { NIVEAUS, type Organisatie } from '@bronhuis/toegang';
import type { Identiteitsaanbieder } from '../oauth/identiteit.ts';

/** An organisatie of the installation, with where its employees sign in: of no other, so it is not in the bundle. */
export interface Ingerichte extends Organisatie {
  identiteitsaanbieder?: Identiteitsaanbieder;
}

const HOST = /^[a-z0-9.-]{1,253}$/;

/** @throws Error that names every wrong entry at once */
export function eisOrganisaties(invoer: unknown): Ingerichte[] {
  if (!Array.isArray(invoer)) throw new Error('organisations are a list');
  const organisaties = invoer as Partial<Ingerichte>[];
  const fouten = organisaties.flatMap((o, i) => bezwaren(o ?? {}).map((b) => `${i}: ${b}`));
  const hosts = organisaties.flatMap((o) => o?.hosts ?? []);
  const dubbel = hosts.filter((h, i) => hosts.indexOf(h) !== i);
  // A host names one organisatie: with two, an anonymous reader of one could be shown the other.
  if (dubbel.length > 0) fouten.push(`hosts of more than one organisation: ${dubbel.join(', ')}`);
  if (fouten.length > 0) throw new Error(`organisations are not usable: ${fouten.join('; ')}`);
  return organisaties as Ingerichte[];
}

function bezwaren(o: Partial<Ingerichte>): string[] {
  return [
    ...(typeof o.oin === 'string' && isOin(o.oin) ? [] : ['oin']),
    ...(o.naam ? [] : ['naam']),
    ...(o.soort === 'demonstratie' || o.soort === 'productie' ? [] : ['soort']),
    ...(o.type === 'gemeente' || o.type === 'werkorganisatie' ? [] : ['type']),
    ...(Array.isArray(o.hosts) && o.hosts.every((h) => HOST.test(h)) ? [] : ['hosts']),
    ...(o.rsin === undefined || isRsin(o.rsin) ? [] : ['rsin']),
    // A demonstration organisation must not pass for a real one in a national index.
    ...(o.tooi === undefined || o.soort === 'productie' ? [] : ['tooi (not for a demonstration)']),
    ...(o.identiteitsaanbieder === undefined ? [] : bezwarenAanbieder(o.identiteitsaanbieder).map((b) => `identiteitsaanbieder.${b}`)),
  ];
}

const isTekst = (t: unknown): boolean => typeof t === 'string' && t !== '';
const isTabel = (t: unknown, mag: (waarde: unknown) => boolean): boolean => typeof t === 'object' && t !== null && !Array.isArray(t) && Object.values(t).every(mag);
const isNiveau = (n: unknown): boolean => (NIVEAUS as readonly unknown[]).includes(n);

function bezwarenAanbieder(a: Partial<Identiteitsaanbieder>): string[] {
  return [
    ...(URL.canParse(a.issuer ?? '') ? [] : ['issuer']),
    ...(['clientId', 'gebruikersclaim', 'rollenclaim'] as const).filter((veld) => !isTekst(a[veld])),
    ...(a.werkgever === undefined || a.werkgever === null || isOin(a.werkgever) ? [] : ['werkgever']),
    ...(isTabel(a.rollen, isTekst) ? [] : ['rollen']),
    ...(isTabel(a.niveaus ?? {}, isNiveau) ? [] : ['niveaus']),
    ...(isNiveau(a.laagsteNiveau) ? [] : ['laagsteNiveau']),
  ];
}
