import { Probleem } from '@bronhuis/standaarden';
import type { FastifyReply } from 'fastify';

/** A strong entity tag made of the version of a thing. */
export const etag = (versie: number | string): string => `"${versie}"`;

/**
 * A change must say on which version it builds.
 * @throws Probleem 428 without If-Match, 412 when it names another version (RFC 9110 §13.1.1, RFC 6585 §3)
 */
export function eisIfMatch(ifMatch: string | undefined, versie: number): void {
  if (!ifMatch) throw Probleem.voorwaardeVereist('Geef in de header If-Match de ETag mee van de versie die u wijzigt.');
  const tags = ifMatch.split(',').map((t) => t.trim());
  if (!tags.includes('*') && !tags.includes(etag(versie))) {
    throw Probleem.voorwaardeMislukt('De gegevens zijn intussen gewijzigd. Haal ze opnieuw op en probeer het dan opnieuw.');
  }
}

/** A page of a list that is walked by key: no offsets, no count unless it was asked for. */
export interface Pagina<T> {
  links: { self: string; volgende?: string };
  resultaten: T[];
  aantal?: number;
}

/**
 * @param rijen up to `omvang + 1` rows: the extra one tells that there is more
 * @param adres path with query of this request
 * @param cursor gives the key of the last row shown
 */
export function pagina<T>(rijen: T[], omvang: number, adres: string, cursor: (rij: T) => string, aantal?: number): Pagina<T> {
  const resultaten = rijen.slice(0, omvang);
  const laatste = resultaten.at(-1);
  const links: Pagina<T>['links'] = { self: adres };
  if (rijen.length > omvang && laatste !== undefined) {
    const url = new URL(adres, 'http://x');
    url.searchParams.set('na', cursor(laatste));
    links.volgende = `${url.pathname}${url.search}`;
  }
  return { links, resultaten, ...(aantal === undefined ? {} : { aantal }) };
}

/** Sends what a write answered, first time or again by its Idempotency-Key. */
export function stuurAntwoord(reply: FastifyReply, antwoord: { status: number; body: unknown; headers?: Record<string, string> }): void {
  void reply.code(antwoord.status).headers(antwoord.headers ?? {});
  if (antwoord.body === null || antwoord.body === undefined) void reply.send();
  else void reply.header('content-type', 'application/json; charset=utf-8').send(JSON.stringify(antwoord.body));
}
