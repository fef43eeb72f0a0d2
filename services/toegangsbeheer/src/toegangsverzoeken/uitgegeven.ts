import type { Tx } from '@bronhuis/bron';
import { uuidv7 } from '@bronhuis/standaarden';
import { markeerGewijzigd } from '../bundel/stand.store.ts';
import type { Weigering } from '../tokens/beslis-token.ts';
import { LEVENSDUUR_S } from '../tokens/tokenuitgever.ts';

/** What a token rests on that can end before it does. */
export interface Grondslag {
  medewerker: string | null;
  /** Ids of the rights for a time that it needs. */
  verzoeken: string[];
  /** `jti` of the token that it is exchanged for: it rests on what that one rests on. */
  van?: string;
}

export const GROND_WEG: Weigering = { fout: 'invalid_grant', reden: 'De toegang waarop dit token zou rusten, is zojuist beëindigd.' };

/**
 * Remembers a token that is about to be signed. Whoever ends what it rests on, waits for this or goes before it: so no
 * token is left that nobody ends.
 * @returns false when its ground went since it was decided
 */
export async function onthoudToken(tx: Tx, token: { jti: string; exp: number }, { medewerker, verzoeken: eigen, van }: Grondslag): Promise<boolean> {
  const verzoeken = van === undefined ? eigen : await metDieVan(tx, van, eigen);
  if (verzoeken === null) return false;
  if (medewerker !== null) {
    const er = await tx.query(`select 1 from persoon where organisatie = $1 and id = $2 and vertrokken_op is null for share`, [tx.organisatie, medewerker]);
    if (er.length === 0) return false;
  }
  if (verzoeken.length > 0) {
    const er = await tx.query(`select 1 from toegangsverzoek where organisatie = $1 and id = any($2) and status = 'toegekend' for share`, [tx.organisatie, verzoeken]);
    if (er.length < verzoeken.length) return false;
  }
  await tx.query('insert into uitgegeven_token (organisatie, jti, medewerker, verzoeken, verloopt) values ($1, $2, $3, $4, $5)', [tx.organisatie, token.jti, medewerker, verzoeken, new Date(token.exp * 1000)]);
  return true;
}

/** Null when the token itself was ended: here at once, elsewhere with the next bundle. */
async function metDieVan(tx: Tx, jti: string, eigen: string[]): Promise<string[] | null> {
  const [vorige] = await tx.query<{ verzoeken: string[] }>('select verzoeken from uitgegeven_token where organisatie = $1 and jti = $2 for share', [tx.organisatie, jti]);
  const weg = await tx.query('select 1 from intrekking where organisatie = $1 and jti = $2', [tx.organisatie, jti]);
  return weg.length > 0 ? null : [...new Set([...eigen, ...(vorige?.verzoeken ?? [])])];
}

/** Ends what was signed on this ground, everywhere: the next bundle names the tokens. The ground itself is locked by the caller. */
export async function beeindigTokens(tx: Tx, op: { medewerker: string } | { verzoek: string }, wat: { reden: string; tijd: Date; door: string }): Promise<void> {
  const [voorwaarde, waarde] = 'medewerker' in op ? ['medewerker = $2', op.medewerker] : ['verzoeken @> array[$2::uuid]', op.verzoek];
  const tokens = await tx.query<{ jti: string }>(`delete from uitgegeven_token where organisatie = $1 and ${voorwaarde} returning jti`, [tx.organisatie, waarde]);
  // A token outlives its revocation by nothing: after its own end the row says nothing any more.
  const tot = new Date(wat.tijd.getTime() + 2 * LEVENSDUUR_S * 1000);
  for (const { jti } of tokens) {
    await tx.query('insert into intrekking (organisatie, id, jti, reden, tijdstip, tot, door) values ($1, $2, $3, $4, $5, $6, $7)', [
      tx.organisatie, uuidv7(wat.tijd), jti, wat.reden, wat.tijd, tot, wat.door,
    ]);
  }
  if (tokens.length > 0) await markeerGewijzigd(tx);
}
