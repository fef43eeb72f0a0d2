// Checks a receipt without server or database:
//   node verifieer-ontvangstbewijs.js <ontvangstbewijs.json> <sleutels.json>
// The second file is what GET /sleutels gave, kept by the reader or taken from a source that the reader trusts.
import { readFileSync } from 'node:fs';
import { tijdstipInWoorden, type JWK } from '@bronhuis/standaarden';
import { gebreken, type Ontvangstbewijs } from './ontvangstbewijs.ts';

const [bewijsPad, sleutelPad] = process.argv.slice(2);
if (!bewijsPad || !sleutelPad) {
  console.error('Gebruik: verifieer-ontvangstbewijs <ontvangstbewijs.json> <sleutels.json>');
  process.exit(2);
}
const bewijs = JSON.parse(readFileSync(bewijsPad, 'utf8')) as Ontvangstbewijs;
const { keys } = JSON.parse(readFileSync(sleutelPad, 'utf8')) as { keys: JWK[] };
const fouten = gebreken(bewijs, keys);
if (fouten.length > 0) {
  console.error(`Dit ontvangstbewijs klopt niet.\n${fouten.map((f) => `- ${f}`).join('\n')}`);
  process.exit(1);
}
console.log(
  `Dit ontvangstbewijs klopt: "${bewijs.verwerking.handeling}" van ${tijdstipInWoorden(new Date(bewijs.verwerking.tijdstip))} ` +
    `is regel ${bewijs.index} van het logboek, dat op ${tijdstipInWoorden(new Date(bewijs.controlepunt.tijdstip))} met ${bewijs.controlepunt.grootte} regels is ondertekend.`,
);
