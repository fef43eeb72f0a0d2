import { sha256 } from './canoniek.ts';
import { systeemKlok } from './klok.ts';
import { willekeurig } from './willekeur.ts';

let laatste = -1;
let teller = 0;

/** UUID version 7 (RFC 9562 §5.7): time first; within one millisecond a counter keeps the order of one process. */
export function uuidv7(nu?: Date): string {
  const ms = (nu ?? systeemKlok.nu()).getTime();
  const b = willekeurig(16);
  if (ms === laatste && teller < 0xfff) teller += 1;
  else teller = b.readUInt16BE(6) & 0x7ff; // the top bit stays free, so that the counter has room
  laatste = ms;
  b.writeUIntBE(ms, 0, 6);
  b.writeUInt16BE(0x7000 | teller, 6);
  b[8] = 0x80 | (b.readUInt8(8) & 0x3f);
  return alsTekst(b);
}

/** A UUID version 8 (RFC 9562 §5.8) made of a content: the same content always has the same one. */
export function uuidVan(inhoud: string): string {
  const b = sha256(inhoud).subarray(0, 16);
  b[6] = 0x80 | (b.readUInt8(6) & 0x0f);
  b[8] = 0x80 | (b.readUInt8(8) & 0x3f);
  return alsTekst(b);
}

function alsTekst(b: Buffer): string {
  const h = b.toString('hex');
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-${h.slice(12, 16)}-${h.slice(16, 20)}-${h.slice(20)}`;
}

export function isUuid(s: unknown): s is string {
  return typeof s === 'string' && /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i.test(s);
}
