/** What this portal reads of a publication in woo-publicatie. */
export interface Document {
  id: string;
  titel: string;
  bestandsnaam: string;
  mediatype: string;
  omvang: number;
  paginas: number | null;
}

export interface Weglating {
  pagina: number | null;
  grond: string;
  grondOmschrijving: string | null;
  omschrijving: string;
}

export interface Publicatie {
  id: string;
  officieleTitel: string;
  omschrijving: string | null;
  kenmerk: string | null;
  categorieNaam: string | null;
  gepubliceerdOp: string;
  onlineTot: string | null;
  documenten: Document[];
  weglatingen: Weglating[];
}
