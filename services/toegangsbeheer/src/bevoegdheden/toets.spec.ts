import { redenOnbevoegd, type Bevoegdheidsfeit } from './toets.ts';

const partijen = {
  uitvoerder: { oin: '00000001999990020000', naam: 'Werkorganisatie Beide Oevers' },
  organisatie: { oin: '00000001999990019000', naam: 'Gemeente Voorbeeldstad' },
};
const mandaat = (van: string, tot: string | null, activiteiten = ['VA-01']): Bevoegdheidsfeit => ({ soort: 'mandaat', activiteiten, van, tot });
const dag = '2026-11-22';

describe('bevoegdheid om voor een ander te handelen', () => {
  it('is er altijd voor de eigen organisatie', () => {
    expect(redenOnbevoegd({ ...partijen, uitvoerder: partijen.organisatie }, 'VA-01', [], dag)).toBeNull();
  });

  it('geldt tot en met de laatste dag', () => {
    expect(redenOnbevoegd(partijen, 'VA-01', [mandaat('2020-01-01', dag)], dag)).toBeNull();
    expect(redenOnbevoegd(partijen, 'VA-01', [mandaat('2020-01-01', '2026-11-21')], dag)).toBe(
      'Het mandaat van Werkorganisatie Beide Oevers voor VA-01 van Gemeente Voorbeeldstad is geëindigd op 21 november 2026.',
    );
  });

  it('noemt het laatst geëindigde mandaat, niet dat van een ander doel', () => {
    const reden = redenOnbevoegd(partijen, 'VA-01', [mandaat('2020-01-01', '2021-01-01'), mandaat('2022-01-01', '2025-05-05'), mandaat('2020-01-01', null, ['VA-02'])], dag);
    expect(reden).toContain('5 mei 2025');
  });

  it('begint niet voor de eerste dag', () => {
    expect(redenOnbevoegd(partijen, 'VA-01', [mandaat('2026-11-23', null)], dag)).toContain('gaat pas in op 23 november 2026');
  });

  it('zegt dat er geen is, en zonder doel volstaat elke geldige', () => {
    expect(redenOnbevoegd(partijen, 'VA-01', [mandaat('2020-01-01', null, ['VA-02'])], dag)).toContain('heeft geen bevoegdheid voor VA-01');
    expect(redenOnbevoegd(partijen, null, [mandaat('2020-01-01', null, ['VA-02'])], dag)).toBeNull();
    expect(redenOnbevoegd(partijen, 'VA-09', [mandaat('2020-01-01', null, ['*'])], dag)).toBeNull();
  });
});
