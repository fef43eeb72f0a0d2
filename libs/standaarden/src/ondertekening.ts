import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { canoniek } from './canoniek.ts';

/** A JSON Web Key (RFC 7517), private or public. */
export interface JWK {
  kty: string;
  kid?: string;
  alg?: string;
  use?: string;
  crv?: string;
  x?: string;
  y?: string;
  d?: string;
  n?: string;
  e?: string;
  p?: string;
  q?: string;
  dp?: string;
  dq?: string;
  qi?: string;
}

export interface Handtekening {
  alg: 'EdDSA';
  kid: string;
  /** base64url, over the UTF-8 bytes of the canonical JSON of the payload */
  waarde: string;
}

export function maakSleutelpaar(kid: string): { prive: JWK; publiek: JWK } {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const extra = { kid, alg: 'EdDSA', use: 'sig' };
  return {
    prive: { ...(privateKey.export({ format: 'jwk' }) as JWK), ...extra },
    publiek: { ...(publicKey.export({ format: 'jwk' }) as JWK), ...extra },
  };
}

export function onderteken(payload: unknown, prive: JWK): Handtekening {
  if (!prive.kid) throw new TypeError('Een sleutel om te ondertekenen heeft een kid');
  const sleutel = createPrivateKey({ key: { ...prive }, format: 'jwk' });
  if (sleutel.asymmetricKeyType !== 'ed25519') throw new TypeError('Ondertekenen gaat met een Ed25519-sleutel');
  return {
    alg: 'EdDSA',
    kid: prive.kid,
    waarde: sign(null, Buffer.from(canoniek(payload)), sleutel).toString('base64url'),
  };
}

/** The caller chooses the key by its kid and trusts it; a signature that names another key or algorithm is none. */
export function controleerHandtekening(payload: unknown, h: Handtekening, publiek: JWK): boolean {
  if (h.alg !== 'EdDSA' || typeof h.kid !== 'string' || h.kid !== publiek.kid || typeof h.waarde !== 'string')
    return false;
  const sleutel = createPublicKey({ key: { kty: publiek.kty, crv: publiek.crv, x: publiek.x }, format: 'jwk' });
  if (sleutel.asymmetricKeyType !== 'ed25519') return false;
  return verify(null, Buffer.from(canoniek(payload)), sleutel, Buffer.from(h.waarde, 'base64url'));
}
