import { decodeJwt } from 'jose';
import type * as oauth from 'openid-client';
import { maakSleutelpaar } from '@bronhuis/standaarden';
import { OVERBRUGGE } from '@bronhuis/testing';
import { Aanmeldproef, Browser, foutVan, ISSUER, maakClient, type Aangemeld } from './oauth-hulp.ts';
import { ACCESS_TOKEN, JWT_BEARER, opent, PAD, type Huis } from './omgeving.ts';

// The modules of the OpenID certification plans that are about what we have: a code for a person who signs in, by plain
// OAuth (no id_token, no userinfo, no refresh token, no request object). Named as there: those of
// `fapi2-security-profile-final` by their own name, those of `oidcc-basic` by their code (OP-…). Not here, with reason:
// PAR is offered and not demanded, and an assertion may name the token endpoint as its audience, as OAuth NL GOV 1.2
// asks and FAPI 2.0 forbids. Tokens bound to a certificate: oauth-certificaat.spec.ts.

const { TERUG, CLIENT } = Aanmeldproef;
const ANDER = 'andere-app';

let huis: Huis;
let proef: Aanmeldproef;
let ander: oauth.Configuration;
beforeAll(async () => {
  huis = await opent();
  proef = await Aanmeldproef.start(huis, { w1: { name: 'Wil de Jong', medewerker: 'wdejong', groepen: ['GRP-vergunningen'] } });
  const sleutel = maakSleutelpaar(ANDER);
  await Aanmeldproef.registreer(huis, ANDER, sleutel.publiek);
  ander = await maakClient(huis, ANDER, sleutel.prive);
});
afterAll(async () => {
  proef?.werkgever.stop();
  await huis.stop();
});

interface Antwoord {
  status: number;
  koppen: Headers;
  body: Record<string, unknown>;
}
async function post(eindpunt: string, velden: Record<string, string>, bewijs = true): Promise<Antwoord> {
  const assertie: Record<string, string> = bewijs ? { client_assertion_type: JWT_BEARER, client_assertion: await huis.verklaring({ client: CLIENT, sleutel: proef.sleutel, aud: ISSUER }) } : {};
  const a = await fetch(`${huis.url}${PAD}/${eindpunt}`, { method: 'POST', body: new URLSearchParams({ ...assertie, ...velden }) });
  return { status: a.status, koppen: a.headers, body: (await a.json()) as Record<string, unknown> };
}
const naToken = (v: Aangemeld, velden: Record<string, string> = {}): Promise<Antwoord> =>
  post('token', { grant_type: 'authorization_code', code: v.terug.searchParams.get('code') ?? '', redirect_uri: TERUG, code_verifier: v.verifier, ...velden });
const neerleg = async (anders: Record<string, string> = {}, weg: string[] = []) => {
  const v = await proef.verzoek(anders);
  const velden = Object.fromEntries([...v.url.searchParams].filter(([naam]) => !weg.includes(naam)));
  return { ...v, antwoord: await post('par', velden) };
};
const metVerzoek = (requestUri: unknown, client = CLIENT): URL => new URL(`${ISSUER}${PAD}/authorize?${new URLSearchParams({ client_id: client, request_uri: String(requestUri) })}`);
/** What the application hears, in the address or (a token asked for) behind its hash; the page when nobody may be sent on. */
const uitkomst = async (url: URL, weg: string[] = []): Promise<Record<string, string>> => {
  for (const naam of weg) url.searchParams.delete(naam);
  const a = await new Browser(huis).ga(url);
  return a.naar ? Object.fromEntries(new URLSearchParams(a.naar.search || a.naar.hash.slice(1))) : { pagina: String(a.status) };
};
/** No fewer than 128 bits, when each sign says six at most. */
const isOnraadbaar = (geheim: unknown): boolean => String(geheim).replace(/^urn:.*:/, '').length * 6 >= 128;

