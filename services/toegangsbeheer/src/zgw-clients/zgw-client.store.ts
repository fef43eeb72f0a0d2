import type { Kop, Tx } from '@bronhuis/bron';
import type { ZgwClientWijziging } from './zgw-client.dto.ts';
import { ZgwClientEntity } from './zgw-client.entity.ts';

/** @returns false when it is the name of another application, of whatever organisatie */
export async function neemClientId(tx: Tx, clientId: string, applicatie: string): Promise<boolean> {
  await tx.query('insert into zgw_client_id (client_id, organisatie, applicatie) values ($1, $2, $3) on conflict do nothing', [clientId, tx.organisatie, applicatie]);
  const rijen = await tx.query('select 1 from zgw_client_id where client_id = $1 and organisatie = $2 and applicatie = $3', [clientId, tx.organisatie, applicatie]);
  return rijen.length > 0;
}

export const isInGebruik = async (tx: Tx, clientId: string): Promise<boolean> =>
  (await tx.query('select 1 from zgw_client where organisatie = $1 and client_id = $2 and ingetrokken_op is null', [tx.organisatie, clientId])).length > 0;

/** Ids of the clients of an application that were not withdrawn. */
export async function actieveClients(tx: Tx, applicatie: string, clientIds: readonly string[] | null): Promise<string[]> {
  const rijen = await tx.query<{ id: string }>(
    'select id from zgw_client where organisatie = $1 and applicatie = $2 and ingetrokken_op is null and ($3::text[] is null or client_id = any($3::text[])) order by id',
    [tx.organisatie, applicatie, clientIds],
  );
  return rijen.map((r) => r.id);
}

export type Vastgelegd = Pick<ZgwClientEntity, 'applicatie' | 'clientId' | 'doel' | 'geheim' | 'meegebracht' | 'van'>;

export async function voegToe(tx: Tx, kop: Kop, vast: Vastgelegd, invoer: ZgwClientWijziging): Promise<void> {
  await tx.manager.insert(ZgwClientEntity, { organisatie: tx.organisatie, id: kop.id, ...kolommen(kop, invoer), ...vast });
}

export async function wijzig(tx: Tx, kop: Kop, invoer: ZgwClientWijziging): Promise<void> {
  await tx.manager.update(ZgwClientEntity, { organisatie: tx.organisatie, id: kop.id }, kolommen(kop, invoer));
}

/** The secret goes: nobody can sign with it any more. */
export async function trekIn(tx: Tx, kop: Kop): Promise<void> {
  await tx.manager.update(ZgwClientEntity, { organisatie: tx.organisatie, id: kop.id }, { versie: kop.versie, registratietijd: kop.tijd, ingetrokkenOp: kop.tijd, geheim: null });
}

/** At most one write a day for each client. */
export async function merkMelding(tx: Tx, id: string, dag: string): Promise<void> {
  await tx.query('update zgw_client set laatst_gebruikt = $3::date where organisatie = $1 and id = $2 and (laatst_gebruikt is null or laatst_gebruikt < $3::date)', [tx.organisatie, id, dag]);
}

const kolommen = (kop: Kop, i: ZgwClientWijziging) => ({ versie: kop.versie, registratietijd: kop.tijd, naam: i.naam, tot: i.geldigTot });
