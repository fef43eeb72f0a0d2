import { createHmac, timingSafeEqual } from 'node:crypto';
import type { ZgwJwt } from '@bronhuis/toegang';

/** How long a JWT of a client is good after it was made (ZGW: an hour). */
const LEVENSDUUR_S = 3600;
/** What the clocks of others may differ from ours. */
const SPELING_S = 60;

/** HMAC-SHA-256 with the secret of the client, and with nothing else: no key of ours is ever looked at (RFC 8725 §3.1). */
export function klopt(jwt: ZgwJwt, geheim: string): boolean {
  const verwacht = createHmac('sha256', geheim).update(jwt.ondertekend).digest();
  const gekregen = Buffer.from(jwt.handtekening, 'base64url');
  return gekregen.length === verwacht.length && timingSafeEqual(gekregen, verwacht);
}

const seconden = (waarde: unknown): number | null => (typeof waarde === 'number' && Number.isFinite(waarde) ? waarde : null);

/**
 * Until when this JWT is good, in seconds; null when it is not good now. `iat` is required: an hour after it the JWT is
 * over, or earlier when it says so itself (`exp`). What it says of a user (`user_id`) is his word: it gives nothing.
 */
export function eindeVan({ claims }: ZgwJwt, nu: Date): number | null {
  const t = nu.getTime() / 1000;
  const iat = seconden(claims['iat']);
  const exp = claims['exp'] === undefined ? Number.POSITIVE_INFINITY : seconden(claims['exp']);
  const nbf = claims['nbf'] === undefined ? Number.NEGATIVE_INFINITY : seconden(claims['nbf']);
  if (iat === null || exp === null || nbf === null || iat > t + SPELING_S || nbf > t + SPELING_S) return null;
  const einde = Math.min(iat + LEVENSDUUR_S, exp) + SPELING_S;
  return einde > t ? einde : null;
}
