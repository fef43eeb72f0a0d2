import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { containers, dockerBereikbaar, type Testservers } from './docker.ts';
import { startNats } from './nats.ts';
import { startPostgres } from './postgres.ts';

/** Servers for one run of the tests: in containers where a Docker engine answers, else as processes of this machine. */
export async function startTestservers(meld: (bericht: string) => void): Promise<Testservers> {
  if (await dockerBereikbaar()) {
    meld('PostgreSQL en NATS in containers');
    return containers();
  }
  const map = await mkdtemp(join(tmpdir(), 'bronhuis-test-'));
  await chmod(map, 0o755); // another user may run PostgreSQL
  const opruimen: (() => Promise<void>)[] = [() => rm(map, { recursive: true, force: true })];
  let gestopt: Promise<void> | undefined;
  const stop = (): Promise<void> =>
    (gestopt ??= (async () => {
      for (const doe of opruimen.toReversed()) await doe();
    })());
  try {
    const pg = await startPostgres({ map: join(map, 'postgres'), snel: true });
    opruimen.push(() => pg.stop());
    const nats = await startNats({ map: join(map, 'nats'), meld });
    opruimen.push(() => nats.stop());
    return { pg: pg.url, nats: nats.url, stop };
  } catch (fout) {
    await stop();
    throw fout;
  }
}
