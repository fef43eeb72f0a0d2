import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { projectmap } from './map.ts';
import { vindNats } from './nats-binary.ts';
import { eisVrij, luistert, startServer, vrijePoort, type Server } from './proces.ts';

export type NatsWensen = {
  /** Folder for the streams; the log stands beside it. */
  map: string;
  poort?: number;
  /** Where a downloaded nats-server is kept; default `.cache/` of the project. */
  cache?: string;
  meld?: (bericht: string) => void;
};

/** Starts a nats-server with JetStream, wherever it is found. */
export async function startNats(w: NatsWensen): Promise<Server> {
  const poort = w.poort ?? (await vrijePoort());
  await eisVrij(poort, 'NATS');
  const programma = await vindNats(w.cache ?? join(projectmap(), '.cache'), w.meld ?? (() => undefined));
  await mkdir(w.map, { recursive: true });
  return startServer({
    naam: 'NATS',
    opdracht: programma,
    args: ['-a', '127.0.0.1', '-p', String(poort), '-js', '-sd', w.map],
    logboek: `${w.map}.log`,
    poort,
    url: `nats://127.0.0.1:${poort}`,
    gereed: () => luistert(poort),
    stopsignaal: 'SIGTERM',
  });
}
