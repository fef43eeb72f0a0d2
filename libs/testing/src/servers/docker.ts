import { request } from 'node:http';
import { existsSync } from 'node:fs';
import type { StartedTestContainer } from 'testcontainers';
import { omgeving } from './config.ts';

const SOCKET = '/var/run/docker.sock';

/** Is there a Docker engine that answers? `DOCKER_HOST` says so itself; else the usual socket is asked. */
export async function dockerBereikbaar(): Promise<boolean> {
  const gast = omgeving.dockerHost();
  if (gast?.startsWith('unix://')) return pingt({ socketPath: gast.slice('unix://'.length) });
  if (gast?.startsWith('tcp://')) {
    const { hostname, port } = new URL(gast);
    // Over TLS only testcontainers itself has the certificates: whoever sets it, means it.
    return omgeving.dockerOverTls() ? true : pingt({ host: hostname, port: Number(port || 2375) });
  }
  return existsSync(SOCKET) && pingt({ socketPath: SOCKET });
}

function pingt(waar: { socketPath: string } | { host: string; port: number }): Promise<boolean> {
  return new Promise((klaar) => {
    const vraag = request({ ...waar, path: '/_ping', timeout: 2_000 }, (antwoord) => {
      antwoord.resume();
      klaar(antwoord.statusCode === 200);
    });
    vraag.once('timeout', () => vraag.destroy());
    vraag.once('error', () => klaar(false));
    vraag.end();
  });
}

export type Testservers = { pg: string; nats: string; stop(): Promise<void> };

/** PostgreSQL and NATS in containers, as they are deployed. */
export async function containers(): Promise<Testservers> {
  const { GenericContainer, Wait } = await import('testcontainers');
  const gestart: StartedTestContainer[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(gestart.map((c) => c.stop()));
  };
  try {
    const pg = await new GenericContainer('postgres:18-alpine')
      .withEnvironment({ POSTGRES_PASSWORD: 'postgres' })
      .withCommand(['postgres', '-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'max_connections=400'])
      .withExposedPorts(5432)
      // Twice: the first time it is the server that only sets up the cluster.
      .withWaitStrategy(Wait.forLogMessage(/database system is ready to accept connections/, 2))
      .start();
    gestart.push(pg);
    const nats = await new GenericContainer('nats:2.11-alpine')
      .withCommand(['-js'])
      .withExposedPorts(4222)
      .withWaitStrategy(Wait.forLogMessage(/Server is ready/))
      .start();
    gestart.push(nats);
    return {
      pg: `postgres://postgres:postgres@${pg.getHost()}:${pg.getMappedPort(5432)}/postgres`,
      nats: `nats://${nats.getHost()}:${nats.getMappedPort(4222)}`,
      stop,
    };
  } catch (fout) {
    await stop();
    throw fout;
  }
}
