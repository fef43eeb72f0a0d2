import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';

/** A server that was started here: its address, and the ways to end it. */
export type Server = {
  url: string;
  poort: number;
  pid: number;
  /** In order: what runs is finished. */
  stop(): Promise<void>;
  /** At once, as a power cut does it (SIGKILL). */
  dood(): Promise<void>;
};

export class Startfout extends Error {}

/** A free port of this machine. */
export function vrijePoort(): Promise<number> {
  return new Promise((klaar, fout) => {
    const s = createServer().once('error', fout);
    s.listen(0, '127.0.0.1', () => {
      const adres = s.address();
      s.close(() => (adres && typeof adres === 'object' ? klaar(adres.port) : fout(new Error('geen poort'))));
    });
  });
}

export function luistert(poort: number): Promise<boolean> {
  return new Promise((klaar) => {
    const s = connect({ port: poort, host: '127.0.0.1' });
    s.once('connect', () => (s.destroy(), klaar(true)));
    s.once('error', () => klaar(false));
  });
}

/** @throws Startfout in one sentence that says what to do. */
export async function eisVrij(poort: number, wie: string): Promise<void> {
  if (await luistert(poort)) {
    throw new Startfout(`Poort ${poort} (${wie}) is al in gebruik: stop het programma dat hem gebruikt, of kies een andere poort.`);
  }
}

export const laatste = (bestand: string, regels = 6): string => {
  try {
    return readFileSync(bestand, 'utf8').trimEnd().split('\n').slice(-regels).join('\n');
  } catch {
    return '(geen logboek)';
  }
};

export type Start = {
  naam: string;
  opdracht: string;
  args: string[];
  opties?: SpawnOptions;
  logboek: string;
  poort: number;
  url: string;
  gereed: () => Promise<boolean>;
  /** Signal of an orderly stop. */
  stopsignaal: NodeJS.Signals;
};

/** Starts a server in a process group of its own (Ctrl-C is for whoever started it) and waits until it answers. */
export async function startServer(s: Start): Promise<Server> {
  const log = openSync(s.logboek, 'a');
  const kind = spawn(s.opdracht, s.args, { ...s.opties, detached: true, stdio: ['ignore', log, log] });
  closeSync(log);
  const einde = new Promise<string>((klaar) => {
    kind.once('error', (fout) => klaar(fout.message));
    kind.once('exit', (code, signaal) => klaar(`gestopt met ${signaal ?? code}`));
  });
  kind.unref();
  const begin = Date.now();
  for (;;) {
    const af = await Promise.race([einde, new Promise<null>((klaar) => setTimeout(klaar, 40, null))]);
    if (af !== null) throw new Startfout(`${s.naam} start niet (${af}). Het logboek ${s.logboek} zegt:\n${laatste(s.logboek)}`);
    if (await s.gereed()) break;
    if (Date.now() - begin > 60_000) {
      kind.kill('SIGKILL');
      throw new Startfout(`${s.naam} antwoordt na een minuut nog niet. Het logboek ${s.logboek} zegt:\n${laatste(s.logboek)}`);
    }
  }
  return { url: s.url, poort: s.poort, pid: kind.pid as number, stop: () => eindig(kind, einde, s.stopsignaal), dood: () => eindig(kind, einde, 'SIGKILL') };
}

async function eindig(kind: ChildProcess, einde: Promise<string>, signaal: NodeJS.Signals): Promise<void> {
  if (kind.exitCode !== null || kind.signalCode !== null) return;
  kind.kill(signaal);
  const dwang = setTimeout(() => kind.kill('SIGKILL'), 15_000);
  await einde;
  clearTimeout(dwang);
}
