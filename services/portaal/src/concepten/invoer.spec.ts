import { mediatype, metAfweging, metWeglating, wijziging, zonderWeglating } from './invoer.ts';

describe('what is typed for a concept', () => {
  it('empty is nothing, and no date is no date', () => {
    expect(wijziging({ officieleTitel: ' Besluit ', omschrijving: '  ', besluitdatum: '22-11-2026' })).toEqual({ officieleTitel: 'Besluit', omschrijving: null, besluitdatum: null });
    expect(wijziging({ besluitdatum: '2026-11-22' }).besluitdatum).toBe('2026-11-22');
  });

  it('a new weighing takes the place of one of the same kind', () => {
    const oud = [{ soort: 'adres' as const, grond: '5.1.2e', motivering: 'oud' }, { soort: 'telefoon' as const, grond: '5.1.2e', motivering: 'blijft' }];
    expect(metAfweging(oud, { soort: 'adres', motivering: ' nieuw ' })).toEqual([oud[1], { soort: 'adres', grond: '5.1.2e', motivering: 'nieuw' }]);
  });

  it('passages stand in the order of the pages, and one can be taken back', () => {
    const een = metWeglating([{ pagina: 2, grond: '5.1.2e', omschrijving: 'b' }], { pagina: '1', grond: '5.1.1c', wat: ' a ' });
    expect(een.map((w) => w.omschrijving)).toEqual(['a', 'b']);
    expect(metWeglating([], { pagina: 'x', grond: '', wat: '' })).toEqual([{ pagina: 0, grond: '', omschrijving: '' }]);
    expect(zonderWeglating(een, { plaats: '0' }).map((w) => w.omschrijving)).toEqual(['b']);
    expect(zonderWeglating(een, {})).toEqual(een);
  });

  it('knows a PDF by its name when the browser does not say', () => {
    expect(mediatype('x.PDF', '')).toBe('application/pdf');
    expect(mediatype('x.txt', 'text/plain')).toBe('text/plain');
  });
});
