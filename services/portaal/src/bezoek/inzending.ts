import type { Readable } from 'node:stream';

export const MAX_BESTAND = 25_000_000;

export interface Bestand {
  naam: string;
  soort: string;
  bytes: Uint8Array;
}

/** What a form sent: text by name, and at most one file. */
export interface Inzending {
  velden: Record<string, string>;
  bestand: Bestand | null;
}

export class TeGroot extends Error {}
export class Onleesbaar extends Error {}

async function allesVan(stroom: Readable, max: number): Promise<Buffer> {
  const delen: Buffer[] = [];
  let som = 0;
  for await (const deel of stroom) {
    som += (deel as Buffer).length;
    if (som > max) throw new TeGroot('the form is larger than allowed');
    delen.push(deel as Buffer);
  }
  return Buffer.concat(delen);
}

/** @throws Onleesbaar for what no browser makes of a form */
async function ontleed(bytes: Buffer, contentType: string): Promise<FormData> {
  try {
    return await new Response(new Uint8Array(bytes), { headers: { 'content-type': contentType } }).formData();
  } catch (fout) {
    throw new Onleesbaar('the form cannot be read', { cause: fout });
  }
}

/** Urlencoded forms arrive read; a form with a file arrives as a stream and is read here, bounded. */
export async function leesInzending(contentType: string | undefined, body: unknown): Promise<Inzending> {
  if (!contentType?.startsWith('multipart/form-data')) {
    const velden = Object.entries((body ?? {}) as Record<string, unknown>).filter((v): v is [string, string] => typeof v[1] === 'string');
    return { velden: Object.fromEntries(velden), bestand: null };
  }
  const bytes = await allesVan(body as Readable, MAX_BESTAND + 100_000);
  const gelezen = await ontleed(bytes, contentType);
  const velden: Record<string, string> = {};
  let bestand: Bestand | null = null;
  for (const [naam, waarde] of gelezen.entries()) {
    if (typeof waarde === 'string') velden[naam] = waarde;
    else if (waarde.size > 0) bestand = { naam: waarde.name, soort: waarde.type, bytes: new Uint8Array(await waarde.arrayBuffer()) };
  }
  if (bestand && bestand.bytes.length > MAX_BESTAND) throw new TeGroot('the file is larger than allowed');
  return { velden, bestand };
}
