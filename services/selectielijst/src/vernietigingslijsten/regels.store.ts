import type { Tx } from '@bronhuis/bron';
import { RegelEntity } from './lijst.entity.ts';
import { snoei, type Plandeel, type Regel, type Regelstaat } from './regel.ts';

const sleutel = (tx: Tx, lijst: string, dossier: string) => ({ organisatie: tx.organisatie, lijst, dossier });

export async function legPlanVast(tx: Tx, lijst: string, dossier: string, plan: Plandeel[], hash: string): Promise<void> {
  await tx.manager.update(RegelEntity, { ...sleutel(tx, lijst, dossier), staat: 'opgesteld' }, { staat: 'gepland', plan, hash });
}

/** Drops out, with its reason; the dossier is free for another list. */
export async function laatVallen(tx: Tx, lijst: string, regel: Pick<Regel, 'dossier' | 'staat'>, reden: string): Promise<void> {
  await tx.manager.update(RegelEntity, { ...sleutel(tx, lijst, regel.dossier), staat: regel.staat }, { staat: 'afgevallen', levend: false, reden });
}

/** From here on no hold can be placed any more; whatever dies, the line is carried on from this state. */
export async function begin(tx: Tx, lijst: string, dossier: string): Promise<void> {
  await tx.manager.update(RegelEntity, { ...sleutel(tx, lijst, dossier), staat: 'gepland' }, { staat: 'in-uitvoering', reden: null });
}

export async function legMislukkingVast(tx: Tx, lijst: string, regel: Pick<Regel, 'dossier' | 'pogingen'>, reden: string): Promise<void> {
  await tx.query(
    `update vernietigingslijst_regel set staat = 'mislukt', reden = $4, pogingen = $5
     where organisatie = $1 and lijst = $2 and dossier = $3 and staat in ('in-uitvoering', 'mislukt')`,
    [tx.organisatie, lijst, regel.dossier, reden, regel.pogingen + 1],
  );
}

export async function legVernietigingVast(tx: Tx, lijst: string, regel: Regel, tijdstip: Date): Promise<void> {
  const einde: { staat: Regelstaat } = { staat: 'vernietigd' };
  await tx.manager.update(RegelEntity, sleutel(tx, lijst, regel.dossier), { ...einde, vernietigdOp: tijdstip, plan: snoei(regel.plan ?? []), reden: null });
}
