// npm run verifieer: checks the logs of all organisations, with role eigenaar. Exit 0: whole; 1: not; 2: cannot check.
import { leesVerifieerConfig } from './config.ts';
import { leesGetuigen } from './getuigen.ts';
import { logsleutels, verifieer, verslag } from './verificatie.ts';

try {
  const { databaseUrl, geheimenMap, gegevensMap } = leesVerifieerConfig();
  const { tekst, heel } = verslag(await verifieer(databaseUrl, await logsleutels(geheimenMap), gegevensMap ? await leesGetuigen(gegevensMap) : []));
  console.log(tekst);
  process.exitCode = heel ? 0 : 1;
} catch (fout) {
  console.error(`De controle kon niet worden uitgevoerd: ${(fout as Error).message}`);
  process.exitCode = 2;
}
