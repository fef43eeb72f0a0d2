import type { Bron } from '@bronhuis/bron';
import { errors } from 'oidc-provider';
import { systeemContext } from '../systeem.ts';

/** What an application may sign its assertions with; the last two are one, by its old and its new name (RFC 9864). */
export const ALGORITMEN = ['PS256', 'ES256', 'EdDSA', 'Ed25519'];
/** Longest life of an assertion, in seconds. */
const MAX_LEVEN_S = 300;
/** How far the clocks of others may differ, in seconds (FAPI 2.0 §5.3.2.1: ten at least). */
export const SPELING_S = 10;

/** What OAuth NL GOV 1.2 §2.3.1 asks of an assertion beside RFC 7523. @throws InvalidClientAuth */
export function eisKort({ exp, iat, jti }: Record<string, unknown>): void {
  // eslint-disable-next-line no-restricted-syntax -- the clock by which oidc-provider found it not yet over
  const nu = Date.now() / 1000;
  if (typeof iat !== 'number' || typeof exp !== 'number' || exp - nu > MAX_LEVEN_S + SPELING_S) {
    throw new errors.InvalidClientAuth('an assertion has iat, and lives five minutes at most');
  }
  if (String(jti).length < 16) throw new errors.InvalidClientAuth('the jti of an assertion has at least 128 random bits');
}

/** One statement: of two at once with the same jti only one gets a row, in whichever process. */
export async function isEersteKeer(bron: Bron, applicatie: string, jti: string, exp: number): Promise<boolean> {
  const verloopt = new Date((exp + SPELING_S) * 1000);
  const rijen = await bron.voerUit(systeemContext(), {
    text: 'insert into gebruikte_jti (applicatie, jti, verloopt) values ($1, $2, $3) on conflict do nothing returning 1',
    values: [applicatie, jti, verloopt],
  });
  return rijen.length === 1;
}
