import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { definities } from './afnemers.ts';

// Every program that somebody can start in an installation, found in what is there and not listed by hand.

interface Pakket {
  name?: string;
  scripts?: Record<string, string>;
  bin?: string | Record<string, string>;
}

function pakketten(): string[] {
  const mappen = ['libs', 'services'].flatMap((m) => readdirSync(m).map((n) => join(m, n)));
  return ['.', ...mappen, 'gateway', 'deploy'].filter((m) => existsSync(join(m, 'package.json')));
}

function bestanden(map: string): string[] {
  if (!existsSync(map)) return [];
  return readdirSync(map, { withFileTypes: true }).flatMap((d) => {
    const pad = join(map, d.name);
    if (d.isDirectory()) return bestanden(pad);
    return /\.ts$/.test(d.name) && !/\.spec\.ts$/.test(d.name) ? [pad] : [];
  });
}

/** A source that reads its arguments or sets how the process ends is a program (or the part of the house that starts them). */
const isProgramma = (pad: string): boolean => /process\.(argv|exit\b|exitCode)/.test(readFileSync(pad, 'utf8'));

/** `npm run keten`, `registers demonstratie`, `services/…/verifieer.ts`. */
export async function programmas(): Promise<string[]> {
  const uit: string[] = [];
  for (const map of pakketten()) {
    const p = JSON.parse(readFileSync(join(map, 'package.json'), 'utf8')) as Pakket;
    const bij = map === '.' ? '' : ` (${map})`;
    uit.push(...Object.keys(p.scripts ?? {}).map((naam) => `npm run ${naam}${bij}`));
    uit.push(...(typeof p.bin === 'string' ? [p.name ?? map] : Object.keys(p.bin ?? {})).map((naam) => `bin ${naam}${bij}`));
    if (map !== '.') uit.push(...bestanden(join(map, 'src')).filter(isProgramma));
  }
  for (const d of await definities()) {
    if (d.database !== false) uit.push(`${d.naam} migreer`);
    uit.push(...Object.keys(d.opdrachten ?? {}).map((naam) => `${d.naam} ${naam}`));
  }
  return uit.sort();
}

export interface Uitkomst {
  status: number | null;
  uit: string;
}

/** Runs a built program with these settings and nothing else of the machine but its path. */
export async function voer(args: string[], env: Record<string, string>): Promise<Uitkomst> {
  const proces = spawn(process.execPath, args, { env: { PATH: process.env['PATH'] ?? '', ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let uit = '';
  proces.stdout.on('data', (d: Buffer) => (uit += d.toString()));
  proces.stderr.on('data', (d: Buffer) => (uit += d.toString()));
  const status = await new Promise<number | null>((klaar, mislukt) => {
    proces.once('error', mislukt);
    proces.once('close', klaar);
  });
  return { status, uit };
}
