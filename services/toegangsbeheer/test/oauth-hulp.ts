import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { importJWK, type CryptoKey, type JWK } from 'jose';
import * as oauth from 'openid-client';
import { maakSleutelpaar } from '@bronhuis/standaarden';
import { TERUGPAD } from '../src/oauth/paden.ts';
import { OVERBRUGGE } from '@bronhuis/testing';
import type { Huis } from './omgeving.ts';

export const ISSUER = 'https://bronhuis.example';

/** Whoever follows an address of the house reaches the component of this test. */
export const naarHuis = (huis: Huis, url: string | URL): string => String(url).replace(ISSUER, huis.url);

/** openid-client as an application of the register would use it: it finds everything by the metadata. */
export async function maakClient(huis: Huis, client: string, sleutel?: JWK): Promise<oauth.Configuration> {
  const prive = sleutel ?? (JSON.parse(await readFile(join(huis.geheimen.map, `client-${client.replace('component-', '')}.key.json`), 'utf8')) as JWK);
  const bewijs = oauth.PrivateKeyJwt({ key: (await importJWK(prive, 'EdDSA')) as CryptoKey, ...(prive.kid ? { kid: prive.kid } : {}) });
  const naar: oauth.CustomFetch = (url, opties) => fetch(naarHuis(huis, url), opties as RequestInit);
  return oauth.discovery(new URL(ISSUER), client, undefined, bewijs, { algorithm: 'oauth2', [oauth.customFetch]: naar });
}

export interface Werkgever {
  issuer: string;
  stop: () => void;
}

/** The OpenID Provider of an employer: another process, with its own users, keys and memory. */
export async function startWerkgever(huis: Huis, organisatie: string, personen: Record<string, object>): Promise<Werkgever> {
  const sleutel = maakSleutelpaar('bronhuis-bij-werkgever');
  await writeFile(join(huis.geheimen.map, `aanmelden-${organisatie}.json`), JSON.stringify(sleutel.prive));
  const { alg: _, ...publiek } = sleutel.publiek;
  const opties = { client: 'bronhuis', jwks: { keys: [publiek] }, personen, terug: `${ISSUER}${TERUGPAD}` };
  const proces = spawn(process.execPath, [join(import.meta.dirname, 'opstelling', 'openid-provider.mjs'), JSON.stringify(opties)], { stdio: ['ignore', 'pipe', 'pipe'] });
  let fouten = '';
  proces.stderr.on('data', (deel: Buffer) => (fouten += deel.toString()));
  const issuer = await new Promise<string>((klaar, mislukt) => {
    createInterface({ input: proces.stdout }).once('line', klaar);
    proces.once('exit', (code) => mislukt(new Error(`the provider of the employer ended with ${code}: ${fouten}`)));
  });
  await huis.sql(
    `insert into identiteitsaanbieder (organisatie, issuer, client_id, werkgever, gebruikersclaim, rollenclaim, rollen, niveaus, laagste_niveau)
     values ($1, $2, 'bronhuis', null, 'medewerker', 'groepen', $3, $4, 'laag')`,
    [organisatie, issuer, { 'GRP-vergunningen': 'behandelaar', 'GRP-fg': 'fg', 'GRP-burger': 'inwoner' }, { 'urn:hoog': 'hoog', 'urn:midden': 'substantieel' }],
  );
  await huis.sql('update bundelstand set stand = stand + 1');
  return { issuer, stop: () => proces.kill('SIGKILL') };
}

/** An application of a municipality in which its employees sign in; VA-01 is its purpose. */
export class Aanmeldproef {
  static readonly TERUG = 'https://app.example/terug';
  static readonly CLIENT = 'vergunningenapp';
  static readonly DOEL = [{ type: 'verwerkingsactiviteit', identifier: 'VA-01' }];

  private constructor(
    readonly huis: Huis,
    readonly werkgever: Werkgever,
    readonly app: oauth.Configuration,
    readonly sleutel: JWK,
  ) {}

  static async start(huis: Huis, personen: Record<string, object>): Promise<Aanmeldproef> {
    const sleutel = maakSleutelpaar(Aanmeldproef.CLIENT);
    await Aanmeldproef.registreer(huis, Aanmeldproef.CLIENT, sleutel.publiek);
    const werkgever = await startWerkgever(huis, OVERBRUGGE, personen);
    return new Aanmeldproef(huis, werkgever, await maakClient(huis, Aanmeldproef.CLIENT, sleutel.prive), sleutel.prive);
  }

