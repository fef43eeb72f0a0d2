import { mkdtemp, writeFile } from 'node:fs/promises';
import https from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeJwt } from 'jose';
import { maakLogger } from '@bronhuis/component';
import { systeemKlok } from '@bronhuis/standaarden';
import { VOORBEELDSTAD, WERKORGANISATIE } from '@bronhuis/testing';
import { Autoriteit, zelfondertekend, type Certificaat } from '@bronhuis/testing/certificaten';
import { AFDRUKKOP, Bundelhouder, bundelOverHttp, CERTIFICAATKOP, VERTROUWDKOP } from '@bronhuis/toegang';
import { leesConfig } from '../gateway/src/config.ts';
import { Gateway } from '../gateway/src/gateway.ts';
import { Meters } from '../gateway/src/meters.ts';
import { opent, PAD, ZAAKSYSTEEM, type Huis } from '../services/toegangsbeheer/test/omgeving.ts';

// Mutual TLS from the connection to the register and back (RFC 8705): the gateway and toegangsbeheer as they run.

const NAAM = 'zaaksysteem.example.nl';
let huis: Huis;
let gateway: Gateway;
let url: string;
let ca: Autoriteit;
let server: Certificaat;
let goed: Certificaat;
let ingetrokken: Certificaat;
beforeAll(async () => {
  huis = await opent();
  await huis.sql(`update applicatie set clientauthenticatie = 'tls_client_auth', certificaatnaam = $1 where id = 'zaaksysteem'`, [NAAM]);
  const map = await mkdtemp(join(tmpdir(), 'gw-tls-'));
  const bestand = async (naam: string, inhoud: string): Promise<string> => {
    await writeFile(join(map, naam), inhoud);
    return join(map, naam);
  };
  [ca, server] = [await Autoriteit.maak('Autoriteit van de test'), await zelfondertekend()];
  [goed, ingetrokken] = [await ca.geefUit({ oin: WERKORGANISATIE, naam: NAAM }), await ca.geefUit({ oin: WERKORGANISATIE, naam: NAAM })];
  const config = leesConfig({
    PORT: '0', TOEGANGSBEHEER_URL: huis.url, REGISTERS_URL: huis.url, SELECTIELIJST_URL: huis.url, WOO_PUBLICATIE_URL: huis.url, VERANTWOORDING_URL: huis.url, PORTAAL_URL: huis.url,
    GEHEIMEN_MAP: huis.geheimen.map, GEGEVENS_MAP: map,
    TLS_CERTIFICAAT: await bestand('server.pem', server.certificaat), TLS_SLEUTEL: await bestand('server.key', server.sleutel),
    TLS_CLIENT_CA: await bestand('ca.pem', ca.certificaat), TLS_CLIENT_CRL: await bestand('crl.pem', await ca.lijst([ingetrokken])),
  });
  const bundelhouder = new Bundelhouder({ bron: bundelOverHttp(huis.url), sleutel: huis.geheimen.bundel.publiek, klok: systeemKlok });
  gateway = new Gateway(config, bundelhouder, maakLogger('gateway', 'silent'), new Meters(), systeemKlok);
  url = await gateway.start();
});
afterAll(async () => {
  await gateway?.stop();
  await huis?.stop();
});

type Antwoord = { status: number; body: Record<string, string> };
const vraag = (pad: string, met: Certificaat | null, o: { koppen?: Record<string, string>; vorm?: Record<string, string> } = {}): Promise<Antwoord> =>
  new Promise((klaar, mislukt) => {
    const uit = https.request(
      {
        host: '127.0.0.1', port: new URL(url).port, servername: 'localhost', ca: server.certificaat, agent: false, path: pad, method: o.vorm ? 'POST' : 'GET',
        headers: { ...(o.vorm ? { 'content-type': 'application/x-www-form-urlencoded' } : {}), ...o.koppen },
        ...(met ? { cert: met.certificaat, key: met.sleutel } : {}),
      },
      (a) => {
        let tekst = '';
        a.on('error', mislukt).on('data', (d: Buffer) => (tekst += d.toString())).on('end', () => klaar({ status: a.statusCode ?? 0, body: JSON.parse(tekst) as Antwoord['body'] }));
      },
    );
    uit.on('error', mislukt).end(o.vorm && new URLSearchParams(o.vorm).toString());
  });
const vraagToken = (met: Certificaat | null, koppen: Record<string, string> = {}): Promise<Antwoord> =>
  vraag(`${PAD}/token`, met, { koppen, vorm: { grant_type: 'client_credentials', client_id: 'zaaksysteem', ...ZAAKSYSTEEM } });

describe('an application that shows itself by its connection', () => {
  it('gets a token without a word about itself, that holds on connections with that certificate only', async () => {
    const { status, body } = await vraagToken(goed);
    expect(status).toBe(200);
    expect(decodeJwt(body['access_token']!)).toMatchObject({ client_id: 'zaaksysteem', act: { sub: WERKORGANISATIE }, cnf: { 'x5t#S256': goed.afdruk } });
    const koppen = { authorization: `Bearer ${body['access_token']}` };
    const opRoute = async (met: Certificaat | null, erbij: Record<string, string> = {}): Promise<number> => (await vraag(`${PAD}/applicaties`, met, { koppen: { ...koppen, ...erbij } })).status;
    expect([await opRoute(goed), await opRoute(null), await opRoute(ingetrokken), await opRoute(await zelfondertekend())]).toEqual([200, 401, 401, 401]);
    expect(await opRoute(null, { [AFDRUKKOP]: goed.afdruk })).toBe(401);
  });

  it.each<[string, () => Promise<Certificaat | null>]>([
    ['none', () => Promise.resolve(null)],
    ['one of another organisation', () => ca.geefUit({ oin: VOORBEELDSTAD, naam: NAAM })],
    ['one with another name', () => ca.geefUit({ oin: WERKORGANISATIE, naam: 'ander.example.nl' })],
    ['one of another authority', async () => (await Autoriteit.maak('Autoriteit van de test')).geefUit({ oin: WERKORGANISATIE, naam: NAAM })],
    ['one that has expired', () => ca.geefUit({ oin: WERKORGANISATIE, naam: NAAM, van: -30, tot: -1 })],
    ['one that was revoked', () => Promise.resolve(ingetrokken)],
    ['one that it made itself', () => zelfondertekend({ oin: WERKORGANISATIE, naam: NAAM })],
  ])('gets nothing with %s, whatever it says in headers', async (_, maak) => {
    const met = await maak();
    const vals = { [AFDRUKKOP]: goed.afdruk, [CERTIFICAATKOP]: goed.der, [VERTROUWDKOP]: 'ja' };
    for (const koppen of [{}, vals]) expect(await vraagToken(met, koppen)).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
  });
});
