import { aantal, dag, handelingen, hoofdletter, metNadruk, moment, omvang, opsomming, rolnaam, termijn, tijd, woordVoor } from './woorden.ts';

describe('words', () => {
  it('says days and times on the clock of Amsterdam', () => {
    expect(dag('2026-11-22')).toBe('22 november 2026');
    expect(dag('2026-11-22T23:30:00Z')).toBe('23 november 2026');
    expect(moment('2026-11-22T13:05:00Z')).toBe('22 november 2026 om 14:05 uur');
    expect(tijd('2026-11-22T13:05:00Z')).toBe('14:05 uur');
    expect([dag(null), dag('onzin'), moment(undefined), moment('onzin')]).toEqual([null, null, null, null]);
  });

  it('has words for the ends of time, for terms and for words of others', () => {
    expect([dag('9999-12-31T23:59:59.999Z'), dag('0001-01-01T00:00:00Z')]).toEqual(['31 december 9999', '1 januari 1000']);
    expect([termijn('P1Y'), termijn('zolang nodig')]).toEqual(['1 jaar', 'zolang nodig']);
    expect([woordVoor({ a: 'b' }, 'a'), woordVoor({ a: 'b' }, 'constructor')]).toEqual(['b', undefined]);
  });

  it('counts and lists', () => {
    expect([aantal(1, 'dossier', 'dossiers'), aantal(0, 'dossier', 'dossiers')]).toEqual(['1 dossier', '0 dossiers']);
    expect([opsomming([]), opsomming(['a']), opsomming(['a', 'b', 'c'])]).toEqual(['', 'a', 'a, b en c']);
    expect(hoofdletter('burgemeester')).toBe('Burgemeester');
    expect([omvang(512), omvang(1234), omvang(48_200), omvang(1_250_000), omvang(null)]).toEqual(['512 bytes', '1,2 kB', '48 kB', '1,3 MB', null]);
  });

  it('says a role and what one may', () => {
    expect([rolnaam('woo-coordinator'), rolnaam('privacy-officer'), rolnaam('constructor')]).toEqual(['Woo-coördinator', 'privacy officer', 'constructor']);
    expect(handelingen(['dossiers:lezen', 'api-tokens:lezen', 'dossiers:schrijven'])).toEqual(['Dossiers: lezen en schrijven', 'Api tokens: lezen']);
  });

  it('stresses a term, and escapes everything', () => {
    expect(String(metNadruk('Bij *verleend* geldt <11>'))).toBe('Bij <em>verleend</em> geldt &lt;11&gt;');
  });
});
