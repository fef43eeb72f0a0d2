import type { Bewaard } from './overname.ts';
import { decideOvername } from './overname.ts';

const NU = new Date('2026-06-01T12:00:00Z');
const v = (versie: number, begin: string, extra: Partial<Bewaard> = {}): Bewaard => ({
  versie, objecttypeVersie: 1, beginGeldigheid: begin, eindGeldigheid: null, correctieVoor: null,
  tijdstipRegistratie: new Date(`2024-01-0${versie}T00:00:00Z`), gegevens: { nr: versie }, geometrie: null, ...extra,
});
const fouten = (werk: () => unknown): string[] => {
  try {
    werk();
    return [];
  } catch (fout) {
    const { invalidParams, code } = fout as { invalidParams?: { name: string; code: string }[]; code?: string };
    return invalidParams?.map((p) => `${p.name} ${p.code}`) ?? [String(code)];
  }
};

describe('a history from another register', () => {
  const heel = [v(1, '2020-01-01'), v(2, '2021-01-01'), v(3, '2020-06-01', { correctieVoor: 2 })];

  it('is new, goes on behind what is here, or is here already', () => {
    expect(decideOvername([], heel, NU, 'o').map((n) => n.versie)).toEqual([1, 2, 3]);
    expect(decideOvername(heel.slice(0, 2), heel, NU, 'o').map((n) => n.versie)).toEqual([3]);
    expect(decideOvername(heel, heel, NU, 'o')).toEqual([]);
  });

  it('is refused when something else is here', () => {
    for (const anders of [{ gegevens: { nr: 9 } }, { beginGeldigheid: '2019-01-01' }, { tijdstipRegistratie: new Date('2023-01-01') }, { geometrie: { type: 'Point' as const, coordinates: [5, 52] } }]) {
      expect(fouten(() => decideOvername([{ ...v(1, '2020-01-01'), ...anders }], heel, NU, 'o'))).toEqual(['geschiedenis-anders']);
    }
    expect(fouten(() => decideOvername(heel, heel.slice(0, 2), NU, 'o'))).toEqual(['geschiedenis-anders']);
  });

  it('names every wrong place', () => {
    const fout = [v(1, '2020-01-01'), v(2, '2020-02-31', { tijdstipRegistratie: new Date('2024-01-01T00:00:00Z') }), v(3, '2021-01-01', { correctieVoor: 7 }), v(4, '2021-01-01', { tijdstipRegistratie: new Date('2027-01-01') })];
    expect(fouten(() => decideOvername([], fout, NU, 'o'))).toEqual([
      'o.versies.1.tijdstipRegistratie volgorde', 'o.versies.1.beginGeldigheid datum', 'o.versies.2.correctieVoor correctie', 'o.versies.3.tijdstipRegistratie volgorde',
    ]);
  });
});
