import { datumInAmsterdam, Probleem } from '@bronhuis/standaarden';
import type { Datum, InvalidParam } from '@bronhuis/standaarden';
import type { Geometrie } from '../geometrie/geojson.ts';
import { decideEerste, decideVersie, isBeeindiging, leesPeriode } from '../objecten/object.ts';
import type { Versie } from '../objecten/tijdassen.ts';
import { gelijk } from '../objecten/verschil.ts';
import type { Gegevens } from '../objecttypen/schema.ts';

/** A version as another register kept it: its number is its place in the list. */
export interface Aangeleverd {
  objecttypeVersie: number;
  beginGeldigheid: Datum;
  eindGeldigheid: Datum | null;
  correctieVoor: number | null;
  tijdstipRegistratie: Date;
  gegevens: Gegevens;
  geometrie: Geometrie | null;
}

export type Bewaard = Versie & Pick<Aangeleverd, 'objecttypeVersie' | 'gegevens' | 'geometrie'>;

/**
 * What of a history is new here. What is here must be its beginning: then it goes on behind it, so that it can be given
 * again after a fault, and later with more. Its moments of registration are kept; they lie in the past and follow each other.
 * @returns the versions to add. @throws Probleem 400 that names every wrong place, 409 when something else is here
 */
export function decideOvername(hier: readonly Bewaard[], geschiedenis: readonly Aangeleverd[], nu: Date, plaats: string): Bewaard[] {
  const fouten: InvalidParam[] = [];
  const versies: Bewaard[] = [];
  for (const [i, v] of geschiedenis.entries()) {
    const op = `${plaats}.versies.${i}`;
    const versie = { ...v, versie: i + 1 };
    const vorige = versies.at(-1)?.tijdstipRegistratie;
    if (v.tijdstipRegistratie > nu || (vorige && v.tijdstipRegistratie <= vorige)) {
      fouten.push({ name: `${op}.tijdstipRegistratie`, reason: 'Het moment ligt niet na nu, en na dat van de versie ervoor.', code: 'volgorde' });
    }
    fouten.push(...geweigerd(versies, v, datumInAmsterdam(nu), op));
    versies.push(versie);
  }
  if (fouten.length > 0) throw Probleem.ongeldig(fouten);
  if (hier.length > versies.length || hier.some((v, i) => !isDezelfde(v, versies[i] as Bewaard))) {
    throw Probleem.conflict(`Het object ${plaats} heeft hier een andere geschiedenis.`, 'geschiedenis-anders');
  }
  return versies.slice(hier.length);
}

function geweigerd(versies: readonly Bewaard[], v: Aangeleverd, vandaag: Datum, op: string): InvalidParam[] {
  try {
    const periode = leesPeriode(v, vandaag);
    if (versies.length === 0) decideEerste(periode);
    decideVersie(versies, { ...periode, correctieVoor: v.correctieVoor });
    return [];
  } catch (fout) {
    if (!(fout instanceof Probleem)) throw fout;
    return (fout.invalidParams ?? [{ name: 'correctieVoor', reason: fout.message, code: fout.code ?? 'ongeldig' }]).map((p) => ({ ...p, name: `${op}.${p.name}` }));
  }
}

const isDezelfde = (a: Bewaard, b: Bewaard): boolean =>
  a.beginGeldigheid === b.beginGeldigheid && a.eindGeldigheid === b.eindGeldigheid && a.correctieVoor === b.correctieVoor &&
  a.objecttypeVersie === b.objecttypeVersie && a.tijdstipRegistratie.getTime() === b.tijdstipRegistratie.getTime() &&
  (isBeeindiging(a) || (gelijk(a.gegevens, b.gegevens) && gelijk(a.geometrie, b.geometrie)));
