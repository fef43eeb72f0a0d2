import { beslisVaststellen, eisApplicatie } from './beslis-toepassingsversie.ts';

const v = { versie: 3, status: 'concept' as const, auteur: 'bas', vastgesteldOp: null };

describe('een versie vaststellen', () => {
  it('doet een ander dan wie haar schreef', () => {
    expect(() => beslisVaststellen(v, { id: 'petra' })).not.toThrow();
    expect(() => beslisVaststellen(v, { id: 'bas' })).toThrow(expect.objectContaining({ status: 403, code: 'eigen-versie' }));
  });
  it('kan één keer, en niet als er al een nieuwere geldt', () => {
    expect(() => beslisVaststellen({ ...v, status: 'geldend', vastgesteldOp: new Date() }, { id: 'petra' })).toThrow(expect.objectContaining({ status: 409, code: 'al-vastgesteld' }));
    expect(() => beslisVaststellen({ ...v, status: 'vervallen' }, { id: 'petra' })).toThrow(expect.objectContaining({ status: 409, code: 'verouderd' }));
  });
});

describe('eigen regels', () => {
  it('zijn van een applicatie die mee mag doen, nooit van een onderdeel van het huis', () => {
    expect(() => eisApplicatie({ soort: 'applicatie', status: 'actief', naam: 'Z' })).not.toThrow();
    expect(() => eisApplicatie({ soort: 'component', status: 'actief', naam: 'registers' })).toThrow(expect.objectContaining({ code: 'onderdeel' }));
    expect(() => eisApplicatie({ soort: 'applicatie', status: 'ingetrokken', naam: 'Z' })).toThrow(expect.objectContaining({ code: 'registratie' }));
  });
});
