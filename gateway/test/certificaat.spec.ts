import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SecureVersion, TLSSocket } from 'node:tls';
import { maakLogger } from '@bronhuis/component';
import { systeemKlok, VasteKlok } from '@bronhuis/standaarden';
import { Buitenwereld, maakGeheimen, WERKORGANISATIE, type Geheimen } from '@bronhuis/testing';
import { Autoriteit, zelfondertekend, type Certificaat } from '@bronhuis/testing/certificaten';
import { AFDRUKKOP, Bundelhouder, bundelOverHttp, CERTIFICAATKOP, VERTROUWDKOP } from '@bronhuis/toegang';
import { leesConfig } from '../src/config.ts';
import { Gateway } from '../src/gateway.ts';
import { Meters } from '../src/meters.ts';
import { leesTls } from '../src/tls.ts';

// Mutual TLS at the door (RFC 8705), over real connections with real certificates.

const NAAM = 'zaaksysteem.example.nl';
const klok = new VasteKlok(new Date());
let map: string;
let geheimen: Geheimen;
let buiten: Buitenwereld;
let achter: Server;
let ca: Autoriteit;
let server: Certificaat;
let goed: Certificaat;
let ingetrokken: Certificaat;
let gateway: Gateway;
let url: string;

const schrijf = async (naam: string, inhoud: string): Promise<string> => {
  const bestand = join(map, naam);
  await writeFile(bestand, inhoud);
  return bestand;
};

const open = async (extra: Record<string, string>): Promise<{ gateway: Gateway; url: string }> => {
  const naar = `http://127.0.0.1:${(achter.address() as AddressInfo).port}`;
  const namen = ['TOEGANGSBEHEER', 'REGISTERS', 'SELECTIELIJST', 'WOO_PUBLICATIE', 'VERANTWOORDING', 'PORTAAL'];
  const config = leesConfig({
    PORT: '0', GEHEIMEN_MAP: geheimen.map, GEGEVENS_MAP: map,
    TLS_CERTIFICAAT: join(map, 'server.pem'), TLS_SLEUTEL: join(map, 'server.key'),
    ...Object.fromEntries(namen.map((n) => [`${n}_URL`, naar])),
    ...extra,
  });
  const bundelhouder = new Bundelhouder({ bron: bundelOverHttp(buiten.url), sleutel: geheimen.bundel.publiek, klok: systeemKlok });
  const g = new Gateway(config, bundelhouder, maakLogger('gateway', 'silent'), new Meters(), klok);
  return { gateway: g, url: await g.start() };
};

beforeAll(async () => {
  map = await mkdtemp(join(tmpdir(), 'gw-tls-'));
  geheimen = await maakGeheimen(await mkdtemp(join(tmpdir(), 'gw-tls-geheimen-')), ['gateway']);
  buiten = await Buitenwereld.open(geheimen, systeemKlok);
  achter = createServer((vraag, antwoord) => antwoord.end(JSON.stringify(vraag.headers)));
  await new Promise<void>((klaar) => achter.listen(0, '127.0.0.1', klaar));
  [ca, server] = [await Autoriteit.maak('Autoriteit van de test'), await zelfondertekend()];
  [goed, ingetrokken] = [await ca.geefUit({ oin: WERKORGANISATIE, naam: NAAM }), await ca.geefUit({ oin: WERKORGANISATIE, naam: NAAM })];
  await schrijf('server.pem', server.certificaat);
  await schrijf('server.key', server.sleutel);
  // Of another authority too, and the list of ours last: all of a file counts.
  const ander = await Autoriteit.maak('Andere autoriteit die geldt');
  const [TLS_CLIENT_CA, TLS_CLIENT_CRL] = [await schrijf('ca.pem', ander.certificaat + '\n' + ca.certificaat), await schrijf('crl.pem', (await ander.lijst()) + '\n' + (await ca.lijst([ingetrokken])))];
  ({ gateway, url } = await open({ TLS_CLIENT_CA, TLS_CLIENT_CRL }));
});

beforeEach(() => klok.zet(new Date()));

