/** What this portal reads of vernietigingslijsten in selectielijst. */
export type Lijststatus = 'opgesteld' | 'in-beoordeling' | 'goedgekeurd' | 'in-uitvoering' | 'uitgevoerd' | 'afgewezen';
export type Beoordelaar = 'proceseigenaar' | 'archivaris' | 'zorgdrager';

export interface Gaat {
  /** the part of the house that holds it */
  component: string;
  soort: string;
  omschrijving: string;
  omvang?: number;
  /** after destruction: how many there were of this kind */
  aantal?: number;
}

export interface Blijft {
  soort: string;
  omschrijving: string;
  reden: string;
  selectielijstnummer?: string;
}

export interface Regel {
  dossier: string;
  kenmerk: string;
  objecttypeNaam: string;
  archiefactiedatum: string;
  /** 'Selectielijst … 2020, 11.1.1 (P1Y)' */
  grondslag: string;
  gaat: Gaat[];
  blijft: Blijft[];
  staat: 'opgesteld' | 'gepland' | 'in-uitvoering' | 'mislukt' | 'vernietigd';
  reden: string | null;
  vernietigdOp: string | null;
}

export interface Beoordeling {
  rol: Beoordelaar;
  persoon: string;
  besluit: 'akkoord' | 'niet-akkoord';
  tijdstip: string;
  toelichting: string | null;
}

export interface Lijstkop {
  id: string;
  naam: string;
  peildatum: string;
  status: Lijststatus;
  samengesteldDoor: string;
  samengesteldOp: string;
  /** why it was refused */
  reden: string | null;
  aanDeBeurt: Beoordelaar | null;
  beoordelingen: Beoordeling[];
  aantalDossiers: number;
  aantalAfgevallen: number;
  verklaring?: string;
}

export interface Lijst extends Lijstkop {
  regels: Regel[];
  afgevallen: { dossier: string; kenmerk: string; reden: string }[];
}

export interface Lijsten {
  links: { volgende?: string };
  resultaten: Lijstkop[];
}
