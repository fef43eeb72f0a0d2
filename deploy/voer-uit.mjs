// `npm run keten|bench|verifieer|registers:importeer`: builds if needed, then runs deploy/dist/src/<subject>.js with the rest of the arguments.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { maakKlaar, stop, WORTEL } from './bouw.mjs';

const onderwerp = process.argv[2] ?? '';
if (!/^[a-z-]+$/.test(onderwerp)) stop('Zeg wat er moet gebeuren: node deploy/voer-uit.mjs keten, bench, verifieer of importeer.');
maakKlaar();
const bestand = join(WORTEL, `deploy/dist/src/${onderwerp}.js`);
if (!existsSync(bestand)) stop(`Er is geen opdracht '${onderwerp}'; wel: keten, bench, verifieer en importeer.`);
process.argv.splice(2, 1);
await import(pathToFileURL(bestand).href);
