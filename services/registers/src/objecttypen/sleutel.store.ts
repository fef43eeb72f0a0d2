import type { Tx } from '@bronhuis/bron';
import type { Typeinhoud } from './objecttype.ts';
import { isSleutelVanAnder, sleutelNietUniek } from './sleutel.ts';

const PER_KEER = 2_000;

/**
 * The natural key of a type from now on. What is there gets it in the same transaction, in which nobody else writes under
 * this type. @throws Probleem 409 when objects share it
 */
export async function zetSleutel(tx: Tx, type: string, inhoud: Typeinhoud): Promise<void> {
  const sleutel = JSON.stringify(inhoud.sleutel ?? []);
  const [rij] = await tx.query<{ hetzelfde: boolean }>(
    'select (select paden from objecttype_sleutel where organisatie = $1 and objecttype = $2) is not distinct from sleutel_paden($3::jsonb) as hetzelfde',
    [tx.organisatie, type, sleutel],
  );
  if (rij?.hetzelfde) return;
  await tx.query('select pg_advisory_xact_lock(sleutel_slot($1, $2))', [tx.organisatie, type]);
  await tx.query('delete from object_sleutel where organisatie = $1 and objecttype = $2', [tx.organisatie, type]);
  await tx.query('delete from objecttype_sleutel where organisatie = $1 and objecttype = $2', [tx.organisatie, type]);
  if (!inhoud.sleutel?.length) return;
  await tx.query('insert into objecttype_sleutel (organisatie, objecttype, paden) values ($1, $2, sleutel_paden($3::jsonb))', [tx.organisatie, type, sleutel]);
  try {
    await vul(tx, type);
  } catch (fout) {
    throw isSleutelVanAnder(fout) ? sleutelNietUniek(inhoud) : fout;
  }
}

/** In pieces, so that no statement takes longer than one may. */
async function vul(tx: Tx, type: string): Promise<void> {
  for (let na: string | null = null; ; ) {
    const rijen: { id: string }[] = await tx.query('select id from object where organisatie = $1 and objecttype = $2 and ($3::uuid is null or id > $3) order by id limit $4', [tx.organisatie, type, na, PER_KEER]);
    const laatste = rijen.at(-1);
    if (!laatste) return;
    await tx.query('select vul_sleutels($1, $2, $3)', [tx.organisatie, type, rijen.map((r) => r.id)]);
    na = laatste.id;
  }
}
