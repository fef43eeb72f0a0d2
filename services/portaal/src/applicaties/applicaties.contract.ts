/** What this portal reads of the register of applications in toegangsbeheer. */
export interface Applicatie {
  id: string;
  naam: string;
  soort: 'applicatie' | 'component' | 'portaal';
  beheerder: string | null;
  gegevenseigenaar: string | null;
  leverancier: string | null;
  hosting: string | null;
  extern: boolean;
  verwerkersovereenkomst: string | null;
  status: 'actief' | 'ingetrokken';
  /** names of what is missing; as long as something is, it gets no access */
  ontbreekt: string[];
}

export interface Applicaties {
  links: { volgende?: string };
  resultaten: Applicatie[];
}
