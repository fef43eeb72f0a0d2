import type { Kop, Tx } from '@bronhuis/bron';
import { vraagBeleidsversie, type HeleBeleidsversie } from './beleidsversie.queries.ts';
import { BeleidsversieEntity } from './beleidsversie.entity.ts';

/** One change of the policies at a time in the whole installation: numbers and moments follow each other. */
export async function vergrendel(tx: Tx, nu: Date): Promise<{ tijd: Date; nieuw: number; nieuwste: number }> {
  await tx.query("select pg_advisory_xact_lock(hashtext('beleidsversie'))");
  const [stand] = await tx.query<{ laatste: Date | null; hoogste: number | null; nieuwste: number | null }>(
    `select max(registratietijd) as laatste, max(versie) as hoogste,
       (select versie from beleidsversie where status = 'vastgesteld' order by beoordeeld_op desc limit 1) as nieuwste from beleidsversie`,
  );
  return {
    // Room for the files that ship, which are kept just before the first version.
    tijd: new Date(Math.max(nu.getTime(), (stand?.laatste?.getTime() ?? 0) + 2)),
    nieuw: (stand?.hoogste ?? 0) + 1,
    nieuwste: stand?.nieuwste ?? 0,
  };
}

export async function lees(tx: Tx, dag: string, versie: number): Promise<HeleBeleidsversie | undefined> {
  const vraag = vraagBeleidsversie(dag, versie);
  const [rij] = await tx.query<HeleBeleidsversie>(vraag.text, vraag.values);
  return rij;
}

type Nieuw = Partial<BeleidsversieEntity> & Pick<BeleidsversieEntity, 'tekst' | 'hash' | 'reden' | 'ingangsdatum' | 'status'>;

export async function voegToe(tx: Tx, versie: number, tijd: Date, v: Nieuw): Promise<void> {
  await tx.manager.insert(BeleidsversieEntity, { ...v, versie, wijziging: 1, registratietijd: tijd, aangemaakt: tijd });
}

export async function wijzig(tx: Tx, kop: Kop, v: Partial<BeleidsversieEntity>): Promise<void> {
  await tx.manager.update(BeleidsversieEntity, { versie: Number(kop.id) }, { ...v, wijziging: kop.versie, registratietijd: kop.tijd });
}
