import { reeks, type Tx } from '@bronhuis/bron';
import { isUuid, uuidv7 } from '@bronhuis/standaarden';
import type { Stand } from './autorisatie.ts';

/** The id in this API is that of the register, when that is a UUID as this standard wants. */
const acId = (applicatie: string, nu: Date): string => (isUuid(applicatie) ? applicatie : uuidv7(nu));

const kolommen = (s: Stand): unknown[] => [reeks(s.clientIds), s.heeftAlleAutorisaties, s.alleenIsGereedVoorPublicatie, JSON.stringify(s.autorisaties)];

export async function voegToe(tx: Tx, applicatie: string, tijd: Date, s: Stand): Promise<void> {
  await tx.query(
    'insert into ac_applicatie (organisatie, id, registratietijd, applicatie, client_ids, heeft_alle, alleen_gereed, autorisaties) values ($1, $2, $3, $4, $5, $6, $7, $8)',
    [tx.organisatie, acId(applicatie, tijd), tijd, applicatie, ...kolommen(s)],
  );
}

export async function wijzig(tx: Tx, id: string, tijd: Date, s: Stand): Promise<void> {
  await tx.query(
    'update ac_applicatie set registratietijd = $3, client_ids = $4, heeft_alle = $5, alleen_gereed = $6, autorisaties = $7 where organisatie = $1 and id = $2',
    [tx.organisatie, id, tijd, ...kolommen(s)],
  );
}

/** The row stays, and says since when it does not count: this is history that somebody answers for. */
export async function laatVervallen(tx: Tx, id: string, tijd: Date): Promise<void> {
  await tx.query(
    `update ac_applicatie set registratietijd = $3, vervallen_op = $3, client_ids = '{}', heeft_alle = false, alleen_gereed = false, autorisaties = '[]' where organisatie = $1 and id = $2`,
    [tx.organisatie, id, tijd],
  );
}

/** A client of the register is one of its application in this API too. */
export async function koppelClient(tx: Tx, applicatie: string, clientId: string, tijd: Date): Promise<void> {
  await tx.query(
    `insert into ac_applicatie (organisatie, id, registratietijd, applicatie, client_ids) values ($1, $2, $3, $4, array[$5::text])
     on conflict (organisatie, applicatie) do update set vervallen_op = null, registratietijd = excluded.registratietijd,
       client_ids = array_append(array_remove(ac_applicatie.client_ids, $5::text), $5::text)`,
    [tx.organisatie, acId(applicatie, tijd), tijd, applicatie, clientId],
  );
}
