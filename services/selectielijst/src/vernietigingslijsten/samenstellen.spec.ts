import { stelSamen, toetsPeildatum, type Kandidaat } from './samenstellen.ts';

const k = (kenmerk: string, wijzig: Partial<Kandidaat> = {}): Kandidaat => ({
  dossier: kenmerk,
  kenmerk,
  status: 'afgesloten',
  soort: 'datum',
  waardering: { waardering: 'vernietigen' },
  archiefactiedatum: '2026-09-09',
  bevriezingen: [],
  opLijst: null,
  ...wijzig,
});

describe('what goes on a list', () => {
  it('is closed, to be destroyed and due on the peildatum, the day itself included', () => {
    const kandidaten = [
      k('B'),
      k('vandaag', { archiefactiedatum: '2026-11-22' }),
      k('morgen', { archiefactiedatum: '2026-11-23' }),
      k('A', { status: 'open', soort: 'onbekend', archiefactiedatum: null }),
      k('D', { soort: 'blijvend', waardering: { waardering: 'blijvend_bewaren' }, archiefactiedatum: null }),
      k('weg', { status: 'vernietigd', soort: null, waardering: null, archiefactiedatum: null }),
    ];
    const { regels, afgevallen } = stelSamen(kandidaten, '2026-11-22');
    expect(regels.map((r) => r.kenmerk)).toEqual(['B', 'vandaag']);
    expect(afgevallen).toEqual([]);
  });

  it('leaves out with a reason what is held or on another list', () => {
    const { regels, afgevallen } = stelSamen([k('C', { bevriezingen: ['beroep'] }), k('E', { opLijst: 'Eerder' }), k('X', { bevriezingen: ['beroep'], opLijst: 'Eerder' })], '2026-11-22');
    expect(regels).toEqual([]);
    expect(afgevallen.map((a) => [a.kandidaat.kenmerk, a.reden])).toEqual([
      ['C', 'bevriezing: beroep'],
      ['E', 'staat al op vernietigingslijst "Eerder"'],
      ['X', 'bevriezing: beroep'],
    ]);
  });

  it('never looks ahead', () => {
    expect(() => toetsPeildatum('2026-11-22', '2026-11-22')).not.toThrow();
    expect(() => toetsPeildatum('2026-11-23', '2026-11-22')).toThrow('De aanvraag klopt niet');
  });
});
