import { Probleem, vergelijkDatum, type Datum } from '@bronhuis/standaarden';
import { redenVanBevriezing } from '../bevriezingen/bevriezing.ts';

export interface Kandidaat {
  dossier: string;
  kenmerk: string;
  status: string;
  soort: string | null;
  waardering: { waardering: string } | null;
  archiefactiedatum: Datum | null;
  /** Grounds of the holds that are in force. */
  bevriezingen: string[];
  /** Name of the living list that it is on already. */
  opLijst: string | null;
}

export interface Samenstelling<K> {
  regels: K[];
  afgevallen: { kandidaat: K; reden: string }[];
}

/** Never earlier than the term: a list looks back, not ahead. @throws Probleem 400 */
export function toetsPeildatum(peildatum: Datum, vandaag: Datum): void {
  if (vergelijkDatum(peildatum, vandaag) > 0) {
    throw Probleem.ongeldig([{ name: 'peildatum', reason: 'De peildatum ligt in de toekomst. Vernietigen mag niet voordat de termijn is verstreken.' }]);
  }
}

/**
 * What goes on a list: closed, to be destroyed, due on the peildatum. What is due but held, or on another list, is named
 * with its reason; what is permanent, unknown or not yet due is not named at all.
 */
export function stelSamen<K extends Kandidaat>(kandidaten: readonly K[], peildatum: Datum): Samenstelling<K> {
  const uitkomst: Samenstelling<K> = { regels: [], afgevallen: [] };
  for (const k of kandidaten) {
    if (!isVervallen(k, peildatum)) continue;
    const reden = redenVanBevriezing(k.bevriezingen) ?? (k.opLijst === null ? null : `staat al op vernietigingslijst "${k.opLijst}"`);
    if (reden === null) uitkomst.regels.push(k);
    else uitkomst.afgevallen.push({ kandidaat: k, reden });
  }
  return uitkomst;
}

export function isVervallen(k: Pick<Kandidaat, 'status' | 'soort' | 'waardering' | 'archiefactiedatum'>, peildatum: Datum): boolean {
  return (
    k.status === 'afgesloten' &&
    k.soort === 'datum' &&
    k.waardering?.waardering === 'vernietigen' &&
    k.archiefactiedatum !== null &&
    vergelijkDatum(k.archiefactiedatum, peildatum) <= 0
  );
}
