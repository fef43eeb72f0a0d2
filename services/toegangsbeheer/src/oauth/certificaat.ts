import { createHash, X509Certificate } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { CERTIFICAATKOP, VERTROUWDKOP } from '@bronhuis/toegang';

/** The certificate of the caller, as the gateway saw it on its connection; only the gateway sets this header. */
export function leesCertificaat(koppen: IncomingHttpHeaders): X509Certificate | undefined {
  const kop = koppen[CERTIFICAATKOP];
  return typeof kop === 'string' && kop !== '' ? new X509Certificate(Buffer.from(kop, 'base64')) : undefined;
}

/** Did the gateway find it to be issued under an authority of this installation, and valid now? */
export const isVertrouwd = (koppen: IncomingHttpHeaders): boolean => koppen[VERTROUWDKOP] === 'ja';

/** RFC 8705 §3.1. */
export const afdrukVan = (c: X509Certificate): string => createHash('sha256').update(c.raw).digest('base64url');

/** The OIN in a certificate of PKIoverheid: the serial number of its subject (Digikoppeling PKI001). Null when it has none. */
export function oinVan(c: X509Certificate): string | null {
  return /^serialNumber=(\d{20})$/m.exec(c.subject)?.[1] ?? null;
}

/**
 * Does a subject alternative name of kind DNS say this, and nothing more? No wildcards: they name no application. Node
 * writes a comma within a name as `\u002c`. Names of DNS are the same in upper and lower case (RFC 4343).
 */
export function heeftNaam(c: X509Certificate, naam: string): boolean {
  return c.subjectAltName?.toLowerCase().split(', ').includes(`dns:${naam.toLowerCase()}`) ?? false;
}
