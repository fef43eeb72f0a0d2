import fc from 'fast-check';
import { Probleem } from '@bronhuis/standaarden';
import { beoordeel, BEOORDELAARS, ROL_VAN, toetsUitvoering, type Lijststatus, type Oordeel, type TeBeoordelen } from './beoordelen.ts';

const lijst = (wijzig: Partial<TeBeoordelen> = {}): TeBeoordelen => ({ status: 'in-beoordeling', samengesteldDoor: 'ingrid', beoordelingen: [], ...wijzig });
const oordeel = (wijzig: Partial<Oordeel> = {}): Oordeel => ({ rol: 'proceseigenaar', besluit: 'akkoord', persoon: 'thijs', rollen: ['teamleider'], ...wijzig });
const code = (werk: () => unknown): string => {
  try {
    return String(werk());
  } catch (fout) {
    return fout instanceof Probleem ? (fout.code ?? String(fout.status)) : String(fout);
  }
};

describe('three roles, in their order, three persons, none of them the maker', () => {
  it('goes to the next role, and is approved after the last', () => {
    expect(beoordeel(lijst(), oordeel())).toBe('in-beoordeling');
    const twee = [{ rol: 'proceseigenaar' as const, persoon: 'thijs' }, { rol: 'archivaris' as const, persoon: 'arjan' }];
    expect(beoordeel(lijst({ beoordelingen: twee }), oordeel({ rol: 'zorgdrager', persoon: 'greet', rollen: ['zorgdrager'] }))).toBe('goedgekeurd');
  });

  it.each([
    ['eigen-lijst', lijst(), oordeel({ persoon: 'ingrid' })],
    ['al-beoordeeld', lijst({ beoordelingen: [{ rol: 'proceseigenaar', persoon: 'thijs' }] }), oordeel({ rol: 'archivaris', rollen: ['teamleider', 'archivaris'] })],
    ['rol-ontbreekt', lijst(), oordeel({ rollen: ['behandelaar'] })],
    ['niet-aan-de-beurt', lijst(), oordeel({ rol: 'archivaris', persoon: 'arjan', rollen: ['archivaris'] })],
    ['verkeerde-status', lijst({ status: 'opgesteld' }), oordeel()],
    ['400', lijst(), oordeel({ besluit: 'niet-akkoord', toelichting: '  ' })],
  ])('refuses with %s', (reden, toestand, opdracht) => {
    expect(code(() => beoordeel(toestand, opdracht))).toBe(reden);
  });

  it('ends with a refusal that has a reason', () => {
    expect(beoordeel(lijst(), oordeel({ besluit: 'niet-akkoord', toelichting: 'Te vroeg' }))).toBe('afgewezen');
  });

  it('is never approved by fewer than three persons, whatever anybody tries', () => {
    const persoon = fc.constantFrom('ingrid', 'thijs', 'arjan', 'greet');
    const poging = fc.record({ persoon, rol: fc.constantFrom(...BEOORDELAARS), rollen: fc.subarray(Object.values(ROL_VAN)), besluit: fc.constantFrom<'akkoord' | 'niet-akkoord'>('akkoord', 'niet-akkoord'), toelichting: fc.constant('x') });
    fc.assert(
      fc.property(fc.array(poging, { maxLength: 40 }), (pogingen) => {
        let toestand = lijst();
        for (const p of pogingen) {
          let status: Lijststatus;
          try {
            status = beoordeel(toestand, p);
          } catch (fout) {
            expect(fout).toBeInstanceOf(Probleem);
            continue;
          }
          toestand = { ...toestand, status, beoordelingen: [...toestand.beoordelingen, { rol: p.rol, persoon: p.persoon }] };
        }
        if (toestand.status !== 'goedgekeurd') return;
        const personen = toestand.beoordelingen.map((b) => b.persoon);
        expect(toestand.beoordelingen.map((b) => b.rol)).toEqual([...BEOORDELAARS]);
        expect(new Set([...personen, 'ingrid']).size).toBe(4);
      }),
      { numRuns: 500 },
    );
  });
});

describe('execution', () => {
  it.each<Lijststatus>(['opgesteld', 'in-beoordeling', 'in-uitvoering', 'uitgevoerd', 'afgewezen'])('is refused for a list that is %s', (status) => {
    expect(code(() => toetsUitvoering({ status }))).toBe('niet-goedgekeurd');
  });
  it('is for an approved list', () => {
    expect(() => toetsUitvoering({ status: 'goedgekeurd' })).not.toThrow();
  });
});
