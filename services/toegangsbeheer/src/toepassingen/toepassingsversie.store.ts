import type { Tx } from '@bronhuis/bron';
import type { Toepassingsinhoud } from './toepassing.ts';
import { vraagVersie, type Inhoudrij, type Toepassingsversierij } from './toepassingsversie.queries.ts';

export type HeleVersie = Toepassingsversierij & Inhoudrij;

/** One change at a time of what an application brings: numbers follow each other. */
export async function vergrendel(tx: Tx, applicatie: string): Promise<{ nieuw: number }> {
  await tx.query("select pg_advisory_xact_lock(hashtextextended('toepassingsversie ' || $1 || ' ' || $2, 0))", [tx.organisatie, applicatie]);
  const [stand] = await tx.query<{ hoogste: number | null }>('select max(versie) as hoogste from toepassingsversie where organisatie = $1 and applicatie = $2', [tx.organisatie, applicatie]);
  return { nieuw: (stand?.hoogste ?? 0) + 1 };
}

export async function lees(tx: Tx, applicatie: string, versie: number): Promise<HeleVersie | undefined> {
  const vraag = vraagVersie(tx.organisatie, applicatie, versie);
  const [rij] = await tx.query<HeleVersie>(vraag.text, vraag.values);
  return rij;
}

export interface Nieuw {
  beleid: string;
  schema: string | null;
  reden: string;
  auteur: string;
  aangemaakt: Date;
  inhoud: Toepassingsinhoud;
}

export async function voegToe(tx: Tx, applicatie: string, versie: number, { beleid, schema, reden, auteur, aangemaakt, inhoud }: Nieuw): Promise<void> {
  await tx.query(
    `insert into toepassingsversie (organisatie, applicatie, versie, beleid, schema, entiteiten, regels, aantal, hash, reden, auteur, aangemaakt)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [tx.organisatie, applicatie, versie, beleid, schema, JSON.stringify(inhoud.entiteiten), inhoud.regels.length, inhoud.entiteiten.length, inhoud.hash, reden, auteur, aangemaakt],
  );
}

export async function stelVast(tx: Tx, applicatie: string, versie: number, door: string, op: Date): Promise<void> {
  await tx.query('update toepassingsversie set vastgesteld_door = $4, vastgesteld_op = $5 where organisatie = $1 and applicatie = $2 and versie = $3', [tx.organisatie, applicatie, versie, door, op]);
}
