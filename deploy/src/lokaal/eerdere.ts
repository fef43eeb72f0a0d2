import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wacht } from 'node:timers/promises';
import { Melding } from './melding.ts';

interface Draait {
  pid: number;
  kinderen: { naam: string; pid: number; opdracht: string }[];
}

const bestandVan = (data: string): string => join(data, 'draait.json');

function leeft(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (fout) {
    return (fout as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** A number may have gone to another program since: its command line must be ours. */
function isVan(pid: number, deel: string): boolean {
  try {
    const regel = existsSync(`/proc/${pid}/cmdline`)
      ? readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
      : execFileSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' });
    return regel.includes(deel);
  } catch {
    return false; // gone meanwhile, or no `ps` to ask
  }
}

/** A second start beside a running one is refused; what a killed one left behind is stopped first. */
export async function ruimEerdereOp(data: string): Promise<void> {
  const bestand = bestandVan(data);
  if (!existsSync(bestand)) return;
  let vorige: Draait;
  try {
    vorige = JSON.parse(readFileSync(bestand, 'utf8')) as Draait;
  } catch {
    rmSync(bestand); // half written by a process that was killed; its children are found by their ports
    return;
  }
  if (vorige.pid !== process.pid && leeft(vorige.pid) && isVan(vorige.pid, 'start')) {
    throw new Melding(`Bronhuis draait al met deze gegevens (proces ${vorige.pid}): stop dat met Ctrl-C, of kies een andere map met BRONHUIS_DATA=<map> npm start.`);
  }
  const over = vorige.kinderen.filter((k) => leeft(k.pid) && isVan(k.pid, k.opdracht));
  for (const k of over) process.kill(k.pid, k.naam === 'PostgreSQL' ? 'SIGINT' : 'SIGTERM');
  const einde = performance.now() + 10_000;
  while (over.some((k) => leeft(k.pid)) && performance.now() < einde) await wacht(50);
  for (const k of over) if (leeft(k.pid)) process.kill(k.pid, 'SIGKILL');
  rmSync(bestand, { force: true });
}

export const onthoud = (data: string, kinderen: Draait['kinderen']): void =>
  writeFileSync(bestandVan(data), JSON.stringify({ pid: process.pid, kinderen } satisfies Draait));

export const vergeet = (data: string): void => rmSync(bestandVan(data), { force: true });
