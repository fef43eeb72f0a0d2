import { accessSync, constants, mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, relative } from 'node:path';
import { poortInstelling, WORTEL, type Config, type Plek } from './config.ts';
import { Melding } from './melding.ts';

const MINSTENS_VRIJ = 500 * 1024 * 1024;

/** Can the state be kept? Asked by doing it. */
export function eisMap(data: string): void {
  const naam = relative(WORTEL, data) || data;
  try {
    mkdirSync(join(data, 'logs'), { recursive: true });
    accessSync(data, constants.W_OK | constants.X_OK);
    const proef = join(data, '.proef');
    writeFileSync(proef, 'proef');
    rmSync(proef);
  } catch (fout) {
    const code = (fout as NodeJS.ErrnoException).code;
    if (code === 'ENOSPC') throw new Melding('De schijf is vol: maak ruimte en start opnieuw.');
    throw new Melding(`De map ${naam} is niet beschrijfbaar (${code ?? String(fout)}): geef uzelf schrijfrecht, of kies een andere map met BRONHUIS_DATA=<map> npm start.`);
  }
  const { bavail, bsize } = statfsSync(data);
  if (bavail * bsize < MINSTENS_VRIJ) {
    throw new Melding(`Er is nog maar ${Math.floor((bavail * bsize) / 1024 ** 2)} MB vrij op de schijf van ${naam} en Bronhuis heeft 500 MB nodig: maak ruimte, of kies een andere map met BRONHUIS_DATA=<map> npm start.`);
  }
}

/** All ports before anything starts, so that nothing has to be undone. */
export async function eisPoorten(config: Config): Promise<void> {
  const nodig = (Object.entries(config.poorten) as [Plek, number][]).filter(
    ([plek]) => !(plek === 'postgres' && config.databaseUrl) && !(plek === 'nats' && config.natsUrl),
  );
  const bezet: string[] = [];
  for (const [plek, poort] of nodig) if (!(await isVrij(poort))) bezet.push(plek);
  const [eerste] = bezet as Plek[];
  if (!eerste) return;
  const welke = (bezet as Plek[]).map((p) => `${config.poorten[p]} (${p})`).join(', ');
  const anders = (bezet as Plek[]).map((p) => `${poortInstelling(p)}=${config.poorten[p] + 1000 > 65_535 ? 10_000 : config.poorten[p] + 1000}`).join(' ');
  throw new Melding(
    bezet.length === 1
      ? `Poort ${welke} is al in gebruik: stop het programma dat haar gebruikt, of kies een andere met ${anders} npm start.`
      : `De poorten ${welke} zijn al in gebruik: stop de programma's die ze gebruiken, of kies andere met ${anders} npm start.`,
  );
}

const isVrij = (poort: number): Promise<boolean> =>
  new Promise((klaar) => {
    const proef = createServer();
    proef.once('error', () => klaar(false));
    proef.listen({ port: poort, host: '127.0.0.1', exclusive: true }, () => proef.close(() => klaar(true)));
  });
