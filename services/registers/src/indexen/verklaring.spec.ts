import type { Typeinhoud } from '../objecttypen/objecttype.ts';
import { controleerIndexen, decideIndexen, gewensteIndexen } from './verklaring.ts';

const SCHEMA = {
  type: 'object',
  properties: {
    plaats: { type: 'string' }, dag: { type: 'string', format: 'date' }, aantal: { type: ['integer', 'null'] }, vrij: {},
    adres: { $ref: '#/$defs/adres' }, houders: { type: 'array', items: { type: 'object', properties: { naam: { type: 'string' }, bsn: { type: 'string' } } } },
  },
  $defs: { adres: { type: 'object', properties: { 'straat/naam': { type: 'string' } } } },
};
const inhoud = (i: Partial<Typeinhoud>): Typeinhoud => ({
  naam: 'x', soort: 'registratie', schema: SCHEMA, classificatie: { beschikbaarheid: 1, integriteit: 1, vertrouwelijkheid: 1 },
  betrokkenen: [{ pad: '/houders/*/bsn', soort: 'bsn', rol: 'houder' }], gegevenscategorieen: [], verwerkingsactiviteiten: [], ...i,
});
const plaatsen = (i: Partial<Typeinhoud>): string[] => controleerIndexen(inhoud(i)).map((f) => f.name);

describe('what a type may declare', () => {
  it('is the values of one kind, also behind a reference or in a list', () => {
    expect(plaatsen({ indexen: ['/plaats', '/dag', '/aantal', '/adres/straat~1naam', '/houders/*/naam', '/houders/*/bsn'], zoekvelden: ['/plaats', '/houders/*/naam'] })).toEqual([]);
    expect(plaatsen({ indexen: ['/adres', '/houders', '/vrij', '/weg', 'plaats', ''] })).toEqual(['indexen.0', 'indexen.1', 'indexen.2', 'indexen.3', 'indexen.4', 'indexen.5']);
  });

  it('is no identifier of a person as words, nor anything but a text', () => {
    expect(plaatsen({ zoekvelden: ['/houders/*/bsn', '/aantal', '/dag'] })).toEqual(['zoekvelden.0', 'zoekvelden.1', 'zoekvelden.2']);
    expect(plaatsen({ soort: 'dossier', zoekvelden: ['/plaats'] })).toEqual(['zoekvelden']);
  });
});

describe('what has to be kept', () => {
  it('follows from it: an index for each value, one for all words', () => {
    expect(gewensteIndexen(inhoud({ indexen: ['/houders/*/naam', '/aantal'], zoekvelden: ['/plaats', '/houders/*/naam'] }))).toEqual([
      { pad: '/houders/*/naam', soort: 'tekst', stappen: [['houders', null, 'naam']], lijst: true },
      { pad: '/aantal', soort: 'getal', stappen: [['aantal']], lijst: false },
      { pad: '["/plaats","/houders/*/naam"]', soort: 'woorden', stappen: [['plaats'], ['houders', null, 'naam']], lijst: false },
    ]);
  });

  it('changes only where it differs; another kind is another index', () => {
    const [plaats, aantal] = [{ nr: 1, pad: '/plaats', soort: 'tekst' as const }, { nr: 2, pad: '/aantal', soort: 'tekst' as const }];
    const wens = gewensteIndexen(inhoud({ indexen: ['/plaats', '/aantal'] }));
    expect(decideIndexen([plaats, aantal], wens)).toEqual({ nieuw: [wens[1]], weg: [aantal] });
    expect(decideIndexen([plaats], [])).toEqual({ nieuw: [], weg: [plaats] });
  });
});
