/** What this portal shows of a declaration of destruction; the download holds all of it. */
export interface OndertekendeVerklaring {
  verklaring: {
    opgemaakt: string;
    organisatie: { naam: string };
    zorgdrager: { functie: string; mandaat: string; besluit: string };
    vernietigingslijst: { id: string; naam: string };
    goedkeuringen: { functie: string; tijdstip: string }[];
    uitvoering: { voltooid: string };
    specificatie: { type: string; aantalDossiers: number; kenmerken: string[]; periode: { van: string | null; tot: string | null }; aantalDocumenten: number }[];
    grondslagen: { selectielijst: string; jaar: number; nummer: string; omschrijving: string; bewaartermijn: string }[];
    wijze: { omschrijving: string; onderdelen: string[]; laatsteBackupVerlooptOp: string };
    blijft: { kenmerk: string; omschrijving: string; reden: string; selectielijstnummer: string | null }[];
    buitenBereik: { waar: string; tot: string; reden: string }[];
    nietVernietigd: { kenmerk: string; reden: string }[];
  };
  handtekening: { kid: string };
}