afterAll(async () => {
  await gateway?.stop();
  achter.closeAllConnections();
  achter.close();
  await buiten.sluit();
});

interface Wens {
  met?: Certificaat | undefined;
  koppen?: Record<string, string>;
  pad?: string;
  agent?: https.Agent;
  naar?: string;
  versie?: SecureVersion;
}
type Gezien = { status: number; koppen: IncomingHttpHeaders; blijft: boolean; hervat: boolean; socket: TLSSocket };

const agentMet = (met: Certificaat | undefined, opties: https.AgentOptions = {}): https.Agent =>
  new https.Agent({ ca: server.certificaat, ...(met ? { cert: met.certificaat, key: met.sleutel } : {}), ...opties });

/** What the component behind got of a request. */
const gezien = ({ met, koppen = {}, pad = '/toegangsbeheer/v1/jwks', agent, naar = url, versie }: Wens = {}): Promise<Gezien> =>
  new Promise((klaar, mislukt) => {
    const { port } = new URL(naar);
    const door = agent ?? agentMet(met, versie ? { minVersion: versie, maxVersion: versie } : {});
    https
      .get({ host: '127.0.0.1', servername: 'localhost', port, path: pad, agent: door, headers: koppen }, (a) => {
        const socket = a.socket as TLSSocket;
        let tekst = '';
        a.on('error', mislukt).on('data', (d: Buffer) => (tekst += d.toString())).on('end', () => {
          if (!agent) door.destroy();
          klaar({ status: a.statusCode ?? 0, koppen: JSON.parse(tekst) as IncomingHttpHeaders, blijft: a.headers.connection !== 'close', hervat: socket.isSessionReused(), socket });
        });
      })
      .on('error', mislukt);
  });

const certificaatkoppen = ({ koppen }: Gezien): object => ({ afdruk: koppen[AFDRUKKOP], certificaat: koppen[CERTIFICAATKOP], vertrouwd: koppen[VERTROUWDKOP] });
const vanBinnen = (c: Certificaat, vertrouwd: 'ja' | 'nee'): object => ({ afdruk: c.afdruk, certificaat: c.der, vertrouwd });
const NIETS = { afdruk: undefined, certificaat: undefined, vertrouwd: undefined };

test.each<SecureVersion>(['TLSv1.2', 'TLSv1.3'])('%s: toegangsbeheer gets the certificate of the connection and whether it is trusted, others only its fingerprint', async (versie) => {
  expect(certificaatkoppen(await gezien({ met: goed, versie }))).toEqual(vanBinnen(goed, 'ja'));
  for (const pad of ['/registers/v1/x', '/objects/api/v2/objects', '/publicaties/x']) {
    expect([pad, certificaatkoppen(await gezien({ met: goed, versie, pad }))]).toEqual([pad, { ...NIETS, afdruk: goed.afdruk }]);
  }
});

test('whoever has no certificate comes in as always, without any of these headers', async () => {
  const a = await gezien();
  expect([a.status, certificaatkoppen(a)]).toEqual([200, NIETS]);
});

test.each<[string, () => Promise<Certificaat>]>([
  ['of an authority that is not ours', async () => (await Autoriteit.maak('Vreemde autoriteit')).geefUit({ oin: WERKORGANISATIE, naam: NAAM })],
  ['of an authority with the name of ours', async () => (await Autoriteit.maak('Autoriteit van de test')).geefUit({ oin: WERKORGANISATIE, naam: NAAM })],
  ['that has expired', () => ca.geefUit({ oin: WERKORGANISATIE, naam: NAAM, van: -30, tot: -1 })],
  ['that is not valid yet', () => ca.geefUit({ oin: WERKORGANISATIE, naam: NAAM, van: 1 })],
  ['that was revoked (Digikoppeling PKI003)', () => Promise.resolve(ingetrokken)],
  ['that nobody issued', () => zelfondertekend({ oin: WERKORGANISATIE, naam: NAAM })],
])('a certificate %s is passed on, and not trusted', async (_, maak) => {
  const met = await maak();
  expect(certificaatkoppen(await gezien({ met }))).toEqual(vanBinnen(met, 'nee'));
});

