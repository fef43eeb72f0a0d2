import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wacht } from 'node:timers/promises';
import { vrijePoort } from '@bronhuis/testing/servers';
import type { JWK } from 'jose';
import { Client } from '../keten/client.ts';
import { COMPONENTEN, leesConfig, poortInstelling, WORTEL, type Config, type Plek } from '../lokaal/config.ts';
import { cpuVan, metKinderen } from './proces.ts';

/** The suite as `npm start` runs it, on ports and data of its own beside whatever else runs here. */
export class Suite {
  readonly config: Config;
  readonly #omgeving: NodeJS.ProcessEnv;
  #proces: ChildProcess | null = null;

  private constructor(config: Config, omgeving: NodeJS.ProcessEnv) {
    this.config = config;
    this.#omgeving = omgeving;
  }

  static async maak(omgeving: NodeJS.ProcessEnv): Promise<Suite> {
    const data = join(WORTEL, '.data/bench');
    rmSync(data, { recursive: true, force: true, maxRetries: 5 }); // an earlier run is no part of this one
    mkdirSync(data, { recursive: true });
    const plekken = Object.keys(leesConfig({}).poorten) as Plek[];
    const poorten = await Promise.all(plekken.map(async (p) => [poortInstelling(p), String(await vrijePoort())] as const));
    const eigen = { ...omgeving, ...Object.fromEntries(poorten), BRONHUIS_DATA: data, MAX_PER_SECONDE: '1000000', LOG_NIVEAU: 'warn' };
    return new Suite(leesConfig(eigen), eigen);
  }

  /** Seconds from the command to the message that everything is ready. */
  async start(): Promise<number> {
    const begin = performance.now();
    const proces = spawn(process.execPath, [join(WORTEL, 'deploy/start.mjs')], { cwd: WORTEL, env: this.#omgeving, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#proces = proces;
    let gezegd = '';
    const klaar = new Promise<void>((gelukt, mislukt) => {
      createInterface({ input: proces.stdout }).on('line', (regel) => {
        gezegd += `${regel}\n`;
        if (regel.includes('is gereed')) gelukt();
      });
      proces.stderr.on('data', (stuk: Buffer) => (gezegd += stuk.toString('utf8')));
      proces.once('exit', () => mislukt(new Error(`de suite startte niet:\n${gezegd}`)));
    });
    await klaar;
    return (performance.now() - begin) / 1000;
  }

  async zorgDatHijDraait(): Promise<void> {
    if (!this.#proces || this.#proces.exitCode !== null) await this.start();
  }

  async stop(): Promise<void> {
    const proces = this.#proces;
    this.#proces = null;
    if (!proces || proces.exitCode !== null) return;
    const einde = once(proces, 'exit');
    proces.kill('SIGTERM');
    await einde;
  }

  get pid(): number {
    return this.#proces?.pid as number;
  }

  /**
   * Holds the other components still while `werk` measures one: on a small machine they would take its processor to
   * handle what it sends them, and the comparison with a bare server is about the component itself.
   */
  async alleen<T>(namen: readonly string[], werk: () => Promise<T>): Promise<T> {
    const stil = COMPONENTEN.filter((c) => !namen.includes(c)).map((c) => this.pidVan(c));
    for (const pid of stil) process.kill(pid, 'SIGSTOP');
    try {
      return await werk();
    } finally {
      for (const pid of stil) process.kill(pid, 'SIGCONT');
    }
  }

  /** Until what was asked before has been worked off, also by those who hear of it later: less than a fifth of a core, for a second. */
  async rust(): Promise<void> {
    const cpu = (): Map<number, number> => new Map(metKinderen(this.pid).map((pid) => [pid, cpuVan(pid) ?? 0]));
    for (let keer = 0, eerst = cpu(); keer < 180; keer++) {
      await wacht(1_000);
      const nu = cpu();
      const werk = [...nu].reduce((som, [pid, tijd]) => som + tijd - (eerst.get(pid) ?? tijd), 0);
      if (werk < 0.2) return;
      eerst = nu;
    }
    throw new Error('de suite komt niet tot rust');
  }

  /** The servers and components by name. */
  pidVan(naam: string): number {
    const { kinderen } = JSON.parse(readFileSync(join(this.config.data, 'draait.json'), 'utf8')) as { kinderen: { naam: string; pid: number }[] };
    const gevonden = kinderen.find((k) => k.naam === naam);
    if (!gevonden) throw new Error(`${naam} draait niet`);
    return gevonden.pid;
  }

  get pids(): number[] {
    const { pid, kinderen } = JSON.parse(readFileSync(join(this.config.data, 'draait.json'), 'utf8')) as { pid: number; kinderen: { pid: number }[] };
    return [pid, ...kinderen.map((k) => k.pid)];
  }

  url(plek: Plek): string {
    return `http://127.0.0.1:${this.config.poorten[plek]}`;
  }

  /** With the rights of the server's owner: for what the suite is compared with, never for the suite. */
  beheerUrl(database = 'postgres'): string {
    return `postgres://postgres:${this.geheim<{ beheer: string }>('database.json').beheer}@127.0.0.1:${this.config.poorten.postgres}/${database}`;
  }

  get natsUrl(): string {
    return `nats://127.0.0.1:${this.config.poorten.nats}`;
  }

  geheim<T>(bestand: string): T {
    return JSON.parse(readFileSync(join(this.config.data, 'geheimen', bestand), 'utf8')) as T;
  }

  /** Of the case system of a municipality, or of that of another, for its permits. */
  async token(organisatie = OVERBRUGGE, zaaksysteem = organisatie === OVERBRUGGE ? 'zaaksysteem' : 'zaaksysteem-voorbeeldstad'): Promise<string> {
    const { body } = await this.#client(zaaksysteem).tokenVoor(zaaksysteem, { organisatie, verwerkingsactiviteit: 'VA-01' });
    const token = (body as { access_token?: string }).access_token;
    if (!token) throw new Error(`geen token: ${JSON.stringify(body)}`);
    return token;
  }

  /** Of the person who manages the object types. */
  beheertoken(organisatie: string): Promise<string> {
    return this.#client('component-portaal', 'portaal').meldAan('bas', organisatie);
  }

  #client(naam: string, sleutel = naam): Client {
    return new Client(this.url('gateway'), { [naam]: this.geheim<JWK>(`client-${sleutel}.key.json`) });
  }
}

export const OVERBRUGGE = '00000001999990007000';
