import fc from 'fast-check';
import { duurInWoorden, isDuur, minDuur, plusDuur } from './duren.ts';

describe('terms', () => {
  it.each([
    ['2024-02-29', 'P1Y', '2025-02-28'],
    ['2024-02-29', 'P4Y', '2028-02-29'],
    ['2026-01-31', 'P1M', '2026-02-28'],
    ['2026-11-22', 'P1Y', '2027-11-22'],
    ['2026-12-31', 'P1D', '2027-01-01'],
    ['2026-03-28', 'P2D', '2026-03-30'],
    ['2026-01-30', 'P1M1D', '2026-03-01'],
    ['2026-11-22', 'P2W', '2026-12-06'],
    ['1999-12-31', 'P20Y', '2019-12-31'],
  ])('%s plus %s is %s', (van, duur, tot) => expect(plusDuur(van, duur)).toBe(tot));

  it.each([
    ['2025-02-28', 'P1Y', '2024-02-28'],
    ['2026-03-31', 'P1M', '2026-02-28'],
    ['2026-01-01', 'P74D', '2025-10-19'],
  ])('%s minus %s is %s', (van, duur, tot) => expect(minDuur(van, duur)).toBe(tot));

  it('a longer term never ends earlier', () => {
    const datum = fc
      .date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
      .map((d) => d.toISOString().slice(0, 10));
    fc.assert(
      fc.property(
        datum,
        fc.nat(600),
        fc.nat(24),
        (d, n, erbij) => plusDuur(d, `P${n}M`) <= plusDuur(d, `P${n + erbij}M`),
      ),
    );
    fc.assert(fc.property(datum, fc.nat(9999), (d, n) => minDuur(plusDuur(d, `P${n}D`), `P${n}D`) === d));
  });

  it('knows what a term looks like', () => {
    for (const goed of ['P1Y', 'P3M', 'P1Y6M', 'P10D', 'P2W']) expect(isDuur(goed)).toBe(true);
    for (const fout of ['', 'P', '1Y', 'P1', 'PT1H', 'P-1Y', 'P1D1Y', 'P1.5Y', null, 1])
      expect(isDuur(fout)).toBe(false);
    expect(() => plusDuur('2026-11-22', 'PT1H')).toThrow('Geen ISO 8601-duur');
    expect(() => plusDuur('2026-02-30', 'P1Y')).toThrow('Geen datum');
    expect(() => plusDuur('9999-12-31', 'P1D')).toThrow('buiten bereik');
  });

  it.each([
    ['P1Y', '1 jaar'],
    ['P10Y', '10 jaar'],
    ['P3M', '3 maanden'],
    ['P1M', '1 maand'],
    ['P1Y6M', '1 jaar en 6 maanden'],
    ['P1Y2M1D', '1 jaar, 2 maanden en 1 dag'],
    ['P1W', '1 week'],
    ['P0D', '0 dagen'],
  ])('%s is %s', (iso, woorden) => expect(duurInWoorden(iso)).toBe(woorden));
});
