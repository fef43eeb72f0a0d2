import type { Kop, Tx } from '@bronhuis/bron';
import type { Typegegevens } from './objecttype.ts';

export async function bewaarGegevens(tx: Tx, id: string, gegevens: Typegegevens, gemaakt: Date, nu: Date): Promise<void> {
  await tx.query(
    `insert into objecttypes_v2_type (organisatie, objecttype, gegevens, gemaakt, gewijzigd) values ($1, $2, $3, $4, $5)
     on conflict (organisatie, objecttype) do update set gegevens = excluded.gegevens, gewijzigd = excluded.gewijzigd`,
    [tx.organisatie, id, JSON.stringify(gegevens), gemaakt, nu],
  );
}

export async function verwijderGegevens(tx: Tx, id: string): Promise<void> {
  await tx.query('delete from objecttypes_v2_type where organisatie = $1 and objecttype = $2', [tx.organisatie, id]);
}

/** As it was written, beside the version that it became. */
export async function bewaarSchema(tx: Tx, kop: Kop, versie: number, jsonSchema: Record<string, unknown>): Promise<void> {
  await tx.query(
    `insert into objecttypes_v2_versie (organisatie, objecttype, versie, json_schema, gemaakt, gewijzigd) values ($1, $2, $3, $4, $5, $5)
     on conflict (organisatie, objecttype, versie) do update set json_schema = excluded.json_schema, gewijzigd = excluded.gewijzigd`,
    [tx.organisatie, kop.id, versie, JSON.stringify(jsonSchema), kop.tijd],
  );
}

export async function verwijderSchema(tx: Tx, id: string, versie: number): Promise<void> {
  await tx.query('delete from objecttypes_v2_versie where organisatie = $1 and objecttype = $2 and versie = $3', [tx.organisatie, id, versie]);
}

/** Which of these are taken: the id, and the name. */
export async function bezet(tx: Tx, id: string, naam: string): Promise<{ id: boolean; naam: boolean }> {
  const rijen = await tx.query<{ id: string; naam: string }>('select id, naam from objecttype where organisatie = $1 and (id = $2 or naam = $3)', [tx.organisatie, id, naam]);
  return { id: rijen.some((r) => r.id === id), naam: rijen.some((r) => r.naam === naam) };
}
