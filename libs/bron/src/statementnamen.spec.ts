import { Statementnamen } from './statementnamen.ts';

describe('names of statements', () => {
  const driemaal = (namen: Statementnamen, tekst: string): string | undefined => [1, 2, 3].map(() => namen.naamVan(tekst)).at(-1);

  it('are for texts that come back, and of each another', () => {
    const namen = new Statementnamen();
    expect(['a', 'a', 'b', 'a', 'b', 'a', 'b'].map((t) => namen.naamVan(t))).toEqual([undefined, undefined, undefined, 'tekst_1', undefined, 'tekst_1', 'tekst_2']);
  });
  it('are so many and no more: whoever asks, a connection does not fill up', () => {
    const namen = new Statementnamen(2);
    expect(['a', 'b', 'c', 'd', 'b'].map((t) => driemaal(namen, t))).toEqual(['tekst_1', 'tekst_2', undefined, undefined, 'tekst_2']);
  });
  it('are found again however many others came once', () => {
    const namen = new Statementnamen();
    for (let i = 0; i < 2_500; i++) namen.naamVan(`eens ${i}`);
    expect(driemaal(namen, 'a')).toBe('tekst_1');
  });
});
