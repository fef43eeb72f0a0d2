import { createPrivateKey, randomUUID, sign, type KeyObject } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import type { JWK } from 'jose';
import { Proces } from '@bronhuis/testing';
import { ACCESS_TOKEN, JWT_BEARER, type Huis } from './omgeving.ts';

/** What a revocation may take (README: within five seconds everywhere). */
export const INTREKTIJD_MS = 5_000;

/** One run of a process: from the moment that it was started until it was killed. */
interface Leven {
  begonnen: number;
  /** When we saw that it was ready; null as long as it is not. */
  gereed: number | null;
}

/** A process of toegangsbeheer, with files of its own that outlive it. */
export class Huisproces {
  readonly levens: Leven[];
  gedood = 0;

  private constructor(
    readonly naam: string,
    private readonly proces: Proces,
    begonnen: number,
  ) {
    this.levens = [{ begonnen, gereed: Date.now() }];
  }

  static async start(huis: Huis, naam: string): Promise<Huisproces> {
    const map = join(huis.gegevensMap, naam);
    await mkdir(map, { recursive: true });
    const begonnen = Date.now();
    const proces = await Proces.start({
      project: 'services/toegangsbeheer',
      logboek: join(map, 'proces.log'),
      env: {
        // So that the proof can be tried on code that a loader breaks on the way, and not in the sources.
        ...(process.env['NODE_OPTIONS'] ? { NODE_OPTIONS: process.env['NODE_OPTIONS'] } : {}),
        DATABASE_URL: huis.db.toepassing,
        DATABASE_URL_WERKER: huis.db.werker,
        NATS_URL: huis.nats.url,
        NATS_VOORVOEGSEL: huis.nats.voorvoegsel,
        TOEGANGSBEHEER_URL: huis.buiten.url,
        GATEWAY_URL: huis.buiten.url,
        GEHEIMEN_MAP: huis.geheimen.map,
        GEGEVENS_MAP: map,
        LOG_NIVEAU: 'error',
      },
    });
    return new Huisproces(naam, proces, begonnen);
  }

  get url(): string {
    return this.proces.url;
  }

  /** SIGKILL: as if the machine lost its power. */
  async val(): Promise<void> {
    if (!this.proces.leeft) throw new Error(`${this.naam} ended by itself`);
    await this.proces.dood();
    this.gedood++;
  }

  async herrijs(): Promise<void> {
    const leven: Leven = { begonnen: Date.now(), gereed: null };
    this.levens.push(leven);
    await this.proces.herstart({ ms: 120_000 });
    leven.gereed = Date.now();
  }

  dood(): Promise<void> {
    return this.proces.dood();
  }

  /**
   * From when on a request to this process, sent at `moment`, must find a token revoked. Whoever started after the
   * acknowledgement knows of it before the first request; who ran or came up at that moment has five seconds.
   */
  ingetrokkenVanaf(bevestigd: number, moment: number): number {
    const leven = this.levens.findLast((l) => l.begonnen <= moment);
    if (!leven) throw new Error(`${this.naam} did not run yet`);
    if (leven.begonnen >= bevestigd) return bevestigd;
    return Math.max(bevestigd, leven.gereed ?? Infinity) + INTREKTIJD_MS;
  }
}

/** An answer that arrived whole, with the moments between which it was made. */
export interface Antwoord<B = Record<string, unknown>> {
  status: number;
  body: B;
  verzonden: number;
  ontvangen: number;
}

export interface Verzoek {
  token?: string;
  json?: object;
  formulier?: Record<string, string>;
  koppen?: Record<string, string>;
}

const agent = new Agent({ keepAlive: true, maxSockets: 50 });

/** Without the comfort of fetch: the client should cost less than what it asks. Never sends anything again by itself. */
function stuur(url: string, methode: string, koppen: Record<string, string>, inhoud: string): Promise<{ status: number; tekst: string }> {
  return new Promise((klaar, mislukt) => {
    const verzoek = request(url, { method: methode, agent, headers: { ...koppen, ...(inhoud ? { 'content-length': Buffer.byteLength(inhoud) } : {}) }, timeout: 20_000 }, (antwoord) => {
      let tekst = '';
      antwoord.setEncoding('utf8').on('data', (deel: string) => (tekst += deel));
      antwoord.once('error', mislukt).once('end', () => (antwoord.complete ? klaar({ status: antwoord.statusCode ?? 0, tekst }) : mislukt(new Error('half an answer'))));
    });
    verzoek.once('timeout', () => verzoek.destroy(new Error('no answer'))).once('error', mislukt);
    verzoek.end(inhoud);
  });
}

