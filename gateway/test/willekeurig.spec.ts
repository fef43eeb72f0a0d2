import { createServer, request, type IncomingHttpHeaders, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { maakLogger } from '@bronhuis/component';
import { leesTraceparent, systeemKlok } from '@bronhuis/standaarden';
import { Buitenwereld, maakApiToken, maakGeheimen, maakToken, OVERBRUGGE, VOORBEELDSTAD, wachtTot, type Geheimen } from '@bronhuis/testing';
import { Bundelhouder, bundelOverHttp } from '@bronhuis/toegang';
import fc from 'fast-check';
import { leesConfig } from '../src/config.ts';
import { Gateway } from '../src/gateway.ts';
import { Meters } from '../src/meters.ts';

// 2,000 requests that nobody thought of, through a real gateway with real tokens to components that answer: no error of
// its own making, every error of its own is problem+json, nothing of the outside passes for the inside, and nothing leaks.

const AANTAL = 2_000;
const ZAAD = 20_261_122;
const MAX_INHOUD = 200_000;

interface Doorgegeven {
  methode: string;
  pad: string;
  koppen: IncomingHttpHeaders;
  ontvangen: number;
}

/** Good for the APIs of others, and for nothing else. */
const API_TOKEN = maakApiToken(systeemKlok);

let geheimen: Geheimen;
let buiten: Buitenwereld;
let achter: Server;
let weg: Server;
let gateway: Gateway;
let url: string;
/** What reached the components, by the number of the request. */
const door = new Map<string, Doorgegeven>();
const sokkenAchter = new Set<Socket>();
/** Requests at the components that are not done yet. */
let lopend = 0;
/** Lines from outside that the gateway or the caller has not closed yet. */
let buitenlijnen = 0;

const luister = (s: Server): Promise<number> => new Promise((klaar) => s.listen(0, '127.0.0.1', () => klaar((s.address() as AddressInfo).port)));

/** A component: reads what it gets to the end, and answers in one of the ways that components answer. */
async function antwoord(vraag: IncomingMessage, uit: ServerResponse): Promise<void> {
  lopend++;
  uit.once('close', () => lopend--);
  let n = 0;
  try {
    for await (const deel of vraag) n += (deel as Buffer).length;
  } catch {
    return; // the caller left half-way: nobody waits for an answer
  }
  const nummer = String(vraag.headers['x-nummer'] ?? '');
  door.set(nummer, { methode: vraag.method ?? '', pad: vraag.url ?? '', koppen: vraag.headers, ontvangen: n });
  uit.setHeader('x-van-de-component', nummer).setHeader('server', 'geheim').setHeader('x-bronhuis-intern', '1');
  const soort = Number(nummer) % 5;
  if (soort === 0) uit.writeHead(204).end();
  else if (soort === 1) uit.writeHead(404, { 'content-type': 'application/problem+json' }).end('{"status":404,"title":"Niet gevonden","detail":"Dit is er niet."}');
  else if (soort === 2) {
    uit.writeHead(200, { 'content-type': 'text/plain' });
    for (let i = 0; i < 5; i++) uit.write('x'.repeat(i * 997));
    uit.end();
  } else uit.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ ontvangen: n }));
}

