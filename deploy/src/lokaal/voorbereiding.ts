import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { appendFileSync, createWriteStream, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { COMPONENTEN, MET_DATABASE, WORTEL, type Component, type Config } from './config.ts';
import type { Wachtwoorden } from './geheimen.ts';
import { Melding, zeg } from './melding.ts';
import { nodeArgs, omgevingVanMigratie, type Servers } from './onderdelen.ts';

export interface DatabaseUrls {
  toepassing: string;
  werker: string;
  eigenaar: string;
}

const naamVan = (component: string): string => component.replaceAll('-', '_');

/** The addresses of the roles; they exist after `zorgVoorDatabases`. */
export function databaseUrls(beheerUrl: string, w: Wachtwoorden): Record<string, DatabaseUrls> {
  const url = (component: string, rol: keyof DatabaseUrls): string => {
    const u = new URL(beheerUrl);
    u.username = `${naamVan(component)}_${rol}`;
    u.password = w.rollen[component]?.[rol] ?? '';
    u.pathname = `/${naamVan(component)}`;
    return u.toString();
  };
  return Object.fromEntries(
    MET_DATABASE.map((c) => [c, { toepassing: url(c, 'toepassing'), werker: url(c, 'werker'), eigenaar: url(c, 'eigenaar') }]),
  );
}

export async function zorgVoorDatabases(beheerUrl: string, w: Wachtwoorden): Promise<void> {
  const client = new pg.Client({ connectionString: beheerUrl, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined); // told by the query that it breaks
  try {
    await client.connect();
  } catch (fout) {
    throw new Melding(`De database op ${new URL(beheerUrl).host} is niet bereikbaar (${(fout as Error).message}): controleer DATABASE_URL.`);
  }
  const { rows } = await client.query<{ datname: string }>('select datname from pg_database');
  await client.end();
  const bestaat = new Set(rows.map((r) => r.datname));
  const nieuw = MET_DATABASE.filter((c) => !bestaat.has(naamVan(c)));
  if (nieuw.length === 0) return;
  // Only now: this pulls in TypeORM, which a warm start does not need.
  const { maakDatabase } = await import('@bronhuis/bron');
  for (const component of nieuw) {
    const wachtwoorden = w.rollen[component];
    if (!wachtwoorden) throw new Error(`geen wachtwoorden voor ${component}`);
    await maakDatabase(beheerUrl, { component, wachtwoorden });
  }
}

/** What decides whether a migration step has something to do: the migrations, the streams and the servers. */
function stand(c: Config, s: Servers): string {
  const som = createHash('sha256').update(`${s.natsUrl} ${c.voorvoegsel} ${Object.values(s.databases).map((d) => new URL(d.eigenaar).host).join()}`);
  const loop = (map: string): void => {
    if (!existsSync(map)) return;
    for (const d of readdirSync(map, { withFileTypes: true, recursive: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (d.isFile() && d.name.endsWith('.js') && /migraties|definitie|stromen|main\.js/.test(join(d.parentPath, d.name))) {
        som.update(readFileSync(join(d.parentPath, d.name)));
      }
    }
  };
  for (const map of ['libs/bron', 'libs/events', ...MET_DATABASE.map((n) => `services/${n}`)]) loop(join(WORTEL, map, 'dist/src'));
  return som.digest('hex');
}

/** Streams that our own server should hold: its folder tells, without asking. */
const stromenZijnEr = (c: Config): boolean => {
  const map = join(c.data, 'nats/jetstream/$G/streams');
  return [...MET_DATABASE, 'verwerkingen', 'beslissingen'].every((naam) => existsSync(join(map, `${c.voorvoegsel}_${naam}`)));
};

/** Runs a command of a component, and tells what it said when it fails. */
export async function opdracht(component: Component, naam: string, c: Config, s: Servers): Promise<void> {
  const log = join(c.data, 'logs', `${component}-${naam}.log`);
  mkdirSync(join(c.data, 'gegevens', component), { recursive: true });
  const kind = spawn(process.execPath, nodeArgs(`services/${component}`, naam), {
    cwd: WORTEL,
    env: omgevingVanMigratie(component, c, s),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const uit = createWriteStream(log);
  let laatste = '';
  for (const stroom of [kind.stdout, kind.stderr]) {
    stroom.on('data', (stuk: Buffer) => {
      uit.write(stuk);
      laatste = stuk.toString('utf8').trim().split('\n').at(-1) ?? laatste;
    });
  }
  const [code] = (await once(kind, 'exit')) as [number | null];
  uit.end();
  if (code === 0) return;
  throw new Melding(`De stap '${naam}' van ${component} is mislukt: ${reden(laatste)}. Meer in ${log}`);
}

function reden(regel: string): string {
  try {
    const { fout, msg } = JSON.parse(regel) as { fout?: string; msg?: string };
    return fout ?? msg ?? regel;
  } catch {
    return regel; // not a log line
  }
}

/** Two at a time: a migration step is mostly the start of Node, and there may be only two cores. */
async function tegelijk<T>(werk: readonly T[], doe: (t: T) => Promise<void>): Promise<void> {
  const rij = [...werk];
  await Promise.all(
    [1, 2, 3].map(async () => {
      for (let t = rij.shift(); t !== undefined; t = rij.shift()) await doe(t);
    }),
  );
}

export async function migreer(c: Config, s: Servers): Promise<void> {
  const bestand = join(c.data, 'gemigreerd');
  const nu = stand(c, s);
  const eigenNats = c.natsUrl === null;
  if (existsSync(bestand) && readFileSync(bestand, 'utf8') === nu && eigenNats && stromenZijnEr(c)) return;
  zeg('  Databases en stromen bijwerken…');
  await tegelijk(MET_DATABASE, (component) => opdracht(component, 'migreer', c, s));
  writeFileSync(bestand, nu);
}

/** Components that bring demonstration data, in this order. */
const DEMONSTRATIE = ['toegangsbeheer', 'verantwoording', 'registers'] as const satisfies Component[];

export async function laadDemonstratie(c: Config, s: Servers): Promise<void> {
  const bestand = join(c.data, 'demonstratie-geladen');
  const geladen = existsSync(bestand) ? readFileSync(bestand, 'utf8').split('\n') : [];
  const nog = c.demonstratie ? DEMONSTRATIE.filter((component) => !geladen.includes(component)) : [];
  if (nog.length === 0) return;
  zeg('  De demonstratiegemeenten laden…');
  for (const component of nog) {
    await opdracht(component, 'demonstratie', c, s);
    appendFileSync(bestand, `${component}\n`);
  }
}

export const mappen = (c: Config): void => {
  for (const naam of [...COMPONENTEN, 'gateway']) mkdirSync(join(c.data, 'gegevens', naam), { recursive: true });
};
