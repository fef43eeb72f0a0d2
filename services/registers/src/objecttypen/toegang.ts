import { Probleem } from '@bronhuis/standaarden';
import type { Aanroep, Bronvraag } from '@bronhuis/toegang';
import type { Betrokkene, Verwerking } from '@bronhuis/verwerking';
import type { Objecttype } from './objecttype.ts';
import { zichtVan, zietAlles } from './zicht.ts';

/** What the policies hear about a thing: its type says how sensitive it is and which purposes may use it. */
export const bronvraag = (soort: string, type: Objecttype, id?: string): Bronvraag => ({
  soort,
  type: type.naam,
  objecttype: type.id,
  ...(id ? { id } : {}),
  vertrouwelijkheid: type.classificatie.vertrouwelijkheid,
  // a document may name nobody itself and still be about those of its dossier
  persoonsgegevens: type.betrokkenen.length > 0 || type.gegevenscategorieen.length > 0,
  activiteiten: type.verwerkingsactiviteiten,
});

/**
 * The record of one processing: one parent with its betrokkenen. A type that is about nobody, of which nobody is
 * found, leaves only the decision.
 */
export function verwerking(type: Objecttype, handeling: string, object: Verwerking['object'], betrokkenen: Betrokkene[], activiteit?: string): Verwerking | null {
  if (type.betrokkenen.length === 0 && betrokkenen.length === 0) return null;
  return { handeling, gegevens: type.gegevenscategorieen, object, betrokkenen, ...(activiteit ? { activiteit } : {}) };
}

/**
 * A list shows only the types that the caller may see for this purpose; nothing to see is a refusal with its reason.
 * Returns the types to show.
 */
export function beslisLijst<T extends Objecttype>(aanroep: Aanroep, soort: string, typen: readonly T[]): T[] {
  const zichtbaar = typen.filter((t) => aanroep.mag(bronvraag(soort, t)));
  const eerste = zichtbaar[0] ?? typen[0];
  const vraag = eerste ? bronvraag(soort, eerste) : { soort };
  aanroep.beslis({ ...vraag, type: zichtbaar.map((t) => t.naam).join(' ') });
  return zichtbaar;
}

/**
 * What a delivery does with a line, and that a line is what is there already, follows from all data of an object: only who
 * sees all of it delivers, and hears what came of it.
 */
export function eisVolledigZicht(aanroep: Aanroep, type: Objecttype): void {
  if (!zietAlles(zichtVan(aanroep, type))) throw Probleem.verboden('Dit objecttype heeft gegevens die er voor uw doel niet zijn. In bulk leveren, lezen wat daarvan kwam en overnemen is voor wie alles ziet.', 'afgeschermd');
}
