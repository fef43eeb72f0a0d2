import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, importJWK, SignJWT, type CryptoKey, type JWK, type JWTPayload } from 'jose';
import { OVERBRUGGE } from '@bronhuis/testing';
import { Aanmeldproef, ISSUER } from './oauth-hulp.ts';
import { JWT_BEARER, opent, PAD, ZAAKSYSTEEM, type Huis } from './omgeving.ts';

// How an application shows who it is, at each endpoint that asks for it. The names are those of the modules of
// `fapi2-security-profile-final` of the OpenID certification suite, for private_key_jwt.

const RSA = 'rsa-app';
let huis: Huis;
let eigen: { kid: string; prive: JWK };
let rsa: CryptoKey;
beforeAll(async () => {
  huis = await opent();
  const prive = JSON.parse(await readFile(join(huis.geheimen.map, 'client-zaaksysteem.key.json'), 'utf8')) as JWK;
  eigen = { kid: prive.kid!, prive };
  // PS256 and RS256 with one key: only the name of the algorithm differs.
  const paar = await generateKeyPair('PS256', { extractable: true });
  rsa = paar.privateKey;
  const { alg: _, ...publiek } = await exportJWK(paar.publicKey);
  await Aanmeldproef.registreer(huis, RSA, { ...publiek, kid: 'rsa-1' });
});
afterAll(() => huis.stop());

interface Verklaring {
  claims?: JWTPayload;
  header?: object;
  sleutel?: Parameters<SignJWT['sign']>[0];
  client?: string;
}
const nu = (): number => Math.floor(Date.now() / 1000);
async function verklaring({ claims = {}, header = {}, sleutel, client = 'zaaksysteem' }: Verklaring): Promise<string> {
  const heel = { iss: client, sub: client, aud: ISSUER, iat: nu(), exp: nu() + 60, jti: randomUUID(), ...claims };
  return new SignJWT(JSON.parse(JSON.stringify(heel)) as JWTPayload).setProtectedHeader({ alg: 'EdDSA', kid: eigen.kid, ...header }).sign(sleutel ?? ((await importJWK(eigen.prive, 'EdDSA')) as CryptoKey));
}

const EINDPUNTEN: [string, Record<string, string>][] = [
  ['token', { grant_type: 'client_credentials', ...ZAAKSYSTEEM }],
  ['introspect', { token: 'x' }],
  ['revoke', { token: 'x' }],
  ['par', { response_type: 'code', client_id: RSA, redirect_uri: Aanmeldproef.TERUG, organisatie: OVERBRUGGE, code_challenge: 'A'.repeat(43), code_challenge_method: 'S256' }],
];
async function vraag(eindpunt: string, velden: Record<string, string>): Promise<{ status: number; error: string | undefined; koppen: Headers }> {
  const a = await fetch(`${huis.url}${PAD}/${eindpunt}`, { method: 'POST', body: new URLSearchParams(velden) });
  const tekst = await a.text();
  return { status: a.status, error: tekst === '' ? undefined : (JSON.parse(tekst) as { error?: string }).error, koppen: a.headers };
}
/** At one endpoint, with a statement of the application that may be there. */
const probeer = async (eindpunt: string, w: Verklaring) => {
  const velden = EINDPUNTEN.find(([e]) => e === eindpunt)![1];
  const als = eindpunt === 'par' ? { client: RSA, sleutel: rsa, header: { alg: 'PS256', kid: 'rsa-1' } } : {};
  const assertie = await verklaring({ ...als, ...w, header: { ...als.header, ...w.header } });
  return vraag(eindpunt, { ...velden, client_assertion_type: JWT_BEARER, client_assertion: assertie });
};

