import { setTimeout as wacht } from 'node:timers/promises';
import { startNats, startPostgres, type Server } from '@bronhuis/testing/servers';
import { join } from 'node:path';
import type { Config } from './config.ts';
import { zeg } from './melding.ts';

const KIJK_MS = 1_000;

/** PostgreSQL or NATS of our own: started, looked after, started again when it dies. */
export class Waakserver {
  readonly naam: string;
  readonly #start: () => Promise<Server>;
  readonly #bijStart: () => void;
  #server: Server | null = null;
  #stopt = false;

  constructor(naam: string, start: () => Promise<Server>, bijStart: () => void) {
    this.naam = naam;
    this.#start = start;
    this.#bijStart = bijStart;
  }

  get pid(): number | null {
    return this.#server?.pid ?? null;
  }

  async start(): Promise<string> {
    this.#server = await this.#start();
    this.#bijStart();
    void this.#waak();
    return this.#server.url;
  }

  async #waak(): Promise<void> {
    let keer = 0;
    while (!this.#stopt) {
      await wacht(KIJK_MS, undefined, { ref: false });
      if (this.#stopt || (this.#server && leeft(this.#server.pid))) continue;
      const pauze = Math.min(500 * 2 ** keer++, 3_000);
      zeg(`  ! ${this.naam} is gestopt; start opnieuw over ${pauze / 1000} s.`);
      await wacht(pauze, undefined, { ref: false });
      if (this.#stopt) return;
      try {
        this.#server = await this.#start();
        this.#bijStart();
        keer = 0;
      } catch (fout) {
        zeg(`  ! ${this.naam}: ${(fout as Error).message}`);
      }
    }
  }

  async stop(ms: number): Promise<void> {
    this.#stopt = true;
    const server = this.#server;
    if (!server) return;
    const opTijd = await Promise.race([server.stop().then(() => true), wacht(ms, false, { ref: false })]);
    if (!opTijd) await server.dood();
  }

  doodNu(): void {
    this.#stopt = true;
    void this.#server?.dood();
  }
}

function leeft(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false; // no such process
  }
}

export const postgres = (c: Config, wachtwoord: string, bijStart: () => void): Waakserver =>
  new Waakserver('PostgreSQL', () => startPostgres({ map: join(c.data, 'postgres'), poort: c.poorten.postgres, wachtwoord }), bijStart);

export const nats = (c: Config, bijStart: () => void): Waakserver =>
  new Waakserver('NATS', () => startNats({ map: join(c.data, 'nats'), poort: c.poorten.nats, meld: (bericht) => zeg(`  ${bericht}`) }), bijStart);
