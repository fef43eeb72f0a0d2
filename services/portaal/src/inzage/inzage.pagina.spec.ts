import type { Gebruik } from './inzage.contract.ts';
import { inzagepagina, perDag } from './inzage.pagina.ts';

const gebruik = (id: string, tijdstip: string, extra: Partial<Gebruik> = {}): Gebruik => ({
  id,
  organisatie: 'burgemeester van Gemeente Overbrugge',
  uitvoerder: 'Werkorganisatie Beide Oevers',
  tijdstip,
  gegevens: ['naam', 'adres', 'aanvraag'],
  handeling: 'aanvraag vastgelegd',
  waarom: { activiteit: 'Evenementenvergunning behandelen', doel: 'Uw aanvraag beoordelen.', grondslag: 'AVG artikel 6 lid 1 onder e; Gemeentewet artikel 174' },
  onderwerp: 'Z-0147',
  zelf: false,
  ...extra,
});

describe('who used your data', () => {
  it('groups by day in Amsterdam, the newest first', () => {
    const dagen = perDag([gebruik('1', '2026-11-21T22:59:00Z'), gebruik('2', '2026-11-21T23:01:00Z'), gebruik('3', '2026-11-22T10:00:00Z')]);
    expect(dagen.map((d) => [d.dag, d.gebruiken.map((g) => g.id)])).toEqual([
      ['22 november 2026', ['3', '2']],
      ['21 november 2026', ['1']],
    ]);
  });

  it('says who, carried out by whom, when, which data and why', () => {
    const blad = String(inzagepagina('Saskia Bakker', { aantal: 1, links: {}, resultaten: [gebruik('1', '2026-11-22T10:00:00Z')] }, null, true).inhoud);
    for (const stuk of ['De burgemeester van Gemeente Overbrugge', 'Werkorganisatie Beide Oevers', '11:00 uur', 'Naam, adres en aanvraag', 'Uw aanvraag beoordelen.', 'één keer', 'href="/uw-gegevens/1/bewijs"', 'AVG artikel 6'])
      expect(blad).toContain(stuk);
    expect(blad).not.toMatch(/VA-0\d|OIN|token/);
  });

  it('takes the right article, and leaves out who carried it out when that was the municipality', () => {
    const zelf = gebruik('1', '2026-11-22T10:00:00Z', { organisatie: 'college van burgemeester en wethouders van Gemeente Overbrugge', uitvoerder: null });
    const blad = String(inzagepagina('S', { aantal: 1, links: {}, resultaten: [zelf] }, null, true).inhoud);
    expect(blad).toContain('Het college van burgemeester en wethouders');
    expect(blad).not.toContain('Uitgevoerd door');
  });

  it('what one did oneself is one line, without a purpose', () => {
    const blad = String(inzagepagina('S', { aantal: 1, links: {}, resultaten: [gebruik('1', '2026-11-22T10:00:00Z', { zelf: true, handeling: 'U bekeek zelf wie uw gegevens gebruikte' })] }, null, true).inhoud);
    expect(blad).toContain('11:00 uur: u bekeek zelf wie uw gegevens gebruikte');
    expect(blad).not.toContain('Waarom');
  });

  it('tells it when nobody did', () => {
    expect(String(inzagepagina('S', { aantal: 0, links: {}, resultaten: [] }, null, true).inhoud)).toContain('nog niet gebruikt');
    expect(String(inzagepagina('S', { aantal: 9, links: {}, resultaten: [] }, null, false).inhoud)).not.toContain('nog niet gebruikt');
  });
});
