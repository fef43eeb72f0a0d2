import { createHmac } from 'node:crypto';

/** Per organisatie (OIN) the current key: `kid` travels with the pseudonym, `sleutel` is base64 of at least 32 bytes. */
export type PseudoniemSleutels = Record<string, { kid: string; sleutel: string }>;

/**
 * Turns the identifier of a betrokkene into a pseudonym that only this organisatie can make again.
 * A plain hash of a BSN is worthless: all 91 million can be tried in minutes. So HMAC-SHA256 under a secret key
 * (EDPB 01/2025), with the key id in front so that keys can be replaced.
 */
export class Pseudonimiseerder {
  private constructor(private readonly sleutels: ReadonlyMap<string, { kid: string; sleutel: Buffer }>) {}

  static uitMap(map: PseudoniemSleutels): Pseudonimiseerder {
    const sleutels = new Map<string, { kid: string; sleutel: Buffer }>();
    for (const [organisatie, { kid, sleutel }] of Object.entries(map)) {
      const bytes = Buffer.from(sleutel, 'base64');
      if (bytes.length < 32) throw new Error(`pseudonym key of ${organisatie} is shorter than 32 bytes`);
      sleutels.set(organisatie, { kid, sleutel: bytes });
    }
    return new Pseudonimiseerder(sleutels);
  }

  /** `<kid>:<base64url>`; the kind of identifier is part of what is hashed, so a KvK number never meets a BSN. */
  pseudoniem(organisatie: string, soort: string, identificatie: string): string {
    const s = this.sleutels.get(organisatie);
    if (!s) throw new Error(`no pseudonym key for organisatie ${organisatie}`);
    return `${s.kid}:${createHmac('sha256', s.sleutel).update(`${organisatie}|${soort}|${identificatie}`).digest('base64url')}`;
  }
}
