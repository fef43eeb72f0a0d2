/** What this portal reads of concepts in woo-publicatie. */
export interface Weglating {
  pagina: number;
  grond: string;
  omschrijving: string;
}

export interface Afweging {
  soort: 'adres' | 'e-mail' | 'telefoon';
  grond: string;
  motivering: string;
}

export interface Concept {
  id: string;
  versie: number;
  kenmerk: string | null;
  status: string;
  categorie: { naam: string };
  officieleTitel: string | null;
  omschrijving: string | null;
  besluitdatum: string | null;
  documenten: { id: string; titel: string; bestandsnaam: string; omvang: number; paginas: number }[];
  afwegingen: Afweging[];
  weglatingen: Weglating[];
  /** what is still needed before it can be made public, in words */
  ontbreekt: { reason: string }[];
  aangemaaktOp: string;
}

export interface Concepten {
  links: { volgende?: string };
  resultaten: Concept[];
}
