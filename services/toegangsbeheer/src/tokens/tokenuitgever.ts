import { randomUUID } from 'node:crypto';
import type { Klok } from '@bronhuis/standaarden';
import { SignJWT } from 'jose';
import type { Sleutelbeheer } from '../sleutels/sleutelbeheer.ts';
import type { Tokeninhoud } from './beslis-token.ts';

/** Our address as OAuth knows it (RFC 8414 §2): that of the gateway, for all organisaties. */
export const issuerVan = (config: { PUBLIEKE_URL: string }): string => config.PUBLIEKE_URL.replace(/\/+$/, '');

/** Seconds; between five and fifteen minutes. */
export const LEVENSDUUR_S = 600;

export interface Uitgegeven {
  token: string;
  jti: string;
  verlooptOver: number;
}

/** What is not decided by rules: until when at most (seconds since 1970), and with which certificate. */
export interface Uitgifte {
  uiterlijk?: number;
  /** SHA-256 of the certificate that the token holds with (RFC 8705 §3.1). */
  certificaat?: string | undefined;
}

/** All that a token says (RFC 9068 §2.2); times in seconds since 1970. */
export interface Tokenclaims extends Tokeninhoud {
  iss: string;
  aud: string;
  iat: number;
  exp: number;
  jti: string;
  cnf?: { 'x5t#S256': string };
}

/** Signs access tokens (RFC 9068), each for one organisatie and at most one purpose. */
export class Tokenuitgever {
  constructor(
    private readonly sleutels: Sleutelbeheer,
    private readonly klok: Klok,
    /** Our address, as RFC 8414 and RFC 9068 know it. */
    readonly issuer: string,
  ) {}

  claims(inhoud: Tokeninhoud, { uiterlijk = Infinity, certificaat }: Uitgifte = {}): Tokenclaims {
    const iat = Math.floor(this.klok.nu().getTime() / 1000);
    return {
      ...inhoud,
      iss: this.issuer,
      aud: 'bronhuis',
      iat,
      exp: Math.min(iat + LEVENSDUUR_S, uiterlijk),
      jti: randomUUID(),
      ...(certificaat ? { cnf: { 'x5t#S256': certificaat } } : {}),
    };
  }

  async geefUit(claims: Tokenclaims): Promise<Uitgegeven> {
    const { kid, sleutel } = await this.sleutels.ondertekensleutel();
    const token = await new SignJWT({ ...claims }).setProtectedHeader({ alg: 'PS256', kid, typ: 'at+jwt' }).sign(sleutel);
    return { token, jti: claims.jti, verlooptOver: claims.exp - claims.iat };
  }
}
