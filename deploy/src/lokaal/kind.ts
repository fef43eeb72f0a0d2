import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { setTimeout as wacht } from 'node:timers/promises';
import { zeg } from './melding.ts';

export interface KindOpties {
  naam: string;
  opdracht: string;
  args: string[];
  omgeving: Record<string, string>;
  log: string;
  cwd: string;
  /** Starts again when it dies. */
  herstart?: boolean;
  /** After each start, also of a new process in place of a dead one. */
  bijStart?: () => void;
}

const MAX_LOG = 20 * 1024 * 1024;
const RUSTIG_MS = 60_000;

/** A process of the suite: its output goes to a file, and when it dies it is started again, with a growing pause. */
export class Kind {
  readonly naam: string;
  readonly log: string;
  readonly #o: KindOpties;
  #proces: ChildProcess | null = null;
  #stopt = false;
  #keer = 0;
  #begonnen = 0;
  #gestorven: Promise<void> = Promise.resolve();

  constructor(opties: KindOpties) {
    this.#o = opties;
    this.naam = opties.naam;
    this.log = opties.log;
  }

  get pid(): number | null {
    return this.#proces?.exitCode === null && this.#proces.signalCode === null ? (this.#proces.pid ?? null) : null;
  }

  start(): void {
    this.#begonnen = performance.now();
    if (existsSync(this.log) && statSync(this.log).size > MAX_LOG) renameSync(this.log, `${this.log}.1`);
    const uit = openSync(this.log, 'a');
    const opties: SpawnOptions = {
      cwd: this.#o.cwd,
      env: this.#o.omgeving,
      stdio: ['ignore', uit, uit],
      // A group of its own: Ctrl-C reaches only us, and we stop the rest in order.
      detached: process.platform !== 'win32',
    };
    const proces = spawn(this.#o.opdracht, this.#o.args, opties);
    closeSync(uit);
    this.#proces = proces;
    this.#o.bijStart?.();
    this.#gestorven = new Promise((klaar) => {
      proces.once('error', (fout) => {
        zeg(`  ! ${this.naam} kan niet starten: ${fout.message}`);
        klaar();
      });
      proces.once('exit', (code, signaal) => {
        klaar();
        void this.#naDood(code, signaal);
      });
    });
  }

  async #naDood(code: number | null, signaal: NodeJS.Signals | null): Promise<void> {
    if (this.#stopt || !this.#o.herstart) return;
    this.#keer = performance.now() - this.#begonnen > RUSTIG_MS ? 1 : this.#keer + 1;
    const pauze = Math.min(500 * 2 ** (this.#keer - 1), 3_000);
    const waarom = this.laatsteFout();
    zeg(`  ! ${this.naam} is gestopt (${signaal ?? `code ${code}`})${waarom ? `: ${waarom}` : ''}; start opnieuw over ${pauze / 1000} s. Meer in ${this.log}`);
    await wacht(pauze, undefined, { ref: false });
    if (!this.#stopt) this.start();
  }

  /** What it said last of what went wrong. */
  laatsteFout(): string | null {
    if (!existsSync(this.log)) return null;
    for (const regel of readFileSync(this.log, 'utf8').trimEnd().split('\n').slice(-20).reverse()) {
      try {
        const { level, fout, msg } = JSON.parse(regel) as { level?: number | string; fout?: unknown; msg?: string };
        if (level === 'fatal' || level === 'error' || Number(level) >= 50) return String(fout ?? msg);
      } catch {
        if (/\b(FATAL|Error)\b/.test(regel)) return regel.trim().slice(0, 300); // not one of our log lines
      }
    }
    return null;
  }

  /** Asks, waits, and does not ask again. */
  async stop(ms: number): Promise<void> {
    this.#stopt = true;
    const proces = this.#proces;
    if (!proces || this.pid === null) return;
    proces.kill('SIGTERM');
    await Promise.race([this.#gestorven, wacht(ms, undefined, { ref: false })]);
    if (this.pid !== null) proces.kill('SIGKILL');
    await this.#gestorven;
  }

  doodNu(): void {
    this.#stopt = true;
    this.#proces?.kill('SIGKILL');
  }

}
