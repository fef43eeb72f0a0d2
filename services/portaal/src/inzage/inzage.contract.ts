/** What this portal reads of verantwoording: one use of the data of the person who is signed in. */
export interface Gebruik {
  id: string;
  organisatie: string;
  uitvoerder: string | null;
  tijdstip: string;
  gegevens: string[];
  handeling: string;
  waarom: { activiteit: string; doel: string; grondslag: string };
  onderwerp?: string;
  /** done by the person who looks */
  zelf: boolean;
}

export interface Inzageantwoord {
  aantal: number;
  links: { volgende?: string };
  resultaten: Gebruik[];
}
