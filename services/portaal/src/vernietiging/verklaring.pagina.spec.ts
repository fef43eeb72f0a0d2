import { verklaringpagina } from './verklaring.pagina.ts';

describe('a declaration of destruction', () => {
  it('says what, by which rule, by whom, how, what stays and where a copy may be', () => {
    const blad = String(
      verklaringpagina('v1', {
        verklaring: {
          opgemaakt: '2026-11-22T12:00:00Z',
          organisatie: { naam: 'Gemeente Overbrugge' },
          zorgdrager: { functie: 'gemeentesecretaris', mandaat: 'gemandateerd door het college', besluit: '2026-11-22T11:00:00Z' },
          vernietigingslijst: { id: 'l1', naam: 'Najaar' },
          goedkeuringen: [{ functie: 'archivaris', tijdstip: '2026-11-22T10:30:00Z' }],
          uitvoering: { voltooid: '2026-11-22T12:00:00Z' },
          specificatie: [{ type: 'evenementendossier', aantalDossiers: 1, kenmerken: ['Z-0098'], periode: { van: '2025-06-01', tot: '2025-09-09' }, aantalDocumenten: 4 }],
          grondslagen: [{ selectielijst: 'Selectielijst gemeenten', jaar: 2020, nummer: '11.1.1', omschrijving: 'verleend', bewaartermijn: 'P1Y' }],
          wijze: { omschrijving: 'Verwijderd.', onderdelen: ['zoekindex'], laatsteBackupVerlooptOp: '2026-12-22' },
          blijft: [{ kenmerk: 'Z-0098', omschrijving: 'factuur 2025-118', reden: 'eigen termijn', selectielijstnummer: '18.3' }],
          buitenBereik: [{ waar: 'open.overheid.nl', tot: 'de volgende keer', reden: 'Kopie.' }],
          nietVernietigd: [{ kenmerk: 'Z-0099', reden: 'bevriezing: beroep' }],
        },
        handtekening: { kid: 'verklaring-1' },
      }).inhoud,
    );
    for (const stuk of ['1 dossier evenementendossier (Z-0098) met 4 documenten', '11.1.1', '1 jaar', 'Archivaris', '22 december 2026', 'nummer 18.3', 'Open.overheid.nl', 'er loopt een beroep', 'href="/verklaringen/v1/bestand"'])
      expect(blad).toContain(stuk);
  });
});
