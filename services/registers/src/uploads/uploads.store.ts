import type { Bron, Context, Tx } from '@bronhuis/bron';
import { UploadRij } from './upload.entity.ts';
import type { Deel, Upload } from './upload.ts';

/** What waits this long for its next byte is given up. */
const DUUR_MS = 24 * 3_600_000;
export const verlooptNa = (nu: Date): Date => new Date(nu.getTime() + DUUR_MS);

export interface NieuweUpload {
  id: string;
  informatieobject: string;
  mediatype: string;
  omvang: number;
  sha256: string | null;
  ifMatch: string | null;
  verloopt: Date;
}

export interface GelezenUpload extends Upload, NieuweUpload {
  /** Counts whoever came to write; only the last of them may. */
  beurt: number;
}

export async function voegUploadToe(tx: Tx, upload: NieuweUpload): Promise<void> {
  await tx.manager.insert(UploadRij, { organisatie: tx.organisatie, ...upload });
}

const UPLOAD = `select id, informatieobject, mediatype, omvang, sha256, if_match as "ifMatch", verloopt, ontvangen, beurt, bezig, klaar
  from upload where organisatie = $1 and id = $2 and informatieobject = $3 and verloopt > $4`;

export async function leesUpload(bron: Bron, organisatie: string, informatieobject: string, id: string, nu: Date): Promise<GelezenUpload | null> {
  const [rij] = await bron.lees<GelezenUpload>({ organisatie }, { name: 'upload', text: UPLOAD, values: [organisatie, id, informatieobject, nu] });
  return rij ?? null;
}

export async function vergrendelUpload(tx: Tx, informatieobject: string, id: string, nu: Date): Promise<GelezenUpload | null> {
  const [rij] = await tx.query<GelezenUpload>(`${UPLOAD} for update`, [tx.organisatie, id, informatieobject, nu]);
  return rij ?? null;
}

export async function leesDelen(tx: Tx, upload: string): Promise<Deel[]> {
  return tx.query<Deel>('select vanaf, bestand from upload_deel where organisatie = $1 and upload = $2 order by vanaf', [tx.organisatie, upload]);
}

/** Takes the turn: whoever had it finds out at its next point of control. */
export async function neemBeurt(tx: Tx, upload: string, verloopt: Date): Promise<void> {
  await tx.query('update upload set beurt = beurt + 1, bezig = true, verloopt = $3 where organisatie = $1 and id = $2', [tx.organisatie, upload, verloopt]);
}

export async function voegDeelToe(tx: Tx, upload: string, { vanaf, bestand }: Deel): Promise<void> {
  await tx.query('insert into upload_deel (organisatie, upload, vanaf, bestand) values ($1, $2, $3, $4)', [tx.organisatie, upload, vanaf, bestand]);
}

/** These files are work to be removed now, and no part of an upload. */
export async function gooiDelenWeg(tx: Tx, bestanden: readonly string[], sinds: Date): Promise<void> {
  if (bestanden.length === 0) return;
  const waarden = [tx.organisatie, bestanden];
  await tx.query('insert into te_wissen_bestand (organisatie, bestand, sinds) select $1, unnest($2::uuid[]), $3', [...waarden, sinds]);
  await tx.query('delete from upload_deel where organisatie = $1 and bestand = any($2::uuid[])', waarden);
}

/** The bytes up to here are on disk. False when another one has the turn, or the upload is gone. */
export async function schrijfOp(bron: Bron, ctx: Context, upload: string, beurt: number, stand: { ontvangen: number; bezig: boolean; verloopt: Date }): Promise<boolean> {
  const rijen = await bron.transactie(ctx, (tx) =>
    tx.query('update upload set ontvangen = $4, bezig = $5, verloopt = $6 where organisatie = $1 and id = $2 and beurt = $3 and not klaar returning 1', [
      ...[ctx.organisatie, upload, beurt, stand.ontvangen, stand.bezig, stand.verloopt],
    ]),
  );
  return rijen.length > 0;
}

/** Received whole: its one file belongs to the document now, or all of them are work to be removed. */
export async function rondUploadAf(tx: Tx, upload: string): Promise<void> {
  const waarden = [tx.organisatie, upload];
  await tx.query('update upload set klaar = true, bezig = false where organisatie = $1 and id = $2', waarden);
  await tx.query('delete from upload_deel where organisatie = $1 and upload = $2', waarden);
}

/** Removes these uploads; their files become work. Gives how many there were. */
export async function verwijderUploads(tx: Tx, ids: readonly string[], sinds: Date): Promise<void> {
  const delen = await tx.query<{ bestand: string }>('select bestand from upload_deel where organisatie = $1 and upload = any($2::uuid[])', [tx.organisatie, ids]);
  await gooiDelenWeg(tx, delen.map((d) => d.bestand), sinds);
  await tx.query('delete from upload where organisatie = $1 and id = any($2::uuid[])', [tx.organisatie, ids]);
}

/** Uploads of these documents, and the files that they hold. */
export async function uploadsVan(tx: Tx, informatieobjecten: readonly string[]): Promise<{ uploads: string[]; bestanden: string[] }> {
  const waarden = [tx.organisatie, informatieobjecten];
  const uploads = await tx.query<{ id: string }>('select id from upload where organisatie = $1 and informatieobject = any($2::uuid[]) order by id for update', waarden);
  const ids = uploads.map((u) => u.id);
  const delen = await tx.query<{ bestand: string }>('select bestand from upload_deel where organisatie = $1 and upload = any($2::uuid[])', [tx.organisatie, ids]);
  return { uploads: ids, bestanden: delen.map((d) => d.bestand) };
}

/** Given up: nobody is busy with these any more, and a writer that is holds its row. */
export async function neemVerlopen(tx: Tx, nu: Date, aantal: number): Promise<string[]> {
  const rijen = await tx.query<{ id: string }>('select id from upload where organisatie = $1 and verloopt <= $2 order by verloopt limit $3 for update skip locked', [tx.organisatie, nu, aantal]);
  return rijen.map((r) => r.id);
}

/** Does an upload still hold this file? */
export async function houdtBestand(bron: Bron, organisatie: string, bestand: string): Promise<boolean> {
  const rijen = await bron.lees({ organisatie }, { name: 'upload_bestand', text: 'select 1 from upload_deel where organisatie = $1 and bestand = $2', values: [organisatie, bestand] });
  return rijen.length > 0;
}
