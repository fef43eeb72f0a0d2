import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Klok } from '@bronhuis/standaarden';
import type { Bundel } from '@bronhuis/toegang';
import { decodeJwt } from 'jose';
import { maakBundel, ondertekenBundel, type Bundelwijziging } from './bundel.ts';
import type { Geheimen } from './geheimen.ts';
import { maakToken } from './token.ts';

export type BuitenVraag = { methode: string; pad: string; query: URLSearchParams; body: unknown; headers: Record<string, string | string[] | undefined> };
/** `soort`: of a body that is text as it stands, such as CSV; otherwise it is JSON. */
export type BuitenAntwoord = { status: number; body?: unknown; soort?: string; koppen?: Record<string, string> };
type Antwoorder = (vraag: BuitenVraag) => BuitenAntwoord | Promise<BuitenAntwoord>;

/**
 * What stands around a component in its test: toegangsbeheer (bundle and tokens for components) and the gateway with
 * whatever other components a test needs. A call that nobody answers is a 404 that is kept in `gemist`.
 */
export class Buitenwereld {
  url = '';
  readonly gevraagd: BuitenVraag[] = [];
  readonly gemist: string[] = [];
  bundel: Bundel;
  readonly #geheimen: Geheimen;
  readonly #klok: Klok;
  readonly #server: Server;
  #jws = '';
  #weg = false;
  #routes: { methode: string; pad: RegExp; geef: Antwoorder }[] = [];

  private constructor(geheimen: Geheimen, klok: Klok, anders: Bundelwijziging) {
    this.#geheimen = geheimen;
    this.#klok = klok;
    this.bundel = maakBundel(geheimen, klok.nu(), 1, anders);
    this.#server = createServer((verzoek, antwoord) => {
      this.#antwoord(verzoek).then(
        ({ status, body, headers }) => {
          antwoord.writeHead(status, headers);
          antwoord.end(body);
        },
        (fout: unknown) => {
          antwoord.writeHead(500, { 'content-type': 'text/plain' });
          antwoord.end(String(fout));
        },
      );
    });
  }

  static async open(geheimen: Geheimen, klok: Klok, anders: Bundelwijziging = {}): Promise<Buitenwereld> {
    const b = new Buitenwereld(geheimen, klok, anders);
    b.#jws = await ondertekenBundel(b.bundel, geheimen);
    await new Promise<void>((klaar) => b.#server.listen(0, '127.0.0.1', klaar));
    b.url = `http://127.0.0.1:${(b.#server.address() as AddressInfo).port}`;
    return b;
  }

  /** Answers calls that the component makes through the gateway. The last one that matches counts. */
  op(methode: string, pad: string | RegExp, geef: Antwoorder | BuitenAntwoord): void {
    const vorm = typeof pad === 'string' ? new RegExp(`^${pad.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\w+\}/g, '[^/]+')}$`) : pad;
    this.#routes.unshift({ methode, pad: vorm, geef: typeof geef === 'function' ? geef : () => geef });
  }

  /** A new bundle: other bevoegdheden, a revocation… The component fetches it at its next poll. */
  async wijzigBundel(anders: Bundelwijziging): Promise<Bundel> {
    const { versie, hash: _h, uitgegeven: _u, ...huidig } = this.bundel;
    this.bundel = maakBundel(this.#geheimen, this.#klok.nu(), versie + 1, { ...huidig, ...anders });
    this.#jws = await ondertekenBundel(this.bundel, this.#geheimen);
    return this.bundel;
  }

  /** Everything outside is away: each call gets its connection cut. */
  weg(weg = true): void {
    this.#weg = weg;
  }

  async sluit(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((klaar) => this.#server.close(klaar));
  }

  async #antwoord(verzoek: IncomingMessage): Promise<{ status: number; body: string; headers: Record<string, string> }> {
    if (this.#weg) {
      verzoek.socket.destroy();
      throw new Error('weg');
    }
    const url = new URL(verzoek.url ?? '/', 'http://x');
    if (url.pathname === '/toegangsbeheer/v1/bundel') return this.#geefBundel(verzoek);
    const tekst = await lees(verzoek);
    // Who signs in is for the test to say; whoever works with a token of somebody gets one here.
    const formulier = new URLSearchParams(tekst);
    if (url.pathname === '/toegangsbeheer/v1/token' && !formulier.has('persoon') && !formulier.has('code')) return json({ status: 200, body: await this.#geefToken(formulier) });
    const vraag: BuitenVraag = {
      methode: verzoek.method ?? 'GET',
      pad: url.pathname,
      query: url.searchParams,
      body: /json/.test(verzoek.headers['content-type'] ?? '') && tekst ? (JSON.parse(tekst) as unknown) : tekst,
      headers: verzoek.headers,
    };
    this.gevraagd.push(vraag);
    const route = this.#routes.find((r) => r.methode === vraag.methode && r.pad.test(vraag.pad));
    if (route) return json(await route.geef(vraag));
    this.gemist.push(`${vraag.methode} ${vraag.pad}`);
    return json({ status: 404, body: { status: 404, title: 'Niet gevonden', detail: 'Niemand antwoordt hier in deze test.' } });
  }

  #geefBundel(verzoek: IncomingMessage): { status: number; body: string; headers: Record<string, string> } {
    const etag = `"${this.bundel.hash}"`;
    if (verzoek.headers['if-none-match'] === etag) return { status: 304, body: '', headers: { etag } };
    return { status: 200, body: this.#jws, headers: { etag, 'content-type': 'application/jose' } };
  }

  async #geefToken(vorm: URLSearchParams): Promise<object> {
    const id = decodeJwt(vorm.get('client_assertion') ?? '').sub ?? 'onbekend';
    const access_token = await maakToken(this.#geheimen, this.#klok, {
      soort: id.startsWith('component-') ? 'component' : 'applicatie',
      id,
      applicatie: id,
      organisatie: vorm.get('organisatie') ?? undefined,
      verwerkingsactiviteit: vorm.get('verwerkingsactiviteit'),
    });
    return { access_token, token_type: 'Bearer', expires_in: 600 };
  }
}

function json(a: BuitenAntwoord): { status: number; body: string; headers: Record<string, string> } {
  if (a.soort !== undefined) return { status: a.status, body: String(a.body), headers: { 'content-type': a.soort } };
  const type = a.status >= 400 ? 'application/problem+json' : 'application/json';
  return { status: a.status, body: a.body === undefined ? '' : JSON.stringify(a.body), headers: { 'content-type': type, ...a.koppen } };
}

async function lees(verzoek: IncomingMessage): Promise<string> {
  const delen: Buffer[] = [];
  for await (const deel of verzoek) delen.push(deel as Buffer);
  return Buffer.concat(delen).toString('utf8');
}
