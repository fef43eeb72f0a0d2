import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createLocalJWKSet, decodeJwt, exportJWK, generateKeyPair, importJWK, jwtVerify, SignJWT, type JWK } from 'jose';
import * as oauth from 'openid-client';
import { bouwComponent, leesConfig, type Draaiend } from '@bronhuis/component';
import { maakSleutelpaar } from '@bronhuis/standaarden';
import { OVERBRUGGE, roep as roepLos, VOORBEELDSTAD, WERKORGANISATIE } from '@bronhuis/testing';
import { definitie } from '../src/definitie.ts';
import { ISSUER, maakClient } from './oauth-hulp.ts';
import { ACCESS_TOKEN, opent, PAD, TOKEN_EXCHANGE, ZAAKSYSTEEM, type Huis } from './omgeving.ts';

let huis: Huis;
let tweede: Draaiend;
let zaaksysteem: oauth.Configuration;
let component: oauth.Configuration;
beforeAll(async () => {
  huis = await opent();
  const config = leesConfig(
    {
      PORT: '0', DATABASE_URL: huis.db.toepassing, DATABASE_URL_WERKER: huis.db.werker, NATS_URL: huis.nats.url, NATS_VOORVOEGSEL: huis.nats.voorvoegsel,
      TOEGANGSBEHEER_URL: huis.buiten.url, GATEWAY_URL: huis.buiten.url, GEHEIMEN_MAP: huis.geheimen.map, GEGEVENS_MAP: join(huis.gegevensMap, 'tweede'), LOG_NIVEAU: 'error',
      APPLICATIEDEUR_URL: 'https://applicaties.bronhuis.example',
    },
    { database: true, eigen: definitie.instellingen ?? {} },
  );
  tweede = await bouwComponent(definitie, config, huis.klok);
  await tweede.bundelhouder!.peil();
  zaaksysteem = await maakClient(huis, 'zaaksysteem');
  component = await maakClient(huis, 'component-registers');
});
afterAll(async () => {
  await tweede?.stop();
  await huis.stop();
});

const token = async (velden: Record<string, string> = ZAAKSYSTEEM, client = zaaksysteem): Promise<string> => (await oauth.clientCredentialsGrant(client, velden)).access_token;
const fout = async (p: Promise<unknown>): Promise<string> => p.then(() => 'gelukt', (f: { error?: string; message: string }) => f.error ?? f.message);
const geldt = async (t: string, url = huis.url): Promise<number> => (await roepLos(url, null, 'GET', `${PAD}/applicaties`, { token: t })).status;

describe('metadata (RFC 8414 §2)', () => {
  it('zegt waar alles is en wat er kan, en niets dat er niet is', async () => {
    const { status, body } = await huis.roep<Record<string, unknown>>('GET', '/.well-known/oauth-authorization-server');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      issuer: ISSUER,
      token_endpoint: `${ISSUER}${PAD}/token`,
      authorization_endpoint: `${ISSUER}${PAD}/authorize`,
      pushed_authorization_request_endpoint: `${ISSUER}${PAD}/par`,
      introspection_endpoint: `${ISSUER}${PAD}/introspect`,
      revocation_endpoint: `${ISSUER}${PAD}/revoke`,
      jwks_uri: `${ISSUER}${PAD}/jwks`,
      response_types_supported: ['code'],
      code_challenge_methods_supported: ['S256'],
      token_endpoint_auth_methods_supported: ['private_key_jwt', 'tls_client_auth', 'self_signed_tls_client_auth'],
      token_endpoint_auth_signing_alg_values_supported: ['PS256', 'ES256', 'EdDSA', 'Ed25519'],
      tls_client_certificate_bound_access_tokens: true,
      authorization_response_iss_parameter_supported: true,
      authorization_details_types_supported: ['verwerkingsactiviteit'],
    });
    expect(body['grant_types_supported']).toEqual(expect.arrayContaining(['client_credentials', 'authorization_code', TOKEN_EXCHANGE]));
    for (const niet of ['implicit', 'refresh_token', 'password']) expect(body['grant_types_supported']).not.toContain(niet);
    for (const niet of ['userinfo_endpoint', 'registration_endpoint', 'end_session_endpoint']) expect(body[niet]).toBeUndefined();
  });

  it('wijst wie een certificaat heeft de deur die daarom vraagt (RFC 8705 §5), als dat een andere is', async () => {
    const elders = await roepLos<Record<string, unknown>>(tweede.url, null, 'GET', '/.well-known/oauth-authorization-server', {});
    expect(elders.body).toMatchObject({
      issuer: ISSUER, token_endpoint: `${ISSUER}${PAD}/token`, mtls_endpoint_aliases: { token_endpoint: `https://applicaties.bronhuis.example${PAD}/token`, revocation_endpoint: `https://applicaties.bronhuis.example${PAD}/revoke` },
    });
    expect((await huis.roep<Record<string, unknown>>('GET', '/.well-known/oauth-authorization-server')).body['mtls_endpoint_aliases']).toBeUndefined();
  });

  it('staat toe dat een gewone bibliotheek de tokens controleert (RFC 9068 §4)', async () => {
    const { body } = await huis.roep<{ keys: JWK[] }>('GET', `${PAD}/jwks`);
    const { payload, protectedHeader } = await jwtVerify(await token(), createLocalJWKSet(body), { issuer: ISSUER, audience: 'bronhuis', typ: 'at+jwt', algorithms: ['PS256'] });
    expect(protectedHeader.kid).toBeTruthy();
    for (const claim of ['sub', 'client_id', 'iat', 'exp', 'jti']) expect(payload[claim]).toBeTruthy();
  });
});

