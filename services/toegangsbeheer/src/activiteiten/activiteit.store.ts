import type { Tx } from '@bronhuis/bron';
import type { Activiteit } from '@bronhuis/toegang';

/** The whole of one activity, as its register says it now: the shipped version goes when the register speaks. */
export async function vervang(tx: Tx, versies: readonly Activiteit[]): Promise<void> {
  await tx.query('delete from activiteit where organisatie = $1 and id = $2', [tx.organisatie, versies[0]?.id]);
  for (const a of versies) await voegToe(tx, a);
}

/** @returns false when this version is there already */
export async function voegToe(tx: Tx, a: Activiteit): Promise<boolean> {
  const rijen = await tx.query<{ id: string }>(
    `insert into activiteit (organisatie, id, versie, naam, werkproces, bestuursorgaan, vertrouwelijk, van, tot)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing returning id`,
    [tx.organisatie, a.id, a.versie, a.naam, a.werkproces, a.bestuursorgaan, a.vertrouwelijk, a.van, a.tot],
  );
  return rijen.length > 0;
}