test('what the outside says of certificates never comes in, with and without one', async () => {
  const vals = { [AFDRUKKOP]: goed.afdruk, [CERTIFICAATKOP]: goed.der, [VERTROUWDKOP]: 'ja', 'x-client-cert': goed.der };
  const hoofdletters = Object.fromEntries(Object.entries(vals).map(([k, v]) => [k.toUpperCase(), v]));
  const eigen = await zelfondertekend();
  for (const koppen of [vals, hoofdletters]) {
    expect(certificaatkoppen(await gezien({ koppen }))).toEqual(NIETS);
    const a = await gezien({ met: eigen, koppen });
    expect([certificaatkoppen(a), a.koppen['x-client-cert']]).toEqual([vanBinnen(eigen, 'nee'), undefined]);
  }
  // RFC 9110 §7.6.1: nor may the outside take away what is added here.
  expect(certificaatkoppen(await gezien({ met: eigen, koppen: { connection: `${AFDRUKKOP}, ${VERTROUWDKOP}` } }))).toEqual(vanBinnen(eigen, 'nee'));
});

test('each request on a connection has its certificate, and each connection its own', async () => {
  const agent = agentMet(goed, { keepAlive: true, maxSockets: 1 });
  const [een, twee] = [await gezien({ agent }), await gezien({ agent })];
  expect(een.socket).toBe(twee.socket);
  expect(certificaatkoppen(twee)).toEqual(vanBinnen(goed, 'ja'));
  expect(certificaatkoppen(await gezien())).toEqual(NIETS);
  agent.destroy();
});

/** Two connections, where the second goes on with the session of the first. */
const hervat = async (met: Certificaat | undefined, versie: SecureVersion): Promise<Gezien> => {
  const agent = agentMet(met, { maxCachedSessions: 10, minVersion: versie, maxVersion: versie });
  await gezien({ agent });
  const dan = await gezien({ agent });
  agent.destroy();
  return dan;
};

describe.each<SecureVersion>(['TLSv1.2', 'TLSv1.3'])('%s: a session that goes on', (versie) => {
  test('keeps its certificate and how that was judged', async () => {
    const dan = await hervat(goed, versie);
    expect([dan.hervat, certificaatkoppen(dan)]).toEqual([true, vanBinnen(goed, 'ja')]);
  });

  test('makes nobody trusted, and gives no certificate to who had none', async () => {
    const eigen = await zelfondertekend({ naam: NAAM });
    for (const [met, koppen] of [[eigen, vanBinnen(eigen, 'nee')], [ingetrokken, vanBinnen(ingetrokken, 'nee')], [undefined, NIETS]] as const) {
      const dan = await hervat(met, versie);
      expect([dan.hervat, certificaatkoppen(dan)]).toEqual([true, koppen]);
    }
  });

  test('ends when the files are read again: what was revoked since then is not trusted any more', async () => {
    const c = await ca.geefUit({ naam: NAAM });
    const crl = join(map, `crl-${versie}.pem`);
    await writeFile(crl, await ca.lijst());
    const ander = await open({ TLS_CLIENT_CA: await schrijf('een-ca.pem', ca.certificaat), TLS_CLIENT_CRL: crl });
    const agent = agentMet(c, { maxCachedSessions: 10, minVersion: versie, maxVersion: versie });
    expect(certificaatkoppen(await gezien({ agent, naar: ander.url }))).toEqual(vanBinnen(c, 'ja'));
    await writeFile(crl, await ca.lijst([c]));
    const nog = await gezien({ agent, naar: ander.url });
    expect([nog.hervat, certificaatkoppen(nog)]).toEqual([true, vanBinnen(c, 'ja')]);
    ander.gateway.ververs();
    const dan = await gezien({ agent, naar: ander.url });
    expect([dan.hervat, certificaatkoppen(dan)]).toEqual([false, vanBinnen(c, 'nee')]);
    // Half a file is no file: what held, holds.
    await writeFile(crl, '');
    ander.gateway.ververs();
    expect(certificaatkoppen(await gezien({ agent, naar: ander.url }))).toEqual(vanBinnen(c, 'nee'));
    agent.destroy();
    await ander.gateway.stop();
  });
});

