import { hash } from 'node:crypto';

/** Per organisatie (OIN) the current key: `kid` travels with the pseudonym, `sleutel` is base64 of at least 32 bytes. */
export type PseudoniemSleutels = Record<string, { kid: string; sleutel: string }>;

/**
 * Turns the identifier of a betrokkene into a pseudonym that only this organisatie can make again.
 * A plain hash of a BSN is worthless: all 91 million can be tried in minutes. So HMAC-SHA256 under a secret key
 * (EDPB 01/2025), with the key id in front so that keys can be replaced.
 */
export class Pseudonimiseerder {
  private constructor(private readonly sleutels: ReadonlyMap<string, { kid: string; hmac: (tekst: string) => string }>) {}

  static uitMap(map: PseudoniemSleutels): Pseudonimiseerder {
    const sleutels = new Map<string, { kid: string; hmac: (tekst: string) => string }>();
    for (const [organisatie, { kid, sleutel }] of Object.entries(map)) {
      const bytes = Buffer.from(sleutel, 'base64');
      if (bytes.length < 32) throw new Error(`pseudonym key of ${organisatie} is shorter than 32 bytes`);
      sleutels.set(organisatie, { kid, hmac: hmacMet(bytes) });
    }
    return new Pseudonimiseerder(sleutels);
  }

  /** `<kid>:<base64url>`; the kind of identifier is part of what is hashed, so a KvK number never meets a BSN. */
  pseudoniem(organisatie: string, soort: string, identificatie: string): string {
    const s = this.sleutels.get(organisatie);
    if (!s) throw new Error(`no pseudonym key for organisatie ${organisatie}`);
    return `${s.kid}:${s.hmac(`${organisatie}|${soort}|${identificatie}`)}`;
  }
}

const BLOK = 64;
const HASH = 32;
/** As many bytes as an ordinary text takes; a longer one gets a buffer of its own. */
const RUIM = 512;

/**
 * HMAC-SHA256 in base64url (RFC 2104 §2): the hash of the key xor 0x5c.., and of the hash of the key xor 0x36.. and the text. A page
 * of a list is a hundred of them, and an Hmac object of Node for each costs three times as much as two hashes.
 */
export function hmacMet(sleutel: Buffer): (tekst: string) => string {
  const kort = sleutel.length > BLOK ? hash('sha256', sleutel, 'buffer') : sleutel;
  const [binnen, buiten] = [Buffer.alloc(BLOK + RUIM, 0x36), Buffer.alloc(BLOK + HASH, 0x5c)];
  for (const [i, byte] of kort.entries()) {
    binnen[i] = byte ^ 0x36;
    buiten[i] = byte ^ 0x5c;
  }
  return (tekst) => {
    // A character of UTF-16 is at most three bytes of UTF-8.
    const inhoud = tekst.length * 3 <= RUIM ? binnen.subarray(0, BLOK + binnen.write(tekst, BLOK, 'utf8')) : Buffer.concat([binnen.subarray(0, BLOK), Buffer.from(tekst)]);
    buiten.write(hash('sha256', inhoud, 'binary'), BLOK, 'binary');
    return hash('sha256', buiten, 'base64url');
  };
}
