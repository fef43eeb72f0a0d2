import type { Publicatie } from './publicatie.contract.ts';
import { grondInWoorden, publicatiepagina, verdwenenpagina } from './publicatie.pagina.ts';

const publicatie: Publicatie = {
  id: 'p1',
  officieleTitel: 'Besluit buurtfeest Lindeplein',
  omschrijving: 'De vergunning is verleend.',
  kenmerk: 'Z-0147',
  categorie: { naam: 'beschikkingen' },
  besluitdatum: '2026-11-20',
  gepubliceerdOp: '2026-11-22T10:00:00Z',
  publicatieTot: '2027-11-22',
  documenten: [{ id: 'd1', titel: 'Besluit', mediatype: 'application/pdf', omvang: 48_200, paginas: 3, bestand: '/woo-publicatie/v1/documenten/d1/bestand' }],
  weglatingen: [{ pagina: 1, grond: '5.1.2e', grondInWoorden: 'Eerbiediging van de persoonlijke levenssfeer', omschrijving: 'Naam en adres van de aanvrager' }],
};

describe('a publication', () => {
  it('shows the file, what was left out under which rule, and until when', () => {
    const blad = String(publicatiepagina(publicatie).inhoud);
    expect(blad).toContain('href="/woo-publicatie/v1/documenten/d1/bestand"');
    expect(blad).toContain('(PDF, 3 pagina&#39;s, 48 kB)');
    expect(blad).toContain('Pagina 1: Naam en adres van de aanvrager.');
    expect(blad).toContain('artikel 5.1 lid 2 onder e van de Wet open overheid');
    expect(blad).toContain('22 november 2027');
  });

  it('has no heading about what was left out when nothing was', () => {
    expect(String(publicatiepagina({ ...publicatie, weglatingen: [] }).inhoud)).not.toContain('weggelaten');
  });

  it.each([
    ['5.1.2e', 'artikel 5.1 lid 2 onder e van de Wet open overheid'],
    ['5.1.5', 'artikel 5.1 lid 5 van de Wet open overheid'],
    ['5.2', 'artikel 5.2 van de Wet open overheid'],
  ])('%s is %s', (grond, woorden) => expect(grondInWoorden(grond)).toBe(woorden));

  it('is gone with its reason', () => {
    expect(verdwenenpagina('De bewaartermijn is verstreken')).toMatchObject({ status: 410, titel: 'Deze publicatie is er niet meer: de bewaartermijn is verstreken' });
    expect(verdwenenpagina(undefined).status).toBe(410);
    expect(verdwenenpagina('De publicatie is ingetrokken').titel).toContain('ingetrokken');
  });
});
