import { selectielijsten, vindLijst, vindResultaat, zoekResultaten } from './boekenkast.ts';
import { isGeneriek, procestypeVan, vergelijkNummer } from './lijst.ts';

const naam = 'Selectielijst gemeenten en intergemeentelijke organen';

describe('the lists of the municipalities', () => {
  it('has 29 procestypen and 305 results in 2017, 29 and 346 in 2020', () => {
    expect(selectielijsten.map((l) => [l.jaar, l.procestypen.length, l.resultaten.length])).toEqual([
      [2017, 29, 305],
      [2020, 29, 346],
    ]);
  });

  it('counts generic and specific results, and keeps and destroys, as the published lists do', () => {
    const tel = (jaar: number, toets: (r: { nummer: string; waardering?: string }) => boolean) => vindLijst(jaar)?.resultaten.filter(toets).length;
    expect([tel(2017, (r) => isGeneriek(r.nummer)), tel(2020, (r) => isGeneriek(r.nummer))]).toEqual([93, 94]);
    expect([tel(2017, (r) => r.waardering === 'vernietigen'), tel(2017, (r) => r.waardering === 'blijvend_bewaren')]).toEqual([223, 82]);
    expect([tel(2020, (r) => r.waardering === 'vernietigen'), tel(2020, (r) => r.waardering === 'blijvend_bewaren')]).toEqual([255, 89]);
  });

  it('has no number twice and no result without its procestype', () => {
    for (const lijst of selectielijsten) {
      expect(new Set(lijst.resultaten.map((r) => r.nummer)).size).toBe(lijst.resultaten.length);
      const typen = new Set(lijst.procestypen.map((p) => p.nummer));
      expect(lijst.resultaten.filter((r) => !typen.has(procestypeVan(r.nummer)))).toEqual([]);
    }
  });

  it('knows the two dropped results of 2020 and what replaced them, and the two that are kept with an exception', () => {
    const lijst = vindLijst(2020);
    expect(lijst?.resultaten.filter((r) => r.vervallen).map((r) => [r.nummer, r.opvolger, r.waardering])).toEqual([
      ['7.1.20', '19.1.19', undefined],
      ['19.1.13', '4.1.14', undefined],
    ]);
    expect(lijst?.resultaten.filter((r) => r.uitzondering).map((r) => [r.nummer, r.waardering])).toEqual([
      ['22.1.2', 'blijvend_bewaren'],
      ['22.1.3', 'blijvend_bewaren'],
    ]);
  });

  it('finds a result by list, year and number, and not by another year', () => {
    expect(vindResultaat({ naam, jaar: 2020 }, '8.1')?.bewaartermijn).toBe('P10Y');
    expect(vindResultaat({ naam, jaar: 2017 }, '24.4.1')).toBeUndefined();
    expect(vindResultaat({ naam: 'Selectielijst waterschappen', jaar: 2020 }, '8.1')).toBeUndefined();
  });

  it('orders numbers as the printed list does', () => {
    expect(['11.1.10', '9.1', '11.1', '11.1.2', '2.1'].sort(vergelijkNummer)).toEqual(['2.1', '9.1', '11.1', '11.1.2', '11.1.10']);
  });

  it('searches by procestype and by every word', () => {
    expect(zoekResultaten(selectielijsten, { jaar: 2020, procestype: '11' }).every((g) => g.resultaat.nummer.startsWith('11.'))).toBe(true);
    expect(zoekResultaten(selectielijsten, { jaar: 2020, procestype: '11', q: 'kortdurende ACTIVITEIT' }).map((g) => g.resultaat.nummer)).toEqual(['11.1.1']);
    expect(zoekResultaten(selectielijsten, {})).toHaveLength(651);
    expect(zoekResultaten(selectielijsten, { q: 'bestaat niet' })).toEqual([]);
  });
});
