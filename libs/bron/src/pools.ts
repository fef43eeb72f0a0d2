import pg from 'pg';
import type { BronOpties, Poolstand } from './types.ts';

const DATUM = 1082;
const INT8 = 20;

/** A date stays the text that the law means (no time zone can move it); a version or a count is a number. */
const types = {
  getTypeParser(oid: number, format?: 'text' | 'binary'): (waarde: string) => unknown {
    if (oid === DATUM) return (w) => w;
    if (oid === INT8) return Number;
    return pg.types.getTypeParser(oid, format as 'text') as (waarde: string) => unknown;
  },
};

export type Pools = { toepassing: pg.Pool; heet: pg.Pool; werker: pg.Pool; stroom: pg.Pool };

type PoolInstelling = pg.PoolConfig & { pipeline?: boolean };

/** Pipelined where a transaction is more than one statement. Hot reads have a pool of their own: no long transaction stands before them. */
export function maakPools(o: BronOpties): Pools {
  const statementTimeout = o.statementTimeout ?? 15_000;
  const basis: PoolInstelling = {
    types: types as pg.CustomTypesConfig,
    connectionTimeoutMillis: o.verbindTimeout ?? 5_000,
    idleTimeoutMillis: 60_000,
    statement_timeout: statementTimeout,
    lock_timeout: statementTimeout,
    idle_in_transaction_session_timeout: 30_000,
    // Beyond the server's own limit: for a server that has stopped answering at all.
    query_timeout: statementTimeout + 5_000,
    keepAlive: true,
    // Many ask at once and each asks little. Compiling a question to machine code costs more than asking it, workers beside it
    // have no core to run on, and what is looked up once need not be remembered for a second time.
    options: '-c jit=off -c max_parallel_workers_per_gather=0 -c enable_memoize=off',
    application_name: `bronhuis-${o.component}`,
  };
  const pool = (instelling: PoolInstelling): pg.Pool => {
    const p = new pg.Pool({ ...basis, ...instelling } as pg.PoolConfig);
    // A connection may break at any moment, idle or not. Whoever uses it hears so from its query; without these
    // listeners the process would end.
    p.on('error', () => undefined);
    p.on('connect', (c) => c.on('error', () => undefined));
    return p;
  };
  return {
    toepassing: pool({ connectionString: o.toepassing, max: o.poolgrootte ?? 8, pipeline: true }),
    heet: pool({ connectionString: o.toepassing, max: 3, idleTimeoutMillis: 0 }),
    werker: pool({ connectionString: o.werker, max: 3, pipeline: true }),
    stroom: pool({
      connectionString: o.toepassing,
      max: 2,
      query_timeout: 120_000,
      statement_timeout: 120_000,
      idle_in_transaction_session_timeout: 120_000,
    }),
  };
}

export const standVan = (pools: Pools): Poolstand[] =>
  (['toepassing', 'heet', 'werker', 'stroom'] as const).map((naam) => {
    const p = pools[naam];
    return { pool: naam, totaal: p.totalCount, vrij: p.idleCount, wachtend: p.waitingCount, max: p.options.max ?? 10 };
  });

const ROL = /* sql */ `
select r.rolname, r.rolsuper, r.rolbypassrls,
  (select count(*) from pg_class c where c.relowner = r.oid and c.relkind in ('r','p','v','m','f')) as tabellen
from pg_roles r where r.rolname = current_user`;

/** A component that could step over row security must not run at all. */
export async function eisBeperkteRol(pool: pg.Pool): Promise<void> {
  type Rij = { rolname: string; rolsuper: boolean; rolbypassrls: boolean; tabellen: number };
  const rol = (await pool.query<Rij>(ROL)).rows[0];
  if (!rol) throw new Error('De rol van de databaseverbinding is niet gevonden (role not found)');
  const bezwaar = rol.rolsuper
    ? 'superuser is (is a superuser)'
    : rol.rolbypassrls
      ? 'BYPASSRLS heeft (has BYPASSRLS)'
      : rol.tabellen > 0
        ? `eigenaar is van ${rol.tabellen} tabel(len) (owns tables)`
        : null;
  if (bezwaar) {
    throw new Error(
      `Weigering om te starten: rol "${rol.rolname}" ${bezwaar}, zodat de scheiding tussen organisaties niet zou gelden. ` +
        'Verbind als de rol die op _toepassing of _werker eindigt.',
    );
  }
}