describe('het doel als authorization details (RFC 9396)', () => {
  const details = (...namen: string[]) => JSON.stringify(namen.map((identifier) => ({ type: 'verwerkingsactiviteit', identifier })));
  it('is hetzelfde doel, en komt terug', async () => {
    const t = await oauth.clientCredentialsGrant(zaaksysteem, { organisatie: OVERBRUGGE, authorization_details: details('VA-01') });
    expect(t).toMatchObject({ authorization_details: [{ type: 'verwerkingsactiviteit', identifier: 'VA-01' }] });
    expect(decodeJwt(t.access_token)).toMatchObject({ verwerkingsactiviteit: 'VA-01' });
  });

  it.each([
    ['twee doelen', { authorization_details: details('VA-01', 'VA-03') }],
    ['een ander doel ernaast', { authorization_details: details('VA-01'), verwerkingsactiviteit: 'VA-03' }],
    ['geen JSON', { authorization_details: 'VA-01' }],
    ['een onbekende soort', { authorization_details: '[{"type":"x"}]' }],
    ['een vreemde naam', { authorization_details: details('VA-01"') }],
  ])('wordt geweigerd bij %s', async (_, velden) => {
    expect(await fout(oauth.clientCredentialsGrant(zaaksysteem, { organisatie: OVERBRUGGE, ...velden }))).toBe('invalid_authorization_details');
  });

  it('geeft niets dat de applicatie niet mag', async () => {
    expect(await fout(oauth.clientCredentialsGrant(zaaksysteem, { organisatie: OVERBRUGGE, authorization_details: details('VA-03') }))).toBe('invalid_scope');
  });
});

describe('inzage in een token (RFC 7662)', () => {
  it('is er voor de applicatie zelf en voor een onderdeel van Bronhuis, en voor een ander niet', async () => {
    const t = await token();
    for (const client of [zaaksysteem, component]) {
      expect(await oauth.tokenIntrospection(client, t)).toMatchObject({ active: true, client_id: 'zaaksysteem', organisatie: OVERBRUGGE, act: { sub: WERKORGANISATIE }, iss: ISSUER, token_type: 'Bearer' });
    }
    const ander = await maakClient(huis, 'zaaksysteem-voorbeeldstad');
    expect(await oauth.tokenIntrospection(ander, t)).toEqual({ active: false });
  });

  it('zegt van wat niet geldt alleen dat', async () => {
    const vreemd = await new SignJWT({ client_id: 'zaaksysteem' }).setProtectedHeader({ alg: 'PS256', typ: 'at+jwt' }).sign((await generateKeyPair('PS256')).privateKey);
    for (const t of [vreemd, 'onzin', `${await token()}x`, 'a.b.c']) expect(await oauth.tokenIntrospection(component, t)).toEqual({ active: false });
  });

  it('vraagt wie het vraagt', async () => {
    const a = await fetch(`${huis.url}${PAD}/introspect`, { method: 'POST', body: new URLSearchParams({ token: await token(), client_id: 'zaaksysteem' }) });
    expect(a.status).toBe(401);
    expect(await a.json()).toMatchObject({ error: 'invalid_client' });
  });
});

