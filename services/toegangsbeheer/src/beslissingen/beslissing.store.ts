import { reeks, teksten, type Tx } from '@bronhuis/bron';
import type { Beslissingsrecord } from '@bronhuis/toegang';
import { gebruikerVan } from './beslissing.ts';

/** One insert for the group; what is already there stays as it is (a record never changes). */
export async function voegToe(tx: Tx, records: Beslissingsrecord[]): Promise<void> {
  await tx.query(
    `insert into beslissing (organisatie, id, tijdstip, gebruiker, applicatie, actie, besluit, record)
     select $1, x.id, x.tijdstip, x.gebruiker, x.applicatie, x.actie, x.besluit, x.record::jsonb
     from unnest($2::uuid[], $3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[]) x(id, tijdstip, gebruiker, applicatie, actie, besluit, record)
     on conflict do nothing`,
    [
      tx.organisatie,
      reeks(records.map((r) => r.id)),
      reeks(records.map((r) => r.tijdstip)),
      reeks(records.map(gebruikerVan)),
      reeks(records.map((r) => r.wie.applicatie)),
      reeks(records.map((r) => r.actie)),
      reeks(records.map((r) => r.besluit)),
      teksten(records.map((r) => JSON.stringify(r))),
    ],
  );
}
