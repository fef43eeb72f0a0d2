import type { Bron } from '@bronhuis/bron';
import { datumInAmsterdam, datumInWoorden, Probleem } from '@bronhuis/standaarden';
import type { Aanroep } from '@bronhuis/toegang';
import { grondInWoorden } from '../vernietiging/gronden.ts';
import type { Toetstype } from './gegevens.ts';
import { bronvraag } from './toegang.ts';
import type { Typen } from './typen.ts';

export type SoortDing = 'dossier' | 'informatieobject' | 'object';

const NAAM: Record<SoortDing, string> = { dossier: 'Dit dossier', informatieobject: 'Dit document', object: 'Deze registratie' };

interface Plaats {
  objecttype: string;
  typeversie: number;
  vernietigd_op: Date | null;
  grond: string | null;
}

const vraagNaar = (soort: SoortDing): string => `
  select d.objecttype, t.versie as typeversie, null::timestamptz as vernietigd_op, null::text as grond
    from ${soort} d join objecttype t on t.organisatie = d.organisatie and t.id = d.objecttype where d.organisatie = $1 and d.id = $2
  union all
  select g.objecttype, t.versie, g.vernietigd_op, g.grondslag->>'grond'
    from grafsteen g join objecttype t on t.organisatie = g.organisatie and t.id = g.objecttype
    where g.organisatie = $1 and g.id = $2 and g.soort = $3`;

export const nietGevonden = (soort: SoortDing): Probleem => Probleem.nietGevonden(`${NAAM[soort]} is er niet.`);

/**
 * Finds a thing, decides on it, and gives its type in the newest version.
 * @throws Probleem 404 when it never was here, 403 without access, 410 after its destruction, for who might know of it
 */
export async function zoekOp(bron: Bron, typen: Typen, aanroep: Aanroep, soort: SoortDing, id: string): Promise<Toetstype> {
  const { organisatie } = aanroep;
  const [plaats] = await bron.lees<Plaats>({ organisatie }, { name: `vindplaats_${soort}`, text: vraagNaar(soort), values: [organisatie, id, soort] });
  if (!plaats) throw nietGevonden(soort);
  const toetstype = await typen.versie(organisatie, plaats.objecttype, plaats.typeversie);
  aanroep.beslis(bronvraag(soort, toetstype.type, id));
  if (plaats.vernietigd_op) {
    const reden = grondInWoorden(plaats.grond);
    throw Probleem.verdwenen(`${NAAM[soort]} is op ${datumInWoorden(datumInAmsterdam(plaats.vernietigd_op))} vernietigd. ${reden}`, { reden });
  }
  return toetstype;
}