describe('intrekken (RFC 7009)', () => {
  it('werkt voor elk onderdeel en elk proces, en alleen voor dat token', async () => {
    const [weg, blijft] = [await token(), await token()];
    expect([await geldt(weg), await geldt(weg, tweede.url)]).toEqual([200, 200]);
    await oauth.tokenRevocation(zaaksysteem, weg);
    await Promise.all([huis.draaiend.bundelhouder!.peil(), tweede.bundelhouder!.peil()]);
    expect([await geldt(weg), await geldt(weg, tweede.url), await geldt(blijft)]).toEqual([401, 401, 200]);
    expect(await oauth.tokenIntrospection(component, weg)).toEqual({ active: false });
    // Once more is fine, and changes nothing (§2.2).
    await oauth.tokenRevocation(zaaksysteem, weg);
    expect(await huis.sql('select 1 from intrekking where jti = $1', [decodeJwt(weg).jti])).toHaveLength(1);
  });

  it('doet niets met het token van een ander, en zegt dat niet', async () => {
    const t = await token();
    await oauth.tokenRevocation(component, t);
    await huis.draaiend.bundelhouder!.peil();
    expect(await geldt(t)).toBe(200);
    await oauth.tokenRevocation(zaaksysteem, 'onzin');
  });
});

describe('een token doorgeven aan een andere applicatie (RFC 8693)', () => {
  const wissel = (client: oauth.Configuration, subject: string, velden: Record<string, string> = {}) =>
    oauth.genericGrantRequest(client, TOKEN_EXCHANGE, { subject_token: subject, subject_token_type: ACCESS_TOKEN, ...velden });

  let partner: oauth.Configuration;
  beforeAll(async () => {
    const sleutel = maakSleutelpaar('partner');
    await huis.sql(
      `insert into applicatie (id, versie, registratietijd, soort, naam, uitvoerder, jwks, beheerder, gegevenseigenaar, leverancier, hosting, extern, status)
       values ('partner', 1, now(), 'applicatie', 'Ketenpartner', $1, $2, 'b', 'g', 'l', 'h', false, 'actief')`,
      [OVERBRUGGE, { keys: [sleutel.publiek] }],
    );
    await huis.sql(`insert into applicatie_doel (organisatie, applicatie, activiteiten) values ($1, 'partner', '{VA-01}')`, [OVERBRUGGE]);
    partner = await maakClient(huis, 'partner', sleutel.prive);
  });

  it('noemt de hele keten, en elk onderdeel toetst elke schakel', async () => {
    const t = await wissel(partner, await token({ ...ZAAKSYSTEEM, gebruiker: 'noor' }));
    expect(t).toMatchObject({ issued_token_type: ACCESS_TOKEN, token_type: 'bearer' });
    expect(decodeJwt(t.access_token)).toMatchObject({ sub: 'zaaksysteem', gebruiker: 'noor', client_id: 'partner', act: { sub: OVERBRUGGE, act: { sub: WERKORGANISATIE } }, verwerkingsactiviteit: 'VA-01' });
    expect(await geldt(t.access_token)).toBe(200);
    await huis.sql(`update bevoegdheid set tot = '2020-01-02', van = '2020-01-01' where organisatie = $1 and uitvoerder = $2`, [OVERBRUGGE, WERKORGANISATIE]);
    await huis.sql('update bundelstand set stand = stand + 1');
    await huis.draaiend.bundelhouder!.peil();
    expect(await geldt(t.access_token)).toBe(403);
    expect(await fout(wissel(partner, t.access_token))).toBe('unauthorized_client');
    await huis.sql(`update bevoegdheid set tot = null where organisatie = $1 and uitvoerder = $2`, [OVERBRUGGE, WERKORGANISATIE]);
    await huis.sql('update bundelstand set stand = stand + 1');
    await huis.draaiend.bundelhouder!.peil();
    expect(await geldt(t.access_token)).toBe(200);
  });

  it('geldt niet langer dan wat werd gegeven, en niet meer als dat is ingetrokken', async () => {
    const eerst = await token();
    const t = await wissel(partner, eerst);
    expect(decodeJwt(t.access_token).exp).toBeLessThanOrEqual(decodeJwt(eerst).exp!);
    await oauth.tokenRevocation(zaaksysteem, eerst);
    await huis.draaiend.bundelhouder!.peil();
    expect(await fout(wissel(partner, eerst))).toBe('invalid_request');
  });

  it.each<[string, Record<string, string>, string]>([
    ['een ander doel', { verwerkingsactiviteit: 'VA-03' }, 'invalid_scope'],
    ['een ander soort token', { subject_token_type: 'urn:ietf:params:oauth:token-type:saml2' }, 'invalid_request'],
    ['een ander soort antwoord', { requested_token_type: 'urn:ietf:params:oauth:token-type:refresh_token' }, 'invalid_request'],
    ['een verzonnen schakel', { actor_token: 'x', actor_token_type: ACCESS_TOKEN }, 'invalid_request'],
  ])('kan niet voor %s', async (_, velden, verwacht) => {
    expect(await fout(wissel(partner, await token(), velden))).toBe(verwacht);
  });

  it('kan niet voor een gemeente waarvoor de applicatie niet werkt', async () => {
    const elders = await token({ organisatie: VOORBEELDSTAD, verwerkingsactiviteit: 'VA-01' }, await maakClient(huis, 'zaaksysteem-voorbeeldstad'));
    expect(await fout(wissel(partner, elders))).toBe('unauthorized_client');
  });
});

