import { createServer, request as ruw, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { maakLogger } from '@bronhuis/component';
import { leesTraceparent, systeemKlok } from '@bronhuis/standaarden';
import { Buitenwereld, maakApiToken, maakGeheimen, maakToken, OVERBRUGGE, VOORBEELDSTAD, wachtTot, type Geheimen } from '@bronhuis/testing';
import { Bundelhouder, bundelOverHttp } from '@bronhuis/toegang';
import { leesConfig } from '../src/config.ts';
import { Gateway } from '../src/gateway.ts';
import { Meters } from '../src/meters.ts';
import { bestemming } from '../src/routes.ts';

let geheimen: Geheimen;
let buiten: Buitenwereld;
let achter: Server;
let gateway: Gateway;
let url: string;
/** What the component behind does with the next request. */
let doe: (vraag: IncomingMessage, antwoord: ServerResponse) => void;

const luister = (s: Server): Promise<void> => new Promise((klaar) => s.listen(0, '127.0.0.1', klaar));

const echo = (vraag: IncomingMessage, antwoord: ServerResponse): void => {
  antwoord.setHeader('content-type', 'application/json').setHeader('x-powered-by', 'iets').end(JSON.stringify({ pad: vraag.url, koppen: vraag.headers, methode: vraag.method }));
};

const maakGateway = async (extra: Record<string, string> = {}): Promise<{ gateway: Gateway; url: string }> => {
  const naar = `http://127.0.0.1:${(achter.address() as AddressInfo).port}`;
  const config = leesConfig({
    PORT: '0',
    TOEGANGSBEHEER_URL: buiten.url,
    REGISTERS_URL: naar,
    SELECTIELIJST_URL: naar,
    WOO_PUBLICATIE_URL: naar,
    VERANTWOORDING_URL: naar,
    PORTAAL_URL: naar,
    GEHEIMEN_MAP: geheimen.map,
    GEGEVENS_MAP: await mkdtemp(join(tmpdir(), 'gw-')),
    WACHTTIJD: '1500',
    ...extra,
  });
  const bundelhouder = new Bundelhouder({ bron: bundelOverHttp(buiten.url), sleutel: geheimen.bundel.publiek, klok: systeemKlok });
  const g = new Gateway(config, bundelhouder, maakLogger('gateway', 'silent'), new Meters(), systeemKlok);
  return { gateway: g, url: await g.start() };
};

beforeAll(async () => {
  geheimen = await maakGeheimen(await mkdtemp(join(tmpdir(), 'gw-geheimen-')), ['gateway']);
  buiten = await Buitenwereld.open(geheimen, systeemKlok);
  achter = createServer((v, a) => doe(v, a));
  await luister(achter);
  ({ gateway, url } = await maakGateway());
});

beforeEach(() => {
  doe = echo;
});

afterAll(async () => {
  await gateway?.stop();
  achter.closeAllConnections();
  achter.close();
  await buiten.sluit();
});

const token = (): Promise<string> => maakToken(geheimen, systeemKlok, { organisatie: OVERBRUGGE, verwerkingsactiviteit: 'VA-01' });

/** `fetch` does not let a test choose its Host; this does. */
const vraag = (pad: string, o: { methode?: string; koppen?: Record<string, string>; host?: string } = {}): Promise<{ status: number; koppen: IncomingMessage['headers']; tekst: string }> =>
  new Promise((klaar, mislukt) => {
    const { hostname, port } = new URL(url);
    const v = ruw({ hostname, port, path: pad, method: o.methode ?? 'GET', headers: { host: o.host ?? 'overbrugge.localhost', ...o.koppen } }, (a) => {
      let tekst = '';
      a.on('error', mislukt).on('data', (d: Buffer) => (tekst += d.toString())).on('end', () => klaar({ status: a.statusCode ?? 0, koppen: a.headers, tekst }));
    });
    v.on('error', mislukt).end();
  });

const gezien = (tekst: string): { pad: string; koppen: Record<string, string> } => JSON.parse(tekst) as never;

test('one table: a component, its root paths, the portaal, and nothing for what only exists inside', async () => {
  expect(gezien((await vraag('/registers/v1/dossiers?a=1')).tekst).pad).toBe('/registers/v1/dossiers?a=1');
  expect(gezien((await vraag('/robots.txt')).tekst).pad).toBe('/woo-publicatie/v1/robots.txt');
  expect(gezien((await vraag('/sitemaps/x.xml')).tekst).pad).toBe('/woo-publicatie/v1/sitemaps/x.xml');
  expect(gezien((await vraag('/publicaties/abc')).tekst).pad).toBe('/publicaties/abc');
  for (const pad of ['/toegangsbeheer/v1/bundel', '/metrics', '/registers/v2/x', '/registers/v1/%2e%2e/x', '/registers/v1/../../metrics', '/registers//v1/x', '/health/x']) {
    const a = await vraag(pad);
    expect([pad, a.status, a.koppen['content-type']]).toEqual([pad, 404, 'application/problem+json; charset=utf-8']);
  }
});

test.each(['/.well-known/authzen-configuration', '/.well-known/oauth-authorization-server'])('%s stands where the standard looks for it (AuthZEN 1.0 §9.2, RFC 8414 §3), and nothing beside it', (pad) => {
  expect(bestemming(`${pad}?x=1`)).toEqual({ doel: 'toegangsbeheer', pad: `${pad}?x=1`, token: false });
  expect(bestemming(`${pad}/anders`)?.doel).toBe('portaal');
});

test('a refusal at the door carries the identifier of its request (AuthZEN 1.0 §10.1)', async () => {
  const a = await vraag('/toegangsbeheer/access/v1/evaluation', { methode: 'POST', koppen: { authorization: 'Bearer onzin', 'x-request-id': 'bfe9eb29' } });
  expect([a.status, a.koppen['x-request-id']]).toEqual([401, 'bfe9eb29']);
});

test('headers that only the gateway may set are taken off, and set by the host', async () => {
  const a = await vraag('/registers/v1/x', {
    host: 'voorbeeldstad.localhost:8080',
    koppen: { 'x-bronhuis-organisatie': OVERBRUGGE, 'x-bronhuis-netwerk': 'intern', 'x-forwarded-host': 'kwaad', 'x-bronhuis-rol': 'baas', forwarded: 'for=1', 'x-peer-oin': '1', 'x-gewoon': 'blijft', connection: 'x-weg', 'x-weg': '1' },
  });
  const { koppen } = gezien(a.tekst);
  expect(koppen['x-bronhuis-organisatie']).toBe(VOORBEELDSTAD);
  expect(koppen['x-forwarded-host']).toBe('voorbeeldstad.localhost:8080');
  expect(koppen['x-gewoon']).toBe('blijft');
  expect(koppen['x-bronhuis-netwerk']).toBe('extern');
  for (const weg of ['x-bronhuis-rol', 'forwarded', 'x-peer-oin', 'x-weg']) expect(koppen[weg]).toBeUndefined();
  expect(a.koppen['x-powered-by']).toBeUndefined();
});

test('a call from a network that was named is from inside, whatever it says itself', async () => {
  const binnen = await maakGateway({ INTERNE_NETWERKEN: '10.0.0.0/8,127.0.0.0/8' });
  const a = await fetch(`${binnen.url}/registers/v1/x`, { headers: { 'x-bronhuis-netwerk': 'extern', 'x-forwarded-for': '8.8.8.8' } });
  expect(gezien(await a.text()).koppen['x-bronhuis-netwerk']).toBe('intern');
  await binnen.gateway.stop();
});

test('behind a proxy that was named, each caller has a bound and a network of its own', async () => {
  const achter = await maakGateway({ VERTROUWDE_PROXYS: '127.0.0.0/8,::1/128', INTERNE_NETWERKEN: '10.0.0.0/8', MAX_PER_SECONDE: '3' });
  const van = async (adres: string) => fetch(`${achter.url}/registers/v1/x`, { headers: { 'x-forwarded-for': adres } });
  const druk = await Promise.all(Array.from({ length: 6 }, async () => (await van('203.0.113.1')).status));
  expect(druk).toContain(429);
  const ander = await van('10.0.0.2');
  expect(ander.status).toBe(200);
  const { koppen } = gezien(await ander.text());
  expect([koppen['x-forwarded-for'], koppen['x-bronhuis-netwerk']]).toEqual(['10.0.0.2', 'intern']);
  await achter.gateway.stop();
});

test('a token is checked at the door: none passes as anonymous, a wrong one is 401', async () => {
  expect((await vraag('/registers/v1/x')).status).toBe(200);
  expect((await vraag('/registers/v1/x', { koppen: { authorization: `Bearer ${await token()}` } })).status).toBe(200);
  const [kop = '', inhoud = '', handtekening = ''] = (await token()).split('.');
  const claims = JSON.parse(Buffer.from(inhoud, 'base64url').toString()) as object;
  const vals = [kop, Buffer.from(JSON.stringify({ ...claims, organisatie: VOORBEELDSTAD })).toString('base64url'), handtekening].join('.');
  for (const authorization of [`Bearer ${vals}`, 'Bearer abc', 'Basic eDp5']) {
    const a = await vraag('/registers/v1/x', { koppen: { authorization } });
    expect([a.status, a.koppen['content-type']]).toEqual([401, 'application/problem+json; charset=utf-8']);
  }
});

test('the lasting token of an application opens the APIs of others, and nothing else', async () => {
  const { geheim, apiToken } = maakApiToken(systeemKlok, {});
  const { geheim: verlopen, apiToken: oud } = maakApiToken(systeemKlok, { van: '2020-01-01', tot: '2020-12-31' });
  const komt = async (pad: string, authorization: string): Promise<Awaited<ReturnType<typeof vraag>>> => vraag(pad, { koppen: { authorization, traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' } });
  const status = async (pad: string, authorization: string): Promise<number> => (await komt(pad, authorization)).status;
  expect(await status('/objects/api/v2/objects', `Token ${geheim}`)).toBe(401);
  await buiten.wijzigBundel({ apiTokens: [apiToken, oud] });
  await wachtTot(async () => (await status('/objects/api/v2/objects', `Token ${geheim}`)) === 200, { ms: 5000, wat: 'the token is known at the door' });
  for (const pad of ['/objects/api/v2/objects?type=x', '/objecttypes/api/v2/objecttypes']) {
    const door = gezien((await komt(pad, `Token ${geheim}`)).tekst);
    expect([door.pad, door.koppen['authorization'], leesTraceparent(door.koppen['traceparent']!)?.traceId]).toEqual([pad, `Token ${geheim}`, '0af7651916cd43dd8448eb211c80319c']);
    expect(await status(pad, `Bearer ${await token()}`)).toBe(200);
    for (const fout of [`Token ${verlopen}`, `Token ${'0'.repeat(40)}`, 'Basic eDp5', 'Token']) {
      const a = await komt(pad, fout);
      expect([fout, a.status, a.koppen['www-authenticate'], a.koppen['content-type']]).toEqual([fout, 401, 'Token', 'application/problem+json; charset=utf-8']);
    }
  }
  expect(await status('/registers/v1/x', `Token ${geheim}`)).toBe(401);
  for (const pad of ['/objects/api/v1/objects', '/objects/api/v2', '/objecttypes/api/', '/autorisaties/api/v2/applicaties', '/autorisaties/api/v1']) expect([pad, await status(pad, `Token ${geheim}`)]).toEqual([pad, 404]);
  await buiten.wijzigBundel({ apiTokens: [] });
  await wachtTot(async () => (await status('/objects/api/v2/objects', `Token ${geheim}`)) === 401, { ms: 5000, wat: 'the token is withdrawn' });
});

test('a trace is taken over only from a caller who is known (W3C Trace Context)', async () => {
  const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00';
  const vreemd = gezien((await vraag('/registers/v1/x', { koppen: { traceparent, tracestate: 'a=1' } })).tekst).koppen;
  expect(leesTraceparent(vreemd['traceparent']!)?.traceId).not.toBe('0af7651916cd43dd8448eb211c80319c');
  expect(vreemd['tracestate']).toBeUndefined();
  const bekend = gezien((await vraag('/registers/v1/x', { koppen: { traceparent, authorization: `Bearer ${await token()}` } })).tekst).koppen;
  expect(leesTraceparent(bekend['traceparent']!)?.traceId).toBe('0af7651916cd43dd8448eb211c80319c');
});

test('streams both ways: 64 MB in and out without holding it', async () => {
  doe = (v, a) => {
    a.setHeader('content-type', 'application/octet-stream');
    v.pipe(a);
  };
  const voor = process.memoryUsage().rss;
  const deel = Buffer.alloc(1 << 20, 'a');
  const a = await fetch(`${url}/registers/v1/x`, { method: 'POST', body: Readable.toWeb(Readable.from(Array.from({ length: 64 }, () => deel))) as never, duplex: 'half' } as never);
  let n = 0;
  for await (const d of a.body as unknown as AsyncIterable<Uint8Array>) n += d.length;
  expect(n).toBe(64 << 20);
  expect(process.memoryUsage().rss - voor).toBeLessThan(200 << 20);
});

test('a caller who leaves ends the work behind', async () => {
  let weg = false;
  doe = (_, a) => {
    a.write('begin');
    a.on('close', () => (weg = true));
  };
  const afbreken = new AbortController();
  const a = await fetch(`${url}/registers/v1/x`, { signal: afbreken.signal });
  expect(a.status).toBe(200);
  afbreken.abort();
  await wachtTot(async () => weg);
});

test('faults behind are problems: away 503, slow 504, cut half-way is a broken answer and not a short one', async () => {
  const leeg = createServer();
  await luister(leeg);
  const dood = `http://127.0.0.1:${(leeg.address() as AddressInfo).port}`;
  await new Promise((klaar) => leeg.close(klaar));
  const ander = await maakGateway({ REGISTERS_URL: dood });
  const weg = await fetch(`${ander.url}/registers/v1/x`);
  expect([weg.status, weg.headers.get('content-type'), weg.headers.get('retry-after')]).toEqual([503, 'application/problem+json; charset=utf-8', '2']);
  await ander.gateway.stop();
  doe = () => undefined;
  expect((await vraag('/registers/v1/x')).status).toBe(504);
  doe = (_, a) => {
    a.writeHead(200, { 'content-length': '100' });
    a.write('half');
    setTimeout(() => a.destroy(), 20);
  };
  await expect(vraag('/registers/v1/x')).rejects.toThrow();
});

test('bounds: method 405, too large 413, too many 429, garbage 400', async () => {
  expect((await vraag('/registers/v1/x', { methode: 'TRACE' })).status).toBe(405);
  const klein = await maakGateway({ MAX_INHOUD: '10', MAX_PER_SECONDE: '3' });
  const groot = await fetch(`${klein.url}/registers/v1/x`, { method: 'POST', body: 'meer dan tien tekens' });
  expect(groot.status).toBe(413);
  const statussen = await Promise.all(Array.from({ length: 6 }, async () => (await fetch(`${klein.url}/registers/v1/x`)).status));
  expect(statussen).toContain(429);
  await klein.gateway.stop();
  const antwoord = await new Promise<string>((klaar) => {
    const s = connect((new URL(url).port as unknown as number) * 1, '127.0.0.1', () => s.write('DIT IS GEEN HTTP\r\n\r\n'));
    s.on('data', (d) => klaar(d.toString()));
  });
  expect(antwoord).toMatch(/^HTTP\/1.1 400 .*application\/problem\+json/s);
});

test('/docs shows every contract with this gateway as its server; /health/ready needs every component', async () => {
  const alles: typeof doe = (v, a) => {
    if (v.url === '/health/ready') a.writeHead(200).end('{}');
    else a.setHeader('content-type', 'application/json').end(JSON.stringify({ openapi: '3.0.0', servers: [{ url: 'https://elders' }] }));
  };
  doe = alles;
  const blad = await vraag('/docs');
  expect(blad.koppen['content-security-policy']).toContain("script-src 'self'");
  expect((await vraag('/docs/swagger-ui-bundle.js')).status).toBe(200);
  expect((await vraag('/docs/../package.json')).status).toBe(404);
  expect((JSON.parse((await vraag('/docs/openapi/registers.json')).tekst) as { servers: unknown }).servers).toEqual([{ url: '/registers/v1' }]);
  expect((JSON.parse((await vraag('/docs/openapi/objects.json')).tekst) as { servers: unknown }).servers).toEqual([{ url: '/objects/api/v2' }]);
  doe = (_, a) => void a.writeHead(404, { 'content-type': 'application/problem+json' }).end('{"status":404}');
  expect((await vraag('/docs/openapi/objecttypes.json')).status).toBe(404);
  doe = alles;
  const stand = await vraag('/health/ready');
  // toegangsbeheer is the test's own bundle server, that has no health: so the suite is not ready, and says who.
  expect([stand.status, (JSON.parse(stand.tekst) as { componenten: Record<string, string> }).componenten]).toEqual([
    503,
    { toegangsbeheer: 'niet gereed', registers: 'gereed', selectielijst: 'gereed', 'woo-publicatie': 'gereed', verantwoording: 'gereed', portaal: 'gereed' },
  ]);
});

test('every wrong setting is named at once', () => {
  expect(() => leesConfig({ PORT: 'x', TLS_SLEUTEL: 'a' })).toThrow(/TLS_CERTIFICAAT.*PORT must be.*REGISTERS_URL is missing/s);
});
