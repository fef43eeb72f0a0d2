import { reeks, type Kop, type Tx } from '@bronhuis/bron';
import { datumInAmsterdam } from '@bronhuis/standaarden';
import { ApiTokenEntity } from './api-token.entity.ts';
import type { ApiTokenWijziging } from './api-token.dto.ts';

/** @returns false when the secret is, or once was, that of another token */
export async function neemHash(tx: Tx, hash: string): Promise<boolean> {
  return (await tx.query('insert into api_token_hash (hash) values ($1) on conflict do nothing returning 1', [hash])).length > 0;
}

export type Vastgelegd = Pick<ApiTokenEntity, 'applicatie' | 'doel' | 'hash' | 'meegebracht' | 'van'>;

export async function voegToe(tx: Tx, kop: Kop, vast: Vastgelegd, invoer: ApiTokenWijziging): Promise<void> {
  await tx.manager.insert(ApiTokenEntity, { organisatie: tx.organisatie, id: kop.id, ...kolommen(kop, invoer), ...vast });
}

export async function wijzig(tx: Tx, kop: Kop, invoer: ApiTokenWijziging): Promise<void> {
  await tx.manager.update(ApiTokenEntity, { organisatie: tx.organisatie, id: kop.id }, kolommen(kop, invoer));
}

/** Nobody needs to be called about it any more. */
export async function trekIn(tx: Tx, kop: Kop): Promise<void> {
  const einde = { versie: kop.versie, registratietijd: kop.tijd, ingetrokkenOp: kop.tijd, contactpersoon: null, email: null };
  await tx.manager.update(ApiTokenEntity, { organisatie: tx.organisatie, id: kop.id }, einde);
}

const kolommen = (kop: Kop, i: ApiTokenWijziging) => ({
  versie: kop.versie,
  registratietijd: kop.tijd,
  naam: i.naam,
  contactpersoon: i.contactpersoon ?? null,
  email: i.email ?? null,
  tot: i.geldigTot,
  alleTypen: i.alleTypen ?? null,
  rechten: i.rechten.map((r) => ({ ...r, objecttype: r.objecttype.toLowerCase() })),
});

/** The last day on which a token was used, from the decisions that arrive: at most one write a day for each token. */
export async function merkGebruik(tx: Tx, records: readonly { apiToken?: string; tijdstip: string }[]): Promise<void> {
  const laatste = new Map<string, string>();
  for (const { apiToken, tijdstip } of records) {
    if (apiToken === undefined) continue;
    const dag = datumInAmsterdam(new Date(tijdstip));
    if (dag > (laatste.get(apiToken) ?? '')) laatste.set(apiToken, dag);
  }
  if (laatste.size === 0) return;
  await tx.query(
    `update api_token t set laatst_gebruikt = x.dag from unnest($2::uuid[], $3::date[]) x (id, dag)
     where t.organisatie = $1 and t.id = x.id and (t.laatst_gebruikt is null or t.laatst_gebruikt < x.dag)`,
    [tx.organisatie, reeks([...laatste.keys()]), reeks([...laatste.values()])],
  );
}
