import { randomBytes, timingSafeEqual } from 'node:crypto';
import { CompactEncrypt, compactDecrypt, errors } from 'jose';

export interface Persoon {
  id: string;
  naam: string;
  soort: 'medewerker' | 'inwoner';
  rollen: string[];
}

/** Everything the portaal knows of a visitor. It is in the cookie of the visitor, encrypted; the server keeps nothing. */
export interface Sessie {
  /** a session is of one municipality: the cookie of one host opens nothing at another */
  organisatie: string;
  formuliercode: string;
  /** seconds since 1970 */
  tot: number;
  aangemeld: { persoon: Persoon; token: string } | null;
  /** A sign-in elsewhere that is under way: what only this browser and we know (RFC 6749 §10.12, RFC 7636). */
  onderweg?: { state: string; verifier: string; verder: string | null };
}

export interface Melding {
  soort: 'gelukt' | 'mislukt';
  titel: string;
  regels: string[];
}

/** What a browser keeps: cookies above 4096 bytes are dropped without a word. */
const MAX_COOKIE = 3800;

export class Kluis {
  constructor(private readonly sleutel: Uint8Array) {
    if (sleutel.length !== 32) throw new Error('De sleutel van de sessie is 32 bytes, in base64 in het bestand sessie.key');
  }

  async verzegel(soort: 'sessie' | 'melding', inhoud: object, tot: number): Promise<string> {
    const tekst = new TextEncoder().encode(JSON.stringify({ soort, tot, inhoud }));
    const zegel = await new CompactEncrypt(tekst).setProtectedHeader({ alg: 'dir', enc: 'A256GCM' }).encrypt(this.sleutel);
    if (zegel.length > MAX_COOKIE) throw new RangeError('Te groot voor een cookie');
    return zegel;
  }

  /** Null for what is not ours, of another kind, or past its time. */
  async open<T>(soort: 'sessie' | 'melding', zegel: string | undefined, nu: Date): Promise<T | null> {
    if (!zegel) return null;
    try {
      const { plaintext } = await compactDecrypt(zegel, this.sleutel, {
        keyManagementAlgorithms: ['dir'],
        contentEncryptionAlgorithms: ['A256GCM'],
      });
      const doos = JSON.parse(new TextDecoder().decode(plaintext)) as { soort: string; tot: number; inhoud: T };
      return doos.soort === soort && doos.tot * 1000 > nu.getTime() ? doos.inhoud : null;
    } catch (fout) {
      // A cookie of an earlier key or of somebody's own making is a visitor without a session, not an error.
      if (fout instanceof errors.JOSEError) return null;
      throw fout;
    }
  }
}

const ANONIEM_SECONDEN = 3600;

export function nieuweSessie(organisatie: string, nu: Date): Sessie {
  const tot = Math.floor(nu.getTime() / 1000) + ANONIEM_SECONDEN;
  return { organisatie, formuliercode: randomBytes(18).toString('base64url'), tot, aangemeld: null };
}

/** A new code at sign-in, so that a code from before it opens no form after it. */
export function aangemeldeSessie(organisatie: string, persoon: Persoon, token: string, geldigSeconden: number, nu: Date): Sessie {
  const tot = Math.floor(nu.getTime() / 1000) + geldigSeconden;
  return { ...nieuweSessie(organisatie, nu), tot, aangemeld: { persoon, token } };
}

/** Only a form of our own page knows the code. */
export function klopt(sessie: Sessie | null, formuliercode: unknown): boolean {
  if (!sessie || typeof formuliercode !== 'string') return false;
  const [a, b] = [Buffer.from(sessie.formuliercode), Buffer.from(formuliercode)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** A message that fits in a cookie: the first lines, and how many more there are. */
export function passend(m: Melding): Melding {
  const regels: string[] = [];
  let ruimte = 1800;
  for (const regel of m.regels) {
    ruimte -= Buffer.byteLength(regel) + 4;
    if (ruimte < 0) break;
    regels.push(regel);
  }
  const rest = m.regels.length - regels.length;
  return { ...m, regels: rest > 0 ? [...regels, `En nog ${rest} andere.`] : regels };
}
