import { isUuid } from '@bronhuis/standaarden';
import type { Beslissingsrecord } from '@bronhuis/toegang';

/** @throws Error that names what is wrong with the record; it is then parked, visible, and not lost */
export function eisBeslissing(data: unknown, organisatie: string): Beslissingsrecord {
  const b = data as Beslissingsrecord;
  if (typeof b !== 'object' || b === null) throw new Error('a decision is an object');
  if (!isUuid(b.id)) throw new Error('a decision has a UUID');
  if (b.organisatie !== organisatie) throw new Error('a decision of another organisatie than its subject says');
  if (Number.isNaN(Date.parse(b.tijdstip))) throw new Error('a decision has a time');
  if (b.besluit !== 'toegestaan' && b.besluit !== 'geweigerd') throw new Error('a decision is toegestaan or geweigerd');
  if (!b.wie?.id || !b.actie) throw new Error('a decision says who and what');
  if (b.apiToken !== undefined && !isUuid(b.apiToken)) throw new Error('a token has a UUID');
  return b;
}

/** Who it was: the person, when there is one. */
export const gebruikerVan = (b: Beslissingsrecord): string | null => (b.wie.soort === 'medewerker' || b.wie.soort === 'inwoner' ? b.wie.id : null);
