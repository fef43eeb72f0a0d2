/** What this portal reads of registers; more may come along. */
export type Soort = 'dossier' | 'informatieobject' | 'registratie';
export type Niveau = 0 | 1 | 2 | 3;

export interface Betrokkeneplaats {
  pad: string;
  soort: 'bsn' | 'eigen' | 'kvk' | 'rsin';
  rol: string;
}

interface Lijstnaam {
  naam: string;
  jaar: number;
}

export interface Objecttype {
  id: string;
  versie: number;
  status: 'concept' | 'gepubliceerd' | 'uitgefaseerd';
  tijdstipRegistratie: string;
  uitgefaseerdOp?: string;
  brekend?: boolean;
  reden?: string;
  naam: string;
  soort: Soort;
  omschrijving?: string;
  schema: Record<string, unknown>;
  classificatie: { beschikbaarheid: Niveau; integriteit: Niveau; vertrouwelijkheid: Niveau };
  betrokkenen: Betrokkeneplaats[];
  gegevenscategorieen: string[];
  verwerkingsactiviteiten: string[];
  waarderingsregel?: { selectielijst: Lijstnaam; procestype: string; uitkomsten: Record<string, string>; afleidingswijze: string; procestermijn?: string };
  registerregel?: { selectielijst: Lijstnaam; nummer: string; waardering: 'blijvend' | 'vernietigen'; bewaartermijn?: string };
  /** which fields are there for these activities only */
  afgeschermd?: { pad: string; verwerkingsactiviteiten: string[] }[];
  bronhouder?: string;
  beheerder?: string;
  gegevenseigenaar?: string;
  sleutel?: string[];
  open?: boolean;
  bijwerkfrequentie?: string;
  labels?: Record<string, string>;
}

export interface Objecttypen {
  links: { volgende?: string };
  resultaten: Objecttype[];
}

export interface Migratie {
  id: string;
  doelversie: number;
  status: 'loopt' | 'klaar';
  totaal: number;
  bekeken: number;
  verplaatst: number;
  mislukt: number;
  begonnen: string;
  klaar: string | null;
}

export interface Wie {
  applicatie: string | null;
  gebruiker: string | null;
  uitvoerder: string;
  activiteit: string | null;
}

/** A version: what was registered, when, and by whom. */
export interface Voorkomen {
  versie: number;
  beginGeldigheid: string;
  eindGeldigheid: string | null;
  /** What is known of a begin or an end that is no whole date. */
  onvolledig?: { begin?: string; eind?: string } | null;
  tijdstipRegistratie: string;
  eindRegistratie: string | null;
  correctieVoor: number | null;
  gecorrigeerdDoor: number | null;
  vastgelegdDoor: Wie | null;
  gegevens: Record<string, unknown>;
  geometrie?: Record<string, unknown> | null;
}

/** Where a version held, in the time that we thought so. */
export interface Periode {
  versie: number;
  beginGeldigheid: string;
  eindGeldigheid: string | null;
  beginRegistratie: string;
  eindRegistratie: string | null;
}

export interface Tijdlijn {
  objecttype: string;
  resultaten: Voorkomen[];
  perioden: Periode[];
}

export interface Stand {
  geldigOp: string;
  beschikbaarOp: string | null;
  versie: number | null;
}

export interface Verschillen {
  objecttype: string;
  van: Stand;
  tot: Stand;
  geometrie?: { oud: Record<string, unknown> | null; nieuw: Record<string, unknown> | null } | null;
  verschillen: { pad: string; soort: 'toegevoegd' | 'gewijzigd' | 'verwijderd'; oud?: unknown; nieuw?: unknown }[];
}

export interface Gevonden {
  id: string;
  beginGeldigheid?: string;
  gegevens?: Record<string, unknown>;
}

export interface Zoekantwoord {
  resultaten: Gevonden[];
  na?: string;
  aantal?: number;
  aantalSoort?: string;
}

/** A condition, or several that belong together. */
export type Filter = { pad: string; operator: string; waarde: unknown } | { en: Filter[] } | { of: Filter[] };
