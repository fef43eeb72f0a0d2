import type pg from 'pg';
import { isVerbroken, vertaalFout } from './fouten.ts';
import type { Vraag } from './types.ts';

/** Rows of one query, fetched in parts, in a read-only transaction that lives as long as the reader goes on. */
export async function* stroomOver<R>(pool: pg.Pool, organisatie: string, q: Vraag, perKeer: number): AsyncGenerator<R> {
  let client: pg.PoolClient | null = null;
  let stuk = false;
  try {
    client = await pool.connect();
    await client.query('begin read only');
    await client.query("select set_config('bron.organisatie', $1, true)", [organisatie]);
    await client.query(`declare stroom no scroll cursor for ${q.text}`, q.values);
    for (;;) {
      const { rows } = await client.query(`fetch forward ${Math.trunc(perKeer)} from stroom`);
      yield* rows as R[];
      if (rows.length < perKeer) return;
    }
  } catch (fout) {
    stuk = isVerbroken(fout);
    throw vertaalFout(fout);
  } finally {
    if (client && !stuk) await client.query('rollback');
    client?.release(stuk);
  }
}
