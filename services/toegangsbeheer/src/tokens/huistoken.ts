import type { Klok } from '@bronhuis/standaarden';
import type { Bundelhouder } from '@bronhuis/toegang';
import { createLocalJWKSet, errors, jwtVerify } from 'jose';
import type { Sleutelbeheer } from '../sleutels/sleutelbeheer.ts';
import type { Tokeninhoud } from './beslis-token.ts';

/** A token of this house that still holds. */
export interface Huistoken extends Tokeninhoud {
  jti: string;
  iat: number;
  exp: number;
  cnf?: { 'x5t#S256': string };
}

/** Reads the tokens of this house: with its keys only, whatever a header says of keys (RFC 8725 §3.1, §3.10). */
export class Tokenlezer {
  /** Made ready once for as long as they are the same. */
  private set: { kids: string; sleutels: ReturnType<typeof createLocalJWKSet> } | null = null;

  constructor(
    private readonly sleutels: Sleutelbeheer,
    private readonly bundelhouder: Bundelhouder,
    private readonly klok: Klok,
    private readonly issuer: string,
  ) {}

  private async sleutelset(): Promise<ReturnType<typeof createLocalJWKSet>> {
    const keys = await this.sleutels.publiek();
    const kids = keys.map((k) => k.kid).join();
    if (this.set?.kids !== kids) this.set = { kids, sleutels: createLocalJWKSet({ keys }) };
    return this.set.sleutels;
  }

  /** Null for whatever is not a token of ours that holds now: what is wrong with it helps only who made it. */
  async lees(token: string): Promise<Huistoken | null> {
    try {
      const { payload } = await jwtVerify(token, await this.sleutelset(), {
        issuer: this.issuer,
        audience: 'bronhuis',
        algorithms: ['PS256'],
        typ: 'at+jwt',
        currentDate: this.klok.nu(),
        clockTolerance: 5,
      });
      const gelezen = payload as unknown as Huistoken;
      const { ingetrokken } = this.bundelhouder.huidige().bundel;
      return ingetrokken.some((i) => i.jti === gelezen.jti || (i.applicatie !== undefined && i.applicatie === gelezen.client_id)) ? null : gelezen;
    } catch (fout) {
      if (fout instanceof errors.JOSEError) return null;
      throw fout;
    }
  }
}
