import { systeemKlok, VasteKlok } from './klok.ts';

describe('clocks', () => {
  it('a fixed clock stands still until it is set, and nobody can move it through an answer', () => {
    const klok = new VasteKlok('2026-11-22T10:00:00Z');
    klok.nu().setFullYear(1999);
    expect(klok.nu().toISOString()).toBe('2026-11-22T10:00:00.000Z');
    klok.zet('2027-01-01T00:00:00Z');
    expect(klok.nu().toISOString()).toBe('2027-01-01T00:00:00.000Z');
  });

  it('the clock of the system runs', () => {
    const voor = Date.now();
    expect(systeemKlok.nu().getTime()).toBeGreaterThanOrEqual(voor);
  });
});