beforeAll(async () => {
  geheimen = await maakGeheimen(await mkdtemp(join(tmpdir(), 'gwf-geheimen-')), ['gateway']);
  buiten = await Buitenwereld.open(geheimen, systeemKlok, { apiTokens: [API_TOKEN.apiToken] });
  achter = createServer((v, a) => void antwoord(v, a));
  achter.on('connection', (s: Socket) => {
    sokkenAchter.add(s);
    s.once('close', () => sokkenAchter.delete(s));
  });
  const naar = `http://127.0.0.1:${await luister(achter)}`;
  weg = createServer();
  const dood = `http://127.0.0.1:${await luister(weg)}`;
  await new Promise((klaar) => weg.close(klaar));
  const config = leesConfig({
    PORT: '0',
    TOEGANGSBEHEER_URL: naar,
    REGISTERS_URL: naar,
    SELECTIELIJST_URL: naar,
    WOO_PUBLICATIE_URL: naar,
    // One room is truly away: that is the only 5xx there may be.
    VERANTWOORDING_URL: dood,
    PORTAAL_URL: naar,
    GEHEIMEN_MAP: geheimen.map,
    GEGEVENS_MAP: await mkdtemp(join(tmpdir(), 'gwf-')),
    MAX_INHOUD: String(MAX_INHOUD),
    MAX_PER_SECONDE: '1000000',
    WACHTTIJD: '5000',
  });
  const bundelhouder = new Bundelhouder({ bron: bundelOverHttp(buiten.url), sleutel: geheimen.bundel.publiek, klok: systeemKlok });
  gateway = new Gateway(config, bundelhouder, maakLogger('gateway', 'silent'), new Meters(), systeemKlok);
  url = await gateway.start();
});

afterAll(async () => {
  await gateway?.stop();
  achter?.closeAllConnections();
  achter?.close();
  await buiten?.sluit();
});

interface Uitkomst {
  status: number;
  koppen: Record<string, string>;
  tekst: string;
}

interface Geval {
  methode: string;
  pad: string;
  koppen: [string, string][];
  /** what is sent after the headers, in parts; `afbreken` cuts the line after them */
  delen: Buffer[];
  afbreken: boolean;
}

/** Straight onto the socket: what an HTTP client would never send must be sent too. */
function stuurRuw(bytes: Buffer[], afbreken: boolean): Promise<string | null> {
  return new Promise((klaar) => {
    const { hostname, port } = new URL(url);
    const s = connect(Number(port), hostname);
    let uit = '';
    buitenlijnen++;
    s.once('close', () => buitenlijnen--);
    const einde = (): void => klaar(uit === '' ? null : uit);
    s.setTimeout(8_000, () => s.destroy(new Error('no answer')));
    s.on('data', (d) => (uit += d.toString('latin1')));
    s.on('error', einde).on('close', einde);
    s.on('connect', () => {
      for (const deel of bytes) s.write(deel);
      if (afbreken) setTimeout(() => s.destroy(), 5);
    });
  });
}

const kopregel = (g: Geval): Buffer => Buffer.from(`${g.methode} ${g.pad} HTTP/1.1\r\n${g.koppen.map(([n, w]) => `${n}: ${w}\r\n`).join('')}connection: close\r\n\r\n`, 'latin1');

/** The first answer on a connection, and the statuses of what came after it. */
function leesAntwoorden(ruw: string): { eerste: Uitkomst; verder: number[] } {
  const [kop = '', ...rest] = ruw.replace(/^HTTP\/1\.1 100 Continue\r\n\r\n/, '').split('\r\n\r\n');
  const [regel = '', ...regels] = kop.split('\r\n');
  const koppen = Object.fromEntries(regels.map((r) => [r.slice(0, r.indexOf(':')).toLowerCase(), r.slice(r.indexOf(':') + 1).trim()]));
  const inhoud = rest.join('\r\n\r\n');
  const tekst = koppen['content-length'] === undefined ? inhoud : inhoud.slice(0, Number(koppen['content-length']));
  const verder = [...inhoud.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map((m) => Number(m[1]));
  return { eerste: { status: Number(regel.split(' ')[1]), koppen, tekst }, verder };
}

const KOMPONENTEN = ['toegangsbeheer', 'registers', 'selectielijst', 'woo-publicatie', 'verantwoording'];
const GEK = ['', ' ', '%00', '%2e%2e', '..', '.', '//', '\\', '%zz', '%c3%28', '%5c', ';a=1', '*', "'", '<script>', 'é', '%F0%9F%98%80', 'x'.repeat(3_000), '__proto__', '018f0000-0000-7000-8000-000000000001', '@kwaad.example', ':8080', '?', '#', '%0d%0ax-bronhuis-organisatie:%20x'];

const stuk = fc.oneof({ weight: 3, arbitrary: fc.constantFrom('dossiers', 'objecten', 'x', '1', 'health', 'ready', 'bundel', 'metrics', 'docs', 'openapi.json') }, { weight: 2, arbitrary: fc.constantFrom(...GEK) });
const pad = fc
  .record({
    begin: fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom(...KOMPONENTEN.map((k) => `/${k}/v1/`)) },
      { weight: 3, arbitrary: fc.constantFrom('/', '/toegangsbeheer/access/v1/', '/robots.txt', '/sitemaps/', '/publicaties/', '/objects/api/v2/', '/objecttypes/api/v2/', '/autorisaties/api/v1/', '/docs', '/docs/', '/health/', '/metrics', '/registers', '/registers/v2/', '//registers/v1/', '/registers/v1/../../') },
      { weight: 1, arbitrary: fc.constantFrom('*', 'http://kwaad.example/', 'registers/v1/', 'http://127.0.0.1:1/x', 'overbrugge.localhost:80') },
    ),
    rest: fc.array(stuk, { maxLength: 3 }),
    vraag: fc.oneof(fc.constant(''), fc.constantFrom('?a=1', '?', '?a=%zz&b=é', `?q=${'y'.repeat(4_000)}`, '?__proto__[x]=1', '?a#b')),
  })
  .map(({ begin, rest, vraag }) => `${begin}${rest.join('/')}${vraag}`);

