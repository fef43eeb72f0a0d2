import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { laatste, vrijePoort } from './servers/proces.ts';
import { projectmap } from './servers/map.ts';
import { wachtTot } from './wachten.ts';

export type ProcesWens = {
  /** Folder of the project: `services/registers`. It must have been built. */
  project: string;
  /** Settings; PORT is chosen when it is not there. */
  env: Record<string, string>;
  /** File for what it says. */
  logboek: string;
  args?: string[];
};

/** A component as a process of its own, to be killed at any moment. */
export class Proces {
  readonly poort: number;
  readonly url: string;
  readonly #wens: ProcesWens;
  #kind: ChildProcess | null = null;

  private constructor(wens: ProcesWens, poort: number) {
    this.#wens = wens;
    this.poort = poort;
    this.url = `http://127.0.0.1:${poort}`;
  }

  /** Starts and waits until it is ready. */
  static async start(wens: ProcesWens): Promise<Proces> {
    const p = new Proces(wens, Number(wens.env['PORT'] ?? (await vrijePoort())));
    await p.herstart();
    return p;
  }

  get pid(): number | undefined {
    return this.#kind?.pid;
  }

  get leeft(): boolean {
    return this.#kind !== null && this.#kind.exitCode === null && this.#kind.signalCode === null;
  }

  /** Again on the same port; `wacht: false` returns before it is ready. */
  async herstart(o: { wacht?: boolean; ms?: number } = {}): Promise<void> {
    if (this.leeft) await this.dood();
    const hoofd = join(projectmap(), this.#wens.project, 'dist/src/main.js');
    if (!existsSync(hoofd)) throw new Error(`${this.#wens.project} is niet gebouwd: voer eerst \`npm run build\` uit`);
    const log = openSync(this.#wens.logboek, 'a');
    this.#kind = spawn(process.execPath, [hoofd, ...(this.#wens.args ?? [])], {
      cwd: projectmap(),
      env: { ...this.#wens.env, PORT: String(this.poort) },
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    if (o.wacht === false) return;
    await wachtTot(() => this.#gereed(), { ms: o.ms ?? 30_000, stap: 50, wat: `${this.#wens.project} is gereed` });
  }

  /** SIGKILL: as if the machine lost its power. */
  async dood(): Promise<void> {
    await this.#eindig('SIGKILL');
  }

  /** SIGTERM: finishes what runs. Gives the exit code. */
  async stop(): Promise<number | null> {
    await this.#eindig('SIGTERM');
    return this.#kind?.exitCode ?? null;
  }

  async #gereed(): Promise<boolean> {
    if (!this.leeft) throw new Error(`${this.#wens.project} is gestopt. Het logboek zegt:\n${laatste(this.#wens.logboek, 12)}`);
    try {
      return (await fetch(`${this.url}/health/ready`, { signal: AbortSignal.timeout(2_000) })).ok;
    } catch {
      return false; // not listening yet
    }
  }

  async #eindig(signaal: NodeJS.Signals): Promise<void> {
    const kind = this.#kind;
    if (!kind || !this.leeft) return;
    const einde = new Promise<void>((klaar) => kind.once('exit', () => klaar()));
    kind.kill(signaal);
    await einde;
  }
}
