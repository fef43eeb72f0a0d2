/** What this portal reads of verantwoording: a request to see what a colleague consulted, and what came of it. */
export interface Controle {
  id: string;
  medewerker: string;
  reden: string;
  van: string;
  tot: string;
  status: 'aangevraagd' | 'goedgekeurd';
  aanvrager: string;
  aangevraagdOp: string;
  goedkeurder: string | null;
  goedgekeurdOp: string | null;
}

export interface Controles {
  links: { volgende?: string };
  resultaten: Controle[];
}

export interface Raadpleging {
  tijdstip: string;
  handeling: string;
  gegevens: string[];
  object: { kenmerk: string | null };
  aantalBetrokkenen: number;
}

export interface Controleresultaat {
  links: { volgende?: string };
  verzoek: Controle;
  resultaten: Raadpleging[];
}
