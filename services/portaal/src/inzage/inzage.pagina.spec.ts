import type { Gebruik } from './inzage.contract.ts';
import { inzagepagina } from './inzage.pagina.ts';
import { perDag } from './samen.ts';

const gebruik = (id: string, tijdstip: string, extra: Partial<Gebruik> = {}): Gebruik => ({
  id,
  organisatie: 'burgemeester van Gemeente Overbrugge',
  uitvoerder: 'Werkorganisatie Beide Oevers',
  tijdstip,
  gegevens: ['naam', 'adres', 'aanvraag'],
  handeling: 'Document toegevoegd',
  waarom: { activiteit: 'Evenementenvergunning behandelen', doel: 'Uw aanvraag beoordelen.', grondslag: 'AVG artikel 6 lid 1 onder e; Gemeentewet artikel 174' },
  onderwerp: 'Z-0147',
  zelf: false,
  ...extra,
});
const blad = (...resultaten: Gebruik[]): string => String(inzagepagina('Saskia Bakker', { aantal: resultaten.length, links: {}, resultaten }, null, true).inhoud);

describe('uses that belong together', () => {
  it('stand under their day in Amsterdam, the newest first', () => {
    const dagen = perDag([gebruik('1', '2026-11-21T22:59:00Z'), gebruik('2', '2026-11-21T23:01:00Z'), gebruik('3', '2026-11-22T10:00:00Z')]);
    expect(dagen.map((d) => [d.naam, d.samen.flatMap((s) => s.gebruiken.map((g) => g.id))])).toEqual([
      ['22 november 2026', ['2', '3']],
      ['21 november 2026', ['1']],
    ]);
  });

  it('are counted once per kind, with all the data that was used, and no use gets lost', () => {
    const [dag] = perDag([
      gebruik('1', '2026-11-22T10:00:00Z', { handeling: 'Dossier geopend' }),
      gebruik('2', '2026-11-22T10:01:00Z', { gegevens: ['naam', 'besluit'] }),
      gebruik('3', '2026-11-22T10:02:00Z'),
    ]);
    expect(dag?.samen).toHaveLength(1);
    expect(dag?.samen[0]).toMatchObject({
      handelingen: [{ naam: 'Dossier geopend', aantal: 1 }, { naam: 'Document toegevoegd', aantal: 2 }],
      gegevens: ['naam', 'adres', 'aanvraag', 'besluit'],
    });
    expect(dag?.samen[0]?.gebruiken.map((g) => g.id)).toEqual(['1', '2', '3']);
  });

  it.each([
    ['another case', { onderwerp: 'Z-0148' }],
    ['another organisation', { organisatie: 'college van Gemeente Overbrugge' }],
    ['somebody else who carried it out', { uitvoerder: null }],
    ['another reason, or another version of it', { waarom: { activiteit: 'Evenementenvergunning behandelen', doel: 'Anders.', grondslag: 'AVG' } }],
  ])('%s stands apart', (_, anders) => {
    expect(perDag([gebruik('1', '2026-11-22T10:00:00Z'), gebruik('2', '2026-11-22T10:01:00Z', anders)])[0]?.samen).toHaveLength(2);
  });
});

describe('who used your data', () => {
  it('says who, carried out by whom, when, which data and why, with a proof of each', () => {
    const pagina = blad(gebruik('1', '2026-11-22T10:00:00Z'), gebruik('2', '2026-11-22T10:30:00Z'));
    for (const stuk of [
      'Document toegevoegd (2 keer), zaak Z-0147', 'Evenementenvergunning behandelen', 'De burgemeester van Gemeente Overbrugge', 'Werkorganisatie Beide Oevers', 'Tussen 11:00 en 11:30 uur',
      'Naam, adres en aanvraag', 'Uw aanvraag beoordelen.', 'href="/uw-gegevens/1/ontvangstbewijs"', 'href="/uw-gegevens/2/ontvangstbewijs"', 'Gemeentewet artikel 174',
    ])
      expect(pagina).toContain(stuk);
    expect(pagina).not.toMatch(/VA-0\d|OIN|token/);
  });

  it('several things of one case stand under the reason for them', () => {
    const pagina = blad(gebruik('1', '2026-11-22T10:00:00Z', { handeling: 'Dossier geopend' }), gebruik('2', '2026-11-22T10:30:00Z'));
    expect(pagina).toContain('Evenementenvergunning behandelen, zaak Z-0147');
    expect(pagina).toMatch(/Wat er gebeurde[\s\S]*Dossier geopend<br \/>Document toegevoegd/);
  });

  it('takes the right article, and leaves out who carried it out when that was the municipality', () => {
    const pagina = blad(gebruik('1', '2026-11-22T10:00:00Z', { organisatie: 'college van burgemeester en wethouders van Gemeente Overbrugge', uitvoerder: null }));
    expect(pagina).toContain('Het college van burgemeester en wethouders');
    expect(pagina).not.toContain('Uitgevoerd door');
  });

  it('what one did oneself is one line for a day', () => {
    const zelf = { zelf: true, handeling: 'U bekeek zelf wie uw gegevens gebruikte' };
    const pagina = blad(gebruik('1', '2026-11-22T10:00:00Z', zelf), gebruik('2', '2026-11-22T10:05:00Z', zelf));
    expect(pagina).toContain('U bekeek zelf wie uw gegevens gebruikte (2 keer).');
    expect(pagina).not.toContain('Waarom');
  });

  it('tells it when nobody did', () => {
    expect(blad()).toContain('nog niet gebruikt');
    expect(String(inzagepagina('S', { aantal: 9, links: {}, resultaten: [] }, null, false).inhoud)).not.toContain('nog niet gebruikt');
  });
});
