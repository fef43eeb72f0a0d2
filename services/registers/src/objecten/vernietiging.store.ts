import type { Kop, Tx } from '@bronhuis/bron';
import type { Grond } from '../vernietiging/gronden.ts';
import type { Wie } from './wie.ts';

export async function leesPlaatsInDossier(tx: Tx, id: string): Promise<string | null> {
  const [rij] = await tx.query<{ dossier: string | null }>('select dossier from object where organisatie = $1 and id = $2', [tx.organisatie, id]);
  return rij?.dossier ?? null;
}

/** Removes the object with its versions and its traces; leaves a tombstone like that of a dossier's object. */
export async function vernietigObject(tx: Tx, kop: Kop, objecttype: string, grond: Grond, wie: Wie): Promise<void> {
  await tx.query(
    `insert into grafsteen (organisatie, id, soort, objecttype, versie, vernietigd_op, grondslag, aantallen, bestanden, blijft, wie)
     select $1, $2, 'object', $3, $4, $5, $6, jsonb_build_object('versies', count(*)), '{}', '[]', $7
     from object_versie where organisatie = $1 and object = $2`,
    [tx.organisatie, kop.id, objecttype, kop.versie, kop.tijd, JSON.stringify({ grond }), JSON.stringify(wie)],
  );
  await tx.query('delete from object where organisatie = $1 and id = $2', [tx.organisatie, kop.id]);
  await tx.wisSporen([kop.id]);
}
