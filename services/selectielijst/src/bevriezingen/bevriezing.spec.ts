import { Probleem } from '@bronhuis/standaarden';
import { redenVanBevriezing, toetsBevriezing, toetsOpheffing } from './bevriezing.ts';

const dossier = { kenmerk: 'Z-0112', status: 'afgesloten' as const, inVernietiging: false };
const status = (werk: () => void): number | null => {
  try {
    werk();
    return null;
  } catch (fout) {
    return fout instanceof Probleem ? fout.status : -1;
  }
};

describe('a hold', () => {
  it('may be placed on an open and on a closed dossier', () => {
    expect(status(() => toetsBevriezing(dossier, { toelichting: 'Beroep loopt' }))).toBeNull();
    expect(status(() => toetsBevriezing({ ...dossier, status: 'open' }, { toelichting: 'Beroep loopt' }))).toBeNull();
  });

  it('comes too late once destruction has begun or is done (409)', () => {
    expect(status(() => toetsBevriezing({ ...dossier, inVernietiging: true }, { toelichting: 'Beroep' }))).toBe(409);
    expect(status(() => toetsBevriezing({ ...dossier, status: 'vernietigd' }, { toelichting: 'Beroep' }))).toBe(409);
  });

  it('names no burgerservicenummer', () => {
    expect(status(() => toetsBevriezing(dossier, { toelichting: 'Beroep van 999993033' }))).toBe(400);
    expect(status(() => toetsBevriezing(dossier, { toelichting: 'Beroep', verwijzing: '999993033' }))).toBe(400);
  });

  it('is lifted once', () => {
    expect(status(() => toetsOpheffing({ opgehevenOp: null }))).toBeNull();
    expect(status(() => toetsOpheffing({ opgehevenOp: new Date() }))).toBe(409);
  });

  it('is said as a reason, with every ground once', () => {
    expect(redenVanBevriezing([])).toBeNull();
    expect(redenVanBevriezing(['beroep'])).toBe('bevriezing: beroep');
    expect(redenVanBevriezing(['woo-verzoek', 'beroep', 'beroep'])).toBe('bevriezing: beroep, woo-verzoek');
  });
});
