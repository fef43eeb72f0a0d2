import { existsSync, readdirSync, readFileSync } from 'node:fs';

const TIKKEN_PER_SECONDE = 100; // USER_HZ of Linux

const linux = existsSync('/proc/self/smaps_rollup');

/** Seconds of CPU that a process used; null where the system does not tell, or when it has ended. */
export function cpuVan(pid: number): number | null {
  if (!linux || !existsSync(`/proc/${pid}`)) return null;
  const velden = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(velden[11]) + Number(velden[12])) / TIKKEN_PER_SECONDE;
}

/** A process with all that it started. */
export function metKinderen(pid: number): number[] {
  if (!linux) return [pid];
  const ouders = new Map<number, number>();
  for (const naam of readdirSync('/proc')) {
    if (!/^\d+$/.test(naam)) continue;
    try {
      ouders.set(Number(naam), Number(readFileSync(`/proc/${naam}/stat`, 'utf8').split(') ')[1]?.split(' ')[1]));
    } catch {
      continue; // ended meanwhile
    }
  }
  const uit = [pid];
  for (let i = 0; i < uit.length; i++) for (const [kind, ouder] of ouders) if (ouder === uit[i] && !uit.includes(kind)) uit.push(kind);
  return uit;
}

/** Memory in MB; what processes share (PostgreSQL, the program of Node) is counted once. */
export function geheugenVan(pids: readonly number[]): number | null {
  if (!linux) return null;
  let kb = 0;
  for (const pid of pids) {
    try {
      kb += Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0);
    } catch {
      continue; // ended meanwhile
    }
  }
  return kb / 1024;
}
