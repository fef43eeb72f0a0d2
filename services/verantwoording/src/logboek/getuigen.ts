import { readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Controlepunt } from './controlepunt.ts';

/**
 * The latest checkpoint of each log, kept outside the database: who puts the whole log back to an earlier state, with
 * the checkpoints of that time, leaves nothing in the database that shows it.
 */
export async function bewaarGetuige(map: string, punt: Controlepunt): Promise<void> {
  const bestand = join(map, `controlepunt-${punt.organisatie}.json`);
  // Renamed into place: a reader never sees half a checkpoint.
  await writeFile(`${bestand}.nieuw`, JSON.stringify(punt));
  await rename(`${bestand}.nieuw`, bestand);
}

export async function leesGetuigen(map: string): Promise<Controlepunt[]> {
  const bestanden = (await readdir(map)).filter((b) => /^controlepunt-\d{20}\.json$/.test(b));
  return Promise.all(bestanden.map(async (b) => JSON.parse(await readFile(join(map, b), 'utf8')) as Controlepunt));
}
