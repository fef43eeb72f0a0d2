/** What this portal reads of verantwoording for who oversees or keeps the register. */
export interface Cijfer {
  naam: string | null;
  /** '2026-11' */
  maand: string;
  /** '<5' or a number */
  verwerkingen: string;
  betrokkenen: string;
}

export interface Cijfers {
  resultaten: Cijfer[];
}

export interface Activiteit {
  naam: string;
  doel: string;
  grondslag: string[];
  bestuursorgaan: string;
  vertrouwelijk: boolean;
  betrokkenen: string[];
  gegevenscategorieen: string[];
  bewaartermijn: { selectielijst: { naam: string; jaar: number }; nummer: string; termijn: string };
  van: string;
  tot?: string | null;
}

export interface Activiteiten {
  resultaten: Activiteit[];
}
