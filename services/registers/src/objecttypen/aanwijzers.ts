import type { Aanwijzer, SoortBetrokkene } from './objecttype.ts';
import { delen, isVoorwerp, ontsnap } from './pointers.ts';
import type { Gegevens } from './schema.ts';

export interface Persoon {
  soort: SoortBetrokkene;
  identificatie: string;
  rol: string;
}

export interface Vondst {
  /** The exact pointer, `*` filled in. */
  pad: string;
  waarde: unknown;
  aanwijzer: Aanwijzer;
}

/** Every place that the pointers of a type name in this data. */
export function vindBetrokkenen(aanwijzers: readonly Aanwijzer[], gegevens: Gegevens): Vondst[] {
  return aanwijzers.flatMap((aanwijzer) => volg(gegevens, wegVan(aanwijzer), 0, '').map(({ pad, waarde }) => ({ pad, waarde, aanwijzer })));
}

// The pointers of a type are taken apart once.
const wegen = new WeakMap<Aanwijzer, readonly string[]>();
function wegVan(aanwijzer: Aanwijzer): readonly string[] {
  let weg = wegen.get(aanwijzer);
  if (!weg) wegen.set(aanwijzer, (weg = delen(aanwijzer.pad)));
  return weg;
}

function volg(waarde: unknown, weg: readonly string[], stap: number, pad: string): { pad: string; waarde: unknown }[] {
  const deel = weg[stap];
  if (deel === undefined) return waarde === undefined || waarde === null ? [] : [{ pad, waarde }];
  if (deel === '*') return Array.isArray(waarde) ? waarde.flatMap((w, i) => volg(w, weg, stap + 1, `${pad}/${i}`)) : [];
  if (Array.isArray(waarde)) return volg(waarde[Number(deel)], weg, stap + 1, `${pad}/${deel}`);
  return isVoorwerp(waarde) && Object.hasOwn(waarde, deel) ? volg(waarde[deel], weg, stap + 1, `${pad}/${ontsnap(deel)}`) : [];
}

/** Who it concerns, each person once: somebody with two roles is one betrokkene. */
export function personen(vondsten: readonly Vondst[]): Persoon[] {
  const uniek = new Map<string, Persoon>();
  for (const { waarde, aanwijzer } of vondsten) {
    const persoon = { soort: aanwijzer.soort, identificatie: String(waarde), rol: aanwijzer.rol };
    const sleutel = `${persoon.soort}:${persoon.identificatie}`;
    if (!uniek.has(sleutel)) uniek.set(sleutel, persoon);
  }
  return [...uniek.values()];
}

export function samen(...lijsten: readonly (readonly Persoon[])[]): Persoon[] {
  const uniek = new Map<string, Persoon>();
  for (const p of lijsten.flat()) if (!uniek.has(`${p.soort}:${p.identificatie}`)) uniek.set(`${p.soort}:${p.identificatie}`, p);
  return [...uniek.values()];
}

/** A pointer that the schema does not describe would silently find nobody; so it is refused when the type is made. */
export function controleerAanwijzer(schema: Gegevens, pad: string): string | null {
  const eind = plaatsInSchema(schema, pad);
  if (typeof eind === 'string') return eind;
  return eind['type'] === 'string' ? null : 'Een betrokkene wordt aangewezen met een tekstveld (type string).';
}

/** What the schema says of the place that a pointer names, or why it names none. */
export function plaatsInSchema(schema: Gegevens, pad: string): Record<string, unknown> | string {
  if (!/^(\/([^~/]|~[01])+)+$/.test(pad)) return 'Verwacht een JSON-pointer zoals /aanvrager/bsn.';
  let hier: unknown = schema;
  for (const deel of delen(pad)) {
    hier = los(schema, hier);
    if (!isVoorwerp(hier)) return 'Dit pad komt niet voor in het schema.';
    const kinderen = hier['properties'];
    if (deel === '*') hier = hier['items'];
    else hier = isVoorwerp(kinderen) && Object.hasOwn(kinderen, deel) ? kinderen[deel] : undefined;
    if (hier === undefined) return 'Dit pad komt niet voor in het schema.';
  }
  const eind = los(schema, hier);
  return isVoorwerp(eind) ? eind : 'Dit pad komt niet voor in het schema.';
}

/** Follows a local `$ref` (`#/$defs/persoon`), at most as deep as a schema can sensibly nest. */
function los(schema: Gegevens, hier: unknown): unknown {
  let nu = hier;
  for (let diepte = 0; diepte < 20 && isVoorwerp(nu) && typeof nu['$ref'] === 'string' && nu['$ref'].startsWith('#/'); diepte++) {
    nu = delen(nu['$ref'].slice(1)).reduce<unknown>((w, d) => (isVoorwerp(w) ? w[d] : undefined), schema);
  }
  return nu;
}
