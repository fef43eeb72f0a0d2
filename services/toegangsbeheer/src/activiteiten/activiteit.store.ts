import type { Tx } from '@bronhuis/bron';
import type { BewaardeActiviteit } from './activiteit.ts';

/** The whole of one activity, as its register says it now: the shipped version goes when the register speaks. */
export async function vervang(tx: Tx, versies: readonly BewaardeActiviteit[]): Promise<void> {
  await tx.query('delete from activiteit where organisatie = $1 and id = $2', [tx.organisatie, versies[0]?.id]);
  for (const a of versies) await voegToe(tx, a);
}

/** @returns false when this version is there already */
export async function voegToe(tx: Tx, a: BewaardeActiviteit): Promise<boolean> {
  const rijen = await tx.query<{ id: string }>(
    `insert into activiteit (organisatie, id, versie, naam, werkproces, bestuursorgaan, vertrouwelijk, van, tot, bewaartermijn)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing returning id`,
    [tx.organisatie, a.id, a.versie, a.naam, a.werkproces, a.bestuursorgaan, a.vertrouwelijk, a.van, a.tot, a.bewaartermijn ?? null],
  );
  return rijen.length > 0;
}