describe('a request and its answer', () => {
  it('happy-flow (FAPI 2.0 SP §5.3.2.2; RFC 9126 §2.2; RFC 9207 §2), par-without-duplicate-parameters', async () => {
    const v = await neerleg();
    expect([v.antwoord.status, v.antwoord.koppen.get('cache-control')]).toEqual([201, expect.stringContaining('no-store')]);
    expect(v.antwoord.body).toEqual({ request_uri: expect.stringMatching(/^urn:ietf:params:oauth:request_uri:/), expires_in: expect.any(Number) });
    expect(isOnraadbaar(v.antwoord.body['request_uri'])).toBe(true);
    expect(v.antwoord.body['expires_in']).toBeLessThan(600);
    const terug = await new Browser(huis).meldAan(metVerzoek(v.antwoord.body['request_uri']), 'w1');
    expect([...terug.searchParams.keys()].sort()).toEqual(['code', 'iss', 'state']);
    expect([terug.searchParams.get('iss'), terug.searchParams.get('state'), isOnraadbaar(terug.searchParams.get('code'))]).toEqual([ISSUER, v.state, true]);
    const t = await naToken({ ...v, terug });
    expect([t.status, t.koppen.get('content-type'), t.koppen.get('cache-control')]).toEqual([200, expect.stringMatching(/^application\/json/), 'no-store']);
    expect(t.body).toMatchObject({ token_type: 'Bearer', expires_in: 600, access_token: expect.any(String) });
    expect([t.body['id_token'], t.body['refresh_token'], isOnraadbaar(decodeJwt(String(t.body['access_token'])).jti)]).toEqual([undefined, undefined, true]);
  });

  it('user-rejects-authentication (RFC 6749 §4.1.2.1)', async () => {
    const v = await proef.verzoek();
    const terug = await new Browser(huis).meldAan(v.url, null);
    expect(Object.fromEntries(terug.searchParams)).toMatchObject({ error: 'access_denied', state: v.state, iss: ISSUER });
    expect(terug.searchParams.has('code')).toBe(false);
  });

  it('ensure-authorization-request-without-state-success', async () => {
    const v = await proef.verzoek();
    v.url.searchParams.delete('state');
    const terug = await new Browser(huis).meldAan(v.url, 'w1');
    expect(terug.searchParams.has('state')).toBe(false);
    expect((await naToken({ ...v, terug })).status).toBe(200);
  });

  it('ensure-authorization-request-with-long-state: whole in the answer', async () => {
    const state = `${'lang-'.repeat(77)}!~ &=é`;
    const { terug } = await proef.aangemeld('w1', undefined, { state });
    expect(terug.searchParams.get('state')).toBe(state);
  });

  it('access-token-type-header-case-sensitivity (RFC 9110 §11.1)', async () => {
    const { access_token: token } = await proef.wissel(await proef.aangemeld());
    await huis.draaiend.bundelhouder!.peil();
    for (const schema of ['Bearer', 'bearer', 'BEARER', 'bEaReR']) {
      expect([schema, (await fetch(`${huis.url}${PAD}/applicaties`, { headers: { authorization: `${schema} ${token}` } })).status]).toEqual([schema, 200]);
    }
  });

  it.each<[string, Record<string, string>]>([
    ['OP-Req-NotUnderstood (RFC 6749 §3.1)', { extra: 'foobar' }],
    ['OP-display-page', { display: 'page' }],
    ['OP-display-popup', { display: 'popup' }],
    ['OP-prompt-login', { prompt: 'login' }],
    ['OP-Req-max_age=1', { max_age: '1' }],
    ['OP-Req-max_age=10000', { max_age: '10000' }],
    ['OP-Req-login_hint', { login_hint: 'wdejong@example.nl' }],
    ['OP-Req-ui_locales', { ui_locales: 'se nl' }],
    ['OP-Req-claims_locales', { claims_locales: 'se nl' }],
    ['OP-Req-acr_values', { acr_values: '1 2' }],
    ['OP-nonce-NoReq-code, and with one', { nonce: 'n'.repeat(64) }],
  ])('%s: goes on', async (_, extra) => {
    const v = await proef.aangemeld('w1', undefined, extra);
    expect(v.terug.searchParams.get('error_description')).toBeNull();
    expect(await naToken(v)).toMatchObject({ status: 200, body: { token_type: 'Bearer' } });
  });

  it('OP-prompt-none-NotLoggedIn', async () => {
    expect(await uitkomst((await proef.verzoek({ prompt: 'none' })).url)).toMatchObject({ error: 'login_required' });
  });
});

