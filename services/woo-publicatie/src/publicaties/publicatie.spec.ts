import { Probleem } from '@bronhuis/standaarden';
import { type Concept, eisConcept, eisPubliceerbaar, ontbreekt, publicatieTot } from './publicatie.ts';

const concept = (meer: Partial<Concept> = {}): Concept => ({
  status: 'concept', categorie: 'c_46a81018', officieleTitel: 'Titel', afwegingen: [], weglatingen: [], documenten: [{ paginas: 2, bevindingen: [] }], ...meer,
});

function probleem(werk: () => void): Probleem {
  try {
    werk();
  } catch (fout) {
    if (fout instanceof Probleem) return fout;
    throw fout;
  }
  throw new Error('no problem');
}

describe('what may become public', () => {
  it('a titled concept with a document that passed', () => expect(() => eisPubliceerbaar(concept())).not.toThrow());

  it('names everything that is missing at once', () => {
    expect(ontbreekt(concept({ officieleTitel: ' ', documenten: [], categorie: 'c_ffffffff' })).map((f) => f.code)).toEqual(['titel-ontbreekt', 'categorie-onbekend', 'document-ontbreekt']);
    expect(ontbreekt(concept({ weglatingen: [{ pagina: 3, grond: '5.1.2e', omschrijving: 'naam' }] })).map((f) => f.code)).toEqual(['pagina-onbekend']);
    expect(probleem(() => eisPubliceerbaar(concept({ officieleTitel: null }))).status).toBe(400);
  });

  it('asks again for a weighing that was taken back', () => {
    const documenten = [{ paginas: 1, bevindingen: [{ soort: 'adres' as const, pagina: 1, aantal: 1 }] }];
    expect(ontbreekt(concept({ documenten })).map((f) => f.code)).toEqual(['adres-gevonden']);
    expect(ontbreekt(concept({ documenten, afwegingen: [{ soort: 'adres', grond: '5.1.2e', motivering: 'plaats van het evenement' }] }))).toEqual([]);
  });

  it('what is public cannot be changed, what is gone says why', () => {
    expect(probleem(() => eisConcept({ status: 'gepubliceerd' })).status).toBe(409);
    expect(probleem(() => eisConcept({ status: 'bron-vernietigd' })).naarJson()).toMatchObject({ status: 410, reden: 'De bewaartermijn is verstreken' });
    expect(probleem(() => eisConcept({ status: 'vervallen' })).status).toBe(410);
  });
});

describe('how long it stays public', () => {
  it.each([[null, '2036-11-22'], ['P1Y', '2027-11-22'], ['P20Y', '2036-11-22'], ['P10Y', '2036-11-22']])('term %p: until %s', (termijn, tot) =>
    expect(publicatieTot('2026-11-22', termijn)).toBe(tot),
  );
});
