import type { Kop, Tx } from '@bronhuis/bron';
import { ApplicatieEntity } from './applicatie.entity.ts';
import type { Registratiegegevens } from './beslis-applicatie.ts';

export async function voegToe(tx: Tx, kop: Kop, g: Registratiegegevens): Promise<void> {
  await tx.manager.insert(ApplicatieEntity, { id: kop.id, versie: kop.versie, registratietijd: kop.tijd, soort: 'applicatie', overal: [], ...g });
}

/** Locks the application, that has no organisatie, and gives the head of its next version. */
export async function vergrendel(tx: Tx, id: string, nu: Date): Promise<Kop | null> {
  const [rij] = await tx.query<{ versie: number; registratietijd: Date }>('select versie, registratietijd from applicatie where id = $1 for update', [id]);
  if (!rij) return null;
  return { id, versie: rij.versie + 1, vorige: rij.versie, tijd: new Date(Math.max(nu.getTime(), rij.registratietijd.getTime() + 1)) };
}

export async function wijzig(tx: Tx, kop: Kop, g: Partial<Registratiegegevens>): Promise<void> {
  await tx.manager.update(ApplicatieEntity, { id: kop.id }, { ...g, versie: kop.versie, registratietijd: kop.tijd });
}

export async function zetActiviteiten(tx: Tx, applicatie: string, activiteiten: string[]): Promise<void> {
  await tx.query(
    `insert into applicatie_doel (organisatie, applicatie, activiteiten) values ($1, $2, $3)
     on conflict (organisatie, applicatie) do update set activiteiten = excluded.activiteiten`,
    [tx.organisatie, applicatie, activiteiten],
  );
}
