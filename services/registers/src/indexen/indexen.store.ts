import type { Tx } from '@bronhuis/bron';
import type { Typeinhoud } from '../objecttypen/objecttype.ts';
import { decideIndexen, gewensteIndexen } from './verklaring.ts';
import type { Indexsoort, Indexwens } from './verklaring.ts';

/** Makes what is kept follow what a new version of the type declares. What it declares first, under which nothing lies yet, is whole at once. */
export async function stelIndexenBij(tx: Tx, objecttype: string, inhoud: Typeinhoud, eerste: boolean): Promise<void> {
  const wensen = gewensteIndexen(inhoud);
  if (eerste && wensen.length === 0) return;
  const huidig = await tx.query<{ nr: number; pad: string; soort: Indexsoort }>(
    "select nr, pad, soort from object_index where organisatie = $1 and objecttype = $2 and status <> 'weg'",
    [tx.organisatie, objecttype],
  );
  const { nieuw, weg } = decideIndexen(huidig, wensen);
  if (weg.length > 0) {
    const text = "update object_index set status = 'weg', sinds = now(), wacht_op = null where organisatie = $1 and nr = any($2::bigint[])";
    await tx.query(text, [tx.organisatie, weg.map((i) => i.nr)]);
  }
  await voegToe(tx, objecttype, nieuw, eerste ? 'gereed' : 'wacht');
}

async function voegToe(tx: Tx, objecttype: string, wensen: Indexwens[], status: 'gereed' | 'wacht'): Promise<void> {
  if (wensen.length === 0) return;
  const text = `insert into object_index (organisatie, objecttype, pad, soort, stappen, lijst, status)
    select $1, $2, pad, soort, stappen, lijst, $4 from jsonb_to_recordset($3) as x(pad text, soort text, stappen jsonb, lijst boolean)`;
  await tx.query(text, [tx.organisatie, objecttype, JSON.stringify(wensen), status]);
}

export interface Werk {
  nr: number;
  objecttype: string;
  soort: Indexsoort;
  status: 'wacht' | 'bouwt' | 'weg';
  na: string | null;
  /** Not yet noted for which transactions it waits. */
  nieuw: boolean;
  /** Every transaction is over that could not know of it. */
  vrij: boolean;
}

/** A minute is longer than any question takes that may still use what is declared no more. */
const RUST = "interval '1 minute'";

/** An index with work to do, that no other process has in hand; locked. */
export async function neemWerk(tx: Tx, na: number): Promise<Werk | null> {
  const [rij] = await tx.query<Werk>(
    `select nr, objecttype, soort, status, na, wacht_op is null as nieuw,
       coalesce(pg_snapshot_xmin(pg_current_snapshot())::text::bigint >= wacht_op, false) and (status <> 'weg' or sinds < now() - ${RUST}) as vrij
     from object_index where organisatie = $1 and status <> 'gereed' and nr > $2 order by nr limit 1 for update skip locked`,
    [tx.organisatie, na],
  );
  return rij ?? null;
}

/** Who does not see it has begun to write before it was declared, and has a lower number than this transaction, that sees it. */
export async function noteerWachten(tx: Tx, nr: number): Promise<void> {
  await tx.query('update object_index set wacht_op = pg_current_xact_id()::text::bigint where organisatie = $1 and nr = $2', [tx.organisatie, nr]);
}

export async function beginMetVullen(tx: Tx, { nr, objecttype }: Werk): Promise<void> {
  await tx.query(
    `update object_index set status = 'bouwt', sinds = now(), gevuld = 0, totaal = (select count(*) from object where organisatie = $1 and objecttype = $3)
     where organisatie = $1 and nr = $2`,
    [tx.organisatie, nr, objecttype],
  );
}

/**
 * Fills the next piece and says how many objects that were. The heads are held, so that none is destroyed meanwhile and
 * leaves rows behind; who writes to one of them waits for this piece and no longer.
 */
export async function vulDeel(tx: Tx, { nr, objecttype, na }: Werk, perKeer: number): Promise<number> {
  const text = 'select id from object where organisatie = $1 and objecttype = $2 and ($3::uuid is null or id > $3) order by id limit $4 for key share';
  const ids = (await tx.query<{ id: string }>(text, [tx.organisatie, objecttype, na, perKeer])).map((r) => r.id);
  if (ids.length > 0) await tx.query('select index_vul($1, $2::uuid[])', [nr, ids]);
  const klaar = ids.length < perKeer;
  await tx.query(
    `update object_index set na = coalesce($3::uuid, na), gevuld = gevuld + $4, status = case when $5 then 'gereed' else status end, sinds = case when $5 then now() else sinds end
     where organisatie = $1 and nr = $2`,
    [tx.organisatie, nr, ids.at(-1) ?? null, ids.length, klaar],
  );
  return ids.length;
}

export const tabelVan = (soort: Indexsoort): 'object_index_tekst' | 'object_index_getal' | 'object_index_woorden' =>
  soort === 'woorden' ? 'object_index_woorden' : soort === 'tekst' || soort === 'datum' ? 'object_index_tekst' : 'object_index_getal';

/** Takes rows away, and with the last of them the index itself. Says whether there may be more. */
export async function ruimDeelOp(tx: Tx, { nr, soort }: Werk, perKeer: number): Promise<boolean> {
  const tabel = tabelVan(soort);
  const text = `with deel as (select ctid from ${tabel} where organisatie = $1 and nr = $2 limit $3), weg as (delete from ${tabel} where ctid in (select ctid from deel) and organisatie = $1 returning 1)
    select count(*) as n from weg`;
  const [rij] = await tx.query<{ n: number }>(text, [tx.organisatie, nr, perKeer]);
  const meer = (rij?.n ?? 0) > 0;
  if (!meer) await tx.query('delete from object_index where organisatie = $1 and nr = $2', [tx.organisatie, nr]);
  return meer;
}
