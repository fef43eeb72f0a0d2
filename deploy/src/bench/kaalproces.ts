import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as wacht } from 'node:timers/promises';
import { vrijePoort } from '@bronhuis/testing/servers';

export interface Kaal {
  url: string;
  pid: number;
  stop(): Promise<void>;
}

/**
 * Starts a bare server and waits until it answers.
 * @param gegevens SQL by name, or whatever else that server asks for
 */
export async function startKaal(databaseUrl: string | null, gegevens: object = {}, programma = 'kaal.js'): Promise<Kaal> {
  const poort = await vrijePoort();
  const kind: ChildProcess = spawn(process.execPath, [join(import.meta.dirname, programma), databaseUrl ?? '-', String(poort), JSON.stringify(gegevens)], { stdio: 'ignore' });
  const url = `http://127.0.0.1:${poort}`;
  for (let n = 0; ; n++) {
    try {
      await (await fetch(`${url}/health/ready`)).text();
      break;
    } catch (fout) {
      if (n > 1_000 || kind.exitCode !== null) throw fout;
      await wacht(20);
    }
  }
  return {
    url,
    pid: kind.pid as number,
    stop: async () => {
      const einde = once(kind, 'exit');
      kind.kill('SIGTERM');
      await einde;
    },
  };
}
