import { gebruikInWoorden, wieVerantwoordelijkIs } from './zinnen.ts';

describe('inzage in plain Dutch', () => {
  it.each([
    ['burgemeester', 'burgemeester van Gemeente Overbrugge'],
    ['college', 'college van burgemeester en wethouders van Gemeente Overbrugge'],
    ['college, burgemeester', 'college van burgemeester en wethouders en de burgemeester van Gemeente Overbrugge'],
  ])('%s', (orgaan, zin) => expect(wieVerantwoordelijkIs(orgaan, 'Gemeente Overbrugge')).toBe(zin));

  const gebruik = {
    organisatie: 'burgemeester van Gemeente Overbrugge',
    uitvoerder: 'Werkorganisatie Beide Oevers',
    tijdstip: new Date('2026-11-22T13:05:00Z'),
    gegevens: ['naam', 'adres', 'aanvraag'],
    handeling: 'Aanvraag vastgelegd',
    onderwerp: 'Z-0147',
    zelf: false,
  };

  it('says who, when, which data, what and who carried it out', () => {
    expect(gebruikInWoorden(gebruik)).toBe(
      'Op 22 november 2026 om 14:05 uur gebruikte de burgemeester van Gemeente Overbrugge deze gegevens van u: naam, adres en aanvraag. ' +
        'Wat er gebeurde: aanvraag vastgelegd (Z-0147). Werkorganisatie Beide Oevers voerde dit uit.',
    );
  });

  it('uses the right article and leaves out what is not there', () => {
    const zin = gebruikInWoorden({ ...gebruik, organisatie: 'college van burgemeester en wethouders van Gemeente Overbrugge', uitvoerder: null, onderwerp: null, gegevens: [] });
    expect(zin).toBe(
      'Op 22 november 2026 om 14:05 uur gebruikte het college van burgemeester en wethouders van Gemeente Overbrugge uw gegevens. Wat er gebeurde: aanvraag vastgelegd.',
    );
  });

  it('tells what the resident did', () => {
    expect(gebruikInWoorden({ ...gebruik, zelf: true, handeling: 'U bekeek zelf wie uw gegevens gebruikte' })).toBe(
      'Op 22 november 2026 om 14:05 uur: u bekeek zelf wie uw gegevens gebruikte.',
    );
  });
});
