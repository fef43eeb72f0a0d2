import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { JWK } from 'jose';

/**
 * Private token keys rest encrypted: who has a back-up of the database cannot sign tokens. The key of the safe is
 * derived from the bundle key, a secret that is never in the database.
 */
export class Sleutelkluis {
  private readonly sleutel: Buffer;

  constructor(bundelsleutel: JWK) {
    if (!bundelsleutel.d) throw new Error('bundel.key.json has no private part');
    this.sleutel = Buffer.from(hkdfSync('sha256', Buffer.from(bundelsleutel.d, 'base64url'), '', 'bronhuis tokensleutel', 32));
  }

  sluit(prive: JWK, kid: string): Buffer {
    const nonce = randomBytes(12);
    const vergrendeling = createCipheriv('aes-256-gcm', this.sleutel, nonce).setAAD(Buffer.from(kid));
    return Buffer.concat([nonce, vergrendeling.update(JSON.stringify(prive), 'utf8'), vergrendeling.final(), vergrendeling.getAuthTag()]);
  }

  /** @throws Error when the row was altered, or encrypted under another bundle key */
  open(inhoud: Buffer, kid: string): JWK {
    const ontgrendeling = createDecipheriv('aes-256-gcm', this.sleutel, inhoud.subarray(0, 12)).setAAD(Buffer.from(kid));
    ontgrendeling.setAuthTag(inhoud.subarray(-16));
    return JSON.parse(Buffer.concat([ontgrendeling.update(inhoud.subarray(12, -16)), ontgrendeling.final()]).toString('utf8')) as JWK;
  }
}
