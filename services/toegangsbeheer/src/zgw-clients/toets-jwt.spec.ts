import { createHmac } from 'node:crypto';
import { leesZgwJwt, type ZgwJwt } from '@bronhuis/toegang';
import { eindeVan, klopt } from './toets-jwt.ts';

/** The example in the documentation of Open Zaak: client `docs`, secret `example-secret`. */
const VOORBEELD =
  'eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJkb2NzIiwiaWF0IjoxNjAyODU3MzAxLCJjbGllbnRfaWQiOiJkb2NzIiwidXNlcl9pZCI6ImRvY3NAZXhhbXBsZS5jb20iLCJ1c2VyX3JlcHJlc2VudGF0aW9uIjoiRG9jdW1lbnRhdGlvbiBFeGFtcGxlIn0.DZu7E780xG4zqRiT8ZhrBeMudz45301wNVDT0ra-Iyw';
const IAT = 1_602_857_301;
const op = (seconden: number): Date => new Date((IAT + seconden) * 1000);

function lees(jwt: string): ZgwJwt {
  const gelezen = leesZgwJwt(`Bearer ${jwt}`);
  if (!gelezen) throw new Error('no JWT of a client');
  return gelezen;
}
const met = (claims: object): ZgwJwt => ({ ...lees(VOORBEELD), claims: { client_id: 'docs', ...claims } });

describe('de handtekening', () => {
  it('van het voorbeeld van Open Zaak klopt met zijn geheim, en met geen ander', () => {
    const jwt = lees(VOORBEELD);
    expect(jwt.clientId).toBe('docs');
    expect(klopt(jwt, 'example-secret')).toBe(true);
    for (const ander of ['example-secre', 'example-secret ', 'Example-secret', '']) expect(klopt(jwt, ander)).toBe(false);
  });

  it('is er een van 256 bits over precies deze tekst', () => {
    const jwt = lees(VOORBEELD);
    const korter = Buffer.from(jwt.handtekening, 'base64url').subarray(0, 31).toString('base64url');
    expect(klopt({ ...jwt, handtekening: korter }, 'example-secret')).toBe(false);
    expect(klopt({ ...jwt, handtekening: '_' }, 'example-secret')).toBe(false);
    const sha512 = createHmac('sha512', 'example-secret').update(jwt.ondertekend).digest('base64url');
    expect(klopt({ ...jwt, handtekening: sha512 }, 'example-secret')).toBe(false);
    expect(klopt({ ...jwt, ondertekend: `${jwt.ondertekend}A` }, 'example-secret')).toBe(false);
  });
});

describe('de tijd', () => {
  it('is een uur vanaf iat, met een minuut speling aan beide kanten', () => {
    const jwt = lees(VOORBEELD);
    expect(eindeVan(jwt, op(0))).toBe(IAT + 3660);
    expect(eindeVan(jwt, op(-60))).toBe(IAT + 3660);
    expect(eindeVan(jwt, op(-61))).toBeNull();
    expect(eindeVan(jwt, op(3659))).toBe(IAT + 3660);
    expect(eindeVan(jwt, op(3660))).toBeNull();
  });

  it('eindigt eerder als de JWT dat zegt (exp), nooit later, en begint niet voor nbf', () => {
    expect(eindeVan(met({ iat: IAT, exp: IAT + 100 }), op(0))).toBe(IAT + 160);
    expect(eindeVan(met({ iat: IAT, exp: IAT + 100 }), op(160))).toBeNull();
    expect(eindeVan(met({ iat: IAT, exp: IAT + 90_000 }), op(0))).toBe(IAT + 3660);
    expect(eindeVan(met({ iat: IAT, nbf: IAT + 61 }), op(0))).toBeNull();
    expect(eindeVan(met({ iat: IAT, nbf: IAT + 60 }), op(0))).toBe(IAT + 3660);
  });

  it.each([{}, { iat: String(IAT) }, { iat: null }, { iat: IAT, exp: 'straks' }, { iat: IAT, exp: null }, { iat: IAT, nbf: 'nu' }])('is geen tijd: %j', (claims) => {
    expect(eindeVan(met(claims), op(0))).toBeNull();
  });
});
