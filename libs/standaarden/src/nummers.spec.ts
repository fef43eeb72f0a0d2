import fc from 'fast-check';
import { isBsn, isOin, isRsin, zoekBsn } from './nummers.ts';

describe('BSN, RSIN and OIN', () => {
  it('accepts the test numbers and refuses a changed digit', () => {
    expect(isBsn('999993021')).toBe(true);
    expect(isBsn('999993033')).toBe(true);
    expect(isBsn('999993022')).toBe(false);
    expect(isBsn('000000000')).toBe(false);
    expect(isBsn('99999302')).toBe(false);
    expect(isBsn(999993021)).toBe(false);
    expect(isRsin('999990007')).toBe(isBsn('999990007'));
    expect(isOin('00000001999990007000')).toBe(true);
    expect(isOin('0000000199999000700')).toBe(false);
  });

  it('a BSN with one digit changed never passes (what the eleven test is for)', () => {
    const bsn = fc
      .integer({ min: 10_000_000, max: 999_999_999 })
      .map((n) => String(n).padStart(9, '0'))
      .filter(isBsn);
    fc.assert(
      fc.property(bsn, fc.nat(8), fc.integer({ min: 1, max: 9 }), (nummer, plaats, erbij) => {
        const cijfers = [...nummer];
        cijfers[plaats] = String((Number(cijfers[plaats]) + erbij) % 10);
        return !isBsn(cijfers.join(''));
      }),
    );
  });
});

describe('the search for BSNs in text', () => {
  it('finds whole runs only, with their place', () => {
    expect(zoekBsn('BSN 999993021.')).toEqual([{ waarde: '999993021', index: 4 }]);
    expect(zoekBsn('Burgerservicenummer999993021')).toHaveLength(1);
    expect(zoekBsn('OIN 00000001999993021000')).toEqual([]);
    expect(zoekBsn('1999993021')).toEqual([]);
    expect(zoekBsn('999993022 en 12345')).toEqual([]);
  });

  it('finds a BSN of which the leading zero was left out', () => {
    const metNul = Array.from({ length: 200 }, (_, i) => String(12_345_600 + i)).filter((n) => isBsn(`0${n}`));
    expect(metNul.length).toBeGreaterThan(10);
    for (const nummer of metNul) expect(zoekBsn(`nummer ${nummer} hier`)).toEqual([{ waarde: nummer, index: 7 }]);
  });

  it('leaves known organisations, UUIDs and hashes alone', () => {
    expect(zoekBsn('RSIN 999993021', { behalve: new Set(['999993021']) })).toEqual([]);
    const acht = Array.from({ length: 100 }, (_, i) => String(12_345_600 + i)).find((n) => isBsn(`0${n}`));
    expect(zoekBsn(`${acht}-0000-7000-8000-000000000000`)).toEqual([]);
    expect(zoekBsn(`${'a'.repeat(27)}${acht}${'b'.repeat(29)}`)).toEqual([]);
    expect(zoekBsn(`${acht}-0000`)).toHaveLength(1);
  });
});