describe('a request that is wrong', () => {
  it('ensure-registered-redirect-uri (FAPI 2.0 SP §5.3.2.2), OP-redirect_uri-NotReg', async () => {
    const redirect_uri = `${TERUG}/elders`;
    expect(await uitkomst((await proef.verzoek({ redirect_uri })).url)).toEqual({ pagina: '400' });
    expect((await neerleg({ redirect_uri })).antwoord).toMatchObject({ status: 400, body: { error: 'invalid_request' } });
  });

  it('ensure-redirect-uri-in-authorization-request', async () => {
    expect(await uitkomst((await proef.verzoek()).url, ['redirect_uri'])).toEqual({ pagina: '400' });
    expect((await neerleg({}, ['redirect_uri'])).antwoord).toMatchObject({ status: 400, body: { error: 'invalid_request' } });
  });

  it.each([
    ['ensure-response-type-token-fails', 'token'],
    ['ensure-response-type-code-idtoken-fails', 'code id_token'],
  ])('%s (RFC 6749 §3.1.1)', async (_, response_type) => {
    expect(await uitkomst((await proef.verzoek({ response_type })).url)).toMatchObject({ error: 'unsupported_response_type' });
    expect((await neerleg({ response_type })).antwoord).toMatchObject({ status: 400, body: { error: 'unsupported_response_type' } });
  });

  it('OP-Response-Missing', async () => {
    expect(await uitkomst((await proef.verzoek()).url, ['response_type'])).toMatchObject({ error: 'invalid_request' });
  });

  it.each([
    ['par-ensure-pkce-required', {}, ['code_challenge', 'code_challenge_method']],
    ['par-plain-pkce-rejected', { code_challenge_method: 'plain' }, []],
    ['par-plain-pkce-rejected, by its default', {}, ['code_challenge_method']],
  ])('%s (RFC 7636 §4.3; FAPI 2.0 SP §5.3.2.2)', async (_, anders, weg) => {
    expect((await neerleg(anders as Record<string, string>, weg)).antwoord).toMatchObject({ status: 400, body: { error: 'invalid_request' } });
  });

  it('par-authorization-request-containing-request_uri-form-param (RFC 9126 §2.1)', async () => {
    expect((await neerleg({ request_uri: 'urn:ietf:params:oauth:request_uri:een-ander' })).antwoord).toMatchObject({ status: 400, body: { error: 'request_uri_not_supported' } });
  });

  it.each(['GET', 'PUT', 'DELETE'])('par-reject-invalid-http-verb: %s (RFC 9126 §2.3)', async (method) => {
    expect([404, 405]).toContain((await fetch(`${huis.url}${PAD}/par`, { method })).status);
  });
});

describe('a request that was laid down before (RFC 9126 §4)', () => {
  it('par-ensure-server-accepts-reused-request-uri-before-authentication-completion: who reloads the page goes on', async () => {
    const v = await neerleg();
    const url = metVerzoek(v.antwoord.body['request_uri']);
    await new Browser(huis).ga(url);
    const terug = await new Browser(huis).meldAan(url, 'w1');
    expect((await naToken({ ...v, terug })).status).toBe(200);
  });

  it('par-attempt-reuse-request_uri', async () => {
    const url = metVerzoek((await neerleg()).antwoord.body['request_uri']);
    expect((await new Browser(huis).meldAan(url, 'w1')).searchParams.has('code')).toBe(true);
    const weer = await uitkomst(url);
    expect(weer['error'] ?? weer['pagina']).toMatch(/invalid_request_uri|400/);
  });

  it('par-attempt-to-use-expired-request_uri', async () => {
    const url = metVerzoek((await neerleg()).antwoord.body['request_uri']);
    await huis.sql(`update oauth_toestand set verloopt = now() where model = 'PushedAuthorizationRequest'`);
    expect(await uitkomst(url)).toEqual({ pagina: '400' });
  });

  it('par-attempt-to-use-request_uri-for-different-client', async () => {
    const v = await neerleg();
    expect(await uitkomst(metVerzoek(v.antwoord.body['request_uri'], ANDER))).toEqual({ pagina: '400' });
    expect((await new Browser(huis).meldAan(metVerzoek(v.antwoord.body['request_uri']), 'w1')).searchParams.has('code')).toBe(true);
  });
});