describe('een applicatie die haar sleutels zelf publiceert (RFC 7517, OAuth NL GOV 2.3)', () => {
  let server: Server;
  let sleutels: JWK[] = [];
  beforeAll(async () => {
    server = createServer((_, antwoord) => antwoord.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: sleutels })));
    await new Promise<void>((klaar) => server.listen(0, '127.0.0.1', klaar));
  });
  afterAll(() => server.close());

  it('bewijst zich met wat daar staat', async () => {
    const paar = await generateKeyPair('ES256', { extractable: true });
    sleutels = [{ ...(await exportJWK(paar.publicKey)), kid: 'eigen' }];
    await huis.sql(
      `insert into applicatie (id, versie, registratietijd, soort, naam, uitvoerder, jwks_uri, beheerder, gegevenseigenaar, leverancier, hosting, extern, status)
       values ('publiceert', 1, now(), 'applicatie', 'Publiceert', $1, $2, 'b', 'g', 'l', 'h', false, 'actief')`,
      [OVERBRUGGE, `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`],
    );
    await huis.sql(`insert into applicatie_doel (organisatie, applicatie, activiteiten) values ($1, 'publiceert', '{VA-01}')`, [OVERBRUGGE]);
    const prive = { ...(await exportJWK(paar.privateKey)), kid: 'eigen' };
    expect((await huis.vraagToken(ZAAKSYSTEEM, { client: 'publiceert', sleutel: prive, alg: 'ES256' })).status).toBe(200);
    const ander = { ...(await exportJWK((await generateKeyPair('ES256', { extractable: true })).privateKey)), kid: 'eigen' };
    expect((await huis.vraagToken(ZAAKSYSTEEM, { client: 'publiceert', sleutel: ander, alg: 'ES256' })).status).toBe(401);
  });
});

describe('twee processen', () => {
  it('nemen dezelfde verklaring samen één keer aan', async () => {
    const sleutel = JSON.parse(await readFile(join(huis.geheimen.map, 'client-zaaksysteem.key.json'), 'utf8')) as JWK;
    for (let n = 0; n < 10; n++) {
      const verklaring = await new SignJWT({}).setProtectedHeader({ alg: 'EdDSA', kid: sleutel.kid! }).setIssuer('zaaksysteem').setSubject('zaaksysteem').setAudience(ISSUER).setIssuedAt().setExpirationTime('1m').setJti(randomUUID()).sign(await importJWK(sleutel, 'EdDSA'));
      const body = () => new URLSearchParams({ grant_type: 'client_credentials', client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer', client_assertion: verklaring, ...ZAAKSYSTEEM });
      const uit = await Promise.all([huis.url, tweede.url, huis.url, tweede.url].map((url) => fetch(`${url}${PAD}/token`, { method: 'POST', body: body() })));
      expect(uit.map((a) => a.status).sort()).toEqual([200, 401, 401, 401]);
    }
  });
});
