import { bestaat } from '../../objecten/object.ts';
import { typeIdUit } from '../adressen.ts';
import { ongeldig, veldfout } from '../fouten.ts';
import type { Veldfout } from '../fouten.ts';
import { leesDatafilters } from './filters.ts';
import type { Datafilter } from './filters.ts';
import { leesOrdening, leesVelden } from './velden.ts';
import type { Keuze, Sorteersleutel } from './velden.ts';

type Ruw = Record<string, unknown>;

export interface Filtervraag {
  objecttype: string | null;
  typeversie: number | null;
  datum: string | null;
  registratiedatum: string | null;
  filters: Datafilter[];
  bevat: string | null;
  ordening: Sorteersleutel[];
  velden: Keuze | null;
}

/** All values of a name, in the address and in the body. */
const alle = (naam: string, ...bronnen: Ruw[]): string[] => bronnen.flatMap((b) => [Object.hasOwn(b, naam) ? b[naam] : []].flat()).flatMap((w) => (typeof w === 'string' || typeof w === 'number' ? [String(w)] : []));
const laatste = (naam: string, ...bronnen: Ruw[]): string | undefined => alle(naam, ...bronnen).filter((w) => w !== '').at(-1);

/** The moments of a question for one object, or for many. @throws Probleem 400 */
export function leesMomenten(...bronnen: Ruw[]): { datum: string | null; registratiedatum: string | null } {
  const fouten: Veldfout[] = [];
  const uit = { datum: dag('date', fouten, bronnen), registratiedatum: dag('registrationDate', fouten, bronnen) };
  if (fouten.length > 0) throw ongeldig(...fouten);
  return uit;
}

function dag(naam: string, fouten: Veldfout[], bronnen: Ruw[]): string | null {
  const waarde = laatste(naam, ...bronnen);
  if (waarde === undefined) return null;
  // The last days that the calendar has are no days to count on from.
  if (!bestaat(waarde) || waarde > '9999-12-30') fouten.push(veldfout(naam, 'invalid', 'Verwacht een datum die bestaat, zoals 2026-01-31.'));
  return waarde;
}

/** @param query of the address @param inhoud of a search: the same names. @throws Probleem 400 */
export function leesFiltervraag(query: Ruw, inhoud: Ruw = {}): Filtervraag {
  const fouten: Veldfout[] = [];
  const bronnen = [query, inhoud];
  const [datum, registratiedatum] = [dag('date', fouten, bronnen), dag('registrationDate', fouten, bronnen)];
  const adres = laatste('type', ...bronnen);
  const objecttype = adres === undefined ? null : typeIdUit(adres);
  if (adres !== undefined && objecttype === null) fouten.push(veldfout('type', 'invalid', 'Dit is geen adres van een objecttype.'));
  const versie = laatste('typeVersion', ...bronnen);
  const bekend = versie === undefined || /^\d{1,9}$/.test(versie);
  if (!bekend) fouten.push(veldfout('typeVersion', 'invalid', 'Verwacht een geheel getal.'));
  const bevat = laatste('data_icontains', ...bronnen);
  if (bevat !== undefined && (bevat.length > 500 || /[\u0000\p{Surrogate}]/u.test(bevat))) fouten.push(veldfout('data_icontains', 'invalid', 'Verwacht een tekst van ten hoogste 500 tekens.'));
  if (fouten.length > 0) throw ongeldig(...fouten);
  return {
    objecttype,
    typeversie: versie === undefined ? null : Number(versie),
    datum,
    registratiedatum,
    filters: leesDatafilters(alle('data_attr', ...bronnen), laatste('data_attrs', ...bronnen)),
    bevat: bevat ?? null,
    ordening: leesOrdening(laatste('ordering', ...bronnen)),
    velden: leesVelden(laatste('fields', ...bronnen)),
  };
}
