import fc from 'fast-check';
import { plusDuur, Probleem } from '@bronhuis/standaarden';
import { beslisBehouden, beslisEinde, beslisToekennen, PERIODEN, ROLLEN_OP_VERZOEK, toetsVerzoek, vraagtAandacht, type Verzoek } from './beslis-toegangsverzoek.ts';
import { rollenMet, uiterlijkVan, voorDoel } from './toekenning.ts';

const DAG = '2026-11-22';
const invoer = { medewerker: 'willem', rol: 'behandelaar', activiteiten: ['VA-01'], reden: 'Vervangt Noor', tot: '2027-02-28' };
const feiten = { bekend: true, geldig: ['VA-01', 'VA-02'] };
const verzoek: Verzoek = { medewerker: 'willem', aanvrager: 'greet', status: 'ingediend', van: null, tot: '2027-02-28', herbeoordelen: 'P1M', geldigTot: null };

function fouten(werk: () => unknown): string[] {
  try {
    werk();
  } catch (fout) {
    if (fout instanceof Probleem) return fout.invalidParams?.map((p) => p.name) ?? [String(fout.code)];
    throw fout;
  }
  return [];
}

describe('een verzoek om toegang', () => {
  it('is er voor een bekende, voor activiteiten die gelden, en niet langer dan een jaar', () => {
    const toets = (anders: object, f = {}) => fouten(() => toetsVerzoek({ ...invoer, ...anders }, { ...feiten, ...f }, DAG));
    expect(toets({})).toEqual([]);
    expect(toets({ tot: '2027-11-22' })).toEqual([]);
    expect(toets({ applicatie: 'zaaksysteem' })).toEqual(['medewerker']);
    expect(toets({ medewerker: undefined, rol: undefined })).toEqual(['medewerker']);
    expect(toets({ medewerker: undefined, applicatie: 'zaaksysteem' })).toEqual(['rol']);
    expect(toets({ rol: undefined })).toEqual(['rol']);
    expect(toets({}, { bekend: false })).toEqual(['medewerker']);
    expect(toets({ medewerker: undefined, rol: undefined, applicatie: 'x' }, { bekend: false })).toEqual(['applicatie']);
    expect(toets({ rol: 'koning', activiteiten: ['VA-01', 'VA-99'], tot: '2026-11-21' })).toEqual(['rol', 'activiteiten.1', 'tot']);
    expect(toets({ tot: '2027-11-23' })).toEqual(['tot']);
  });

  it('is er nooit voor een rol die beheert, toekent of controleert', () => {
    for (const rol of ['applicatiebeheerder', 'gegevenseigenaar', 'privacy-officer', 'ciso', 'fg', 'inwoner']) expect(ROLLEN_OP_VERZOEK).not.toContain(rol);
    expect(ROLLEN_OP_VERZOEK).toContain('behandelaar');
  });

  it('wordt toegekend door een ander dan wie het vroeg of krijgt', () => {
    expect(beslisToekennen(verzoek, 'thijs', undefined, DAG)).toEqual({ van: DAG, tot: '2027-02-28', geldigTot: '2026-12-22' });
    expect(beslisToekennen(verzoek, 'thijs', '2026-12-01', DAG)).toEqual({ van: DAG, tot: '2026-12-01', geldigTot: '2026-12-01' });
    expect(fouten(() => beslisToekennen(verzoek, 'greet', undefined, DAG))).toEqual(['eigen-verzoek']);
    expect(fouten(() => beslisToekennen(verzoek, 'willem', undefined, DAG))).toEqual(['eigen-toegang']);
    expect(fouten(() => beslisToekennen(verzoek, 'thijs', '2028-01-01', DAG))).toEqual(['tot']);
    expect(fouten(() => beslisToekennen(verzoek, 'thijs', undefined, '2027-03-01'))).toEqual(['tot']);
    for (const status of ['toegekend', 'afgewezen', 'ingetrokken', 'verlopen', 'beeindigd'] as const) {
      expect(fouten(() => beslisToekennen({ ...verzoek, status }, 'thijs', undefined, DAG))).toEqual(['status']);
    }
  });

  it('gaat niet langer mee dan is toegekend, hoe vaak het ook wordt behouden', () => {
    fc.assert(
      fc.property(fc.constantFrom(...PERIODEN), fc.integer({ min: 0, max: 365 }), fc.array(fc.integer({ min: 0, max: 120 }), { maxLength: 6 }), (herbeoordelen, lang, stappen) => {
        let v: Verzoek = { ...verzoek, herbeoordelen, tot: plusDuur(DAG, `P${lang}D`) };
        v = { ...v, ...beslisToekennen(v, 'thijs', undefined, DAG), status: 'toegekend' };
        let dag = DAG;
        for (const n of stappen) {
          dag = plusDuur(dag, `P${n}D`);
          // Whoever is late asks again.
          if (dag > (v.geldigTot ?? '')) break;
          v = { ...v, geldigTot: beslisBehouden(v, 'thijs', dag) };
          expect((v.geldigTot ?? '') <= v.tot).toBe(true);
          expect((v.geldigTot ?? '') <= plusDuur(dag, herbeoordelen)).toBe(true);
        }
      }),
    );
  });

  it('vraagt twee weken vooraf om aandacht, tenzij het toch al ophoudt', () => {
    const loopt: Verzoek = { ...verzoek, status: 'toegekend', van: DAG, geldigTot: '2026-12-22' };
    expect(vraagtAandacht(loopt, '2026-12-07')).toBe(false);
    expect(vraagtAandacht(loopt, '2026-12-08')).toBe(true);
    expect(vraagtAandacht({ ...loopt, geldigTot: loopt.tot }, '2027-02-27')).toBe(false);
    expect(vraagtAandacht({ ...loopt, status: 'verlopen' }, '2026-12-23')).toBe(false);
  });

  it('eindigt door wie er iets over te zeggen heeft', () => {
    expect(beslisEinde(verzoek, 'greet')).toBe('ingetrokken');
    expect(fouten(() => beslisEinde(verzoek, 'bas'))).toEqual(['andere-aanvrager']);
    expect(beslisEinde({ ...verzoek, status: 'toegekend' }, 'bas')).toBe('beeindigd');
    expect(fouten(() => beslisEinde({ ...verzoek, status: 'verlopen' }, 'greet'))).toEqual(['status']);
  });
});

describe('een toekenning', () => {
  const t = (activiteiten: string[], geldigTot = '2026-12-22') => ({ id: 'x', rol: 'behandelaar', activiteiten, geldigTot });

  it('geldt alleen voor haar doelen, en tot het einde van haar laatste dag in Amsterdam', () => {
    expect(voorDoel([t(['VA-01'])], 'VA-01')).toHaveLength(1);
    expect(voorDoel([t(['VA-01'])], 'VA-02')).toEqual([]);
    expect(voorDoel([t(['VA-01'])], null)).toEqual([]);
    expect(rollenMet(['woo-coordinator'], [t(['VA-01'])])).toEqual(['behandelaar', 'woo-coordinator']);
    expect(uiterlijkVan([])).toBe(Infinity);
    expect(new Date(uiterlijkVan([t([], '2027-06-30'), t([])]) * 1000).toISOString()).toBe('2026-12-22T23:00:00.000Z');
    expect(new Date(uiterlijkVan([t([], '2027-06-30')]) * 1000).toISOString()).toBe('2027-06-30T22:00:00.000Z');
  });
});
