import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Reads one key file of GEHEIMEN_MAP. @throws Error that names the file, never its content */
export async function leesGeheim<T>(map: string, bestand: string): Promise<T> {
  const pad = join(map, bestand);
  const tekst = await readFile(pad, 'utf8').catch((fout: NodeJS.ErrnoException) => {
    throw new Error(`secret ${bestand} cannot be read (${fout.code ?? fout.message})`);
  });
  if (!bestand.endsWith('.json')) return tekst.trim() as T;
  try {
    return JSON.parse(tekst) as T;
  } catch {
    throw new Error(`secret ${bestand} is not JSON`);
  }
}