  static async registreer(huis: Huis, client: string, publiek: JWK): Promise<void> {
    await huis.sql(
      `insert into applicatie (id, versie, registratietijd, soort, naam, uitvoerder, jwks, beheerder, gegevenseigenaar, leverancier, hosting, extern, status, redirect_uris)
       values ($1, 1, now(), 'applicatie', 'Vergunningenapp', $2, $3, 'b', 'g', 'l', 'h', false, 'actief', $4)`,
      [client, OVERBRUGGE, { keys: [publiek] }, [Aanmeldproef.TERUG]],
    );
    await huis.sql(`insert into applicatie_doel (organisatie, applicatie, activiteiten) values ($1, $2, '{VA-01}')`, [OVERBRUGGE, client]);
  }

  /** The address to which the application sends its user, with what it must remember. */
  async verzoek({ zonderDoel, ...extra }: Record<string, string> = {}): Promise<{ url: URL; verifier: string; state: string }> {
    const verifier = oauth.randomPKCECodeVerifier();
    const state = oauth.randomState();
    const url = oauth.buildAuthorizationUrl(this.app, {
      redirect_uri: Aanmeldproef.TERUG, state, organisatie: OVERBRUGGE, code_challenge: await oauth.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256',
      ...(zonderDoel ? {} : { authorization_details: JSON.stringify(Aanmeldproef.DOEL) }), ...extra,
    });
    return { url, verifier, state };
  }

  async aangemeld(als = 'w1', acr?: string, extra?: Record<string, string>): Promise<Aangemeld> {
    const v = await this.verzoek(extra);
    return { ...v, terug: await new Browser(this.huis).meldAan(v.url, als, acr) };
  }

  wissel(v: Aangemeld, client = this.app): ReturnType<typeof oauth.authorizationCodeGrant> {
    return oauth.authorizationCodeGrant(client, v.terug, { pkceCodeVerifier: v.verifier, expectedState: v.state });
  }
}

/** Back at the application, with what it remembered. */
export interface Aangemeld {
  terug: URL;
  verifier: string;
  state: string;
}

/** The code of the error of the standard; `gelukt` when there was none. */
export const foutVan = async (p: Promise<unknown>): Promise<string> => p.then(() => 'gelukt', (f: { error?: string; code?: string; message: string }) => f.error ?? f.code ?? f.message);

/** A browser: follows redirects one by one and keeps the cookies of each site, by path. */
export class Browser {
  private readonly koekjes: { site: string; naam: string; waarde: string; pad: string }[] = [];

  constructor(private readonly huis: Huis) {}

  async ga(url: string | URL): Promise<{ status: number; naar: URL | null; tekst: string; cookies: string[] }> {
    const adres = new URL(String(url));
    const cookie = this.koekjes.filter((k) => k.site === adres.origin && adres.pathname.startsWith(k.pad)).map((k) => `${k.naam}=${k.waarde}`).join('; ');
    const a = await fetch(naarHuis(this.huis, adres), { redirect: 'manual', headers: { accept: 'text/html', ...(cookie ? { cookie } : {}) } });
    const cookies = a.headers.getSetCookie();
    for (const regel of cookies) this.onthoud(adres.origin, regel);
    const naar = a.headers.get('location');
    return { status: a.status, naar: naar === null ? null : new URL(naar, adres), tekst: await a.text(), cookies };
  }

  /** From the application to the page of the employer with the password, and back at the application. */
  async meldAan(begin: URL, als: string | null, acr = 'urn:midden'): Promise<URL> {
    let hier: URL = begin;
    for (let stap = 0; stap < 12; stap++) {
      if (hier.pathname.startsWith('/inloggen/') && als !== null) hier.search = new URLSearchParams({ als, acr }).toString();
      const { naar, status, tekst } = await this.ga(hier);
      if (!naar) throw new Error(`no redirect at ${hier.origin}${hier.pathname}: ${status} ${tekst.slice(0, 400)}`);
      if (naar.origin === 'https://app.example' || naar.pathname === '/aanmelden/terug') return naar;
      hier = naar;
    }
    throw new Error('round and round');
  }

  private onthoud(site: string, regel: string): void {
    const [paar = '', ...rest] = regel.split('; ');
    const [naam = '', waarde = ''] = paar.split(/=(.*)/s);
    const pad = rest.find((r) => /^path=/i.test(r))?.slice(5) ?? '/';
    const al = this.koekjes.findIndex((k) => k.site === site && k.naam === naam && k.pad === pad);
    if (al >= 0) this.koekjes.splice(al, 1);
    if (waarde !== '' && !/expires=Thu, 01 Jan 1970/i.test(regel)) this.koekjes.push({ site, naam, waarde, pad });
  }
}
