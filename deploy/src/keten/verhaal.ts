import { createHash } from 'node:crypto';
import type { Antwoord, Client } from './client.ts';
import { eis } from './verslag.ts';

export const OVERBRUGGE = '00000001999990007000';
export const VOORBEELDSTAD = '00000001999990019000';
export const BEIDE_OEVERS = '00000001999990020000';
export const HOST = { [OVERBRUGGE]: 'overbrugge.localhost', [VOORBEELDSTAD]: 'voorbeeldstad.localhost' } as const;

/** What the steps hand to each other. */
export interface Verhaal {
  client: Client;
  /** Fresh for every run: it makes every zaaknummer and the searched word unique. */
  run: string;
  woord: string;
  vandaag: string;
  vorigJaar: string;
  tokens: Record<string, string>;
  dossiers: Record<string, Dossier>;
  publicaties: Record<string, string>;
  gevonden: Record<string, unknown>;
}

export interface Dossier {
  id: string;
  kenmerk: string;
  etag: string;
  informatieobjecten: Record<string, string>;
}

type Json = Record<string, unknown>;

export const json = (a: Antwoord): Json => a.body as Json;
export const lijst = (a: Antwoord): Json[] => (json(a)['resultaten'] ?? []) as Json[];

/** @throws Mislukt with the answer when the status is another one */
export function verwacht(a: Antwoord, status: number, tekst: string): Antwoord {
  eis(a.status === status, `${tekst}: status ${a.status} in plaats van ${status}`, a.body);
  return a;
}

/** One file of an informatieobject, with its digest, as an application stores it. */
export async function bewaarStuk(v: Verhaal, token: string, d: Dossier, objecttype: string, soort: string, titel: string, inhoud: Buffer, gegevens: Json): Promise<void> {
  const stuk = verwacht(
    await v.client.roep('POST', `/registers/v1/dossiers/${d.id}/informatieobjecten`, { token, body: { objecttype, soort, titel, gegevens } }),
    201,
    `${soort} toevoegen`,
  );
  const id = String(json(stuk)['id']);
  const digest = createHash('sha256').update(inhoud).digest('base64');
  const bestand = await v.client.roep('PUT', `/registers/v1/informatieobjecten/${id}/bestand`, {
    token,
    ruw: { inhoud, type: 'application/pdf' },
    koppen: { 'repr-digest': `sha-256=:${digest}:` },
  });
  verwacht(bestand, 201, `bestand van ${soort}`);
  d.informatieobjecten[soort] = id;
}

/** Opens a dossier as an application does: with an Idempotency-Key, so that a retry opens no second one. */
export async function openDossier(v: Verhaal, token: string, letter: string, invoer: Json): Promise<Dossier> {
  const a = verwacht(
    await v.client.roep('POST', '/registers/v1/dossiers', { token, body: invoer, koppen: { 'idempotency-key': `${v.run}-${letter}` } }),
    201,
    `dossier ${letter} openen`,
  );
  const d: Dossier = { id: String(json(a)['id']), kenmerk: String(json(a)['kenmerk']), etag: '', informatieobjecten: {} };
  v.dossiers[letter] = d;
  return d;
}

/** The ETag of a dossier as it is now, asked by reading it. */
export async function etagVan(v: Verhaal, token: string, d: Dossier): Promise<string> {
  const a = verwacht(await v.client.roep('GET', `/registers/v1/dossiers/${d.id}`, { token }), 200, `dossier ${d.kenmerk} lezen`);
  return String(a.koppen['etag']);
}

export async function objecttypen(v: Verhaal, token: string): Promise<Record<string, string>> {
  const a = verwacht(await v.client.roep('GET', '/registers/v1/objecttypen?omvang=100', { token }), 200, 'objecttypen lezen');
  return Object.fromEntries(lijst(a).map((t) => [String(t['naam']), String(t['id'])]));
}
