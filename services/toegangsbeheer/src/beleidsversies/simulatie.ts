import type { Beslissingsrecord } from '@bronhuis/toegang';
import { herhaal, zelfdePlicht, type Beslisstand } from '../beslissingen/herhaling.ts';

type Besluit = Beslissingsrecord['besluit'];

/** Decisions that would be another in the same way; nobody is named. */
export interface Simulatiegroep {
  actie: string;
  doel: string | null;
  soort: string;
  rollen: string[];
  van: Besluit;
  naar: Besluit;
  /** Policies that would decide; none: nothing permits it. */
  regels: string[];
  /** It would be so with the policies of now too: what they look at has changed since. */
  ookMetGeldendBeleid: boolean;
  aantal: number;
  /** Id of one such decision. */
  voorbeeld: string;
}

export interface Simulatie {
  bekeken: number;
  nietTeHerhalen: number;
  straksGeweigerd: number;
  straksToegestaan: number;
  /** The same decision with other obligations. */
  straksAnderePlicht: number;
  groepen: Simulatiegroep[];
}

const MEESTE_GROEPEN = 100;

/** Each decision again: with other policies, and what the bundle knows now. */
export async function simuleer(records: AsyncIterable<{ record: Beslissingsrecord }>, nieuw: Beslisstand, geldend: Beslisstand): Promise<Simulatie> {
  const uit: Simulatie = { bekeken: 0, nietTeHerhalen: 0, straksGeweigerd: 0, straksToegestaan: 0, straksAnderePlicht: 0, groepen: [] };
  const groepen = new Map<string, Simulatiegroep>();
  for await (const { record } of records) {
    uit.bekeken++;
    const h = herhaal(record, nieuw);
    if ('ontbreekt' in h) uit.nietTeHerhalen++;
    else {
      const naar: Besluit = h.uitkomst.toegestaan ? 'toegestaan' : 'geweigerd';
      if (naar === record.besluit) {
        if (!zelfdePlicht(h.uitkomst, record)) uit.straksAnderePlicht++;
        continue;
      }
      if (naar === 'geweigerd') uit.straksGeweigerd++;
      else uit.straksToegestaan++;
      const nu = herhaal(record, geldend);
      telMee(groepen, record, naar, h.uitkomst.beleid, 'uitkomst' in nu && nu.uitkomst.toegestaan === h.uitkomst.toegestaan);
    }
  }
  return { ...uit, groepen: [...groepen.values()].sort((a, b) => b.aantal - a.aantal).slice(0, MEESTE_GROEPEN) };
}

function telMee(groepen: Map<string, Simulatiegroep>, { id, actie, doel, resource, wie, besluit }: Beslissingsrecord, naar: Besluit, regels: string[], ook: boolean): void {
  const groep = { actie, doel: doel?.id ?? null, soort: resource.soort, rollen: [...wie.rollen].sort(), van: besluit, naar, regels, ookMetGeldendBeleid: ook };
  const sleutel = JSON.stringify(groep);
  const daar = groepen.get(sleutel);
  if (daar) daar.aantal++;
  else groepen.set(sleutel, { ...groep, aantal: 1, voorbeeld: id });
}
