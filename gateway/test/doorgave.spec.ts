import { request, type IncomingMessage } from 'node:http';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wacht } from 'node:timers/promises';
import { maakLogger } from '@bronhuis/component';
import { systeemKlok } from '@bronhuis/standaarden';
import { Buitenwereld, maakGeheimen, maakToken, wachtTot, type Geheimen } from '@bronhuis/testing';
import { Bundelhouder, bundelOverHttp } from '@bronhuis/toegang';
import { leesConfig } from '../src/config.ts';
import { Gateway } from '../src/gateway.ts';
import { Meters } from '../src/meters.ts';

// Components and callers that are slow, leave, close or answer what nobody asked: over real sockets.

const WACHTTIJD = 800;
const MAX_INHOUD = 32 << 20;
let geheimen: Geheimen;
let buiten: Buitenwereld;
let achter: Server;
let gateway: Gateway;
let url: string;
/** Connections to the component, in the order in which they came, and what came on each. */
let sokken: Socket[];
let ontvangen: string[];
/** What the component does with each piece that comes. */
let doe: (s: Socket, nummer: number, deel: Buffer) => void;
const ok = (s: Socket, tekst = 'ok'): boolean => s.write(`HTTP/1.1 200 OK\r\ncontent-length: ${tekst.length}\r\n\r\n${tekst}`);

const luister = (s: Server): Promise<string> => new Promise((klaar) => s.listen(0, '127.0.0.1', () => klaar(`http://127.0.0.1:${(s.address() as AddressInfo).port}`)));

beforeAll(async () => {
  geheimen = await maakGeheimen(await mkdtemp(join(tmpdir(), 'gwd-geheimen-')), ['gateway']);
  buiten = await Buitenwereld.open(geheimen, systeemKlok);
});

beforeEach(async () => {
  sokken = [];
  ontvangen = [];
  achter = createServer((s) => {
    const nummer = sokken.push(s) - 1;
    ontvangen.push('');
    s.on('error', () => s.destroy()).on('data', (deel) => {
      ontvangen[nummer] += deel.toString('latin1').slice(0, 5_000);
      doe(s, nummer, deel);
    });
  });
  const naar = await luister(achter);
  const namen = ['TOEGANGSBEHEER', 'REGISTERS', 'SELECTIELIJST', 'WOO_PUBLICATIE', 'VERANTWOORDING', 'PORTAAL'];
  const config = leesConfig({
    PORT: '0', GEHEIMEN_MAP: geheimen.map, GEGEVENS_MAP: geheimen.map, WACHTTIJD: String(WACHTTIJD), MAX_INHOUD: String(MAX_INHOUD),
    ...Object.fromEntries(namen.map((n) => [`${n}_URL`, naar])),
  });
  const bundelhouder = new Bundelhouder({ bron: bundelOverHttp(buiten.url), sleutel: geheimen.bundel.publiek, klok: systeemKlok });
  gateway = new Gateway(config, bundelhouder, maakLogger('gateway', 'silent'), new Meters(), systeemKlok);
  url = await gateway.start();
});

afterEach(async () => {
  for (const s of sokken) s.destroy();
  await gateway.stop();
  achter.close();
});

afterAll(() => buiten.sluit());

const adres = (): string => `${url}/registers/v1/x`;
const lees = async (a: IncomingMessage): Promise<string> => {
  let tekst = '';
  for await (const deel of a) tekst += (deel as Buffer).toString('latin1');
  return tekst;
};
const vraag = (opties: { method?: string; headers?: Record<string, string> } = {}): { uit: ReturnType<typeof request>; antwoord: Promise<IncomingMessage> } => {
  const uit = request(adres(), { agent: false, ...opties });
  const antwoord = new Promise<IncomingMessage>((klaar, mislukt) => uit.on('response', klaar).on('error', mislukt));
  return { uit, antwoord };
};

