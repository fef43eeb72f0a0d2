import type { Tx } from '@bronhuis/bron';
import type { Status } from '../publicaties/publicatie.ts';
import type { WooRegel } from './conceptregel.ts';
import { DossierEntity, type Vernietiging } from './dossier.entity.ts';

export interface Projectie {
  bronversie: number;
  status: 'open' | 'afgesloten';
  kenmerk: string;
  objecttypeNaam: string;
  uitkomst: string | null;
  einddatum: string | null;
  woo: WooRegel | null;
}

export type Dossierrij = Pick<DossierEntity, 'bronversie' | 'status' | 'kenmerk' | 'uitkomst' | 'einddatum' | 'vernietiging'>;

const VERGRENDEL = 'select bronversie, status, kenmerk, uitkomst, einddatum, vernietiging from dossier where organisatie = $1 and id = $2 for update';

export async function vergrendelDossier(tx: Tx, id: string): Promise<Dossierrij | null> {
  return (await tx.query<Dossierrij>(VERGRENDEL, [tx.organisatie, id]))[0] ?? null;
}

export async function bewaarDossier(tx: Tx, id: string, p: Projectie, nieuw: boolean): Promise<void> {
  if (nieuw) await tx.manager.insert(DossierEntity, { ...p, organisatie: tx.organisatie, id });
  else await tx.manager.update(DossierEntity, { organisatie: tx.organisatie, id }, p);
}

/** The tombstone: no number, no outcome, only what the proof needs. */
export async function maakGrafsteen(tx: Tx, id: string, vernietiging: Vernietiging, nieuw: boolean): Promise<void> {
  const steen = { status: 'vernietigd' as const, kenmerk: null, objecttypeNaam: null, uitkomst: null, einddatum: null, woo: null, vernietiging };
  if (nieuw) await tx.manager.insert(DossierEntity, { ...steen, organisatie: tx.organisatie, id, bronversie: 0 });
  else await tx.manager.update(DossierEntity, { organisatie: tx.organisatie, id }, steen);
  await tx.query('delete from dossiertermijn where organisatie = $1 and id = $2', [tx.organisatie, id]);
}

export interface PublicatieVanDossier {
  id: string;
  dossier: string;
  categorie: string;
  status: Status;
}

export function publicatiesVan(tx: Tx, dossier: string): Promise<PublicatieVanDossier[]> {
  return tx.query<PublicatieVanDossier>('select id, dossier, categorie, status from publicatie where organisatie = $1 and dossier = $2 order by id', [tx.organisatie, dossier]);
}

export async function termijnVan(tx: Tx, dossier: string): Promise<string | null> {
  const [rij] = await tx.query<{ bewaartermijn: string }>('select bewaartermijn from dossiertermijn where organisatie = $1 and id = $2', [tx.organisatie, dossier]);
  return rij?.bewaartermijn ?? null;
}

export async function bewaarTermijn(tx: Tx, dossier: string, bewaartermijn: string | null): Promise<void> {
  if (bewaartermijn === null) {
    await tx.query('delete from dossiertermijn where organisatie = $1 and id = $2', [tx.organisatie, dossier]);
    return;
  }
  await tx.query(
    'insert into dossiertermijn (organisatie, id, bewaartermijn) values ($1, $2, $3) on conflict (organisatie, id) do update set bewaartermijn = excluded.bewaartermijn',
    [tx.organisatie, dossier, bewaartermijn],
  );
}
