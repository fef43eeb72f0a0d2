/** What this portal reads of the versions of the policies in toegangsbeheer. */
export interface Beleidsversie {
  versie: number;
  status: 'concept' | 'voorgelegd' | 'vastgesteld' | 'geldend' | 'vervallen' | 'afgewezen';
  basis: number | null;
  reden: string;
  auteur: string | null;
  ingangsdatum: string;
  geldigVanaf: string | null;
  aangemaakt: string;
  beoordelaar: string | null;
  beoordeeldOp: string | null;
  oordeel: string | null;
  terugNaar: number | null;
  gelijkAanMeegeleverd: boolean;
}

export interface Beleidsversies {
  links: { volgende?: string };
  resultaten: Beleidsversie[];
}

export interface HeleBeleidsversie extends Beleidsversie {
  verschilMetMeegeleverd: { erbij: string[]; weg: string[]; anders: string[] };
  onderzoek: { vergelekenMet: number; vragen: number; waarschuwingen: { regel: string | null; uitleg: string; aantal: number }[] } | null;
  regels: { id: string; toelichting: string; effect: 'permit' | 'forbid'; tekst: string }[];
}

export interface Simulatie {
  van: string;
  tot: string;
  bekeken: number;
  nietTeHerhalen: number;
  straksGeweigerd: number;
  straksToegestaan: number;
  straksAnderePlicht: number;
  groepen: { actie: string; doel: string | null; rollen: string[]; naar: 'toegestaan' | 'geweigerd'; ookMetGeldendBeleid: boolean; aantal: number }[];
}
