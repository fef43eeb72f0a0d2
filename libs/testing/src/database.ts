import { createHash, randomBytes } from 'node:crypto';
import pg from 'pg';
import { bronMigraties, databaseNaam, maakDatabase, migreer, onbeveiligd, sqlstate, type Migratie } from '@bronhuis/bron';
import { testServers } from './config.ts';
import { wachtTot } from './wachten.ts';

export type TestDatabase = {
  naam: string;
  /** Role *toepassing*: what a component uses. */
  url: string;
  toepassing: string;
  werker: string;
  eigenaar: string;
  /** Superuser on this very database: for a test that looks (or meddles) from outside, never for a component. */
  beheer: string;
  sluit(): Promise<void>;
};

const WACHTWOORDEN = { toepassing: 'test-toepassing', werker: 'test-werker', eigenaar: 'test-eigenaar' };
const SLOT = 727_140_817;

/**
 * A database of one's own for a test: a clone of a template that was migrated once for this set of migrations.
 * The roles are the component's real ones, so that a test sees what production sees.
 */
export async function testDatabase(component: string, migraties: readonly Migratie[]): Promise<TestDatabase> {
  const beheerUrl = testServers().pg;
  const sjabloon = await eisSjabloon(beheerUrl, component, [...bronMigraties, ...migraties]);
  const naam = `t_${databaseNaam(component)}_${randomBytes(6).toString('hex')}`;
  const urls = await kloon(beheerUrl, component, naam, sjabloon);
  return { naam, url: urls.toepassing, ...urls, beheer: opDatabase(beheerUrl, naam), sluit: () => verwijder(beheerUrl, naam) };
}

function opDatabase(url: string, naam: string): string {
  const u = new URL(url);
  u.pathname = `/${naam}`;
  return u.toString();
}

/** Right after a migration its connection may still be counted as using the template (55006): a moment later it is not. */
async function kloon(beheerUrl: string, component: string, database: string, sjabloon: string) {
  let urls: Awaited<ReturnType<typeof maakDatabase>> | undefined;
  await wachtTot(
    async () => {
      try {
        urls = await maakDatabase(beheerUrl, { component, wachtwoorden: WACHTWOORDEN, database, sjabloon });
        return true;
      } catch (fout) {
        if (sqlstate(fout) === '55006') return false;
        throw fout;
      }
    },
    { ms: 10_000, wat: `een kloon van ${sjabloon}` },
  );
  if (!urls) throw new Error('onbereikbaar: wachtTot slaagde zonder kloon');
  return urls;
}

async function met<T>(url: string, werk: (c: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    return await werk(client);
  } finally {
    await client.end();
  }
}

const klaar = new Map<string, Promise<string>>();

function eisSjabloon(beheerUrl: string, component: string, migraties: readonly Migratie[]): Promise<string> {
  const som = createHash('sha256').update(JSON.stringify(migraties)).digest('hex').slice(0, 12);
  const naam = `s_${databaseNaam(component)}_${som}`;
  const eerder = klaar.get(naam);
  if (eerder) return eerder;
  const nieuw = maakSjabloon(beheerUrl, component, naam, migraties);
  klaar.set(naam, nieuw);
  return nieuw;
}

async function maakSjabloon(beheerUrl: string, component: string, naam: string, migraties: readonly Migratie[]): Promise<string> {
  return met(beheerUrl, async (c) => {
    await c.query('select pg_advisory_lock($1)', [SLOT]); // test workers that need the same template wait for the first
    // A template is only good when it was finished: the comment is set last.
    const af = 'af';
    const { rows } = await c.query<{ tekst: string | null }>(
      "select shobj_description(oid, 'pg_database') as tekst from pg_database where datname = $1",
      [naam],
    );
    if (rows[0]?.tekst === af) return naam;
    if (rows[0]) await c.query(`drop database ${pg.escapeIdentifier(naam)} with (force)`);
    const urls = await maakDatabase(beheerUrl, { component, wachtwoorden: WACHTWOORDEN, database: naam });
    await migreer(urls.eigenaar, migraties);
    const bezwaren = await onbeveiligd(urls.eigenaar);
    if (bezwaren.length > 0) throw new Error(`De database van ${component} is niet dicht:\n${bezwaren.join('\n')}`);
    await c.query(`comment on database ${pg.escapeIdentifier(naam)} is ${pg.escapeLiteral(af)}`);
    return naam;
  });
}

async function verwijder(beheerUrl: string, naam: string): Promise<void> {
  await met(beheerUrl, async (c) => {
    await c.query(`drop database if exists ${pg.escapeIdentifier(naam)} with (force)`);
  });
}
