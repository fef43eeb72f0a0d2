import http from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { koppenVan } from '@bronhuis/component';
import { kindVan, type Klok, leesTraceparent, nieuweTrace, Probleem } from '@bronhuis/standaarden';
import type { Bundelhouder } from '@bronhuis/toegang';
import type { Logger } from 'pino';
import { Bekend } from './bekend.ts';
import type { Config } from './config.ts';
import { docsBlad, DOCS_CSP } from './docs.ts';
import { Doorgave, type Verzoek } from './doorgave.ts';
import { peilAlles } from './gezondheid.ts';
import { Grens } from './grens.ts';
import { isWaarde, naarBinnen, regel } from './koppen.ts';
import { Leiding } from './leiding.ts';
import type { Meters } from './meters.ts';
import { Netwerken } from './netwerk.ts';
import { teGroot } from './problemen.ts';
import { bestemming, type Doel } from './routes.ts';
import { KOPRUIMTE, Tlsdeur } from './tls.ts';
import { wisselOverHttp, ZgwBrug } from './zgw-brug.ts';

export const VERSIE = '1.0.0';
const KOPPEN = koppenVan(VERSIE);
const METHODEN = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
/** Under these paths the gateway answers itself. */
const EIGEN = /^\/(health|docs)(\/|\?|$)/;

/** The only door: who calls, where it goes, and nothing through that only the inside may say. */
export class Gateway {
  private readonly server: http.Server;
  /** Null when TLS ends before this door. */
  private readonly tls: Tlsdeur | null;
  /** The same when it asks for client certificates. */
  private readonly metCertificaten: Tlsdeur | null;
  private readonly leidingen: Record<Doel, Leiding>;
  private readonly bekend: Bekend;
  private readonly grens: Grens;
  private readonly netwerken: Netwerken;
  private tegelijk = 0;

  constructor(
    private readonly config: Config,
    private readonly bundelhouder: Bundelhouder,
    private readonly logger: Logger,
    private readonly meters: Meters,
    private readonly klok: Klok,
  ) {
    this.grens = new Grens(config.maxPerSeconde);
    this.netwerken = new Netwerken(config.interneNetwerken, config.vertrouwdeProxys);
    this.bekend = new Bekend(bundelhouder, config.standaardOrganisatie, new ZgwBrug(wisselOverHttp(config.toegangsbeheerUrl)));
    const grenzen = { lijnen: 64, maxInhoud: config.maxInhoud, wachttijd: config.wachttijd, verbindtijd: 2000, rust: 30_000 };
    this.leidingen = Object.fromEntries(Object.entries(config.doelen).map(([doel, url]) => [doel, new Leiding(new URL(url), grenzen)])) as Record<Doel, Leiding>;
    const vraagtCertificaat = Boolean(config.tls?.clientCa);
    // Less than the 16 kB that a component takes, with room for what is added here: too much is refused at this door, as a problem.
    const opties = { requestTimeout: 0, headersTimeout: 15_000, keepAliveTimeout: 30_000, maxHeaderSize: 12_288 - (vraagtCertificaat ? KOPRUIMTE : 0) };
    this.tls = config.tls && new Tlsdeur(config.tls, opties, klok, logger);
    this.metCertificaten = vraagtCertificaat ? this.tls : null;
    this.server = this.tls?.server ?? http.createServer(opties);
    this.server.on('request', (vraag: http.IncomingMessage, antwoord: http.ServerResponse) => this.behandel(vraag, antwoord));
    // Node takes its own listeners off this socket: whoever cuts it now must not cut the process.
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
    this.tls?.sluit();
    const dicht = new Promise<void>((klaar) => this.server.close(() => klaar()));
    this.server.closeIdleConnections();
    await Promise.race([dicht, new Promise((klaar) => setTimeout(klaar, 5000).unref())]);
    this.server.closeAllConnections();
    for (const leiding of Object.values(this.leidingen)) leiding.sluit();
  }

  /** From now on with the files of TLS as they are. */
  ververs(): void {
    this.tls?.ververs();
  }

  private behandel(vraag: http.IncomingMessage, antwoord: http.ServerResponse): void {
    const begin = performance.now();
    let doel: Doel | 'gateway' = 'gateway';
    let doorgave: Doorgave | null = null;
    this.tegelijk++;
    antwoord.once('close', () => {
      this.tegelijk--;
      doorgave?.weg();
      this.meters.telde(doel, antwoord.statusCode, (performance.now() - begin) / 1000);
    });
    const mislukt = (fout: unknown): void => this.meld(fout, vraag, antwoord);
    try {
      const beller = this.netwerken.beller(vraag);
      this.eisGrenzen(vraag, beller);
      const url = vraag.url ?? '/';
      if (EIGEN.test(url)) {
        this.eigen(url, antwoord).catch(mislukt);
        return;
      }
      const naar = bestemming(url);
      if (!naar) throw Probleem.nietGevonden('Dit adres is er niet.');
      doel = naar.doel;
      const { authorization } = vraag.headers;
      const aangemeld = authorization !== undefined && doel !== 'portaal';
      const verder = (als: string | undefined): void => {
        const leiding = this.leidingen[naar.doel];
        if (als !== authorization) vraag.headers.authorization = als;
        const certificaat = this.metCertificaten === null ? '' : this.metCertificaten.koppen(vraag.socket, antwoord, naar.doel);
        doorgave = new Doorgave(this.verzoek(vraag, beller, naar.pad, leiding.host, aangemeld, certificaat), antwoord, mislukt);
        leiding.geef(doorgave);
      };
      const als = aangemeld ? this.bekend.controleer(authorization, this.klok.nu(), naar.token) : authorization;
      if (als instanceof Promise) als.then(verder).catch(mislukt);
      else verder(als);
    } catch (fout) {
      mislukt(fout);
    }
  }

