import type { Bezoeker } from '../lay-out/bezoeker.ts';
import type { Concept } from './concepten.contract.ts';
import { conceptenpagina, conceptpagina } from './concepten.pagina.ts';

const bezoeker: Bezoeker = {
  gemeente: { oin: '00000001999990007000', naam: 'Gemeente Overbrugge', demonstratie: true },
  persoon: { id: 'willem', naam: 'Willem', soort: 'medewerker', rollen: ['woo-coordinator'] },
  formuliercode: 'code',
  eenmalig: 'een',
  melding: null,
  pad: '/concepten',
};
const concept: Concept = {
  id: 'c1',
  versie: 3,
  kenmerk: 'Z-0147',
  status: 'concept',
  categorie: { naam: 'beschikkingen' },
  officieleTitel: null,
  omschrijving: null,
  besluitdatum: null,
  documenten: [],
  afwegingen: [],
  weglatingen: [],
  ontbreekt: [{ reason: 'Geef de publicatie een titel.' }],
  aangemaaktOp: '2026-11-22T10:00:00Z',
};

describe('making public', () => {
  it('says what waits, also when it has no title yet, and when nothing waits', () => {
    expect(String(conceptenpagina({ links: {}, resultaten: [concept] }, null).inhoud)).toMatch(/Z-0147[\s\S]*Nog geen titel/);
    expect(String(conceptenpagina({ links: {}, resultaten: [] }, null).inhoud)).toContain('Er ligt niets klaar');
  });

  it('offers no button to publish while something is missing', () => {
    const blad = String(conceptpagina(bezoeker, concept).inhoud);
    expect(blad).toContain('Geef de publicatie een titel.');
    expect(blad).not.toContain('/concepten/c1/publiceren');
    expect(blad).toContain('enctype="multipart/form-data"');
    expect(blad).toContain('name="versie" value="3"');
  });

  it('complete: what is left out, what was weighed, and the button', () => {
    const klaar: Concept = {
      ...concept,
      officieleTitel: 'Besluit buurtfeest',
      ontbreekt: [],
      documenten: [{ id: 'd1', titel: 'Besluit', bestandsnaam: 'besluit.pdf', omvang: 48_200, paginas: 2 }],
      afwegingen: [{ soort: 'adres', grond: '5.1.2e', motivering: 'Het adres van het plein is bekend.' }],
      weglatingen: [{ pagina: 1, grond: '5.1.2e', omschrijving: 'Naam van de aanvrager' }],
    };
    const blad = String(conceptpagina(bezoeker, klaar).inhoud);
    for (const stuk of ['/concepten/c1/publiceren', 'besluit.pdf, 2 pagina', 'Een adres: Het adres van het plein', 'Pagina 1: Naam van de aanvrager', '/concepten/c1/documenten/d1/verwijderen']) expect(blad).toContain(stuk);
  });

  it('what is public is shown, not edited', () => {
    const blad = String(conceptpagina(bezoeker, { ...concept, status: 'gepubliceerd', officieleTitel: 'Besluit' }).inhoud);
    expect(blad).toContain('href="/publicaties/c1"');
    expect(blad).not.toContain('<form');
  });
});
