import { Probleem } from '@bronhuis/standaarden';
import fc from 'fast-check';
import { bewaring, eisVersie, geldigOp, gewijzigd, tijdlijn, type ActiviteitVersie, type Bewaartermijn } from './activiteit.ts';

const termijn = (iso: string): Bewaartermijn => ({ selectielijst: { naam: 'Selectielijst gemeenten en intergemeentelijke organen', jaar: 2020 }, nummer: '19.1', termijn: iso });

const versie = (v: number, van: string, tot: string | null = null, anders: Partial<ActiviteitVersie> = {}): ActiviteitVersie => ({
  kenmerk: 'VA-01',
  versie: v,
  naam: 'Evenementenvergunning behandelen',
  doel: 'Beslissen op uw aanvraag.',
  toelichting: 'De gemeente heeft uw gegevens nodig.',
  grondslag: ['Gemeentewet artikel 174'],
  bestuursorgaan: 'burgemeester',
  werkproces: 'vergunningverlening',
  vertrouwelijk: false,
  betrokkenen: ['aanvrager'],
  gegevenscategorieen: ['naam'],
  bewaartermijn: termijn('P5Y'),
  van,
  tot,
  ...anders,
});

describe('the version that holds (AVG art. 30)', () => {
  const versies = [versie(1, '2024-01-01'), versie(2, '2026-03-01')];

  it.each([
    ['2023-12-31', undefined],
    ['2024-01-01', 1],
    ['2026-02-28', 1],
    ['2026-03-01', 2],
    ['2030-01-01', 2],
  ])('on %s is %s', (dag, nummer) => expect(geldigOp(versies, dag)?.versie).toBe(nummer));

  it('is the later registered one when a version corrects the past', () => {
    expect(geldigOp([...versies, versie(3, '2025-01-01')], '2025-06-01')?.versie).toBe(3);
  });

  it('is none after an end, also when an older version had no end', () => {
    expect(geldigOp([...versies, versie(3, '2026-04-01', '2026-12-31')], '2027-01-01')).toBeNull();
  });

  it('is the same by its stretches of time, for every order of versions', () => {
    const dag = fc.integer({ min: 0, max: 60 }).map((n) => new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10));
    const stuk = fc.tuple(dag, fc.option(fc.integer({ min: 0, max: 20 }))).map(([van, duur]) => ({
      van,
      tot: duur === null ? null : new Date(Date.parse(van) + duur * 86_400_000).toISOString().slice(0, 10),
    }));
    fc.assert(
      fc.property(fc.array(stuk, { minLength: 1, maxLength: 6 }), dag, (stukken, d) => {
        const alle = stukken.map((s, i) => versie(i + 1, s.van, s.tot));
        const inLijn = tijdlijn(alle).filter((s) => s.van <= d && (s.tot === null || d <= s.tot));
        expect(inLijn.map((s) => s.versie)).toEqual(geldigOp(alle, d) ? [geldigOp(alle, d)?.versie] : []);
      }),
    );
  });

  it('goes into the event with the stretches of all versions', () => {
    const data = gewijzigd('00000001999990007000', versies);
    expect([data.id, data.versie, data.van, data.tot]).toEqual(['VA-01', 2, '2026-03-01', null]);
    expect(data.versies.map((v) => [v.versie, v.van, v.tot])).toEqual([[1, '2024-01-01', '2026-02-28'], [2, '2026-03-01', null]]);
    expect(data).not.toHaveProperty('doel');
  });
});

describe('the term of a record', () => {
  it('is that of the version at the moment, counted on the calendar of Amsterdam', () => {
    expect(bewaring([versie(1, '2024-01-01'), versie(2, '2026-03-01', null, { bewaartermijn: termijn('P20Y') })], new Date('2026-02-28T23:30:00Z'))).toEqual({
      bewaartermijn: 'P20Y',
      teVernietigenOp: '2046-03-01',
    });
  });

  it('is unknown for an activity that is not in the register', () => expect(bewaring([], new Date('2026-01-01'))).toBeNull());
});

describe('an offered version', () => {
  it('is refused with everything that is wrong', () => {
    let fout: unknown;
    try {
      eisVersie(versie(1, '2026-02-30', '2026-01-01', { bewaartermijn: termijn('5 jaar') }));
    } catch (f) {
      fout = f;
    }
    expect(fout).toBeInstanceOf(Probleem);
    expect((fout as Probleem).invalidParams?.map((p) => p.name)).toEqual(['van', 'tot', 'bewaartermijn.termijn']);
  });
});
