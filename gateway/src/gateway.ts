import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { koppenVan } from '@bronhuis/component';
import { kindVan, type Klok, nieuweTrace, Probleem } from '@bronhuis/standaarden';
import type { Bundelhouder } from '@bronhuis/toegang';
import type { Logger } from 'pino';
import { Pool } from 'undici';
import type { Config } from './config.ts';
import { docsBlad, DOCS_CSP } from './docs.ts';
import { geefDoor } from './doorgeven.ts';
import { peilAlles } from './gezondheid.ts';
import { Grens } from './grens.ts';
import { naarBinnen } from './koppen.ts';
import type { Meters } from './meters.ts';
import { bestemming, type Doel } from './routes.ts';

export const VERSIE = '1.0.0';
const KOPPEN = koppenVan(VERSIE);
const METHODEN = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** The only door: who calls, where it goes, and nothing through that only the inside may say. */
export class Gateway {
  private readonly server: http.Server;
  private readonly pools: Record<Doel, Pool>;
  private readonly grens: Grens;
  private tegelijk = 0;

  constructor(
    private readonly config: Config,
    private readonly bundelhouder: Bundelhouder,
    private readonly logger: Logger,
    private readonly meters: Meters,
    private readonly klok: Klok,
  ) {
    this.grens = new Grens(config.maxPerSeconde);
    this.pools = Object.fromEntries(
      Object.entries(config.doelen).map(([doel, url]) => [
        doel,
        new Pool(url, { connections: 64, pipelining: 1, keepAliveTimeout: 30_000, headersTimeout: config.wachttijd, bodyTimeout: config.wachttijd, connectTimeout: 2000 }),
      ]),
    ) as Record<Doel, Pool>;
    // Less than the 16 kB that a component takes, with room for what is added here: too much is refused at this door, as a problem.
    const opties = { requestTimeout: 0, headersTimeout: 15_000, keepAliveTimeout: 30_000, maxHeaderSize: 12_288 };
    const luister = (vraag: http.IncomingMessage, antwoord: http.ServerResponse): void => void this.behandel(vraag, antwoord);
    this.server = config.tls
      ? https.createServer({ ...opties, cert: readFileSync(config.tls.certificaat), key: readFileSync(config.tls.sleutel), minVersion: 'TLSv1.2' }, luister)
      : http.createServer(opties, luister);
    // A socket that is handed over has nobody else who listens: without this a reset line ends the process.
    this.server.on('connect', (_, socket: Socket) => socket.on('error', () => socket.destroy()).end(ruwProbleem(405, 'Deze methode kan hier niet')));
    this.server.on('clientError', (fout: NodeJS.ErrnoException, socket: Socket) => {
      if (!socket.writable) return;
      socket.end(fout.code === 'HPE_HEADER_OVERFLOW' ? ruwProbleem(431, 'De headers zijn te groot') : ruwProbleem(400, 'Het verzoek kan niet worden gelezen'));
    });
  }

  async start(): Promise<string> {
    await this.bundelhouder.start();
    await new Promise<void>((klaar, mislukt) => {
      this.server.once('error', mislukt);
      this.server.listen(this.config.poort, this.config.adres, klaar);
    });
    const { port } = this.server.address() as AddressInfo;
    return `${this.config.tls ? 'https' : 'http'}://${this.config.adres}:${port}`;
  }

  /** Finishes what runs, takes nothing new. */
  async stop(): Promise<void> {
    this.bundelhouder.stop();
    const dicht = new Promise<void>((klaar) => this.server.close(() => klaar()));
    this.server.closeIdleConnections();
    await Promise.race([dicht, new Promise((klaar) => setTimeout(klaar, 5000).unref())]);
    this.server.closeAllConnections();
    await Promise.all(Object.values(this.pools).map((p) => p.destroy()));
  }

  private async behandel(vraag: http.IncomingMessage, antwoord: http.ServerResponse): Promise<void> {
    const begin = performance.now();
    let doel = 'gateway';
    this.tegelijk++;
    antwoord.once('close', () => {
      this.tegelijk--;
      this.meters.telde(doel, antwoord.statusCode, (performance.now() - begin) / 1000);
    });
    try {
      this.eisGrenzen(vraag);
      if (await this.eigen(vraag, antwoord)) return;
      const naar = bestemming(vraag.url ?? '/');
      if (!naar) throw Probleem.nietGevonden('Dit adres is er niet.');
      doel = naar.doel;
      const koppen = naarBinnen(vraag.headers, await this.eigenKoppen(vraag, naar.doel));
      const inhoud = vraag.headers['content-length'] !== undefined || vraag.headers['transfer-encoding'] !== undefined ? vraag : null;
      await geefDoor(this.pools[naar.doel], { methode: vraag.method ?? 'GET', pad: naar.pad, koppen, inhoud }, antwoord);
    } catch (fout) {
      this.meld(fout, vraag, antwoord);
    }
  }

