import { Probleem } from '@bronhuis/standaarden';

/** Media types of documents that a dossier may hold, each with the extension under which it is handed out. */
export const MEDIATYPEN: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'text/plain': 'txt',
  'text/csv': 'csv',
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/tiff': 'tif',
  'application/xml': 'xml',
  'message/rfc822': 'eml',
  'application/vnd.oasis.opendocument.text': 'odt',
  'application/vnd.oasis.opendocument.spreadsheet': 'ods',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
};

/** The checksum that the sender gives, as hex (RFC 9530 `Repr-Digest`, or `Digest` of RFC 3230); null when there is none. */
export function verwachtControlegetal(reprDigest: string | undefined, digest: string | undefined): string | null {
  const [naam, waarde, vorm] = reprDigest === undefined ? (['Digest', digest, /(?:^|,)\s*sha-256=([A-Za-z0-9+/]{43}=)\s*(?:,|$)/i] as const) : (['Repr-Digest', reprDigest, /(?:^|,)\s*sha-256=:([A-Za-z0-9+/]{43}=):\s*(?:,|$)/] as const);
  if (waarde === undefined) return null;
  const getal = vorm.exec(waarde)?.[1];
  if (!getal) throw Probleem.ongeldig([{ name: naam, reason: 'Verwacht een controlegetal sha-256 in base64.', code: 'controlegetal-vorm' }]);
  return Buffer.from(getal, 'base64').toString('hex');
}

export const reprDigest = (sha256: string): string => `sha-256=:${Buffer.from(sha256, 'hex').toString('base64')}:`;

export interface Bereik {
  van: number;
  totEnMet: number;
}

/**
 * The part of a file that is asked for (RFC 9110 §14), or null for all of it: without Range, with more than one range, in
 * another unit, or when If-Range names another version. @throws Probleem 416 for a part that is not there
 */
export function leesBereik(range: string | undefined, ifRange: string | undefined, etag: string, omvang: number): Bereik | null {
  if (range === undefined || (ifRange !== undefined && ifRange.trim() !== etag)) return null;
  const [, begin, eind] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(range.trim()) ?? [];
  if (begin === undefined || eind === undefined || (begin === '' && eind === '')) return null;
  if (begin !== '' && eind !== '' && Number(eind) < Number(begin)) return null;
  const van = begin === '' ? Math.max(0, omvang - Number(eind)) : Number(begin);
  const totEnMet = begin === '' || eind === '' ? omvang - 1 : Math.min(Number(eind), omvang - 1);
  if (van <= totEnMet) return { van, totEnMet };
  throw new Probleem({ status: 416, title: 'Dit deel is er niet', detail: `Het bestand is ${omvang} bytes.`, headers: { 'content-range': `bytes */${omvang}` } });
}

/** `attachment` with a name made of the title: plain for old readers, RFC 8187 for the rest. */
export function contentDisposition(titel: string, mediatype: string): string {
  const naam = `${titel.replace(/[\p{Cc}\\/:*?"<>|]/gu, ' ').trim().slice(0, 120)}.${MEDIATYPEN[mediatype] ?? 'bin'}`;
  const gewoon = naam.normalize('NFKD').replace(/[^\x20-\x7e]/g, '');
  const volledig = encodeURIComponent(naam).replace(/['()*]/g, (t) => `%${t.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${gewoon}"; filename*=UTF-8''${volledig}`;
}
