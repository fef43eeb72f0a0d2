import { hash } from 'node:crypto';
import canonicalizeModule from 'canonicalize';

// The types of the package say `export default`, the package itself is CommonJS: Node gives the function.
const canonicalize = canonicalizeModule as unknown as (v: unknown) => string | undefined;

/** JSON Canonicalization Scheme (RFC 8785): the same value is always the same text. */
export function canoniek(v: unknown): string {
  const tekst = canonicalize(v);
  if (tekst === undefined) throw new TypeError('Deze waarde heeft geen JSON-vorm');
  return tekst;
}

/** By way of hexadecimal: a Buffer that Node makes outside its heap takes twice as long, and more again to collect. */
export function sha256(data: string | Uint8Array): Buffer {
  return Buffer.from(hash('sha256', data, 'hex'), 'hex');
}

export function sha256Hex(data: string | Uint8Array): string {
  return hash('sha256', data, 'hex');
}