  /** @throws Probleem 405, 413, 429 or 503 before anything else is done */
  private eisGrenzen(vraag: http.IncomingMessage): void {
    if (!METHODEN.has(vraag.method ?? '')) throw new Probleem({ status: 405, title: 'Deze methode kan hier niet', detail: 'Gebruik GET, POST, PUT, PATCH of DELETE.' });
    if (Number(vraag.headers['content-length'] ?? 0) > this.config.maxInhoud) throw Probleem.teGroot('De inhoud van het verzoek is te groot.');
    if (this.tegelijk > this.config.maxTegelijk) throw Probleem.nietBeschikbaar('Het is nu te druk. Probeer het zo opnieuw.', 1);
    if (!this.grens.mag(vraag.socket.remoteAddress ?? '', performance.now())) {
      throw new Probleem({ status: 429, title: 'Te veel verzoeken', detail: 'U doet te veel verzoeken achter elkaar. Wacht een seconde.', headers: { 'retry-after': '1' } });
    }
  }

  /** What the gateway itself answers. */
  private async eigen(vraag: http.IncomingMessage, antwoord: http.ServerResponse): Promise<boolean> {
    const pad = (vraag.url ?? '/').split('?')[0] ?? '/';
    if (pad === '/health/live') return stuur(antwoord, 200, 'application/json', JSON.stringify({ status: 'ok' }));
    if (pad === '/health/ready') {
      const stand = await peilAlles(this.config.doelen);
      const gereed = stand.gereed && this.bundelhouder.gereed();
      return stuur(antwoord, gereed ? 200 : 503, 'application/json', JSON.stringify({ status: gereed ? 'ok' : 'niet gereed', componenten: stand.componenten }));
    }
    if (pad === '/docs' || pad.startsWith('/docs/')) {
      const blad = await docsBlad(pad, this.config.doelen);
      if (blad) return stuur(antwoord, 200, blad.contentType, blad.inhoud, { 'content-security-policy': DOCS_CSP });
    }
    return false;
  }

  /** Headers that only the gateway sets: tenant of the host, real caller, trace. @throws Probleem 401 on a token that does not hold */
  private async eigenKoppen(vraag: http.IncomingMessage, doel: Doel): Promise<Record<string, string>> {
    const host = vraag.headers.host ?? '';
    const koppen: Record<string, string> = {
      host: new URL(this.config.doelen[doel]).host,
      'x-forwarded-host': host,
      'x-forwarded-proto': this.config.tls ? 'https' : 'http',
      'x-forwarded-for': vraag.socket.remoteAddress ?? '',
    };
    const organisatie = this.organisatieVan(host);
    if (organisatie) koppen['x-bronhuis-organisatie'] = organisatie;
    const inkomend = vraag.headers['traceparent'];
    let bekend = false;
    if (vraag.headers.authorization !== undefined && doel !== 'portaal') {
      await this.bundelhouder.huidige().tokens.controleer(vraag.headers.authorization, this.klok.nu());
      bekend = true;
    }
    // A trace is taken over only from who is known: a stranger could tie people together with an id of his own.
    koppen['traceparent'] = bekend && typeof inkomend === 'string' ? kindVan(inkomend) : nieuweTrace();
    return koppen;
  }

  private organisatieVan(host: string): string {
    const naam = host.replace(/:\d+$/, '').toLowerCase();
    if (!this.bundelhouder.gereed()) return this.config.standaardOrganisatie;
    const { organisaties } = this.bundelhouder.huidige().bundel;
    return organisaties.find((o) => o.hosts.includes(naam))?.oin ?? this.config.standaardOrganisatie;
  }

  private meld(fout: unknown, vraag: http.IncomingMessage, antwoord: http.ServerResponse): void {
    if (antwoord.headersSent || antwoord.destroyed) return;
    let probleem: Probleem;
    if (fout instanceof Probleem) probleem = fout;
    else {
      this.logger.error({ fout: (fout as Error).stack ?? String(fout), methode: vraag.method }, 'unexpected error');
      probleem = new Probleem({ status: 502, title: 'Er ging iets mis', detail: 'Het onderdeel dat hierover gaat, gaf geen bruikbaar antwoord.' });
    }
    // What is still coming in is not read: the connection ends with this answer.
    if (!vraag.complete) antwoord.setHeader('connection', 'close');
    stuur(antwoord, probleem.status, 'application/problem+json; charset=utf-8', JSON.stringify(probleem.naarJson()), probleem.headers);
  }
}

function stuur(antwoord: http.ServerResponse, status: number, contentType: string, inhoud: string | Buffer, koppen: Record<string, string> = {}): true {
  antwoord.writeHead(status, { ...KOPPEN, 'content-type': contentType, ...koppen, 'content-length': Buffer.byteLength(inhoud) });
  antwoord.end(inhoud);
  return true;
}

/** An answer for a request that never became one. */
function ruwProbleem(status: number, title: string): string {
  const body = JSON.stringify({ status, title, detail: `${title}.` });
  return `HTTP/1.1 ${status} ${http.STATUS_CODES[status] ?? ''}\r\ncontent-type: application/problem+json; charset=utf-8\r\ncontent-length: ${Buffer.byteLength(body)}\r\napi-version: ${VERSIE}\r\nconnection: close\r\n\r\n${body}`;
}