test('a slow reader slows the component, for as long as it likes, and gets all', async () => {
  const TOTAAL = 48 << 20;
  let geschreven = 0;
  doe = (s) => {
    s.write(`HTTP/1.1 200 OK\r\ncontent-length: ${TOTAAL}\r\n\r\n`);
    const deel = Buffer.alloc(1 << 18, 'a');
    const verder = (): void => {
      while (geschreven < TOTAAL) {
        geschreven += deel.length;
        if (!s.write(deel)) return void s.once('drain', verder);
      }
    };
    verder();
  };
  const { uit, antwoord } = vraag();
  uit.end();
  const a = await antwoord;
  a.pause();
  await wacht(WACHTTIJD * 2.5);
  expect(geschreven).toBeLessThan(TOTAAL / 2);
  let n = 0;
  for await (const deel of a) n += (deel as Buffer).length;
  expect(n).toBe(TOTAAL);
});

test('a slow sender is waited for; its body arrives as it was, with a length or in chunks', async () => {
  for (const headers of [{ 'content-length': '6' }, { 'transfer-encoding': 'chunked' }] as Record<string, string>[]) {
    doe = (s, n) => {
      if (/abcdef$|3\r\nabc\r\n3\r\ndef\r\n0\r\n\r\n$/.test(ontvangen[n] ?? '')) ok(s, 'alles');
    };
    const { uit, antwoord } = vraag({ method: 'POST', headers });
    uit.write('abc');
    await wacht(WACHTTIJD * 1.8);
    uit.end('def');
    expect(await lees(await antwoord)).toBe('alles');
  }
});

test('a component that takes nothing more holds the sender, and in the end it is 504', async () => {
  doe = (s) => s.pause();
  const { uit, antwoord } = vraag({ method: 'POST' });
  const deel = Buffer.alloc(1 << 20);
  let geschreven = 0;
  const schrijf = (): void => {
    while (geschreven < 64) {
      geschreven++;
      if (!uit.write(deel)) return void uit.once('drain', schrijf);
    }
  };
  schrijf();
  const a = await antwoord;
  expect([a.statusCode, geschreven < 64]).toEqual([504, true]);
  uit.destroy();
});

test('a caller who leaves half-way ends the work, and half a body never looks whole', async () => {
  doe = () => undefined;
  const { uit, antwoord } = vraag({ method: 'POST' });
  antwoord.catch(() => undefined);
  uit.write('half');
  await wachtTot(async () => ontvangen[0]?.includes('half') ?? false);
  uit.destroy();
  await wachtTot(async () => sokken[0]?.destroyed ?? false);
  expect(ontvangen[0]?.endsWith('4\r\nhalf\r\n')).toBe(true);
});

test('more callers than connections: all get their own answer, on 64 connections, also after some left', async () => {
  const wachtend: (() => void)[] = [];
  doe = (s, _n, deel) => {
    const nummer = /x-nummer: (\d+)/.exec(deel.toString())?.[1] ?? '';
    wachtend.push(() => ok(s, nummer));
  };
  const alle = Array.from({ length: 150 }, (_, i) => {
    const v = vraag({ headers: { 'x-nummer': String(i) } });
    v.uit.end();
    return v;
  });
  await wachtTot(async () => wachtend.length === 64);
  const weg = alle.splice(140);
  for (const v of weg) {
    v.antwoord.catch(() => undefined);
    v.uit.destroy();
  }
  await wacht(100);
  doe = (s, _n, deel) => void ok(s, /x-nummer: (\d+)/.exec(deel.toString())?.[1]);
  for (const antwoorden of wachtend) antwoorden();
  const teksten = await Promise.all(alle.map(async (v) => lees(await v.antwoord)));
  expect(teksten).toEqual(Array.from({ length: 140 }, (_, i) => String(i)));
  expect(sokken).toHaveLength(64);
  expect(ontvangen.join('')).not.toContain('x-nummer: 145');
});

