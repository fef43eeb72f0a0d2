import { sha256Hex } from '@bronhuis/standaarden';
import fc from 'fast-check';
import { ApiTokens, beperking, rechtOp, typenVan, type ApiToken, type ApiTokenrechten, type Modus } from './api-token.ts';

const GEHEIM = 'a1'.repeat(20);
const token = (anders: Partial<ApiToken> = {}): ApiToken => ({
  id: 't1', hash: sha256Hex(GEHEIM), applicatie: 'app', organisatie: '00000001999990007000', uitvoerder: '00000001999990020000',
  doel: 'VA-01', van: '2026-01-01', tot: '2026-11-22', alleTypen: null, rechten: [], ...anders,
});
const NU = new Date('2026-11-22T10:00:00Z');
const zoek = (kop: string | undefined, t = token(), nu = NU) => new ApiTokens({ apiTokens: [t], ingetrokken: [] }).controleer(kop, nu);
const geweigerd = expect.objectContaining({ status: 401, headers: { 'WWW-Authenticate': 'Token' }, detail: 'Geef een geldig token mee in de header Authorization.' });

describe('an API token', () => {
  it('is its application, for one organisatie and one purpose', () => {
    expect(zoek(`Token ${GEHEIM}`)).toMatchObject({ soort: 'applicatie', id: 'app', applicatie: 'app', organisatie: '00000001999990007000', uitvoerder: '00000001999990020000', doel: 'VA-01', rollen: [], apiToken: { id: 't1' } });
    expect(zoek(`token  ${GEHEIM}`).jti).toBe('t1');
  });
  it('is the same thing at every call: what was decided for it is remembered', () => {
    const tokens = new ApiTokens({ apiTokens: [token()], ingetrokken: [] });
    expect(tokens.controleer(`Token ${GEHEIM}`, NU)).toBe(tokens.controleer(`Token ${GEHEIM}`, NU));
  });
  it.each<[string, string | undefined]>([
    ['nothing', undefined], ['no secret', 'Token '], ['another secret', `Token ${'b1'.repeat(20)}`], ['its hash', `Token ${sha256Hex(GEHEIM)}`],
    ['another scheme', `Basic ${GEHEIM}`], ['something behind it', `Token ${GEHEIM} x`], ['a secret without end', `Token ${'a'.repeat(5000)}`],
  ])('is refused in one way with %s', (_, kop) => {
    expect(() => zoek(kop)).toThrow(geweigerd);
  });
  it('holds up to and including its last day in Amsterdam, and not before its first', () => {
    expect(zoek(`Token ${GEHEIM}`, token(), new Date('2026-11-22T22:59:59Z')).jti).toBe('t1');
    expect(() => zoek(`Token ${GEHEIM}`, token(), new Date('2026-11-22T23:00:00Z'))).toThrow(geweigerd);
    expect(() => zoek(`Token ${GEHEIM}`, token(), new Date('2025-12-31T22:59:59Z'))).toThrow(geweigerd);
  });
  it('ends with its application, and is not there in a bundle of before', () => {
    expect(() => new ApiTokens({ apiTokens: [token()], ingetrokken: [{ applicatie: 'app' }] }).controleer(`Token ${GEHEIM}`, NU)).toThrow(geweigerd);
    expect(() => new ApiTokens({ ingetrokken: [] }).controleer(`Token ${GEHEIM}`, NU)).toThrow(geweigerd);
  });
});

const modus = fc.constantFrom<Modus>('lezen', 'lezen-en-schrijven');
const rechten: fc.Arbitrary<ApiTokenrechten> = fc.record({
  id: fc.constant('t'),
  alleTypen: fc.option(modus),
  rechten: fc.uniqueArray(fc.record({ objecttype: fc.constantFrom('a', 'b', 'c'), modus }), { selector: (r) => r.objecttype }),
});

describe('its rights', () => {
  it('are those of the type, else those for all, else none; writing needs the right to write', () => {
    fc.assert(
      fc.property(rechten, fc.constantFrom('a', 'b', 'c', 'd'), fc.constantFrom('lezen', 'schrijven', 'aanmaken', 'verwijderen'), (t, objecttype, handeling) => {
        const mag = beperking(t, { soort: 'object', objecttype }, `objecten:${handeling}`, 'doelgebonden') === null;
        const verwacht = t.rechten.find((r) => r.objecttype === objecttype)?.modus ?? t.alleTypen;
        expect(mag).toBe(verwacht === 'lezen-en-schrijven' || (verwacht === 'lezen' && handeling === 'lezen'));
        expect(rechtOp(t, objecttype)?.modus ?? null).toBe(verwacht);
      }),
    );
  });
  it('without a type reach what holds nobody\'s data, and no more', () => {
    const geen: ApiTokenrechten = { id: 't', alleTypen: null, rechten: [] };
    expect(beperking(geen, { soort: 'objecttype' }, 'objecttypen:lezen', 'geen-persoonsgegevens')).toBeNull();
    expect(beperking(geen, { soort: 'objecttype' }, 'objecttypen:aanmaken', 'geen-persoonsgegevens')).not.toBeNull();
    expect(beperking(geen, { soort: 'object' }, 'objecten:lezen', 'doelgebonden')).not.toBeNull();
    expect(beperking({ ...geen, alleTypen: 'lezen' }, { soort: 'object' }, 'objecten:lezen', 'doelgebonden')).not.toBeNull();
  });
});

it('an API token shows of a list the types that it gives a right to one by one', () => {
  const t = fc.record({ id: fc.constant('t'), alleTypen: fc.option(modus), rechten: fc.array(fc.record({ objecttype: fc.constantFrom('a', 'b', 'c'), modus }), { maxLength: 4 }) });
  fc.assert(
    fc.property(t, fc.constantFrom('objecten:lezen', 'objecten:schrijven'), fc.constantFrom('doelgebonden', 'geen-persoonsgegevens'), (rechten, actie, klasse) => {
      const { behalve, typen } = typenVan(rechten, { soort: 'object' }, actie, klasse);
      for (const objecttype of ['a', 'b', 'c', 'd', undefined]) {
        const bron = objecttype === undefined ? { soort: 'object' } : { soort: 'object', objecttype };
        expect(typen.includes(objecttype ?? '') !== behalve).toBe(beperking(rechten, bron, actie, klasse) === null);
      }
    }),
  );
});
