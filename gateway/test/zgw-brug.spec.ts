import { createHmac, createPublicKey } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { mkdtemp } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { maakLogger } from '@bronhuis/component';
import { systeemKlok, VasteKlok } from '@bronhuis/standaarden';
import { Buitenwereld, maakGeheimen, maakToken, OVERBRUGGE, wachtTot, type Geheimen } from '@bronhuis/testing';
import { Bundelhouder, bundelOverHttp, type ZgwClient } from '@bronhuis/toegang';
import { leesConfig } from '../src/config.ts';
import { Gateway } from '../src/gateway.ts';
import { Meters } from '../src/meters.ts';

const CLIENT: ZgwClient = { id: 'c1', clientId: 'docs', applicatie: 'zaaksysteem', organisatie: OVERBRUGGE, doel: 'VA-01', van: '2020-01-01', tot: '2099-12-31' };
const OBJECTS = '/objects/api/v2/objects';
const klok = new VasteKlok(new Date());

let geheimen: Geheimen;
let buiten: Buitenwereld;
let achter: Server;
let gateway: Gateway;
let bundelhouder: Bundelhouder;
let url: string;
/** What toegangsbeheer was asked, and what it says. */
let gevraagd: string[];
let zeg: () => Promise<{ status: number; body?: unknown }>;
let gezien: IncomingHttpHeaders[];

beforeAll(async () => {
  geheimen = await maakGeheimen(await mkdtemp(join(tmpdir(), 'gw-zgw-')), ['gateway']);
  buiten = await Buitenwereld.open(geheimen, systeemKlok, { zgwClients: [CLIENT] });
  buiten.op('POST', '/toegangsbeheer/v1/zgw-tokens', ({ body }) => {
    gevraagd.push((body as { jwt: string }).jwt);
    return zeg();
  });
  achter = createServer((vraag, antwoord) => {
    gezien.push(vraag.headers);
    antwoord.end('{}');
  });
  await new Promise<void>((klaar) => achter.listen(0, '127.0.0.1', klaar));
  const naar = `http://127.0.0.1:${(achter.address() as AddressInfo).port}`;
  const config = leesConfig({
    PORT: '0', TOEGANGSBEHEER_URL: buiten.url, REGISTERS_URL: naar, SELECTIELIJST_URL: naar, WOO_PUBLICATIE_URL: naar, VERANTWOORDING_URL: naar, PORTAAL_URL: naar,
    GEHEIMEN_MAP: geheimen.map, GEGEVENS_MAP: await mkdtemp(join(tmpdir(), 'gw-')),
  });
  bundelhouder = new Bundelhouder({ bron: bundelOverHttp(buiten.url), sleutel: geheimen.bundel.publiek, klok: systeemKlok });
  gateway = new Gateway(config, bundelhouder, maakLogger('gateway', 'silent'), new Meters(), klok);
  url = await gateway.start();
});

beforeEach(async () => {
  klok.zet(new Date());
  [gevraagd, gezien] = [[], []];
  const token = await maakToken(geheimen, systeemKlok, { soort: 'applicatie', organisatie: OVERBRUGGE, verwerkingsactiviteit: 'VA-01' });
  zeg = () => Promise.resolve({ status: 200, body: { access_token: token, expires_in: 600 } });
});

afterAll(async () => {
  await gateway?.stop();
  achter.closeAllConnections();
  achter.close();
  await buiten.sluit();
});

const deel = (o: unknown): string => Buffer.from(JSON.stringify(o)).toString('base64url');
let teller = 0;
/** Each is another: what is remembered of one says nothing of the next. */
const jwt = (claims: object = {}, kop: object = { alg: 'HS256', typ: 'JWT' }, sleutel: string | Buffer = 'geheim'): string => {
  const inhoud = `${deel(kop)}.${deel({ iss: 'docs', client_id: 'docs', iat: Math.floor(Date.now() / 1000), n: teller++, ...claims })}`;
  return `${inhoud}.${createHmac('sha256', sleutel).update(inhoud).digest('base64url')}`;
};
const roep = async (token: string, pad = OBJECTS, methode = 'GET') => {
  const a = await fetch(`${url}${pad}`, { method: methode, headers: { authorization: `Bearer ${token}` } });
  return { status: a.status, tekst: await a.text(), soort: a.headers.get('www-authenticate') };
};