test('a resting connection that closes as it is used: a read goes to another, a write is never sent twice', async () => {
  const gezien: number[] = [];
  doe = (s, n) => {
    gezien.push(n);
    if (gezien.length === 2 || gezien.length === 5) s.destroy();
    else ok(s, String(n));
  };
  expect(await (await fetch(adres())).text()).toBe('0');
  expect(await (await fetch(adres())).text()).toBe('1');
  expect(await (await fetch(adres())).text()).toBe('1');
  expect((await fetch(adres(), { method: 'POST', body: 'x' })).status).toBe(503);
  expect(gezien).toEqual([0, 0, 1, 1, 1]);
});

test('what a component says unasked is nobody\'s answer', async () => {
  doe = (s) => {
    ok(s, 'een');
    ok(s, 'vergiftigd');
  };
  expect(await (await fetch(adres())).text()).toBe('een');
  await wachtTot(async () => sokken[0]?.destroyed ?? false);
  doe = (s) => void ok(s, 'twee');
  expect(await (await fetch(adres())).text()).toBe('twee');
  sokken[1]?.write('HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\nx');
  await wachtTot(async () => sokken[1]?.destroyed ?? false);
  doe = (s) => void s.write('HTTP/1.1 200 OK\r\nx: \u0001\r\ncontent-length: 0\r\n\r\n');
  expect((await fetch(adres())).status).toBe(502);
});

test('an answer before all was asked comes through, and that connection carries nothing more', async () => {
  doe = (s) => void ok(s, 'genoeg');
  const { uit, antwoord } = vraag({ method: 'POST', headers: { 'content-length': '1000000' } });
  uit.on('error', () => undefined).write('begin');
  const a = await antwoord;
  expect([await lees(a), a.headers['connection']]).toEqual(['genoeg', 'close']);
  uit.destroy();
  await wachtTot(async () => sokken[0]?.destroyed ?? false);
});

test('a body in chunks that grows over the bound is 413', async () => {
  doe = () => undefined;
  const { uit, antwoord } = vraag({ method: 'POST' });
  for (let n = 0; n <= MAX_INHOUD; n += 1 << 20) uit.write(Buffer.alloc(1 << 20));
  const a = await antwoord;
  expect([a.statusCode, a.headers['content-type']]).toEqual([413, 'application/problem+json; charset=utf-8']);
  uit.destroy();
  await wachtTot(async () => sokken[0]?.destroyed ?? false);
});

test('CONNECT that is cut, and a trace of a known caller that is none, do no harm', async () => {
  const s = connect(Number(new URL(url).port), '127.0.0.1', () => {
    s.write('CONNECT a:1 HTTP/1.1\r\nhost: a\r\n\r\n');
    setImmediate(() => s.resetAndDestroy());
  });
  await new Promise((klaar) => s.on('error', () => undefined).on('close', klaar));
  doe = (sok) => void ok(sok);
  const authorization = `Bearer ${await maakToken(geheimen, systeemKlok, {})}`;
  expect((await fetch(adres(), { headers: { authorization, traceparent: 'geen' } })).status).toBe(200);
  expect(ontvangen[0]).toMatch(/\r\ntraceparent: 00-[0-9a-f]{32}-[0-9a-f]{16}-01\r\n/);
});

test('a new bundle forgets the tokens that were found good', async () => {
  doe = (s) => void ok(s);
  const authorization = `Bearer ${await maakToken(geheimen, systeemKlok, { applicatie: 'weg-ermee', id: 'weg-ermee' })}`;
  const status = async (): Promise<number> => (await fetch(adres(), { headers: { authorization } })).status;
  expect([await status(), await status()]).toEqual([200, 200]);
  await buiten.wijzigBundel({ ingetrokken: [{ applicatie: 'weg-ermee' }] });
  await wachtTot(async () => (await status()) === 401);
});