test('nobody becomes another while connected: the outside asks for no second handshake', async () => {
  const agent = agentMet(goed, { keepAlive: true, minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2' });
  const { socket } = await gezien({ agent });
  const fout = new Promise<Error>((klaar) => socket.on('error', klaar));
  socket.renegotiate({}, () => undefined);
  expect((await fout).message).toMatch(/no renegotiation/i);
  agent.destroy();
});

test('a connection with a certificate ends after a while, so that it is judged anew; one without stays', async () => {
  for (const [met, blijft] of [[goed, false], [undefined, true]] as const) {
    const agent = agentMet(met, { keepAlive: true, maxSockets: 1 });
    klok.zet(new Date());
    const eerst = await gezien({ agent });
    klok.zet(new Date(klok.nu().getTime() + 11 * 60_000));
    const dan = await gezien({ agent });
    const daarna = await gezien({ agent });
    expect([eerst.blijft, dan.socket === eerst.socket, dan.blijft, daarna.socket === eerst.socket]).toEqual([true, true, blijft, blijft]);
    agent.destroy();
  }
});

test('without a list for an authority, or with one that is too old, nobody is trusted; without lists nothing is revoked', async () => {
  const TLS_CLIENT_CA = await schrijf('ca-van-nu.pem', ca.certificaat);
  const anderen = await (await Autoriteit.maak('Nog een')).lijst();
  for (const [crl, vertrouwd] of [[anderen, 'nee'], [await ca.lijst([], -1), 'nee'], [null, 'ja']] as const) {
    const g = await open({ TLS_CLIENT_CA, ...(crl === null ? {} : { TLS_CLIENT_CRL: await schrijf('crl-van-nu.pem', crl) }) });
    expect(certificaatkoppen(await gezien({ met: crl === null ? ingetrokken : goed, naar: g.url }))).toMatchObject({ vertrouwd });
    await g.gateway.stop();
  }
});

test('a certificate that a component could not take with its headers is no connection; the largest one is', async () => {
  const lang = (n: number): Promise<Certificaat> => zelfondertekend({ organisatie: 'x'.repeat(n) });
  await expect(gezien({ met: await lang(4000) })).rejects.toThrow();
  // Subject and issuer both name it.
  const grootste = await lang(1300);
  const vol = { cookie: 'c'.repeat(6500) };
  expect(certificaatkoppen(await gezien({ met: grootste, koppen: vol }))).toEqual(vanBinnen(grootste, 'nee'));
  expect(Buffer.from(grootste.der, 'base64').length).toBeGreaterThan(2900);
});

test('without authorities nobody is asked for a certificate', async () => {
  const g = await open({});
  const a = await gezien({ met: goed, naar: g.url });
  expect([a.status, certificaatkoppen(a)]).toEqual([200, NIETS]);
  await g.gateway.stop();
});

test('wrong settings are named at the start, and a file without what it is for', async () => {
  expect(() => leesConfig({ TLS_CLIENT_CA: 'a' })).toThrow(/TLS_CLIENT_CA needs TLS_CERTIFICAAT and TLS_SLEUTEL/);
  expect(() => leesConfig({ TLS_CERTIFICAAT: 'a', TLS_SLEUTEL: 'b', TLS_CLIENT_CRL: 'c' })).toThrow(/TLS_CLIENT_CRL needs TLS_CLIENT_CA/);
  const bestanden = { certificaat: join(map, 'server.pem'), sleutel: join(map, 'server.key'), clientCa: join(map, 'ca.pem'), clientCrl: join(map, 'crl.pem') };
  expect(leesTls(bestanden)).toMatchObject({ ca: [expect.any(String), expect.any(String)], crl: [expect.any(String), expect.any(String)] });
  expect(() => leesTls({ ...bestanden, clientCa: bestanden.sleutel })).toThrow(/TLS_CLIENT_CA: no CERTIFICATE in /);
  expect(() => leesTls({ ...bestanden, clientCrl: bestanden.clientCa })).toThrow(/TLS_CLIENT_CRL: no X509 CRL in /);
});
