import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { connect } from '@nats-io/transport-node';
import { dockerBereikbaar, startNats, startPostgres, Startfout, vindNats, type Server } from '../src/servers/index.ts';

const map = mkdtempSync(join(tmpdir(), 'bronhuis-servers-'));
chmodSync(map, 0o755);
const open: Server[] = [];
afterAll(async () => {
  for (const s of open) await s.stop();
  rmSync(map, { recursive: true, force: true });
});

async function vraag<R extends pg.QueryResultRow>(url: string, sql: string): Promise<R[]> {
  const c = new pg.Client({ connectionString: url });
  await c.connect();
  try {
    return (await c.query<R>(sql)).rows;
  } finally {
    await c.end();
  }
}

describe('PostgreSQL', () => {
  it('starts, keeps its data over a stop and a sudden death, and is taken over from a dead parent', async () => {
    const wens = { map: join(map, 'pg'), snel: true };
    const een = await startPostgres(wens);
    open.push(een);
    await vraag(een.url, 'create table t as select 1 as n');
    await een.stop();
    const twee = await startPostgres({ ...wens, poort: een.poort });
    open.push(twee);
    await twee.dood();
    const drie = await startPostgres(wens);
    open.push(drie);
    expect(await vraag(drie.url, 'select n from t')).toEqual([{ n: 1 }]);
    // As after `kill -9` of whoever started it: the old server still runs on this folder.
    const vier = await startPostgres(wens);
    open.push(vier);
    expect(vier.pid).not.toBe(drie.pid);
    expect(await vraag(vier.url, 'select n from t')).toEqual([{ n: 1 }]);
    await expect(vraag(drie.url, 'select 1')).rejects.toThrow();
    await vier.stop();
  });

  it('says in one sentence what is wrong', async () => {
    const bezet = createServer().listen(0, '127.0.0.1');
    await new Promise((klaar) => bezet.once('listening', klaar));
    const { port } = bezet.address() as { port: number };
    await expect(startPostgres({ map: join(map, 'pg2'), poort: port })).rejects.toThrow(`Poort ${port} (PostgreSQL) is al in gebruik`);
    bezet.close();
    const oud = join(map, 'oud');
    mkdirSync(oud);
    writeFileSync(join(oud, 'PG_VERSION'), '12\n');
    await expect(startPostgres({ map: oud })).rejects.toThrow(/zijn van PostgreSQL 12, het programma is versie \d+/);
  });
});

describe('NATS', () => {
  it('starts with JetStream, on a folder of its own', async () => {
    const nats = await startNats({ map: join(map, 'nats') });
    open.push(nats);
    const nc = await connect({ servers: nats.url });
    expect(nc.info?.jetstream).toBe(true);
    await nc.close();
    await nats.stop();
    await expect(connect({ servers: nats.url, timeout: 500, reconnect: false })).rejects.toThrow();
  });

  it('prefers what is on the path', async () => {
    const bin = join(map, 'bin');
    mkdirSync(bin);
    writeFileSync(join(bin, 'nats-server'), '#!/bin/sh\n', { mode: 0o755 });
    const pad = process.env['PATH'];
    process.env['PATH'] = `${bin}:${pad}`;
    try {
      expect(await vindNats(join(map, 'cache'), () => undefined)).toBe(join(bin, 'nats-server'));
    } finally {
      process.env['PATH'] = pad;
    }
  });

  it('takes what the cache has before anything is fetched', async () => {
    const cache = join(map, 'cache2');
    mkdirSync(join(cache, 'nats'), { recursive: true });
    writeFileSync(join(cache, 'nats', 'nats-server'), '#!/bin/sh\n', { mode: 0o755 });
    const pad = process.env['PATH'];
    process.env['PATH'] = '/nergens';
    try {
      expect(await vindNats(cache, () => undefined)).toMatch(/nats-server$/);
    } finally {
      process.env['PATH'] = pad;
    }
  });

  it('says what was tried and what to install when it is nowhere', async () => {
    const [pad, haal] = [process.env['PATH'], globalThis.fetch];
    process.env['PATH'] = '/nergens';
    globalThis.fetch = () => Promise.reject(new Error('geen netwerk'));
    try {
      const fout = await vindNats(join(map, 'leeg'), () => undefined).catch((f: unknown) => f);
      // A machine that has it in /usr/sbin finds it there after all.
      if (typeof fout === 'string') expect(fout).toMatch(/nats-server$/);
      else {
        expect(fout).toBeInstanceOf(Startfout);
        expect((fout as Error).message).toMatch(/nats-server is niet gevonden \(.*geen netwerk\)\. Installeer nats-server/);
      }
    } finally {
      process.env['PATH'] = pad;
      globalThis.fetch = haal;
    }
  });
});

it('asks a Docker engine whether it answers', async () => {
  const motor = createServer((s) => s.end('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nOK'));
  const pad = join(map, 'docker.sock');
  await new Promise<void>((klaar) => motor.listen(pad, klaar));
  const gast = process.env['DOCKER_HOST'];
  try {
    process.env['DOCKER_HOST'] = `unix://${pad}`;
    expect(await dockerBereikbaar()).toBe(true);
    process.env['DOCKER_HOST'] = 'tcp://127.0.0.1:1';
    expect(await dockerBereikbaar()).toBe(false);
  } finally {
    if (gast === undefined) delete process.env['DOCKER_HOST'];
    else process.env['DOCKER_HOST'] = gast;
    motor.close();
  }
});
