import { isUuid, Probleem } from '@bronhuis/standaarden';

/** Where a page ended: the moment and the id of its last row. */
export interface Cursor {
  tijdstip: string;
  id: string;
}

export const schrijfCursor = (c: Cursor): string => Buffer.from(`${c.tijdstip} ${c.id}`).toString('base64url');

export function leesCursor(na: string | undefined): Cursor | null {
  if (na === undefined) return null;
  const [tijdstip = '', id = ''] = Buffer.from(na, 'base64url').toString('utf8').split(' ');
  if (!isUuid(id) || !/^(19|20|21)\d{2}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/.test(tijdstip) || Number.isNaN(Date.parse(tijdstip))) {
    throw Probleem.ongeldig([{ name: 'na', reason: 'Deze pagina bestaat niet. Neem de link volgende van de vorige pagina.', code: 'cursor' }]);
  }
  return { tijdstip, id };
}

/** Path and query of a page, as the caller asked it. */
export function adres(pad: string, vraag: { [naam: string]: string | number | undefined }): string {
  const zoek = new URLSearchParams();
  for (const [naam, waarde] of Object.entries(vraag)) if (waarde !== undefined) zoek.set(naam, String(waarde));
  const tekst = zoek.toString();
  return `/verantwoording/v1/${pad}${tekst ? `?${tekst}` : ''}`;
}
