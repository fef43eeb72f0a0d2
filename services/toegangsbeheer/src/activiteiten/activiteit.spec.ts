import { eisActiviteiten } from './activiteit.ts';

const O = '00000001999990007000';
const v1 = { organisatie: O, id: 'VA-01', versie: 1, naam: 'n', werkproces: 'zorg', bestuursorgaan: 'b', vertrouwelijk: false, van: '2020-01-01', tot: '2025-12-31' };
const v2 = { ...v1, versie: 2, van: '2026-01-01', tot: null };

describe('gewijzigde verwerkingsactiviteit', () => {
  it('brengt al haar versies mee', () => {
    expect(eisActiviteiten({ ...v2, versies: [v1, v2] }, O)).toEqual([v1, v2]);
    expect(eisActiviteiten(v1, O)).toEqual([v1]);
  });

  it.each([
    ['van een ander', { organisatie: '00000001999990019000' }], ['zonder werkproces', { werkproces: '' }], ['zonder versie', { versie: 0 }], ['zonder datum', { van: 'vandaag' }],
  ])('wordt niet aangenomen %s', (_, fout) => {
    expect(() => eisActiviteiten({ ...v2, versies: [v1, { ...v2, ...fout }] }, O)).toThrow(/an activity/);
  });

  it('mengt geen activiteiten', () => {
    expect(() => eisActiviteiten({ ...v2, versies: [v1, { ...v2, id: 'VA-02' }] }, O)).toThrow('one activity');
  });
});
