import fc from 'fast-check';
import { controleerOmzetting, zetOm } from './omzetting.ts';
import type { Stap } from './omzetting.ts';

const na = (stappen: Stap[], gegevens: Record<string, unknown>) => zetOm(stappen, gegevens);

describe('a mapping', () => {
  it.each<[string, Stap[], Record<string, unknown>, Record<string, unknown>]>([
    ['renames, also in each member of a list', [{ stap: 'hernoem', pad: '/houders/*/naam', naam: 'volledigeNaam' }], { houders: [{ naam: 'a' }, { x: 1 }] }, { houders: [{ volledigeNaam: 'a' }, { x: 1 }] }],
    ['moves, and makes the road', [{ stap: 'verplaats', pad: '/plaats', naar: '/adres/plaats' }], { plaats: 'x' }, { adres: { plaats: 'x' } }],
    ['removes', [{ stap: 'verwijder', pad: '/a/b' }], { a: { b: 1, c: 2 } }, { a: { c: 2 } }],
    ['fills in what is absent, and makes no half object', [{ stap: 'standaard', pad: '/land', waarde: 'NL' }, { stap: 'standaard', pad: '/adres/land', waarde: 'NL' }], { land: 'BE' }, { land: 'BE' }],
    ['sets a constant', [{ stap: 'constante', pad: '/a/status', waarde: { x: null } }], { a: { status: 1 } }, { a: { status: { x: null } } }],
    ['takes its steps in order', [{ stap: 'hernoem', pad: '/a', naam: 'b' }, { stap: 'verplaats', pad: '/b', naar: '/c/d' }], { a: 1 }, { c: { d: 1 } }],
    ['knows keys with a slash and a tilde', [{ stap: 'hernoem', pad: '/a~1b', naam: 'c~d' }], { 'a/b': 1 }, { 'c~d': 1 }],
  ])('%s', (_naam, stappen, voor, verwacht) => {
    expect(controleerOmzetting(stappen)).toEqual([]);
    const kopie = structuredClone(voor);
    expect(na(stappen, voor)).toEqual({ gegevens: verwacht, fouten: [] });
    expect(voor).toEqual(kopie);
  });

  it('never overwrites: it says what is in the way', () => {
    expect(na([{ stap: 'hernoem', pad: '/a', naam: 'b' }], { a: 1, b: 2 })).toEqual({ gegevens: { a: 1, b: 2 }, fouten: [{ pad: '/b', code: 'doel-bezet' }] });
    expect(na([{ stap: 'verplaats', pad: '/a', naar: '/b/c' }], { a: 1, b: 'tekst' })).toEqual({ gegevens: { a: 1, b: 'tekst' }, fouten: [{ pad: '/b', code: 'doel-bezet' }] });
  });

  it.each<[Stap, string[]]>([
    [{ stap: 'hernoem', pad: 'a', naam: 'b' }, ['omzetting.0.pad']],
    [{ stap: 'hernoem', pad: '/a' }, ['omzetting.0.naam']],
    [{ stap: 'verwijder', pad: '/a', waarde: 1 }, ['omzetting.0.waarde']],
    [{ stap: 'standaard', pad: '/a/__proto__/b', waarde: 1 }, ['omzetting.0.pad']],
    [{ stap: 'verplaats', pad: '/a/*/b', naar: '/c' }, ['omzetting.0.pad']],
    [{ stap: 'verplaats', pad: '/a', naar: '/a/b' }, ['omzetting.0.naar']],
  ])('is refused with a step like %j', (stap, verwacht) => {
    expect(controleerOmzetting([stap]).map((f) => f.name)).toEqual(verwacht);
  });

  it('there and back again is where it was, and a move loses nothing', () => {
    const gegevens = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.oneof(fc.integer(), fc.string(), fc.dictionary(fc.constantFrom('a', 'b'), fc.integer())));
    fc.assert(
      fc.property(gegevens, fc.constantFrom('a', 'b', 'c', 'd'), (g, k) => {
        const heen = zetOm([{ stap: 'verplaats', pad: `/${k}`, naar: '/nieuw/plek' }], g);
        expect(heen.fouten).toEqual([]);
        const terug = zetOm([{ stap: 'verplaats', pad: '/nieuw/plek', naar: `/${k}` }, { stap: 'verwijder', pad: '/nieuw' }], heen.gegevens);
        expect(terug).toEqual({ gegevens: g, fouten: [] });
      }),
    );
  });
});