describe('the code at the token endpoint (RFC 6749 §4.1.3)', () => {
  it('ensure-authorization-code-is-bound-to-client', async () => {
    const v = await proef.aangemeld();
    expect(await foutVan(proef.wissel(v, ander))).toBe('invalid_grant');
  });

  it.each([
    ['attempt-reuse-authorization-code-after-one-second, OP-OAuth-2nd', 0],
    ['oidcc-codereuse-30seconds, OP-OAuth-2nd-30s, OP-OAuth-2nd-Revokes', 30],
  ])('%s: and the token of the first time is over (RFC 6749 §4.1.2)', async (_, later) => {
    const v = await proef.aangemeld();
    const t = await naToken(v);
    await huis.draaiend.bundelhouder!.peil();
    const geldt = async (): Promise<number> => (await huis.roep('GET', `${PAD}/applicaties`, { token: String(t.body['access_token']) })).status;
    expect(await geldt()).toBe(200);
    if (later) await huis.sql(`update oauth_toestand set verbruikt = verbruikt - make_interval(secs => $1) where model = 'AuthorizationCode'`, [later]);
    expect(await naToken(v)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    await huis.draaiend.bundelhouder!.peil();
    expect(await geldt()).toBe(401);
  });

  it('attempt-to-use-expired-auth-code', async () => {
    const v = await proef.aangemeld();
    const [{ s } = { s: 0 }] = await huis.sql<{ s: number }>(`select extract(epoch from max(verloopt) - now())::float8 as s from oauth_toestand where model = 'AuthorizationCode'`);
    expect(s > 0 && s <= 60).toBe(true);
    await huis.sql(`update oauth_toestand set verloopt = now() where model = 'AuthorizationCode'`);
    expect(await naToken(v)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });

  it.each<[string, Record<string, string>, string]>([
    ['par-pkce-verifier-required (RFC 7636 §4.6)', { code_verifier: '' }, 'invalid_grant'],
    ['par-incorrect-pkce-code-verifier-rejected', { code_verifier: 'A'.repeat(43) }, 'invalid_grant'],
    ['another redirect_uri', { redirect_uri: `${TERUG}/x` }, 'invalid_grant'],
    ['no code', { code: '' }, 'invalid_request'],
    ['a code that never was', { code: 'a'.repeat(43) }, 'invalid_grant'],
    ['oidcc-refresh-token: there are none', { grant_type: 'refresh_token', refresh_token: 'x' }, 'unsupported_grant_type'],
    ['a grant of another server', { grant_type: 'password', username: 'w1', password: 'x' }, 'unsupported_grant_type'],
    ['no grant', { grant_type: '' }, 'invalid_request'],
  ])('%s', async (_, velden, error) => {
    expect(await naToken(await proef.aangemeld(), velden)).toMatchObject({ status: 400, body: { error } });
  });

  it('ensure-client-assertion-in-token-endpoint, ensure-client-id-in-token-endpoint (RFC 6749 §3.2.1)', async () => {
    const v = await proef.aangemeld();
    const velden = { grant_type: 'authorization_code', code: v.terug.searchParams.get('code') ?? '', redirect_uri: TERUG, code_verifier: v.verifier };
    expect(await post('token', { ...velden, client_id: CLIENT }, false)).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
    expect((await post('token', velden, false)).status).toBeGreaterThanOrEqual(400);
    expect((await naToken(v)).status).toBe(200);
  });

  it('a token that is handed on is not a code: each grant takes its own', async () => {
    const v = await proef.aangemeld();
    const code = v.terug.searchParams.get('code') ?? '';
    expect((await post('token', { grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange', subject_token: code, subject_token_type: ACCESS_TOKEN, organisatie: OVERBRUGGE })).status).toBe(400);
  });
});