describe.each(EINDPUNTEN.map(([e]) => e))('private_key_jwt at %s (RFC 7523 §3)', (eindpunt) => {
  it('a good one is taken', async () => {
    expect([200, 201]).toContain((await probeer(eindpunt, {})).status);
  });

  it.each<[string, () => JWTPayload]>([
    ['par-ensure-jwt-client-assertions-nbf-8-seconds-in-the-future-is-accepted (FAPI 2.0 SP §5.3.2.1)', () => ({ iat: nu() + 8, nbf: nu() + 8 })],
    ['an audience among others', () => ({ aud: [ISSUER, 'https://elders.example'] })],
    ['the token endpoint as audience (OAuth NL GOV §2.3.1)', () => ({ aud: `${huis.buiten.url}${PAD}/token` })],
  ])('%s', async (_, claims) => {
    expect([200, 201]).toContain((await probeer(eindpunt, { claims: claims() })).status);
  });

  it.each<[string, () => JWTPayload]>([
    ['ensure-client-assertion-with-exp-is-5-minutes-in-past-fails', () => ({ iat: nu() - 360, exp: nu() - 300 })],
    ['ensure-client-assertion-with-wrong-aud-fails', () => ({ aud: 'https://elders.example' })],
    ['ensure-client-assertion-with-no-sub-fails', () => ({ sub: undefined })],
    ['par-ensure-jwt-client-assertions-nbf-over-60-seconds-in-the-future-fails', () => ({ iat: nu() + 65, nbf: nu() + 65, exp: nu() + 125 })],
    ['ensure-invalid-client-assertions-fail: no iss', () => ({ iss: undefined })],
    ['ensure-invalid-client-assertions-fail: another iss', () => ({ iss: 'component-registers' })],
    ['ensure-invalid-client-assertions-fail: another sub', () => ({ sub: 'component-registers' })],
    ['ensure-invalid-client-assertions-fail: no aud', () => ({ aud: undefined })],
    ['ensure-invalid-client-assertions-fail: no exp', () => ({ exp: undefined })],
    ['ensure-invalid-client-assertions-fail: no jti', () => ({ jti: undefined })],
    ['longer than five minutes (OAuth NL GOV §2.3.1)', () => ({ exp: nu() + 3600 })],
  ])('%s', async (_, claims) => {
    const a = await probeer(eindpunt, { claims: claims() });
    // At PAR the request names its application too: another there is a request that contradicts itself.
    if (eindpunt === 'par' && a.status === 400) expect(a.error).toBe('invalid_request');
    else expect(a).toMatchObject({ status: 401, error: 'invalid_client' });
  });

  it('ensure-signed-client-assertion-with-RS256-fails (FAPI 2.0 SP §5.4.1): the same key with PS256 is welcome', async () => {
    const { kty, n, e, d, p, q, dp, dq, qi } = await exportJWK(rsa);
    const zwak = (await importJWK({ kty, n, e, d, p, q, dp, dq, qi } as JWK, 'RS256')) as CryptoKey;
    const als = { client: RSA, header: { kid: 'rsa-1' } };
    expect(await probeer(eindpunt, { ...als, sleutel: zwak, header: { kid: 'rsa-1', alg: 'RS256' } })).toMatchObject({ status: 401, error: 'invalid_client' });
    const sterk = await probeer(eindpunt, { ...als, sleutel: rsa, header: { kid: 'rsa-1', alg: 'PS256' } });
    expect([sterk.error, sterk.status === 401]).toEqual([sterk.error, false]);
  });

  it('ensure-client-assertion-in-token-endpoint: none, twice, or by another way', async () => {
    const velden = EINDPUNTEN.find(([e]) => e === eindpunt)![1];
    const client = eindpunt === 'par' ? RSA : 'zaaksysteem';
    const weigering = { status: 401, error: 'invalid_client' };
    expect(await vraag(eindpunt, { ...velden, client_id: client })).toMatchObject(weigering);
    expect(await vraag(eindpunt, { ...velden, client_id: client, client_secret: 'geheim' })).toMatchObject(weigering);
    expect(await vraag(eindpunt, { ...velden, client_id: client, client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:saml2-bearer', client_assertion: 'x' })).toMatchObject({ error: expect.stringMatching(/^invalid_(client|request)$/) });
    expect((await vraag(eindpunt, velden)).status).toBeGreaterThanOrEqual(400);
    const jti = randomUUID();
    expect([200, 201]).toContain((await probeer(eindpunt, { claims: { jti } })).status);
    expect(await probeer(eindpunt, { claims: { jti } })).toMatchObject(weigering);
  });
});

it('discovery-end-point-verification (RFC 8414 §3.2, §3.3; FAPI 2.0 SP §5.3.2.1)', async () => {
  const a = await fetch(`${huis.url}/.well-known/oauth-authorization-server`);
  expect([a.status, a.headers.get('content-type')]).toEqual([200, expect.stringMatching(/^application\/json/)]);
  const m = (await a.json()) as Record<string, unknown>;
  expect(m['issuer']).toBe(ISSUER);
  expect(m['registration_endpoint']).toBeUndefined();
  expect(m['code_challenge_methods_supported']).toEqual(['S256']);
  expect(m['tls_client_certificate_bound_access_tokens']).toBe(true);
  for (const methode of m['token_endpoint_auth_methods_supported'] as string[]) expect(['private_key_jwt', 'tls_client_auth', 'self_signed_tls_client_auth']).toContain(methode);
  for (const alg of m['token_endpoint_auth_signing_alg_values_supported'] as string[]) expect(['PS256', 'ES256', 'EdDSA', 'Ed25519']).toContain(alg);
  for (const [naam, adres] of Object.entries(m)) if (/_(endpoint|uri)$/.test(naam)) expect(String(adres)).toMatch(/^https:\/\//);
  const sleutels = ((await (await fetch(String(m['jwks_uri']).replace(ISSUER, huis.url))).json()) as { keys: JWK[] }).keys;
  expect(sleutels.length).toBeGreaterThan(0);
  for (const k of sleutels) expect([k.d, k.p, k.k, new Set(sleutels.map((x) => x.kid)).size]).toEqual([undefined, undefined, undefined, sleutels.length]);
});
