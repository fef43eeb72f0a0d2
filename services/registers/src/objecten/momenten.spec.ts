import { isGebeurd, momentenVan } from './momenten.ts';
import type { Versie } from './tijdassen.ts';

const v = (versie: number, beginGeldigheid: string, eindGeldigheid: string | null = null, correctieVoor: number | null = null): Versie => ({
  versie, beginGeldigheid, eindGeldigheid, correctieVoor, tijdstipRegistratie: new Date(versie),
});
const ingegaan = (versie: number, dag: string) => ({ versie, soort: 'ingegaan' as const, dag });
const beeindigd = (versie: number, dag: string) => ({ versie, soort: 'beeindigd' as const, dag });

describe('what is to come of a version', () => {
  it('is its begin and its end, as far as they lie behind the day of its registration', () => {
    expect(momentenVan(3, { beginGeldigheid: '2025-06-01', eindGeldigheid: '2025-07-01' }, '2025-05-31')).toEqual([ingegaan(3, '2025-06-01'), beeindigd(3, '2025-07-01')]);
    expect(momentenVan(3, { beginGeldigheid: '2025-06-01', eindGeldigheid: '2025-07-01' }, '2025-06-01')).toEqual([beeindigd(3, '2025-07-01')]);
    expect(momentenVan(3, { beginGeldigheid: '2025-06-01', eindGeldigheid: null }, '2025-06-01')).toEqual([]);
  });
  it('is of an end only the end', () => {
    expect(momentenVan(3, { beginGeldigheid: '2025-07-01', eindGeldigheid: '2025-07-01' }, '2025-06-01')).toEqual([beeindigd(3, '2025-07-01')]);
  });
});

describe('what happened on its day', () => {
  it('is the begin of a version that still stands', () => {
    expect(isGebeurd([v(1, '2024-01-01'), v(2, '2025-01-01')], ingegaan(2, '2025-01-01'))).toBe(true);
    expect(isGebeurd([v(1, '2024-01-01'), v(2, '2025-01-01'), v(3, '2025-02-01', null, 2)], ingegaan(2, '2025-01-01'))).toBe(false);
    expect(isGebeurd([v(1, '2024-01-01'), v(2, '2025-01-01'), v(3, '2025-01-01')], ingegaan(2, '2025-01-01'))).toBe(false);
  });
  it('is an end of what held, and that nothing continues', () => {
    expect(isGebeurd([v(1, '2024-01-01', '2025-01-01')], beeindigd(1, '2025-01-01'))).toBe(true);
    expect(isGebeurd([v(1, '2024-01-01', '2025-01-01'), v(2, '2025-01-01')], beeindigd(1, '2025-01-01'))).toBe(false);
    expect(isGebeurd([v(1, '2024-01-01'), v(2, '2025-01-01', '2025-01-01')], beeindigd(2, '2025-01-01'))).toBe(true);
    expect(isGebeurd([v(1, '2024-01-01', '2024-06-01'), v(2, '2025-01-01', '2025-01-01')], beeindigd(2, '2025-01-01'))).toBe(false);
  });
});
