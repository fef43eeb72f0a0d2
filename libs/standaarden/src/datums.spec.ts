import fc from 'fast-check';
import { datumInAmsterdam, datumInWoorden, isDatum, tijdstipInWoorden, uurInAmsterdam, vergelijkDatum, weekdagVan } from './datums.ts';

describe('dates of Amsterdam', () => {
  it.each([
    ['2026-11-21T22:59:59Z', '2026-11-21'], // winter: UTC+1
    ['2026-11-21T23:00:00Z', '2026-11-22'],
    ['2026-07-01T21:59:59Z', '2026-07-01'], // summer: UTC+2
    ['2026-07-01T22:00:00Z', '2026-07-02'],
    ['2026-03-28T23:00:00Z', '2026-03-29'], // the night the clock goes forward
    ['2026-03-29T21:59:59Z', '2026-03-29'], // the same day ends an hour earlier in UTC
    ['2026-03-29T22:00:00Z', '2026-03-30'],
    ['2026-10-24T22:00:00Z', '2026-10-25'], // the night it goes back
    ['2026-10-25T22:59:59Z', '2026-10-25'],
    ['2026-10-25T23:00:00Z', '2026-10-26'],
    ['2026-12-31T23:00:00Z', '2027-01-01'],
  ])('%s is on %s', (tijdstip, datum) => expect(datumInAmsterdam(new Date(tijdstip))).toBe(datum));

  it('does not depend on what was asked before', () => {
    const gewoon = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Amsterdam' });
    const klok = new Intl.DateTimeFormat('nl', { timeZone: 'Europe/Amsterdam', hour: 'numeric', hourCycle: 'h23' });
    fc.assert(
      fc.property(fc.array(fc.date({ min: new Date('1970-01-02'), max: new Date('2100-01-01'), noInvalidDate: true }), { maxLength: 20 }), (momenten) => {
        for (const t of momenten.flatMap((m) => [m, new Date(m.getTime() + 1), new Date(Math.ceil(m.getTime() / 3_600_000) * 3_600_000)])) expect([datumInAmsterdam(t), uurInAmsterdam(t)]).toEqual([gewoon.format(t), parseInt(klok.format(t), 10)]);
      }),
    );
  });

  it('knows the day of the week, from Monday to Sunday', () => {
    expect(['2026-11-16', '2026-11-21', '2026-11-22', '2024-02-29'].map(weekdagVan)).toEqual([1, 6, 7, 4]);
  });

  it('says a moment in words', () => {
    expect(tijdstipInWoorden(new Date('2026-11-22T13:05:00Z'))).toBe('22 november 2026 om 14:05 uur');
    expect(tijdstipInWoorden(new Date('2026-06-30T22:05:00Z'))).toBe('1 juli 2026 om 00:05 uur');
    expect(datumInWoorden('2026-01-09')).toBe('9 januari 2026');
    expect(() => datumInWoorden('morgen')).toThrow('Geen datum');
  });

  it('knows a date from what looks like one', () => {
    for (const goed of ['2024-02-29', '2026-12-31']) expect(isDatum(goed)).toBe(true);
    for (const fout of ['2026-02-29', '2026-13-01', '2026-1-1', '2026-01-01T00:00:00Z', '', undefined])
      expect(isDatum(fout)).toBe(false);
    expect(['2026-02-01', '2025-12-31', '2026-01-01'].sort(vergelijkDatum)).toEqual([
      '2025-12-31',
      '2026-01-01',
      '2026-02-01',
    ]);
    expect(vergelijkDatum('2026-01-01', '2026-01-01')).toBe(0);
  });
});
