import { createHmac, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { base64url, decodeJwt, decodeProtectedHeader, exportJWK, exportSPKI, generateKeyPair, importJWK, SignJWT, UnsecuredJWT, type JWK, type JWTPayload } from 'jose';
import { OVERBRUGGE, VOORBEELDSTAD, WERKORGANISATIE } from '@bronhuis/testing';
import { Sleutelbeheer } from '../src/sleutels/sleutelbeheer.ts';
import { opent, PAD, ZAAKSYSTEEM, type Huis } from './omgeving.ts';

let huis: Huis;
let echt: string;
let claims: JWTPayload;
let kid: string;
beforeAll(async () => {
  huis = await opent();
  echt = (await huis.vraagToken(ZAAKSYSTEEM)).access_token!;
  claims = decodeJwt(echt);
  kid = decodeProtectedHeader(echt).kid!;
});
afterAll(() => huis.stop());

const alsBearer = async (token: string): Promise<number> => (await huis.roep('GET', `${PAD}/applicaties`, { token })).status;
/** The real claims under another signature. */
const nagemaakt = async (header: object, sleutel: Parameters<SignJWT['sign']>[0], anders: JWTPayload = {}): Promise<string> =>
  new SignJWT({ ...claims, ...anders }).setProtectedHeader({ alg: 'PS256', typ: 'at+jwt', kid, ...header }).sign(sleutel);

describe('een nagemaakt token (RFC 8725 §3)', () => {
  it('begint bij een echt token, dat wel geldt', async () => {
    expect(await alsBearer(echt)).toBe(200);
  });

  it('zonder handtekening: alg none', async () => {
    expect(await alsBearer(new UnsecuredJWT(claims).encode())).toBe(401);
    expect(await alsBearer(`${base64url.encode(JSON.stringify({ alg: 'nOnE', typ: 'at+jwt', kid }))}.${echt.split('.')[1]}.`)).toBe(401);
  });

  it('met de openbare sleutel als geheim: HS256 in plaats van PS256', async () => {
    const { body } = await huis.roep<{ keys: JWK[] }>('GET', `${PAD}/jwks`);
    const publiek = body.keys.find((k) => k.kid === kid)!;
    const pem = await exportSPKI((await importJWK(publiek, 'PS256', { extractable: true })) as never);
    for (const geheim of [pem, pem.trim(), JSON.stringify(publiek), publiek.n!]) {
      const deel = `${base64url.encode(JSON.stringify({ alg: 'HS256', typ: 'at+jwt', kid }))}.${base64url.encode(JSON.stringify(claims))}`;
      expect(await alsBearer(`${deel}.${createHmac('sha256', geheim).update(deel).digest('base64url')}`)).toBe(401);
    }
  });

  it('met een sleutel die het zelf meebrengt: jwk, jku, x5u, x5c', async () => {
    const paar = await generateKeyPair('PS256', { extractable: true });
    const eigen = { ...(await exportJWK(paar.publicKey)), kid };
    let gevraagd = 0;
    const server = createServer((_, a) => (gevraagd++, a.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: [eigen] }))));
    await new Promise<void>((klaar) => server.listen(0, '127.0.0.1', klaar));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`;
    for (const header of [{ jwk: eigen }, { jku: url }, { x5u: url }, { x5c: ['MIIB'] }, { kid: url }, {}]) expect(await alsBearer(await nagemaakt(header, paar.privateKey))).toBe(401);
    expect(gevraagd).toBe(0);
    server.close();
  });

  it('met een kid die ergens anders naar wijst', async () => {
    const { privateKey } = await generateKeyPair('PS256');
    for (const naar of ['../../../../dev/null', '/etc/passwd', "' or 1=1 --", '', '__proto__', 'constructor']) expect(await alsBearer(await nagemaakt({ kid: naar }, privateKey))).toBe(401);
  });

  it('met een echt onderdeel verwisseld', async () => {
    const [kop, inhoud, handtekening] = echt.split('.') as [string, string, string];
    const breder = base64url.encode(JSON.stringify({ ...claims, organisatie: VOORBEELDSTAD }));
    for (const t of [`${kop}.${breder}.${handtekening}`, `${kop}.${inhoud}.`, `${kop}.${inhoud}`, `${kop}.${inhoud}.${handtekening.slice(0, -4)}AAAA`, `${echt}.${inhoud}`]) expect(await alsBearer(t)).toBe(401);
  });
});

describe('een echte handtekening onder iets anders', () => {
  /** With the key of the house: only what is claimed is wrong. */
  const ondertekend = async (anders: JWTPayload, header: object = {}): Promise<string> => {
    const { prive } = await huis.draaiend.app.get(Sleutelbeheer, { strict: false }).ondertekensleutel();
    return nagemaakt(header, await importJWK(prive, 'PS256'), anders);
  };

  it('geldt als er niets mis mee is: de proef bewijst iets', async () => {
    expect(await alsBearer(await ondertekend({ jti: randomUUID() }))).toBe(200);
  });

  it.each<[string, JWTPayload]>([
    ['voor een andere bestemming', { aud: 'elders' }],
    ['van een andere uitgever', { iss: 'https://elders.example' }],
    ['verlopen', { exp: 1_700_000_000 }],
    ['zonder einde', { exp: undefined }],
    ['zonder organisatie', { organisatie: undefined }],
    ['met een organisatie die er geen is', { organisatie: '1' }],
    ['met een keten langer dan wij geven', { act: { sub: OVERBRUGGE, act: { sub: OVERBRUGGE, act: { sub: OVERBRUGGE, act: { sub: WERKORGANISATIE } } } } }],
    ['met een keten die niemand noemt', { act: { sub: OVERBRUGGE, act: {} } }],
    ['met een keten van tekst', { act: { sub: OVERBRUGGE, act: 'ik' } }],
    ['gebonden op een manier die wij niet kennen', { cnf: { jkt: 'abc' } }],
    ['gebonden aan een certificaat dat er niet is', { cnf: { 'x5t#S256': 'abc' } }],
    ['van een onbekende soort', { soort: 'beheerder' }],
  ])('wordt niet aanvaard: %s', async (_, anders) => {
    expect(await alsBearer(await ondertekend({ jti: randomUUID(), ...anders }))).toBe(401);
  });

  it('van wie niet bevoegd is, komt niet verder dan de deur: een schakel in de keten telt mee', async () => {
    expect(await alsBearer(await ondertekend({ jti: randomUUID(), act: { sub: OVERBRUGGE, act: { sub: '00000001999990099000' } } }))).toBe(403);
    expect(await alsBearer(await ondertekend({ jti: randomUUID(), act: { sub: '00000001999990099000' } }))).toBe(403);
  });
});

describe('een verklaring van een applicatie', () => {
  it('met HS256 en haar openbare sleutel, of zonder handtekening', async () => {
    const [rij] = await huis.sql<{ jwks: { keys: JWK[] } }>(`select jwks from applicatie where id = 'zaaksysteem'`);
    const inhoud = { iss: 'zaaksysteem', sub: 'zaaksysteem', aud: 'bronhuis-toegangsbeheer', iat: Math.floor(Date.now() / 1000), exp: Math.floor(Date.now() / 1000) + 60, jti: randomUUID() };
    const deel = (alg: string): string => `${base64url.encode(JSON.stringify({ alg, kid: rij!.jwks.keys[0]!.kid }))}.${base64url.encode(JSON.stringify(inhoud))}`;
    const hs = createHmac('sha256', JSON.stringify(rij!.jwks.keys[0])).update(deel('HS256')).digest('base64url');
    for (const client_assertion of [`${deel('HS256')}.${hs}`, `${deel('none')}.`, `${deel('None')}.x`]) {
      expect(await huis.vraagToken({ ...ZAAKSYSTEEM, client_assertion })).toMatchObject({ status: 401, error: 'invalid_client' });
    }
  });

  it('met de sleutel van een ander, onder de naam van deze', async () => {
    const ander = JSON.parse(await readFile(`${huis.geheimen.map}/client-registers.key.json`, 'utf8')) as JWK;
    expect(await huis.vraagToken(ZAAKSYSTEEM, { sleutel: ander })).toMatchObject({ status: 401 });
  });

  it('geeft op elke fout hetzelfde antwoord, of de applicatie nu bestaat of niet', async () => {
    const sleutel = await exportJWK((await generateKeyPair('EdDSA', { extractable: true })).privateKey);
    const [bestaat, onbekend] = [await huis.vraagToken(ZAAKSYSTEEM, { sleutel }), await huis.vraagToken(ZAAKSYSTEEM, { sleutel, client: 'bestaat-niet' })];
    expect(bestaat).toEqual(onbekend);
  });
});

describe('een verzoek', () => {
  const stuur = async (body: string, soort = 'application/x-www-form-urlencoded') => {
    const a = await fetch(`${huis.url}${PAD}/token`, { method: 'POST', body, headers: { 'content-type': soort } });
    return { status: a.status, body: (await a.json()) as { error?: string } };
  };

  it('met een veld dat twee keer voorkomt, wordt geweigerd (RFC 6749 §3.2)', async () => {
    const goed = new URLSearchParams({ grant_type: 'client_credentials', client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer', client_assertion: await huis.verklaring(), ...ZAAKSYSTEEM });
    expect(await stuur(`${goed.toString()}&organisatie=${VOORBEELDSTAD}`)).toMatchObject({ status: 400, body: { error: 'invalid_request' } });
  });

  it('dat te groot is, wordt niet gelezen', async () => {
    expect(await stuur(`grant_type=client_credentials&x=${'a'.repeat(100_000)}`)).toMatchObject({ status: 400, body: { error: 'invalid_request' } });
    const groot = await huis.vraagToken({ ...ZAAKSYSTEEM, client_assertion: 'a'.repeat(50_000) });
    expect(groot).toMatchObject({ status: 400, error: 'invalid_request' });
  });

  it('met JSON, of met tekens die geen naam zijn, is een fout van de vrager en niet van ons', async () => {
    expect(await stuur('{"grant_type":"client_credentials"}', 'application/json')).toMatchObject({ status: 400 });
    for (const [naam, waarde] of [['gebruiker', 'noor\0'], ['verwerkingsactiviteit', '\0'], ['organisatie', '\0']] as const) {
      expect((await huis.vraagToken({ ...ZAAKSYSTEEM, [naam]: waarde })).status).toBe(400);
    }
  });

  it('met een token in het adres in plaats van in een kop, is van niemand (OAuth NL GOV 2.8)', async () => {
    expect((await huis.roep('GET', `${PAD}/applicaties?access_token=${echt}`)).status).toBe(401);
  });

  it('na het einde van de bevoegdheid geeft geen token', async () => {
    expect(await huis.vraagToken({ ...ZAAKSYSTEEM, organisatie: VOORBEELDSTAD })).toMatchObject({ status: 400, error: 'unauthorized_client' });
  });
});
