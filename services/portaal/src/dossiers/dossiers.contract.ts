/** What this portal reads of selectielijst; more may come along. */
export interface Waardering {
  nummer: string;
  lijst: string;
  waardering: 'vernietigen' | 'blijvend_bewaren';
  bewaartermijn: string | null;
  omschrijving: string;
}

export interface Bevriezing {
  id: string;
  grond: string;
  toelichting: string;
  verwijzing: string | null;
  geplaatstOp: string;
}

export interface Dossier {
  id: string;
  kenmerk: string;
  objecttypeNaam: string;
  status: 'open' | 'afgesloten' | 'vernietigd';
  uitkomst: string | null;
  einddatum: string | null;
  waardering: Waardering | null;
  archiefactiedatum: string | null;
  toelichting: string;
  afleiding: { stap: string; waarde: string; bron: string }[];
  bevriezingen: Bevriezing[];
}

/** What a form of a hold sends; selectielijst checks it. */
export interface NieuweBevriezing {
  dossier: string;
  grond: string;
  toelichting: string;
  verwijzing?: string;
}

export interface Dossierlijst {
  links: { volgende?: string };
  resultaten: Dossier[];
}
