import { readFile, rename, writeFile } from 'node:fs/promises';
import { type Klok, Probleem } from '@bronhuis/standaarden';
import { compactVerify, importJWK, type JWK } from 'jose';
import { ApiTokens } from './api-token.ts';
import { Beslisser } from './beslisser.ts';
import type { Bundel } from './bundel.ts';
import { Tokencontrole } from './token.ts';

/** Where a bundle comes from: toegangsbeheer over HTTP, or toegangsbeheer itself in process. `null` = unchanged. */
export type Bundelbron = (etag: string | null) => Promise<{ jws: string; etag: string } | null>;

export interface BundelhouderOpties {
  bron: Bundelbron;
  /** Public Ed25519 key of the bundle signer. */
  sleutel: JWK;
  klok: Klok;
  /** File that keeps the last good bundle, so that a restart does not wait for toegangsbeheer. */
  bestand?: string;
  meld?: (bericht: string) => void;
}

/** The bundle with what is made from it once: parsed policies and token keys. */
export interface Geldend {
  bundel: Bundel;
  beslisser: Beslisser;
  tokens: Tokencontrole;
  apiTokens: ApiTokens;
}

/** What was revoked is gone everywhere after one look more: a second, and what an answer takes. */
export const PEIL_MS = 1000;

/** Beyond this age a decision is a guess: 503 instead. Actions marked `gevoelig` have the short bound. */
export const MAX_OUDERDOM_MS = { gewoon: 15 * 60_000, gevoelig: 30_000 };

/** Bundle over HTTP with ETag, straight at toegangsbeheer (the gateway does not expose it). */
export function bundelOverHttp(url: string): Bundelbron {
  return async (etag) => {
    const antwoord = await fetch(`${url}/toegangsbeheer/v1/bundel`, {
      headers: etag ? { 'if-none-match': etag } : {},
      signal: AbortSignal.timeout(5000),
    });
    if (antwoord.status === 304) return null;
    if (!antwoord.ok) throw new Error(`toegangsbeheer answers ${antwoord.status}`);
    return { jws: await antwoord.text(), etag: antwoord.headers.get('etag') ?? '' };
  };
}

/** Holds the policy bundle: polled, verified, kept on disk; decisions never wait for it. */
export class Bundelhouder {
  private geldend: Geldend | null = null;
  private bevestigd = 0;
  private etag: string | null = null;
  private wekker: NodeJS.Timeout | null = null;
  private gestopt = false;
  private laatsteFout = '';

  constructor(private readonly opties: BundelhouderOpties) {}

  async start(): Promise<void> {
    if (this.opties.bestand) await this.vanSchijf(this.opties.bestand);
    await this.peil();
    this.plan();
  }

  stop(): void {
    this.gestopt = true;
    if (this.wekker) clearTimeout(this.wekker);
  }

  gereed(): boolean {
    return this.geldend !== null && this.opties.klok.nu().getTime() - this.bevestigd <= MAX_OUDERDOM_MS.gewoon;
  }

  /** @throws Probleem 503 when there is no bundle or it is too old to decide with. */
  huidige(gevoelig = false): Geldend {
    const leeftijd = this.opties.klok.nu().getTime() - this.bevestigd;
    if (!this.geldend || leeftijd > (gevoelig ? MAX_OUDERDOM_MS.gevoelig : MAX_OUDERDOM_MS.gewoon)) {
      throw Probleem.nietBeschikbaar('De toegangsregels zijn nu niet actueel genoeg om te beslissen. Probeer het zo opnieuw.', 2);
    }
    return this.geldend;
  }

  /** Asks now; used at start, by the poll, and when somebody knows that there is a new bundle. */
  async peil(): Promise<void> {
    try {
      const nieuw = await this.opties.bron(this.etag);
      if (nieuw) {
        const bundel = await this.neemOver(nieuw.jws);
        this.etag = nieuw.etag;
        if (bundel && this.opties.bestand) await bewaar(this.opties.bestand, nieuw.jws);
      }
      this.bevestigd = this.opties.klok.nu().getTime();
      this.laatsteFout = '';
    } catch (fout) {
      const bericht = `no new policy bundle: ${(fout as Error).message}`;
      if (bericht !== this.laatsteFout) this.opties.meld?.(bericht);
      this.laatsteFout = bericht;
    }
  }

  private plan(): void {
    if (this.gestopt) return;
    this.wekker = setTimeout(() => void this.peil().finally(() => this.plan()), PEIL_MS);
    this.wekker.unref();
  }

  private async neemOver(jws: string): Promise<boolean> {
    const { payload } = await compactVerify(jws, await importJWK(this.opties.sleutel, 'EdDSA'), { algorithms: ['EdDSA'] });
    const bundel = JSON.parse(Buffer.from(payload).toString('utf8')) as Bundel;
    // A replayed older bundle could bring a revoked right back.
    if (this.geldend && bundel.versie < this.geldend.bundel.versie) throw new Error(`bundle ${bundel.versie} is older than the one in use`);
    if (bundel.hash === this.geldend?.bundel.hash) return false;
    this.geldend = { bundel, beslisser: new Beslisser(bundel), tokens: new Tokencontrole(bundel), apiTokens: new ApiTokens(bundel) };
    return true;
  }

  private async vanSchijf(bestand: string): Promise<void> {
    try {
      const jws = await readFile(bestand, 'utf8');
      await this.neemOver(jws);
      this.bevestigd = Date.parse(this.geldend?.bundel.uitgegeven ?? '') || 0;
    } catch (fout) {
      if ((fout as NodeJS.ErrnoException).code !== 'ENOENT') this.opties.meld?.(`kept bundle not used: ${(fout as Error).message}`);
    }
  }
}

async function bewaar(bestand: string, inhoud: string): Promise<void> {
  await writeFile(`${bestand}.nieuw`, inhoud, { mode: 0o600 });
  await rename(`${bestand}.nieuw`, bestand);
}
