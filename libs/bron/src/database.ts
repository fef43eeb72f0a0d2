import pg from 'pg';
import { databaseNaam, rollen } from './rollen.ts';

export type Wachtwoorden = { toepassing: string; werker: string; eigenaar: string };
export type DatabaseUrls = { toepassing: string; werker: string; eigenaar: string };

const SLOT = 727_140_816;

/**
 * Makes the database of a component and its three roles, as often as one likes. Runs with rights to create both
 * (`beheerUrl`); nothing of the suite ever runs with those rights afterwards.
 */
export async function maakDatabase(
  beheerUrl: string,
  opties: { component: string; wachtwoorden: Wachtwoorden; database?: string; sjabloon?: string },
): Promise<DatabaseUrls> {
  const r = rollen(opties.component);
  const database = opties.database ?? databaseNaam(opties.component);
  await metBeheer(beheerUrl, async (c) => {
    // Up to PostgreSQL 15 the owner of a database may only make tables in it as an heir of pg_database_owner.
    for (const soort of ['eigenaar', 'toepassing', 'werker'] as const) await maakRol(c, r[soort], soort === 'eigenaar', opties.wachtwoorden[soort]);
    await maakLegeDatabase(c, database, r.eigenaar, opties.sjabloon);
    // No role gets anything by default, not even temporary tables.
    await c.query(`revoke all on database ${id(database)} from public`);
    await c.query(`grant connect on database ${id(database)} to ${id(r.eigenaar)}, ${id(r.toepassing)}, ${id(r.werker)}`);
  });
  return databaseUrls(beheerUrl, opties.component, opties.wachtwoorden, database);
}

/** The URLs of the three roles on one server. */
export function databaseUrls(beheerUrl: string, component: string, w: Wachtwoorden, database = databaseNaam(component)): DatabaseUrls {
  const r = rollen(component);
  const url = (rol: string, wachtwoord: string): string => {
    const u = new URL(beheerUrl);
    u.username = rol;
    u.password = encodeURIComponent(wachtwoord);
    u.pathname = `/${database}`;
    return u.toString();
  };
  return {
    toepassing: url(r.toepassing, w.toepassing),
    werker: url(r.werker, w.werker),
    eigenaar: url(r.eigenaar, w.eigenaar),
  };
}

const id = (naam: string): string => pg.escapeIdentifier(naam);

async function metBeheer(beheerUrl: string, werk: (c: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: beheerUrl, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    // Roles are shared by the whole server: two processes that make them at once would trip over each other.
    await client.query('select pg_advisory_lock($1)', [SLOT]);
    await werk(client);
  } finally {
    await client.end();
  }
}

const EIGENSCHAPPEN = 'login nosuperuser nobypassrls nocreatedb nocreaterole noreplication';

async function maakRol(c: pg.Client, rol: string, erft: boolean, wachtwoord: string): Promise<void> {
  const bestaat = (await c.query('select 1 from pg_roles where rolname = $1', [rol])).rowCount === 1;
  await c.query(`${bestaat ? 'alter' : 'create'} role ${id(rol)} ${EIGENSCHAPPEN} ${erft ? 'inherit' : 'noinherit'} password ${pg.escapeLiteral(wachtwoord)}`);
}

async function maakLegeDatabase(c: pg.Client, database: string, eigenaar: string, sjabloon?: string): Promise<void> {
  if ((await c.query('select 1 from pg_database where datname = $1', [database])).rowCount === 1) return;
  // Managed servers want the maker to be a member of the owner role; for a superuser this changes nothing.
  const { rows } = await c.query<{ super: boolean }>('select rolsuper as super from pg_roles where rolname = current_user');
  if (!rows[0]?.super) await c.query(`grant ${id(eigenaar)} to current_user`);
  await c.query(
    `create database ${id(database)} owner ${id(eigenaar)} template ${id(sjabloon ?? 'template0')}` +
      (sjabloon ? '' : " encoding 'UTF8'"),
  );
}
