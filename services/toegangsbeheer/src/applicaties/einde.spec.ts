import { eindeVan } from './einde.ts';

describe('het einde van blijvende toegang', () => {
  it.each([
    ['2026-11-21', 'voorbij'], ['2026-11-22', 'binnenkort'], ['2026-12-22', 'binnenkort'], ['2026-12-23', 'later'], ['2028-02-29', 'later'],
  ])('%s is %s', (tot, einde) => {
    expect(eindeVan(tot, '2026-11-22')).toBe(einde);
  });
});
