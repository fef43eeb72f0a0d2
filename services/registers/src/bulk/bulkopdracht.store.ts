import { reeks } from '@bronhuis/bron';
import type { Kop, Tx } from '@bronhuis/bron';
import type { Foutregel } from './besluit.ts';
import { KOLOMMEN } from './bulkopdracht.queries.ts';
import type { Bulkopdracht, Bulkstatus, Modus, Opdrachtgever } from './bulkopdracht.queries.ts';

/** So many wrong lines are named; the rest is counted. */
export const MEEST_GENOEMD = 10_000;

export interface NieuweBulkopdracht {
  objecttype: string;
  modus: Modus;
  bestand: string;
  omvang: number;
  regels: number;
  opdracht: Opdrachtgever;
}

export async function voegBulkopdrachtToe(tx: Tx, kop: Kop, b: NieuweBulkopdracht): Promise<void> {
  await tx.query(
    `insert into bulkopdracht (organisatie, id, versie, registratietijd, objecttype, modus, status, bestand, omvang, regels, opdracht, begonnen)
     values ($1, $2, $3, $4, $5, $6, 'loopt', $7, $8, $9, $10, $4)`,
    [tx.organisatie, kop.id, kop.versie, kop.tijd, b.objecttype, b.modus, b.bestand, b.omvang, b.regels, JSON.stringify(b.opdracht)],
  );
}

/** Held by whoever works on it; null when somebody else does, or there is nothing left to do. */
export async function claimBulkopdracht(tx: Tx, id: string): Promise<{ kop: Kop; stand: Bulkopdracht } | null> {
  const text = `select ${KOLOMMEN} from bulkopdracht where organisatie = $1 and id = $2 and status = 'loopt' for update skip locked`;
  const [stand] = await tx.query<Bulkopdracht>(text, [tx.organisatie, id]);
  const kop = stand && (await tx.vergrendel('bulkopdracht', id));
  return kop ? { kop, stand } : null;
}

export interface Vordering {
  positie: number;
  regel: number;
  aangemaakt: number;
  gewijzigd: number;
  ongewijzigd: number;
  fout: number;
  status: Bulkstatus;
}

/** How far it is; at its end the file has served. */
export async function bewaarVordering(tx: Tx, kop: Kop, v: Vordering): Promise<void> {
  const text = `update bulkopdracht set versie = $3, registratietijd = $4, positie = $5, regel = $6, aangemaakt = aangemaakt + $7, gewijzigd = gewijzigd + $8,
      ongewijzigd = ongewijzigd + $9, fout = fout + $10, status = $11, klaar = case when $11 = 'loopt' then null else $4::timestamptz end
    where organisatie = $1 and id = $2`;
  await tx.query(text, [tx.organisatie, kop.id, kop.versie, kop.tijd, v.positie, v.regel, v.aangemaakt, v.gewijzigd, v.ongewijzigd, v.fout, v.status]);
  if (v.status === 'loopt') return;
  await tx.query('insert into te_wissen_bestand (organisatie, bestand, sinds) select organisatie, bestand, $3 from bulkopdracht where organisatie = $1 and id = $2', [tx.organisatie, kop.id, kop.tijd]);
}

export async function voegBulkfoutenToe(tx: Tx, id: string, al: number, fouten: readonly Foutregel[]): Promise<void> {
  const genoemd = fouten.slice(0, Math.max(0, MEEST_GENOEMD - al));
  if (genoemd.length === 0) return;
  const text = 'insert into bulkfout (organisatie, opdracht, regel, fouten) select $1, $2, r, f::jsonb from unnest($3::bigint[], $4::text[]) as x(r, f)';
  await tx.query(text, [tx.organisatie, id, reeks(genoemd.map((f) => f.regel)), reeks(genoemd.map((f) => JSON.stringify(f.fouten)))]);
}
