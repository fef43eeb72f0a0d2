/** What this portal reads of access for a time, and of who works here, in toegangsbeheer. */
export interface Toegangsverzoek {
  id: string;
  medewerker: string | null;
  applicatie: string | null;
  naam: string | null;
  rol: string | null;
  activiteiten: string[];
  reden: string;
  status: 'ingediend' | 'toegekend' | 'verlopen' | 'afgewezen' | 'ingetrokken' | 'beeindigd';
  aanvrager: string;
  van: string | null;
  tot: string;
  herbeoordelen: string;
  geldigTot: string | null;
  vraagtAandacht: boolean;
  stappen: { stap: 'ingediend' | 'toegekend' | 'afgewezen' | 'ingetrokken' | 'behouden' | 'beeindigd'; door: string; naam: string | null; tijdstip: string; toelichting: string }[];
}

export interface Toegangsverzoeken {
  links: { volgende?: string };
  resultaten: Toegangsverzoek[];
}

export interface Medewerker {
  id: string;
  naam: string;
  rollen: string[];
  tijdelijk: { verzoek: string; rol: string; activiteiten: string[]; geldigTot: string }[];
}

export interface Medewerkers {
  links: { volgende?: string };
  resultaten: Medewerker[];
}

export interface MedewerkerRechten {
  doelen: { verwerkingsactiviteit: string; naam: string | null; handelingen: { actie: string; beleid: string[] }[] }[];
}
