import { type Dossierstand, volgendeStap } from './conceptregel.ts';

const woo = { categorie: 'c_46a81018', bijUitkomst: ['verleend', 'geweigerd', 'ingetrokken'] };
const stand = (meer: Partial<Dossierstand> = {}): Dossierstand => ({ status: 'open', uitkomst: 'verleend', woo, ...meer });

describe('which dossier gets a concept', () => {
  it('decided and still open (A): yes', () => expect(volgendeStap(stand(), [])).toEqual({ stap: 'maak-concept', categorie: 'c_46a81018' }));
  it('closed (B): yes', () => expect(volgendeStap(stand({ status: 'afgesloten' }), []).stap).toBe('maak-concept'));
  it.each<[string, Partial<Dossierstand>]>([
    ['no Woo category (E)', { woo: null }],
    ['afgebroken: no decision was taken (F)', { uitkomst: 'afgebroken', status: 'afgesloten' }],
    ['no outcome yet', { uitkomst: null }],
    ['destroyed', { status: 'vernietigd' }],
  ])('%s: no', (_, meer) => expect(volgendeStap(stand(meer), [])).toEqual({ stap: 'niets' }));

  it('never makes a second one', () => {
    for (const status of ['concept', 'gepubliceerd', 'ingetrokken', 'publicatieduur-verstreken', 'bron-vernietigd'] as const) {
      expect(volgendeStap(stand(), [{ id: 'p', status }])).toEqual({ stap: 'niets' });
    }
  });

  it('withdraws the concept when the outcome changes away, and makes a new one when it comes back', () => {
    expect(volgendeStap(stand({ uitkomst: 'afgebroken' }), [{ id: 'p', status: 'concept' }])).toEqual({ stap: 'laat-vervallen', publicatie: 'p' });
    expect(volgendeStap(stand({ uitkomst: 'afgebroken' }), [{ id: 'p', status: 'gepubliceerd' }])).toEqual({ stap: 'niets' });
    expect(volgendeStap(stand(), [{ id: 'p', status: 'vervallen' }]).stap).toBe('maak-concept');
  });
});
