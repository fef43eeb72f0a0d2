/** An application that signs a JWT of its own, as the ZGW standards have it: who it is, never with which secret. */
export interface ZgwClient {
  id: string;
  /** What its JWT calls it; of one application in the whole installation. */
  clientId: string;
  applicatie: string;
  organisatie: string;
  /** The verwerkingsactiviteit that every call of it is for. */
  doel: string;
  /** First and last day, in Europe/Amsterdam. */
  van: string;
  tot: string;
}

/** What a JWT says; nothing of it is verified yet. */
export interface ZgwJwt {
  clientId: string;
  claims: Record<string, unknown>;
  /** What the signature is over. */
  ondertekend: string;
  handtekening: string;
}

/** Longer is no JWT of a client: the names of the standard fit in a tenth of it. */
const LANGST = 4096;
const CLIENT_ID = /^[!-~]{1,50}$/;
const VORM = /^Bearer ([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)$/i;

function voorwerp(deel: string): Record<string, unknown> | null {
  try {
    const waarde = JSON.parse(Buffer.from(deel, 'base64url').toString('utf8')) as unknown;
    return typeof waarde === 'object' && waarde !== null && !Array.isArray(waarde) ? (waarde as Record<string, unknown>) : null;
  } catch {
    // What cannot be read is no JWT.
    return null;
  }
}

/**
 * The JWT in a header, when it is one of a client of the ZGW standards: `alg` is exactly HS256 and `client_id` is named.
 * Null for all other, that only the keys of the house can make good. Nothing else in its header counts (RFC 8725 §3.1),
 * and one that asks for more than that is not taken (`crit`, RFC 7515 §4.1.11).
 */
export function leesZgwJwt(authorization: string): ZgwJwt | null {
  if (authorization.length > LANGST) return null;
  const [, kop = '', inhoud = '', handtekening = ''] = VORM.exec(authorization) ?? [];
  const header = kop === '' ? null : voorwerp(kop);
  if (header?.['alg'] !== 'HS256' || 'crit' in header) return null;
  const claims = voorwerp(inhoud);
  const clientId = claims?.['client_id'];
  if (!claims || typeof clientId !== 'string' || !CLIENT_ID.test(clientId)) return null;
  return { clientId, claims, ondertekend: `${kop}.${inhoud}`, handtekening };
}