const KWAAD: [string, string][] = [
  ['x-bronhuis-organisatie', VOORBEELDSTAD],
  ['X-BRONHUIS-Organisatie', VOORBEELDSTAD],
  ['x-bronhuis-rol', 'baas'],
  ['x-forwarded-host', 'voorbeeldstad.localhost'],
  ['x-forwarded-for', '10.0.0.1'],
  ['forwarded', 'host=voorbeeldstad.localhost'],
  ['x-real-ip', '10.0.0.1'],
  ['x-peer-oin', VOORBEELDSTAD],
  ['traceparent', '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'],
  ['tracestate', 'a=1'],
  ['connection', 'x-bronhuis-organisatie, x-nummer'],
  ['upgrade', 'websocket'],
  ['expect', '100-continue'],
  ['te', 'trailers'],
  ['trailer', 'x-bronhuis-organisatie'],
  ['proxy-authorization', 'Basic eDp5'],
  ['host', 'voorbeeldstad.localhost'],
  ['cookie', 'sessie=a.b.c.d.e'],
  ['accept-encoding', 'gzip, br;q=x, *'],
  ['range', 'bytes=0-1,5-,-9999999999'],
  ['if-match', '"1", *'],
  ['x-lang', 'z'.repeat(9_000)],
  // More than a component takes, and more than anybody does: both are for the gateway to refuse.
  ['x-langer', 'z'.repeat(16_000)],
  ['x-langst', 'z'.repeat(40_000)],
  ['x-latin', '\u00e9\u00ff\u0080'],
  ['content-encoding', 'gzip'],
  ['__proto__', 'x'],
];