test.each([OBJECTS, '/objecttypes/api/v2/objecttypes'])('a component sees a token of the house, never what the client sent: %s', async (pad) => {
  const eigen = jwt({ user_id: 'jan' });
  expect((await roep(eigen, pad)).status).toBe(200);
  expect(gevraagd).toEqual([eigen]);
  expect(gezien).toHaveLength(1);
  const { body } = (await zeg()) as { body: { access_token: string } };
  expect(gezien[0]!.authorization).toBe(`Bearer ${body.access_token}`);
  expect(JSON.stringify(gezien)).not.toContain(eigen.split('.')[2]);
});

test('one JWT is asked about once, also by many at the same time, to the end of the first of the two', async () => {
  let los = (): void => undefined;
  const wacht = new Promise<void>((klaar) => (los = klaar));
  const straks = zeg;
  zeg = () => wacht.then(straks);
  const een = jwt();
  const samen = Promise.all(Array.from({ length: 20 }, () => roep(een)));
  await wachtTot(() => gevraagd.length === 1, { wat: 'the question' });
  los();
  expect((await samen).map((a) => a.status)).toEqual(Array.from({ length: 20 }, () => 200));
  expect((await roep(een)).status).toBe(200);
  expect(gevraagd).toHaveLength(1);
  expect((await roep(jwt())).status).toBe(200);
  expect(gevraagd).toHaveLength(2);
  klok.zet(new Date(Date.now() + 601_000));
  expect((await roep(een)).status).toBe(200);
  expect(gevraagd).toHaveLength(3);
});

test('only where clients of before the house come: elsewhere a JWT of their own is no token', async () => {
  for (const pad of ['/registers/v1/dossiers', '/toegangsbeheer/v1/applicaties', '/toegangsbeheer/access/v1/evaluation']) expect([pad, (await roep(jwt(), pad)).status]).toEqual([pad, 401]);
  expect(gevraagd).toEqual([]);
  expect(gezien).toEqual([]);
});

test('the swap itself is not there from outside', async () => {
  for (const pad of ['/toegangsbeheer/v1/zgw-tokens', '/toegangsbeheer/v1/zgw-tokens?x=1', '/toegangsbeheer/v1/./zgw-tokens', '/toegangsbeheer/v1/zgw-token%73']) {
    const { status } = await roep(await maakToken(geheimen, systeemKlok, {}), pad, 'POST');
    expect([pad, [401, 404].includes(status)]).toEqual([pad, true]);
  }
  expect(gevraagd).toEqual([]);
});

test('every refusal is the same 401, whoever refuses and why', async () => {
  const antwoorden = new Set<string>();
  const pem = createPublicKey({ key: geheimen.token.publiek as never, format: 'jwk' }).export({ type: 'spki', format: 'pem' }).toString();
  const onbekend = [jwt({ client_id: 'niemand' }), jwt({ client_id: 'niemand' }, { alg: 'HS256', kid: 'test-token' }, pem)];
  for (const t of onbekend) antwoorden.add(JSON.stringify(await roep(t)));
  expect(gevraagd).toEqual([]);
  zeg = () => Promise.resolve({ status: 401, body: { status: 401, title: 'x', detail: 'iets anders' } });
  antwoorden.add(JSON.stringify(await roep(jwt())));
  antwoorden.add(JSON.stringify(await roep(jwt({}, { alg: 'HS256', kid: 'test-token' }, pem))));
  expect(gevraagd).toHaveLength(2);
  expect([...antwoorden]).toEqual([expect.stringContaining('"status":401')]);
  // Without HS256 or without a client it is judged as a token of the house, that it is not: never the other way round.
  for (const t of [jwt({}, { alg: 'none' }), jwt({}, { alg: 'hs256' }), jwt({}, { alg: 'HS512' }), jwt({ client_id: undefined }), jwt({}, { alg: 'HS256', crit: ['x'] }), 'abc']) expect((await roep(t)).status).toBe(401);
  expect(gevraagd).toHaveLength(2);
  expect(gezien).toEqual([]);
});