  /** @throws Probleem 405, 413, 429 or 503 before anything else is done */
  private eisGrenzen(vraag: http.IncomingMessage, beller: string): void {
    if (!METHODEN.has(vraag.method ?? '')) throw new Probleem({ status: 405, title: 'Deze methode kan hier niet', detail: 'Gebruik GET, POST, PUT, PATCH of DELETE.' });
    if (Number(vraag.headers['content-length'] ?? 0) > this.config.maxInhoud) throw teGroot();
    if (this.tegelijk > this.config.maxTegelijk) throw Probleem.nietBeschikbaar('Het is nu te druk. Probeer het zo opnieuw.', 1);
    if (!this.grens.mag(beller, performance.now())) {
      throw new Probleem({ status: 429, title: 'Te veel verzoeken', detail: 'U doet te veel verzoeken achter elkaar. Wacht een seconde.', headers: { 'retry-after': '1' } });
    }
  }

  /** What the gateway itself answers. @throws Probleem 404 */
  private async eigen(url: string, antwoord: http.ServerResponse): Promise<void> {
    const pad = url.split('?')[0] ?? '/';
    if (pad === '/health/live') {
      stuur(antwoord, 200, 'application/json', JSON.stringify({ status: 'ok' }));
    } else if (pad === '/health/ready') {
      const stand = await peilAlles(this.config.doelen);
      const gereed = stand.gereed && this.bundelhouder.gereed();
      stuur(antwoord, gereed ? 200 : 503, 'application/json', JSON.stringify({ status: gereed ? 'ok' : 'niet gereed', componenten: stand.componenten }));
    } else {
      const blad = await docsBlad(pad, this.config.doelen);
      if (!blad) throw Probleem.nietGevonden('Dit adres is er niet.');
      stuur(antwoord, 200, blad.contentType, blad.inhoud, { 'content-security-policy': DOCS_CSP });
    }
  }

  /** The request for the component, with the headers that only the gateway sets: tenant of the host, real caller and its network, certificate, trace. */
  private verzoek(vraag: http.IncomingMessage, beller: string, pad: string, naarHost: string, aangemeld: boolean, certificaat: string): Verzoek {
    const { headers } = vraag;
    const methode = vraag.method ?? 'GET';
    const host = headers.host ?? '';
    const inStukken = headers['transfer-encoding'] !== undefined;
    let kop = `${methode} ${pad} HTTP/1.1\r\nhost: ${naarHost}\r\n${naarBinnen(headers)}`;
    if (inStukken) kop += 'transfer-encoding: chunked\r\n';
    kop += regel('x-forwarded-host', host) + regel('x-forwarded-proto', this.config.tls ? 'https' : 'http') + regel('x-forwarded-for', beller) + this.netwerken.kop(beller) + certificaat;
    const organisatie = this.bekend.organisatieVan(host);
    if (organisatie) kop += regel('x-bronhuis-organisatie', organisatie);
    // A trace is taken over only from who is known: a stranger could tie people together with an id of his own.
    const inkomend = aangemeld ? headers['traceparent'] : undefined;
    kop += regel('traceparent', typeof inkomend === 'string' && leesTraceparent(inkomend) ? kindVan(inkomend) : nieuweTrace());
    return { methode, kop: `${kop}\r\n`, inhoud: inStukken || headers['content-length'] !== undefined ? vraag : null };
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
    // AuthZEN 1.0 §10.1: also of a request that never got to its component.
    const kenmerk = vraag.headers['x-request-id'];
    if (typeof kenmerk === 'string' && isWaarde(kenmerk)) antwoord.setHeader('x-request-id', kenmerk);
    stuur(antwoord, probleem.status, 'application/problem+json; charset=utf-8', JSON.stringify(probleem.naarJson()), probleem.headers);
  }
}

function stuur(antwoord: http.ServerResponse, status: number, contentType: string, inhoud: string | Buffer, koppen: Record<string, string> = {}): void {
  antwoord.writeHead(status, { ...KOPPEN, 'content-type': contentType, ...koppen, 'content-length': Buffer.byteLength(inhoud) });
  antwoord.end(inhoud);
}

/** An answer for a request that never became one. */
function ruwProbleem(status: number, title: string): string {
  const body = JSON.stringify({ status, title, detail: `${title}.` });
  return `HTTP/1.1 ${status} ${http.STATUS_CODES[status] ?? ''}\r\ncontent-type: application/problem+json; charset=utf-8\r\ncontent-length: ${Buffer.byteLength(body)}\r\napi-version: ${VERSIE}\r\nconnection: close\r\n\r\n${body}`;
}
