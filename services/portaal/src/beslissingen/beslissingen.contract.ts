/** What this portal reads of toegangsbeheer: decisions, and one made again. */
export interface Beslissing {
  id: string;
  tijdstip: string;
  uitvoerder: string;
  component: string;
  wie: { soort: string; id: string; applicatie: string | null; rollen: string[] };
  actie: string;
  doel: { id: string } | null;
  resource: { soort: string; id?: string; type?: string };
  besluit: 'toegestaan' | 'geweigerd';
  redenen: string[];
  beleid: string[];
  bundel: { versie: number };
}

export interface Beslissingen {
  links: { volgende?: string };
  resultaten: Beslissing[];
}

interface Uitkomst {
  besluit: 'toegestaan' | 'geweigerd';
  redenen: string[];
}

export interface Herhaling {
  gelijk: boolean | null;
  ontbreekt: string[];
  toen: Uitkomst | null;
  vandaag: Uitkomst | null;
  regels: { id: string; effect: 'permit' | 'forbid'; toelichting: string | null; tekst: string }[];
  activiteit: { id: string; naam: string; bestuursorgaan: string } | null;
  bevoegdheid: { soort: string; uitvoerder: string; van: string; tot: string | null } | null;
}
