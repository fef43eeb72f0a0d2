import { Probleem } from '@bronhuis/standaarden';
import type { Aanroep, Bronvraag, Kolommen } from '@bronhuis/toegang';
import type { Betrokkene, Verwerking } from '@bronhuis/verwerking';
import { controleerAfscherming } from './afscherming.ts';
import type { Objecttype } from './objecttype.ts';
import { typegegevens } from './typegegevens.ts';
import { doelzicht, zietAlles } from './zicht.ts';
import type { Zicht } from './zicht.ts';

/** What the policies hear about a thing: its type says how sensitive it is and which purposes may use it. */
export function bronvraag(soort: string, type: Objecttype, id?: string): Bronvraag {
  const { vertrouwelijkheid, persoonsgegevens, verwerkingsactiviteiten: activiteiten } = typegegevens(type);
  return { soort, type: type.naam, objecttype: type.id, ...(id ? { id } : {}), vertrouwelijkheid, persoonsgegevens, activiteiten, ...metVelden(soort) };
}

/** Of registraties fields can be left out and masked, wherever they are read, asked for and written. Of dossiers and documents not. */
const metVelden = (soort: string): Pick<Bronvraag, 'velden'> => (soort === 'object' ? { velden: true } : {});

/**
 * The record of one processing: one parent with its betrokkenen. A type that is about nobody, of which nobody is
 * found, leaves only the decision.
 */
export function verwerking(type: Objecttype, handeling: string, object: Verwerking['object'], betrokkenen: Betrokkene[], activiteit?: string): Verwerking | null {
  if (type.betrokkenen.length === 0 && betrokkenen.length === 0) return null;
  return { handeling, gegevens: type.gegevenscategorieen, object, betrokkenen, ...(activiteit ? { activiteit } : {}) };
}

/**
 * Where the database has it: `t` is objecttype, of which something was published. All that policies hear about a dossier or an object is of its type, so this
 * is also all that differs between the rows of a list.
 */
export const TYPEKOLOMMEN = {
  objecttype: { sql: 't.id', verplicht: true },
  vertrouwelijkheid: { sql: 't.vertrouwelijkheid', verplicht: true },
  persoonsgegevens: { sql: 't.persoonsgegevens', verplicht: true },
  activiteiten: { sql: 't.verwerkingsactiviteiten', verplicht: true },
} satisfies Kolommen;
const PER_TYPE = Object.keys(TYPEKOLOMMEN) as (keyof typeof TYPEKOLOMMEN)[];

/** What the policies hear about a list of things. @param typen names of the types that are shown, for the record */
export const lijstvraag = (soort: string, typen?: string) => ({ soort, perRij: PER_TYPE, ...metVelden(soort), ...(typen === undefined ? {} : { type: typen }) });

/**
 * A list shows only the types that the caller may see for this purpose; nothing to see is a refusal with its reason.
 * Returns the types to show. For who needs the types themselves anyway; who does not, finds rows by `TYPEKOLOMMEN`.
 */
export function beslisLijst<T extends Objecttype>(aanroep: Aanroep, soort: string, typen: readonly T[]): T[] {
  const rijen = aanroep.rijen(lijstvraag(soort));
  const zichtbaar = typen.filter((t) => rijen.geldtVoor(bronvraag(soort, t)));
  const [eerste] = typen;
  if (zichtbaar.length > 0) aanroep.beslis(lijstvraag(soort, zichtbaar.map((t) => t.naam).join(' ')));
  else aanroep.beslis(eerste ? { ...bronvraag(soort, eerste), type: '' } : { soort });
  return zichtbaar;
}

const LEZEN = 'objecten:lezen';

/**
 * What this caller sees of the data of a type: what its purpose shields is not there, what the policies say is left out or
 * masked, and `alleen` narrows it further to these names of the first level. @throws Probleem 403 for who may see none of it
 */
export function zichtVan(aanroep: Aanroep, type: Objecttype, alleen: readonly string[] | null = null, actie?: string): Zicht {
  const zicht = doelzicht(aanroep, type, alleen);
  const plicht = aanroep.velden(bronvraag('object', type), actie);
  if (plicht === null) throw Probleem.verboden('Uw rol of doel geeft geen recht op deze gegevens.', 'geen-toegang');
  const { weglaten = [], maskeren = [] } = plicht;
  if (weglaten.length + maskeren.length === 0) return zicht;
  return { ...zicht, verborgen: [...zicht.verborgen, ...weglaten], ...(maskeren.length > 0 ? { gemaskeerd: maskeren } : {}) };
}

/**
 * The same for who writes: what they may not read they do not see here either, and a mask is no value, so what is masked is
 * not there. Otherwise whoever sends back what they read would wipe the rest out.
 * @throws Probleem 403 when the schema is such that what it accepts would tell of what this caller does not see
 */
export function schrijfzicht(aanroep: Aanroep, type: Objecttype, actie?: string): Zicht {
  const zicht = zichtVan(aanroep, type, null, actie);
  const bron = bronvraag('object', type);
  // Who may write and not read is not held to what reading would hide.
  const plichten = [aanroep.velden(bron, actie) ?? {}, aanroep.velden(bron, LEZEN) ?? {}];
  const paden = [...new Set(plichten.flatMap(({ weglaten = [], maskeren = [] }) => [...weglaten, ...maskeren]))];
  if (paden.length === 0) return zicht;
  const afgeschermd = paden.map((pad) => ({ pad, verwerkingsactiviteiten: [] }));
  const [fout] = controleerAfscherming(afgeschermd, { ...type, afgeschermd });
  if (fout) throw Probleem.verboden(`U ziet niet alle gegevens van dit objecttype, en kunt daarom hier alleen lezen. ${fout.reason}`, 'afgeschermd');
  return { verborgen: [...zicht.verborgen, ...paden], alleen: zicht.alleen };
}

/**
 * What a delivery does with a line, and that a line is what is there already, follows from all data of an object: only who
 * sees all of it delivers, and hears what came of it.
 */
export function eisVolledigZicht(aanroep: Aanroep, type: Objecttype, actie?: string): void {
  if (!zietAlles(schrijfzicht(aanroep, type, actie))) throw Probleem.verboden('Dit objecttype heeft gegevens die er voor uw doel niet zijn. In bulk leveren, lezen wat daarvan kwam en overnemen is voor wie alles ziet.', 'afgeschermd');
}
