import type { Bezoeker } from '../lay-out/bezoeker.ts';
import { aanmeldpagina, werkpagina } from './aanmelden.pagina.ts';

const bezoeker: Bezoeker = {
  gemeente: { oin: '00000001999990007000', naam: 'Gemeente Overbrugge', demonstratie: true },
  persoon: null,
  formuliercode: 'code',
  eenmalig: 'een',
  melding: null,
  pad: '/aanmelden',
};
const personen = [
  { id: 'noor', naam: 'Noor', omschrijving: 'Behandelaar', rollen: ['behandelaar'], soort: 'medewerker' as const },
  { id: 'bakker', naam: 'Saskia', omschrijving: 'Inwoner', rollen: ['inwoner'], soort: 'inwoner' as const },
];

describe('signing in', () => {
  it('offers the people of the demonstration, residents first, with the code of the form', () => {
    const blad = String(aanmeldpagina(bezoeker, personen, '/dossiers').inhoud);
    expect(blad.indexOf('value="bakker"')).toBeLessThan(blad.indexOf('value="noor"'));
    expect(blad).toContain('name="formuliercode" value="code"');
    expect(blad).toContain('name="verder" value="/dossiers"');
  });

  it('never for an organisation of kind productie, whoever is offered', () => {
    const pagina = aanmeldpagina({ ...bezoeker, gemeente: { ...bezoeker.gemeente, demonstratie: false } }, personen, null);
    expect(pagina.status).toBe(404);
    expect(String(pagina.inhoud)).not.toMatch(/<form|type="radio"|Noor/);
  });

  it('leads employees to the account that they have at their municipality, and back to where they were', () => {
    const gemeente = { ...bezoeker.gemeente, demonstratie: false, aanmelden: true };
    const blad = String(aanmeldpagina({ ...bezoeker, gemeente }, personen, '/dossiers?toon=open').inhoud);
    expect(blad).toContain('href="/aanmelden/medewerker?verder=%2Fdossiers%3Ftoon%3Dopen"');
    expect(blad).toContain('uw account van Gemeente Overbrugge');
    expect(blad).not.toMatch(/type="radio"|Noor/);
    expect(String(aanmeldpagina({ ...bezoeker, gemeente }, [], null).inhoud)).toContain('href="/aanmelden/medewerker"');
  });

  it('shows an employee the tasks of the role', () => {
    expect(String(werkpagina({ id: 'a', naam: 'Arjan', soort: 'medewerker', rollen: ['archivaris'] }).inhoud)).toContain('href="/vernietigingslijsten"');
    expect(String(werkpagina({ id: 'b', naam: 'Bas', soort: 'medewerker', rollen: ['applicatiebeheerder'] }).inhoud)).toContain('href="/applicaties"');
    expect(String(werkpagina({ id: 'c', naam: 'Cor', soort: 'medewerker', rollen: ['iets-anders'] }).inhoud)).toContain('geen taken');
  });
});
