import type { Tx } from '@bronhuis/bron';
import type { Gebruik } from './advies.ts';

export type Bijgeteld = Gebruik & { objecttype: string };

/** Adds to what is there, in one order: two processes do this at once. */
export async function telGebruikBij(tx: Tx, regels: readonly Bijgeteld[]): Promise<void> {
  const text = `insert into index_gebruik as g (organisatie, objecttype, pad, gebruik, keren, ms, laatst)
    select $1, objecttype, pad, gebruik, keren, ms, laatst
    from jsonb_to_recordset($2) as x(objecttype uuid, pad text, gebruik text, keren bigint, ms float8, laatst timestamptz) order by objecttype, pad, gebruik
    on conflict (organisatie, objecttype, pad, gebruik) do update
      set keren = g.keren + excluded.keren, ms = g.ms + excluded.ms, laatst = greatest(g.laatst, excluded.laatst)`;
  await tx.query(text, [tx.organisatie, JSON.stringify(regels)]);
}