/** @returns null when nothing was acknowledged: no whole answer, or one that says that it did not go through */
export async function vraag<B = Record<string, unknown>>(aan: Huisproces, methode: string, pad: string, v: Verzoek = {}): Promise<Antwoord<B> | null> {
  const type = v.json ? 'application/json' : v.formulier ? 'application/x-www-form-urlencoded' : null;
  const inhoud = v.json ? JSON.stringify(v.json) : v.formulier ? new URLSearchParams(v.formulier).toString() : '';
  const koppen = { ...(v.token ? { authorization: `Bearer ${v.token}` } : {}), ...(type ? { 'content-type': type } : {}), ...v.koppen };
  const verzonden = Date.now();
  const a = await stuur(`${aan.url}${pad}`, methode, koppen, inhoud).catch(() => null);
  // The process fell away before, during or after its work; or it says itself that it could not.
  if (a === null || a.status >= 500) return null;
  return { status: a.status, body: (a.tekst === '' ? {} : JSON.parse(a.tekst)) as B, verzonden, ontvangen: Date.now() };
}

/** What is known of a token that was handed out. */
export interface Gegeven {
  ruw: string;
  jti: string;
  applicatie: string;
  doel: string;
  /** When somebody began to revoke it: from here on nobody can say that it must still hold. */
  einde: number | null;
  /** When its revocation was acknowledged. */
  ingetrokken: number | null;
}

/** An answer of the token endpoint that is a decision: it must have a record made between these moments. */
export interface Tokenbesluit {
  applicatie: string;
  doel: string;
  besluit: 'toegestaan' | 'geweigerd';
  verzonden: number;
  ontvangen: number;
}

/** What was seen of a token, afterwards held against what was acknowledged. */
export interface Waarneming {
  token: Gegeven;
  aan: Huisproces;
  verzonden: number;
  status: number;
}

/** All that was acknowledged, to be proved afterwards. */
export class Grootboek {
  /** Grants, changes and decisions that were answered. */
  aantal = 0;
  readonly soorten: Record<string, number> = {};
  readonly tokens: Gegeven[] = [];
  readonly tokenbesluiten: Tokenbesluit[] = [];
  /** Ids of decisions, as AuthZEN answered them. */
  readonly besluiten: string[] = [];
  /** Trace ids of requests with a token that were answered. */
  readonly sporen: string[] = [];
  readonly waarnemingen: Waarneming[] = [];
  /** How often an assertion was accepted, by its jti. */
  readonly verklaringen = new Map<string, number>();
  /** What should never have been answered, as it happened. */
  readonly fouten: string[] = [];

  tel(soort: string, aantal = 1): void {
    this.aantal += aantal;
    this.soorten[soort] = (this.soorten[soort] ?? 0) + aantal;
  }

  /** @param goed what must hold of an answer, whatever dies */
  eis(goed: boolean, wat: string, a: { status: number; body: unknown }): void {
    if (!goed) this.fouten.push(`${wat}: ${a.status} ${JSON.stringify(a.body).slice(0, 300)}`);
  }
}

export const spoor = (): { traceId: string; kop: string } => {
  const traceId = randomUUID().replaceAll('-', '');
  return { traceId, kop: `00-${traceId}-${traceId.slice(0, 16)}-01` };
};

export const leesSleutel = (sleutel: JWK): KeyObject => createPrivateKey({ key: sleutel as never, format: 'jwk' });

/** A client assertion (RFC 7523), by hand: thousands of them. It lives long enough to be tried again. */
export function maakVerklaring(client: string, sleutel: KeyObject, jti: string): string {
  const deel = (inhoud: object): string => Buffer.from(JSON.stringify(inhoud)).toString('base64url');
  const iat = Math.floor(Date.now() / 1000);
  const tekst = `${deel({ alg: 'EdDSA' })}.${deel({ iss: client, sub: client, aud: 'bronhuis-toegangsbeheer', iat, exp: iat + 290, jti })}`;
  return `${tekst}.${sign(null, Buffer.from(tekst), sleutel).toString('base64url')}`;
}

export const verklaringVan = (client_assertion: string): Record<string, string> => ({ client_assertion_type: JWT_BEARER, client_assertion });

export const wisselvelden = (subject: string): Record<string, string> => ({ subject_token: subject, subject_token_type: ACCESS_TOKEN });

