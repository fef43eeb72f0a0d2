import { Agent, type Dispatcher, request } from 'undici';

/** What is wrong with one part of what was sent. */
export interface Veldfout {
  /** with dots, as the component knows it: `jwks.keys.0` */
  name: string;
  reason: string;
  code?: string;
}

/** What a component answered when it did not do what was asked. */
export class Weigering extends Error {
  constructor(
    readonly status: number,
    /** sentence of the component, in Dutch */
    readonly detail: string | undefined,
    readonly redenen: string[] = [],
    /** why a thing is gone (410) */
    readonly reden?: string,
    /** fixed code of the refusal */
    readonly code?: string,
    /** level of assurance that a stronger sign-in must have (RFC 9470) */
    readonly niveau?: string,
    /** the same as `redenen`, with what each of them is about */
    readonly velden: readonly Veldfout[] = [],
  ) {
    super(`the gateway answers ${status}`);
    this.name = 'Weigering';
  }
}

/** For whose page something is asked. */
export interface Afzender {
  /** name of the site: it tells the gateway which municipality this is */
  host: string;
  /** network address: the gateway bounds each of them, when it knows this portal as a proxy */
  adres: string;
}

export interface Vraag {
  methode?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** path behind the gateway */
  pad: string;
  van: Afzender;
  token?: string;
  json?: unknown;
  inhoud?: { soort: string; bytes: Uint8Array };
  formulier?: Record<string, string>;
  koppen?: Record<string, string>;
}

/** What a page asks; for whom and as whom is the visit's to say. */
export type Roep = Omit<Vraag, 'van' | 'token'>;

export interface Antwoord<T> {
  status: number;
  body: T;
  etag: string | null;
}

/** Somebody waits for a page; a file that is looked through may take longer. */
const WACHTTIJD = { lezen: 10_000, schrijven: 60_000 };
const TE_LANG = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);

/** The only way out of this portal: the same door that everybody uses. */
export class Gateway {
  private readonly agent = new Agent({ connections: 32, connectTimeout: 2000 });

  constructor(
    private readonly url: string,
    private readonly wachttijd = WACHTTIJD,
  ) {}

  /** @throws Weigering for every status of 400 and above, 503 when the gateway cannot be reached, 504 when it takes too long */
  async vraag<T>(v: Vraag): Promise<Antwoord<T>> {
    const koppen: Record<string, string> = { host: v.van.host, 'x-forwarded-for': v.van.adres, accept: 'application/json, application/problem+json', ...v.koppen };
    if (v.token) koppen['authorization'] = `Bearer ${v.token}`;
    const { soort, body } = inhoudVan(v);
    if (soort) koppen['content-type'] = soort;
    let antwoord: Dispatcher.ResponseData;
    let tekst: string;
    try {
      const methode = v.methode ?? 'GET';
      const headersTimeout = methode === 'GET' ? this.wachttijd.lezen : this.wachttijd.schrijven;
      antwoord = await request(`${this.url}${v.pad}`, { dispatcher: this.agent, method: methode, headers: koppen, body, headersTimeout, bodyTimeout: headersTimeout });
      // An answer that breaks off half-way is no answer.
      tekst = await antwoord.body.text();
    } catch (fout) {
      throw new Weigering(TE_LANG.has((fout as { code?: string }).code ?? '') ? 504 : 503, (fout as Error).message);
    }
    const isBestand = /^text\/(csv|plain)/.test(String(antwoord.headers['content-type'])) && antwoord.statusCode < 400;
    const gelezen = isBestand ? tekst : lees(tekst, antwoord.statusCode);
    if (antwoord.statusCode >= 400) throw weigering(antwoord.statusCode, gelezen, String(antwoord.headers['www-authenticate'] ?? ''));
    const etag = antwoord.headers['etag'];
    return { status: antwoord.statusCode, body: gelezen as T, etag: typeof etag === 'string' ? etag : null };
  }

  sluit(): Promise<void> {
    return this.agent.close();
  }
}

function inhoudVan(v: Vraag): { soort?: string; body: string | Uint8Array | null } {
  if (v.inhoud) return { soort: v.inhoud.soort, body: v.inhoud.bytes };
  if (v.formulier) return { soort: 'application/x-www-form-urlencoded', body: new URLSearchParams(v.formulier).toString() };
  if (v.json !== undefined) return { soort: 'application/json', body: JSON.stringify(v.json) };
  return { body: null };
}

function lees(tekst: string, status: number): unknown {
  if (tekst === '') return null;
  try {
    return JSON.parse(tekst);
  } catch {
    // A refusal keeps its status, whatever it is written in.
    throw new Weigering(status >= 400 ? status : 502, undefined);
  }
}

/** Problem details (RFC 9457) or an OAuth error (RFC 6749 §5.2), in one form. */
export function weigering(status: number, gelezen: unknown, uitdaging = ''): Weigering {
  const p = Object(gelezen) as { detail?: string; reden?: string; error?: string; code?: string; error_description?: string; invalidParams?: Veldfout[] };
  const velden = p.invalidParams ?? [];
  const niveau = uitdaging.includes('error="insufficient_user_authentication"') ? /acr_values="(laag|substantieel|hoog)"/.exec(uitdaging)?.[1] : undefined;
  return new Weigering(
    status,
    p.detail ?? p.error_description,
    velden.map((x) => x.reason),
    p.reden,
    p.code ?? p.error,
    niveau,
    velden,
  );
}
