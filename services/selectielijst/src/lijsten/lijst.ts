/** The official lists as facts. The natural key of a result is (naam, jaar, nummer): no host, no uuid of somebody else's API. */

export type Waardering = 'vernietigen' | 'blijvend_bewaren';

export type Procestermijn =
  | 'nihil'
  | 'bestaansduur_procesobject'
  | 'ingeschatte_bestaansduur_procesobject'
  | 'vast_te_leggen_datum'
  | 'samengevoegd_met_bewaartermijn';

export interface Procestype {
  nummer: string;
  naam: string;
  omschrijving?: string;
  procesobject?: string;
}

export interface Resultaat {
  nummer: string;
  naam: string;
  omschrijving?: string;
  herkomst?: string;
  /** Absent only for an entry that was dropped from the list. */
  waardering?: Waardering;
  procestermijn?: Procestermijn;
  /** What the list itself says of the length of the procestermijn ("25 jaar"). */
  procestermijnDuur?: string;
  bewaartermijn?: string;
  /** The term does not begin at the closing of the case but at this moment. */
  begin?: string;
  /** "of zoveel langer als ... noodzakelijk is": the term is a minimum. */
  ofLanger?: boolean;
  /** The person concerned may ask for destruction; it follows within this duration. */
  opVerzoek?: string;
  /** Kept for ever, except for this part. */
  uitzondering?: { na: string; wat: string };
  vervallen?: boolean;
  opvolger?: string;
}

export interface Selectielijst {
  naam: string;
  jaar: number;
  vastgesteld: string;
  staatscourant: string;
  vervangt: number | null;
  vervangenDoor: number | null;
  procestypen: Procestype[];
  resultaten: Resultaat[];
}

/** '11.1.6' belongs to '11'. */
export const procestypeVan = (nummer: string): string => nummer.split('.')[0] ?? nummer;

/** A generic result has two parts ('11.1'), a specific one three ('11.1.6'). */
export const isGeneriek = (nummer: string): boolean => nummer.split('.').length === 2;

/** Orders '9.1' before '11.1' and '11.1' before '11.1.2': the order of the printed list, total and therefore stable to page through. */
export function vergelijkNummer(a: string, b: string): number {
  const links = a.split('.').map(Number);
  const rechts = b.split('.').map(Number);
  for (let i = 0; i < Math.max(links.length, rechts.length); i += 1) {
    const verschil = (links[i] ?? -1) - (rechts[i] ?? -1);
    if (verschil !== 0) return verschil;
  }
  return 0;
}
