/** What this portal reads of a publication in woo-publicatie. */
export interface Document {
  id: string;
  titel: string;
  mediatype: string;
  omvang: number;
  paginas: number;
  /** address of the file, behind the gateway */
  bestand: string;
}

export interface Weglating {
  pagina: number;
  grond: string;
  grondInWoorden: string;
  omschrijving: string;
}

export interface Publicatie {
  id: string;
  officieleTitel: string;
  omschrijving: string | null;
  categorie: { naam: string };
  kenmerk: string | null;
  besluitdatum: string | null;
  gepubliceerdOp: string;
  publicatieTot: string;
  documenten: Document[];
  weglatingen: Weglating[];
}
