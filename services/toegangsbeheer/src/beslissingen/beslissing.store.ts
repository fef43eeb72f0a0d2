import type { Tx } from '@bronhuis/bron';
import { gebruikerVan, type Beslissingsrecord } from './beslissing.ts';

/** One insert for the group; what is already there stays as it is (a record never changes). */
export async function voegToe(tx: Tx, records: Beslissingsrecord[]): Promise<void> {
  await tx.query(
    `insert into beslissing (organisatie, id, tijdstip, gebruiker, applicatie, actie, besluit, record)
     select $1, x.* from unnest($2::uuid[], $3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::text[], $8::jsonb[]) x
     on conflict do nothing`,
    [
      tx.organisatie,
      records.map((r) => r.id),
      records.map((r) => r.tijdstip),
      records.map(gebruikerVan),
      records.map((r) => r.wie.applicatie),
      records.map((r) => r.actie),
      records.map((r) => r.besluit),
      records.map((r) => JSON.stringify(r)),
    ],
  );
}
