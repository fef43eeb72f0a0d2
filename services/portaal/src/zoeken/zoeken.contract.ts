/** What this portal reads of woo-publicatie. */
export interface Fragmentdeel {
  tekst: string;
  treffer: boolean;
}

export interface Zoekresultaat {
  publicatie: string;
  titel: string;
  fragmentdelen: Fragmentdeel[];
  pagina: number;
  gepubliceerdOp: string;
}

export interface Zoekantwoord {
  aantal?: number;
  links: { volgende?: string };
  resultaten: Zoekresultaat[];
}

export interface RecentePublicatie {
  id: string;
  officieleTitel: string;
  gepubliceerdOp: string;
}
