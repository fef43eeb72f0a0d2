import { randomFillSync } from 'node:crypto';

const VOORRAAD = Buffer.allocUnsafeSlow(8_192);
let plaats = VOORRAAD.length;

/**
 * Random bytes from a store that is filled many at once: one call to the source of randomness costs more than making
 * a hundred ids. They are the caller's until its next call.
 */
export function willekeurig(aantal: number): Buffer {
  if (plaats + aantal > VOORRAAD.length) {
    randomFillSync(VOORRAAD);
    plaats = 0;
  }
  plaats += aantal;
  return VOORRAAD.subarray(plaats - aantal, plaats);
}
