import { randomUUID } from 'node:crypto';
import type { Klok } from '@bronhuis/standaarden';
import { SignJWT } from 'jose';
import type { Sleutelbeheer } from '../sleutels/sleutelbeheer.ts';
import type { Tokeninhoud } from './beslis-token.ts';

export const UITGEVER = 'bronhuis-toegangsbeheer';
/** Seconds; between five and fifteen minutes. */
export const LEVENSDUUR_S = 600;

export interface Uitgegeven {
  token: string;
  jti: string;
  verlooptOver: number;
}

/** Signs access tokens (RFC 9068), each for one organisatie and at most one purpose. */
export class Tokenuitgever {
  constructor(
    private readonly sleutels: Sleutelbeheer,
    private readonly klok: Klok,
  ) {}

  async geefUit(inhoud: Tokeninhoud): Promise<Uitgegeven> {
    const { kid, sleutel } = await this.sleutels.ondertekensleutel();
    const iat = Math.floor(this.klok.nu().getTime() / 1000);
    const jti = randomUUID();
    const token = await new SignJWT({ ...inhoud })
      .setProtectedHeader({ alg: 'PS256', kid, typ: 'at+jwt' })
      .setIssuer(UITGEVER)
      .setAudience('bronhuis')
      .setIssuedAt(iat)
      .setExpirationTime(iat + LEVENSDUUR_S)
      .setJti(jti)
      .sign(sleutel);
    return { token, jti, verlooptOver: LEVENSDUUR_S };
  }
}
