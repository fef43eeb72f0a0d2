import { Statementnamen } from './statementnamen.ts';

describe('names of statements', () => {
  it('are the same for the same text, and of each other text another', () => {
    const namen = new Statementnamen();
    expect([namen.naamVan('a'), namen.naamVan('b'), namen.naamVan('a')]).toEqual(['tekst_1', 'tekst_2', 'tekst_1']);
  });
  it('are so many and no more: whoever asks, a connection does not fill up', () => {
    const namen = new Statementnamen(2);
    expect(['a', 'b', 'c', 'd', 'b'].map((t) => namen.naamVan(t))).toEqual(['tekst_1', 'tekst_2', undefined, undefined, 'tekst_2']);
  });
});
