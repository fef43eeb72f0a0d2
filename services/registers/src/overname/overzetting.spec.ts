import type { Bronrecord } from './objectsapi.ts';
import { zetOver } from './overzetting.ts';

const record = (index: number, startAt: string, extra: Partial<Bronrecord> = {}): Bronrecord => ({
  index, startAt, typeVersion: 1, data: { nr: index }, geometry: null, endAt: null, registrationAt: '2024-05-01', correctionFor: null, correctedBy: null, ...extra,
});
const kort = (records: Bronrecord[]) => zetOver(records).versies.map((v) => [v.versie, v.beginGeldigheid, v.correctieVoor]);

describe('a history of theirs', () => {
  it('that goes forward becomes the same versions', () => {
    const records = [record(1, '2020-01-01', { endAt: '2021-01-01' }), record(2, '2021-01-01', { endAt: '2021-01-01' }), record(3, '2021-01-01')];
    expect(kort(records)).toEqual([[1, '2020-01-01', null], [2, '2021-01-01', null], [3, '2021-01-01', null]]);
    expect(zetOver(records).anders).toEqual([]);
  });

  it('keeps its days of registration, and the order within a day', () => {
    const op = (d: string, index: number) => record(index, '2020-01-01', { registrationAt: d });
    expect(zetOver([op('2020-02-03', 1), op('2020-02-03', 2), op('2020-02-04', 3)]).versies.map((v) => v.tijdstipRegistratie)).toEqual(['2020-02-03T00:00:00.000Z', '2020-02-03T00:00:00.001Z', '2020-02-04T00:00:00.000Z']);
  });

  it('keeps its corrections', () => {
    expect(kort([record(1, '2020-01-01'), record(2, '2021-01-01'), record(3, '2021-02-01', { correctionFor: 2 })])).toEqual([[1, '2020-01-01', null], [2, '2021-01-01', null], [3, '2021-02-01', 2]]);
  });

  it('that goes back takes the place of what it passes', () => {
    const uit = zetOver([record(1, '2020-01-01'), record(2, '2022-01-01'), record(3, '2021-01-01')]);
    expect(uit.versies.map((v) => v.correctieVoor)).toEqual([null, null, 2]);
    expect(uit.anders).toEqual([{ index: 3, reden: expect.stringContaining('hier is dat een correctie') }]);
  });

  it('that goes back past two says of which one it cannot', () => {
    const uit = zetOver([record(1, '2021-01-01'), record(2, '2022-01-01'), record(3, '2020-01-01')]);
    expect(uit.versies.map((v) => v.correctieVoor)).toEqual([null, null, 2]);
    expect(uit.anders.map((a) => a.reden)).toEqual([expect.stringContaining('begint voor 2'), expect.stringContaining('begint voor 1')]);
  });

  it('with a gap in its numbers is numbered anew, its corrections too', () => {
    const uit = zetOver([record(1, '2020-01-01'), record(4, '2021-01-01'), record(5, '2021-03-01', { correctionFor: 4 })]);
    expect(uit.versies.map((v) => [v.versie, v.correctieVoor])).toEqual([[1, null], [2, null], [3, 2]]);
    expect(uit.anders.map((a) => a.index)).toEqual([4, 5]);
  });
});