test('a refusal is not remembered: who is let in a moment later, comes in', async () => {
  const een = jwt();
  const ja = zeg;
  zeg = () => Promise.resolve({ status: 401 });
  expect((await roep(een)).status).toBe(401);
  zeg = ja;
  expect((await roep(een)).status).toBe(200);
});

test('without toegangsbeheer: 503 for who is not known yet, and who is goes on', async () => {
  const bekend = jwt();
  expect((await roep(bekend)).status).toBe(200);
  for (const stuk of [() => Promise.resolve({ status: 500 }), () => Promise.resolve({ status: 404 }), () => Promise.reject(new Error('stuk'))]) {
    zeg = stuk;
    expect((await roep(jwt())).status).toBe(503);
  }
  buiten.weg();
  expect((await roep(jwt())).status).toBe(503);
  expect((await roep(bekend)).status).toBe(200);
  buiten.weg(false);
});

test('a client that is withdrawn, or whose application is, is out with the next bundle; so is one of whom the last day is over', async () => {
  const komt = async (t: string): Promise<number> => {
    await bundelhouder.peil();
    return (await roep(t)).status;
  };
  const een = jwt();
  expect(await komt(een)).toBe(200);
  await buiten.wijzigBundel({ zgwClients: [] });
  expect(await komt(een)).toBe(401);
  await buiten.wijzigBundel({ zgwClients: [CLIENT] });
  expect(await komt(een)).toBe(200);
  await buiten.wijzigBundel({ ingetrokken: [{ applicatie: 'zaaksysteem' }] });
  expect(await komt(een)).toBe(401);
  await buiten.wijzigBundel({ ingetrokken: [], zgwClients: [{ ...CLIENT, van: '2020-01-01', tot: '2020-12-31' }] });
  expect(await komt(een)).toBe(401);
  // The last day ends while the token is remembered.
  const vandaag = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Amsterdam' }).format(new Date());
  await buiten.wijzigBundel({ zgwClients: [{ ...CLIENT, tot: vandaag }] });
  expect(await komt(een)).toBe(200);
  const aantal = gevraagd.length;
  zeg = () => Promise.resolve({ status: 200, body: { access_token: 'nooit', expires_in: 600 } });
  klok.zet(new Date(Date.now() + 24 * 3_600_000));
  expect(await komt(een)).toBe(401);
  expect(gevraagd).toHaveLength(aantal);
  await buiten.wijzigBundel({ zgwClients: [CLIENT] });
  await bundelhouder.peil();
});

test('what is asked under one bundle is not remembered under the next', async () => {
  let los = (): void => undefined;
  const wacht = new Promise<void>((klaar) => (los = klaar));
  const straks = zeg;
  zeg = () => wacht.then(straks);
  const een = jwt();
  const eerste = roep(een);
  await wachtTot(() => gevraagd.length === 1, { wat: 'the question' });
  await buiten.wijzigBundel({ zgwClients: [{ ...CLIENT, id: 'c2' }] });
  await bundelhouder.peil();
  await roep(await maakToken(geheimen, systeemKlok, {}));
  los();
  await eerste;
  zeg = () => Promise.resolve({ status: 401 });
  expect((await roep(een)).status).toBe(401);
  expect(gevraagd).toHaveLength(2);
});
