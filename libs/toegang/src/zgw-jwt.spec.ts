import { leesZgwJwt } from './zgw-jwt.ts';

const deel = (o: unknown): string => Buffer.from(JSON.stringify(o)).toString('base64url');
const kop = (header: unknown, claims: unknown): string => `Bearer ${deel(header)}.${deel(claims)}.AAAA`;
const CLAIMS = { iss: 'docs', client_id: 'docs', iat: 1 };

describe('een JWT van een client van de ZGW-standaarden', () => {
  it('is met HS256 ondertekend en noemt zijn client', () => {
    const header = { alg: 'HS256', typ: 'JWT' };
    expect(leesZgwJwt(kop(header, CLAIMS))).toEqual({ clientId: 'docs', claims: CLAIMS, ondertekend: `${deel(header)}.${deel(CLAIMS)}`, handtekening: 'AAAA' });
  });

  it.each<[string, string]>([
    ['een token van het huis', kop({ alg: 'PS256', kid: 't' }, CLAIMS)],
    ['none (RFC 8725 §3.2)', kop({ alg: 'none' }, CLAIMS)],
    ['hs256 in kleine letters', kop({ alg: 'hs256' }, CLAIMS)],
    ['een lijst van algoritmen', kop({ alg: ['HS256'] }, CLAIMS)],
    ['een andere HMAC', kop({ alg: 'HS512' }, CLAIMS)],
    ['een header die meer vraagt (crit)', kop({ alg: 'HS256', crit: ['b64'], b64: false }, CLAIMS)],
    ['geen client', kop({ alg: 'HS256' }, { iss: 'docs' })],
    ['een client die geen tekst is', kop({ alg: 'HS256' }, { client_id: ['docs'] })],
    ['een client met een nulteken', kop({ alg: 'HS256' }, { client_id: 'docs\u0000' })],
    ['claims die geen voorwerp zijn', kop({ alg: 'HS256' }, ['docs'])],
    ['geen JSON', 'Bearer e30.bm9wZQ.AAAA'],
    ['geen handtekening', `Bearer ${deel({ alg: 'HS256' })}.${deel(CLAIMS)}.`],
    ['een API-token', 'Token abc'],
    ['een JWT met veel erin', kop({ alg: 'HS256' }, { ...CLAIMS, vol: 'x'.repeat(4096) })],
  ])('is niet: %s', (_, authorization) => {
    expect(leesZgwJwt(authorization)).toBeNull();
  });
});
