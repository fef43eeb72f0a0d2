import { rechtOp } from '@bronhuis/toegang';
import type { Aanroep, ApiTokenrechten } from '@bronhuis/toegang';
import type { Objecttype } from '../../objecttypen/objecttype.ts';
import { zichtVan } from '../../objecttypen/toegang.ts';
import { strip } from '../../objecttypen/zicht.ts';
import type { Zicht } from '../../objecttypen/zicht.ts';
import { RECORDVELDEN } from './velden.ts';

/** The names that a token may see of one version of a type, as the Objects API writes them. */
export type Veldenlijst = ReadonlySet<string>;

/** Null: all of it. A version that the right does not name shows nothing. */
export function veldenVan(token: ApiTokenrechten | null, objecttype: string, typeversie: number): Veldenlijst | null {
  const velden = token && rechtOp(token, objecttype)?.velden;
  return velden ? new Set(velden[String(typeversie)] ?? []) : null;
}

const DATA = 'record__data__';
/** `record` and `record__data` name all that is below them. */
const omvat = (velden: Veldenlijst, naam: string): boolean => {
  const delen = naam.split('__');
  return delen.some((_, i) => velden.has(delen.slice(0, i + 1).join('__')));
};

/** The members of the data at the first level; null when the list names them all. */
const dataleden = (velden: Veldenlijst): string[] | null => (omvat(velden, 'record__data') ? null : [...velden].flatMap((v) => (v.startsWith(DATA) ? [v.slice(DATA.length)] : [])));

/** What a caller sees of the data of one version: what the purpose shields is not there, and a token may name fewer. */
export function datazicht(aanroep: Aanroep, type: Objecttype, typeversie: number): Zicht {
  const velden = veldenVan(aanroep.apiToken, type.id, typeversie);
  return zichtVan(aanroep, type, velden && dataleden(velden));
}

/** A record as a caller sees it, in the answer or in a list of records. */
export function alsGezien(aanroep: Aanroep, type: Objecttype, object: Voorwerp & { record: { typeVersion: number; data: Voorwerp } }): Voorwerp {
  const { record } = object;
  const { typeVersion, data } = record;
  return beperk({ ...object, record: { ...record, data: strip(data, datazicht(aanroep, type, typeVersion)) } }, veldenVan(aanroep.apiToken, type.id, typeVersion));
}

export const magZien = (velden: Veldenlijst | null, naam: string): boolean => velden === null || omvat(velden, naam);

type Voorwerp = Record<string, unknown>;

/** An answer without what may not be seen. */
function beperk(object: Voorwerp, velden: Veldenlijst | null): Voorwerp {
  if (velden === null) return object;
  const houd = (voorwerp: Voorwerp, plaats: string): Voorwerp =>
    Object.fromEntries(
      Object.entries(voorwerp).flatMap(([naam, waarde]) => {
        const hier = `${plaats}${naam}`;
        if (hier === 'record' || hier === 'record__data') return [[naam, houd(waarde as Voorwerp, `${hier}__`)]];
        return omvat(velden, hier) ? [[naam, waarde]] : [];
      }),
    );
  return houd(object, '');
}

/** What is left out: of the schema, not of the data, so that it does not tell what this object has. */
export function verborgenVelden(velden: Veldenlijst, schema: Voorwerp): string[] {
  const { properties } = schema;
  const leden = typeof properties === 'object' && properties !== null ? Object.keys(properties) : [];
  const alle = ['url', 'uuid', 'type', ...RECORDVELDEN.filter((n) => n !== 'data').map((n) => `record__${n}`), ...leden.map((n) => `${DATA}${n}`)];
  return alle.filter((naam) => !omvat(velden, naam));
}

/** For the header: names, never values. `type1(version):a,b; type2(version):c` */
export const alsKop = (perVersie: ReadonlyMap<string, readonly string[]>): string => [...perVersie].map(([type, velden]) => `${type}:${velden.join(',')}`).join('; ');
