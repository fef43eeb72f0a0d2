import { connect, type NatsConnection } from '@nats-io/transport-node';
import { setTimeout as wacht } from 'node:timers/promises';
import type { Logboek } from './logboek.ts';

/**
 * One connection to NATS for a whole process. NATS may be away when we start and at any time later: nobody waits for it
 * but the loops that need it, so a component is ready without it.
 */
export class NatsVerbinding {
  readonly #afbreken = new AbortController();
  #open: Promise<NatsConnection> | null = null;
  #nc: NatsConnection | null = null;
  #verbonden = false;
  #keer = 0;
  readonly #bijHerstel = new Set<() => void>();

  readonly url: string;
  readonly #naam: string;
  readonly #log: Logboek;

  constructor(url: string, naam: string, log: Logboek) {
    this.url = url;
    this.#naam = naam;
    this.#log = log;
  }

  /** False while the server is away: publishing then would only fill the buffer of the client. */
  get verbonden(): boolean {
    return this.#verbonden;
  }

  /** Goes up with every (re)connect: behind a reconnect there may be a server that lost its storage. */
  get keer(): number {
    return this.#keer;
  }

  /** What was asked of the server before is forgotten by it. Returns how to stop listening. */
  bijHerstel(cb: () => void): () => void {
    this.#bijHerstel.add(cb);
    return () => this.#bijHerstel.delete(cb);
  }

  /** Waits for as long as NATS is away; rejects only after `sluit`. */
  open(): Promise<NatsConnection> {
    this.#open ??= this.#verbind();
    return this.#open;
  }

  async #verbind(): Promise<NatsConnection> {
    for (let poging = 0; ; poging++) {
      this.#afbreken.signal.throwIfAborted();
      try {
        const nc = await connect({
          servers: this.url.split(','),
          name: this.#naam,
          // 56 % of the CPU of publishing went to stack traces without this.
          noAsyncTraces: true,
          maxReconnectAttempts: -1,
          reconnectTimeWait: 250,
          reconnectJitter: 100,
          pingInterval: 10_000,
          timeout: 3_000,
        });
        if (this.#afbreken.signal.aborted) await nc.close();
        this.#afbreken.signal.throwIfAborted();
        this.#nc = nc;
        this.#verbonden = true;
        this.#keer++;
        void this.#volg(nc);
        return nc;
      } catch (fout) {
        this.#afbreken.signal.throwIfAborted();
        if (poging % 40 === 0) this.#log.warn({ fout: String(fout) }, 'NATS is niet bereikbaar; er wordt opnieuw geprobeerd');
        await wacht(Math.min(250 * 2 ** poging, 2_000), undefined, { signal: this.#afbreken.signal });
      }
    }
  }

  async #volg(nc: NatsConnection): Promise<void> {
    for await (const s of nc.status()) {
      if (s.type === 'disconnect') {
        this.#verbonden = false;
        this.#log.warn({}, 'de verbinding met NATS is weg');
      } else if (s.type === 'reconnect') {
        this.#verbonden = true;
        this.#keer++;
        this.#log.info({}, 'de verbinding met NATS is hersteld');
        for (const cb of this.#bijHerstel) cb();
      } else if (s.type === 'error') {
        this.#log.warn({ fout: String(s.error) }, 'NATS meldt een fout');
      }
    }
    this.#verbonden = false;
  }

  async sluit(): Promise<void> {
    this.#afbreken.abort(new Error('de verbinding met NATS is gesloten'));
    const open = this.#open;
    if (!open) return;
    await open.catch(() => undefined); // the abort itself, or a connect that was under way
    if (this.#nc && !this.#nc.isClosed()) await this.#nc.close();
  }
}