describe('2,000 generated requests', () => {
  let tokens: string[];
  beforeAll(async () => {
    const goed = await maakToken(geheimen, systeemKlok, { organisatie: OVERBRUGGE });
    const [kop = '', inhoud = '', teken = ''] = goed.split('.');
    const anders = Buffer.from(JSON.stringify({ ...(JSON.parse(Buffer.from(inhoud, 'base64url').toString()) as object), organisatie: VOORBEELDSTAD })).toString('base64url');
    const geenAlg = Buffer.from('{"alg":"none"}').toString('base64url');
    const verlopen = await maakToken(geheimen, systeemKlok, { geldig: -60 });
    tokens = [goed, `${kop}.${anders}.${teken}`, `${geenAlg}.${inhoud}.`, `${kop}.${inhoud}`, verlopen, '', 'a.b.c', '..', `${goed}.${goed}`, 'x'.repeat(7_000), `${kop}.${'A'.repeat(5_000)}.${teken}`].map((t) => `Bearer ${t}`);
    tokens.push('Basic eDp5', 'Bearer', 'bearer  ', `Bearer ${goed} ${goed}`, 'DPoP x', `Token ${API_TOKEN.geheim}`, `Token ${API_TOKEN.apiToken.hash}`, 'Token x');
  });

  const lichaam = (): fc.Arbitrary<Pick<Geval, 'koppen' | 'delen' | 'afbreken'>> => {
    const bytes = fc.oneof({ weight: 4, arbitrary: fc.uint8Array({ maxLength: 2_000 }) }, { weight: 1, arbitrary: fc.nat({ max: 150_000 }).map((n) => new Uint8Array(n)) }).map((b) => Buffer.from(b));
    const soort = fc.constantFrom('application/json', 'text/plain', 'multipart/form-data; boundary=x', 'geen mediatype', '');
    const stukjes = (b: Buffer): Buffer[] => [b.subarray(0, b.length >> 1), b.subarray(b.length >> 1)].filter((d) => d.length > 0);
    const alsChunks = (b: Buffer): Buffer[] => [...stukjes(b).map((d) => Buffer.concat([Buffer.from(`${d.length.toString(16)}\r\n`), d, Buffer.from('\r\n')])), Buffer.from('0\r\n\r\n')];
    const met = (koppen: [string, string][], delen: Buffer[], afbreken = false): Pick<Geval, 'koppen' | 'delen' | 'afbreken'> => ({ koppen, delen, afbreken });
    return fc.oneof(
      { weight: 6, arbitrary: fc.constant(met([], [])) },
      { weight: 4, arbitrary: fc.tuple(bytes, soort).map(([b, s]) => met([['content-type', s], ['content-length', String(b.length)]], stukjes(b))) },
      { weight: 3, arbitrary: fc.tuple(bytes, soort).map(([b, s]) => met([['content-type', s], ['transfer-encoding', 'chunked']], alsChunks(b))) },
      // More promised than sent, and then nobody: half a request must leave nothing behind.
      { weight: 2, arbitrary: bytes.map((b) => met([['content-length', String(b.length + 500)]], stukjes(b), true)) },
      { weight: 1, arbitrary: bytes.map((b) => met([['transfer-encoding', 'chunked']], alsChunks(b).slice(0, -1), true)) },
      // Sizes that cannot be, and two lengths that disagree (RFC 9112 §6.3: request smuggling).
      { weight: 1, arbitrary: fc.constantFrom('999999999999', '-1', '1e3', '0x10', ' 5 5', String(MAX_INHOUD + 1), '18446744073709551616').map((n) => met([['content-length', n]], [Buffer.from('x')], false)) },
      {
        weight: 2,
        arbitrary: fc.constantFrom<[string, string][]>(
          [['content-length', '6'], ['transfer-encoding', 'chunked']],
          [['transfer-encoding', 'chunked'], ['content-length', '6']],
          [['content-length', '5'], ['content-length', '6']],
          [['transfer-encoding', 'xchunked']],
          [['transfer-encoding', 'chunked, identity']],
          [['transfer-encoding', 'chunked'], ['transfer-encoding', 'identity']],
          [['transfer-encoding ', 'chunked']],
          [['content-length', '0'], ['x', 'y\r\ncontent-length: 44']],
        ).map((koppen) => met(koppen, [Buffer.from(`0\r\n\r\nGET /registers/v1/gesmokkeld HTTP/1.1\r\nhost: overbrugge.localhost\r\nx-nummer: smokkel\r\nx-bronhuis-organisatie: ${VOORBEELDSTAD}\r\n\r\n`)])),
      },
    );
  };

  const geval = (): fc.Arbitrary<Geval> =>
    fc
      .record({
        methode: fc.oneof({ weight: 8, arbitrary: fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS') }, { weight: 1, arbitrary: fc.constantFrom('TRACE', 'CONNECT', 'PROPFIND', 'GEEN', 'get', 'PRI') }),
        pad,
        host: fc.oneof({ weight: 6, arbitrary: fc.constantFrom('overbrugge.localhost', 'voorbeeldstad.localhost:8080', 'onbekend.example') }, { weight: 1, arbitrary: fc.constantFrom('', 'a b', 'é', '[::1]', 'x'.repeat(300), 'overbrugge.localhost, kwaad', '__proto__') }),
        kwaad: fc.subarray(KWAAD, { maxLength: 4 }),
        token: fc.oneof({ weight: 2, arbitrary: fc.constant(null) }, { weight: 2, arbitrary: fc.constant(tokens[0] ?? '') }, { weight: 2, arbitrary: fc.constantFrom(...tokens) }),
        lichaam: lichaam(),
      })
      .map((x) => ({ methode: x.methode, pad: x.pad.replace(/[ ]/g, '%20') || '/', koppen: [['host', x.host], ...x.kwaad, ...(x.token === null ? [] : [['authorization', x.token] as [string, string]]), ...x.lichaam.koppen], delen: x.lichaam.delen, afbreken: x.lichaam.afbreken }));

  /** What is wrong with one answer; nothing for a line that was cut by the caller. */
  function keur(g: Geval, nummer: string, ruw: string | null): string[] {
    if (ruw === null) return g.afbreken ? [] : ['no answer'];
    const { eerste: a, verder } = leesAntwoorden(ruw);
    const fouten: string[] = [];
    // What comes after the request is not one: at most it is told that it cannot be read.
    if (verder.some((status) => status !== 400)) fouten.push(`more answers: ${verder.join(', ')}`);
    const vanDeGateway = a.koppen['x-van-de-component'] === undefined;
    const weggegaan = /^\/verantwoording\/v1\//.test(g.pad);
    if (a.status >= 500 && !(weggegaan && [502, 503, 504].includes(a.status)) && !/^\/(health\/ready|docs)/.test(g.pad)) fouten.push(`status ${a.status}`);
    if (a.koppen['server'] ?? a.koppen['x-powered-by'] ?? a.koppen['x-bronhuis-intern']) fouten.push('it tells how the inside is made');
    if (vanDeGateway && a.status >= 400) {
      if (!a.koppen['content-type']?.startsWith('application/problem+json') && !/^\/health\/ready/.test(g.pad)) fouten.push(`an error as ${a.koppen['content-type']}`);
      if (g.methode !== 'HEAD' && !/^\/health\/ready/.test(g.pad)) {
        const p = leesJson(a.tekst);
        if (p?.status !== a.status || !p.title || !p.detail) fouten.push(`no problem: ${a.tekst.slice(0, 100)}`);
      }
      if (!a.koppen['api-version']) fouten.push('no API-Version');
    }
    const d = door.get(nummer);
    if (d) fouten.push(...keurDoorgegeven(g, d));
    return fouten;
  }

  function leesJson(tekst: string): { status?: number; title?: string; detail?: string } | null {
    try {
      return JSON.parse(tekst) as never;
    } catch {
      return null; // said in words by who asked
    }
  }

  /** Who calls, for whom, and in which trace: the gateway says it, whatever the outside sent. */
  function keurDoorgegeven(g: Geval, d: Doorgegeven): string[] {
    const fouten: string[] = [];
    const host = g.koppen[0]?.[1] ?? '';
    const oin = new Map([['overbrugge.localhost', OVERBRUGGE], ['voorbeeldstad.localhost:8080', VOORBEELDSTAD]]).get(host);
    if (d.koppen['x-bronhuis-organisatie'] !== oin) fouten.push(`tenant ${String(d.koppen['x-bronhuis-organisatie'])} at host ${host}`);
    for (const naam of ['x-bronhuis-rol', 'forwarded', 'x-real-ip', 'x-peer-oin', 'tracestate', 'upgrade', 'te', 'trailer', 'proxy-authorization']) if (d.koppen[naam] !== undefined) fouten.push(`${naam} came through`);
    if (d.koppen['x-forwarded-for'] !== '127.0.0.1' || d.koppen['x-forwarded-host'] !== Buffer.from(host, 'latin1').toString('latin1')) fouten.push(`forwarded as ${String(d.koppen['x-forwarded-for'])} for ${String(d.koppen['x-forwarded-host'])}`);
    if (leesTraceparent(String(d.koppen['traceparent'])) === null) fouten.push('no trace');
    const token = g.koppen.filter(([n]) => n === 'authorization').map(([, w]) => w);
    const facade = /^\/(objects|objecttypes)\/api\/v2\//.test(d.pad);
    const naarComponent = facade || /^\/(registers|selectielijst|woo-publicatie|toegangsbeheer)\/(access\/)?v1\//.test(d.pad);
    if (naarComponent && token.length > 0 && token[0] !== tokens[0] && !(facade && token[0] === `Token ${API_TOKEN.geheim}`)) fouten.push(`a token that does not hold came through: ${token[0]?.slice(0, 40)}`);
    if (/(^|\/)\.\.?(\/|$)|\/\/|%2e|%2f|%5c/i.test(d.pad.split('?')[0] ?? '')) fouten.push(`path ${d.pad.slice(0, 80)}`);
    if (d.pad.startsWith('/toegangsbeheer/v1/bundel') && !/^\/toegangsbeheer\/v1\/bundel./.test(d.pad)) fouten.push('the bundle is not for outside');
    return fouten;
  }

  it('give no 5xx of its own, only problems, nothing of the outside as the inside; and leave nothing behind', async () => {
    const gevallen = fc.sample(geval(), { numRuns: AANTAL, seed: ZAAD }).map((g, i) => ({ g, nummer: String(i) }));
    const fouten: string[] = [];
    const statussen = new Map<number, number>();
    let gedaan = 0;
    const doe = async (): Promise<void> => {
      for (let x = gevallen.pop(); x; x = gevallen.pop()) {
        const { g, nummer } = x;
        const koppen: [string, string][] = [...g.koppen, ['x-nummer', nummer]];
        const ruw = await stuurRuw([kopregel({ ...g, koppen }), ...g.delen], g.afbreken);
        gedaan++;
        if (ruw) statussen.set(leesAntwoorden(ruw).eerste.status, (statussen.get(leesAntwoorden(ruw).eerste.status) ?? 0) + 1);
        const mis = keur(g, nummer, ruw);
        if (mis.length > 0) fouten.push(`#${nummer} ${g.methode} ${g.pad.slice(0, 80)} ${JSON.stringify(g.koppen.map(([n, w]) => `${n}: ${w.slice(0, 50)}`))} ${g.delen.length} → ${mis.join('; ')} | ${ruw?.slice(0, 80) ?? ''}`);
      }
    };
    await Promise.all(Array.from({ length: 8 }, doe));
    expect(fouten.slice(0, 5)).toEqual([]);
    expect(gedaan).toBe(AANTAL);
    expect(door.has('smokkel')).toBe(false);
    // It reached what it wanted to reach: components, refusals of every kind, the room that is away.
    for (const status of [200, 204, 400, 401, 404, 405, 413, 431, 503]) expect([status, (statussen.get(status) ?? 0) > 3]).toEqual([status, true]);
    expect(door.size).toBeGreaterThan(AANTAL / 8);
    await nietsBlijftOver();
  }, 300_000);

  /** Every line from outside is gone, inside are at most the lines that the pool keeps; and it serves on. */
  async function nietsBlijftOver(): Promise<void> {
    await wachtTot(async () => buitenlijnen === 0 && lopend === 0, { ms: 15_000, wat: 'no line from outside and no work inside is left' });
    expect(sokkenAchter.size).toBeLessThanOrEqual(5 * 64);
    const levend = await fetch(`${url}/health/live`);
    expect(levend.status).toBe(200);
    const na = await new Promise<number>((klaar, mislukt) => {
      request(`${url}/registers/v1/x`, { headers: { host: 'overbrugge.localhost', authorization: tokens[0] ?? '', 'x-nummer': '3' } }, (a) => a.resume().on('end', () => klaar(a.statusCode ?? 0))).on('error', mislukt).end();
    });
    expect(na).toBe(200);
  }
});
