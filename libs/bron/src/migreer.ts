import { createHash } from 'node:crypto';
import pg from 'pg';
import { rollenVan } from './rollen.ts';

export type Migratie = { naam: string; up: string; down: string };

const SLOT = 727_140_815; // one advisory lock for all migrations of a database

const BEGIN = /* sql */ `
create schema if not exists bron;
create table if not exists bron.migratie (
  naam text primary key,
  som text not null,
  down text not null,
  volgnummer integer generated always as identity,
  uitgevoerd timestamptz not null default clock_timestamp()
);`;

const som = (m: Migratie): string => createHash('sha256').update(`${m.up}\n--\n${m.down}`).digest('hex');

async function alsEigenaar<T>(url: string, werk: (c: pg.Client, vul: (sql: string) => string) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000, lock_timeout: 30_000 });
  await client.connect();
  try {
    const rollen = rollenVan((await client.query<{ r: string }>('select current_user as r')).rows[0]?.r ?? '');
    const vul = (sql: string): string =>
      sql.replace(/\{\{(\w+)\}\}/g, (_, naam: string) => {
        const rol = rollen[naam as keyof typeof rollen];
        if (!rol) throw new Error(`Onbekende plaatshouder {{${naam}}} in een migratie`);
        return `"${rol}"`;
      });
    // Serialises two migration steps that start together; lock_timeout does not hold for it, so the second simply waits.
    await client.query('set lock_timeout = 0');
    await client.query('select pg_advisory_lock($1)', [SLOT]);
    await client.query("set lock_timeout = '30s'");
    await client.query(BEGIN);
    return await werk(client, vul);
  } finally {
    await client.end();
  }
}

async function inTransactie(c: pg.Client, naam: string, werk: () => Promise<void>): Promise<void> {
  try {
    await c.query('begin');
    await werk();
    await c.query('commit');
  } catch (fout) {
    await c.query('rollback');
    throw new Error(`Migratie ${naam} is mislukt: ${fout instanceof Error ? fout.message : String(fout)}`, { cause: fout });
  }
}

/**
 * Runs what has not been run yet, each migration in a transaction of its own, as role *eigenaar*.
 * Refuses a migration that was changed after it ran: the database would differ from what the code thinks.
 */
export async function migreer(urlEigenaar: string, migraties: readonly Migratie[]): Promise<string[]> {
  const namen = new Set<string>();
  for (const m of migraties) {
    if (namen.has(m.naam)) throw new Error(`Migratie ${m.naam} komt twee keer voor`);
    namen.add(m.naam);
  }
  return alsEigenaar(urlEigenaar, async (c, vul) => {
    const gedaan = new Map(
      (await c.query<{ naam: string; som: string }>('select naam, som from bron.migratie')).rows.map((r) => [r.naam, r.som]),
    );
    for (const m of migraties) {
      const eerder = gedaan.get(m.naam);
      if (eerder !== undefined && eerder !== som(m)) {
        throw new Error(`Migratie ${m.naam} is gewijzigd nadat zij is uitgevoerd; maak een nieuwe migratie`);
      }
    }
    const nieuw: string[] = [];
    for (const m of migraties) {
      if (gedaan.has(m.naam)) continue;
      await inTransactie(c, m.naam, async () => {
        await c.query(vul(m.up));
        await c.query('insert into bron.migratie (naam, som, down) values ($1, $2, $3)', [m.naam, som(m), vul(m.down)]);
      });
      nieuw.push(m.naam);
    }
    return nieuw;
  });
}

/** Undoes the last `aantal` migrations, newest first, with the `down` that was stored when they ran. */
export async function terug(urlEigenaar: string, aantal: number): Promise<string[]> {
  return alsEigenaar(urlEigenaar, async (c) => {
    const { rows } = await c.query<{ naam: string; down: string }>(
      'select naam, down from bron.migratie order by volgnummer desc limit $1',
      [aantal],
    );
    for (const { naam, down } of rows) {
      await inTransactie(c, naam, async () => {
        await c.query(down);
        await c.query('delete from bron.migratie where naam = $1', [naam]);
      });
    }
    return rows.map((r) => r.naam);
  });
}
