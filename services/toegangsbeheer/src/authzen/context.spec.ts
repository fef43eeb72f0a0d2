import { dagVan, leesTijdstip, omstandighedenVan } from './context.ts';

describe('NL GOV AuthZEN profile: context.time is RFC 3339', () => {
  it.each([
    ['2026-11-22T10:00:00Z', '2026-11-22T10:00:00.000Z'],
    ['2024-05-31t15:22:07.25-07:00', '2024-05-31T22:22:07.000Z'],
    ['2024-05-31T15:22-07:00', '2024-05-31T22:22:00.000Z'], // as AuthZEN 1.0 writes its examples
    ['2016-12-31T23:59:60Z', '2016-12-31T23:59:59.000Z'],
    ['2024-02-29T00:00:00+00:00', '2024-02-29T00:00:00.000Z'],
  ])('%s', (s, iso) => expect(leesTijdstip(s)?.toISOString()).toBe(iso));

  it.each(['2025-02-29T10:00:00Z', '2025-02-30T10:00:00Z', '2026-11-22', '2026-11-22T24:00:00Z', '2026-11-22T10:61:00Z', '2026-11-22T10:00:00', '2026-11-22T10:00:00+25:00', 'gisteren', '', 5, null, {}])(
    'not %p',
    (s) => expect(leesTijdstip(s)).toBeNull(),
  );

  it('asks about the day in Amsterdam, and about today when it says nothing', () => {
    expect(dagVan({ time: '2026-06-30T22:30:00Z' }, '2026-11-22')).toBe('2026-07-01');
    expect(dagVan({ time: '2026-12-31T22:30:00Z' }, '2026-11-22')).toBe('2026-12-31');
    expect(dagVan({}, '2026-11-22')).toBe('2026-11-22');
    expect(dagVan({ time: '9999-12-31T23:30:00Z' }, '2026-11-22')).toBeNull(); // a day later there is no such year
  });

  it('of the moment that it names the hour too, and of what it does not say the least', () => {
    const nu = new Date('2026-11-22T10:00:00Z');
    expect(omstandighedenVan(undefined, nu)).toEqual({ dag: '2026-11-22', uur: 11, niveau: 0, netwerk: 'extern' });
    expect(omstandighedenVan({ time: '2026-06-30T22:30:00Z', acr: 'substantieel', netwerk: 'intern' }, nu)).toEqual({ dag: '2026-07-01', uur: 0, niveau: 2, netwerk: 'intern' });
    expect(omstandighedenVan({ time: 'gisteren' }, nu)).toBeNull();
  });
});
