import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { isOin } from '@bronhuis/standaarden';
import type { JWK } from 'jose';
import { aansluiting } from './aansluiting.ts';
import { leesTokens } from './config.ts';
import { Doel } from './doel.ts';
import { ObjectsApi } from './objectsapi.ts';
import { toonVerslag } from './verslag.ts';
import type { Typeverslag } from './verslag.ts';
import { Verhuizing } from './verhuizing.ts';
import { Voortgang } from './voortgang.ts';

// `npm run registers:importeer -- --url … --token …`: copies a running Objects API with its object types and the whole
// history of its objects, and compares both sides afterwards. Ends with 1 when something did not come over, 2 when it
// could not be done. Started again it goes on where it was.
const GEBRUIK = `
  Gebruik: npm run registers:importeer -- --url URL --token TOKEN --naar URL --naar-token TOKEN --applicatie ID --sleutel BESTAND --organisatie OIN --verwerkingsactiviteit ID

  --url                    de Objects API waar de objecten nu staan, tot en met /api/v2
  --token                  een token daarvan dat alles mag lezen (of: OBJECTEN_TOKEN in de omgeving)
  --objecttypes-url        de Objecttypes API, als die apart staat (voor 4.0)
  --objecttypes-token      en haar token (of: OBJECTTYPEN_TOKEN)
  --naar                   de gateway van Bronhuis
  --naar-token             een API-token daar dat alle typen mag lezen en schrijven (of: BRONHUIS_TOKEN)
  --applicatie             onder welke applicatie u hier werkt, met --sleutel: het bestand met haar sleutel (JWK)
  --organisatie            voor welke gemeente (OIN), en met --verwerkingsactiviteit: waarvoor
  BEHEERTOKEN              in de omgeving: een token van een applicatiebeheerder voor dat doel, als er typen moeten komen
  --type                   alleen dit objecttype (uuid); mag vaker
  --voortgang              bestand dat onthoudt wat er over is (standaard: overname.voortgang)
  --alleen-controle        neem niets over, vergelijk alleen
`;

function stop(tekst: string): never {
  process.stderr.write(`\n  ${tekst}\n${GEBRUIK}\n`);
  process.exit(2);
}

function leesOpties() {
  const tekst = { type: 'string' } as const;
  try {
    return parseArgs({
      options: {
        url: tekst, token: tekst, 'objecttypes-url': tekst, 'objecttypes-token': tekst, naar: tekst, 'naar-token': tekst, applicatie: tekst, sleutel: tekst,
        organisatie: tekst, verwerkingsactiviteit: tekst, type: { type: 'string', multiple: true }, voortgang: tekst, 'alleen-controle': { type: 'boolean' },
      },
    }).values;
  } catch (fout) {
    return stop((fout as Error).message);
  }
}

const zonderSlash = (url: string): string => url.replace(/\/+$/, '');

const o = leesOpties();
// A token on the command line is seen by everybody on that machine; the environment is the other way.
const omgeving = leesTokens();
const token = o.token ?? omgeving.objecten;
const naarToken = o['naar-token'] ?? omgeving.naar;
const mist = Object.entries({ url: o.url, token, naar: o.naar, 'naar-token': naarToken, applicatie: o.applicatie, sleutel: o.sleutel, organisatie: o.organisatie, verwerkingsactiviteit: o.verwerkingsactiviteit }).filter(([, w]) => !w).map(([naam]) => `--${naam}`);
if (mist.length > 0) stop(`Er ontbreekt: ${mist.join(', ')}.`);
const { url = '', naar = '', applicatie = '', sleutel = '', organisatie = '', verwerkingsactiviteit = '' } = o;
if (!isOin(organisatie)) stop('--organisatie is een OIN van twintig cijfers.');

const typentoken = o['objecttypes-token'] ?? omgeving.objecttypen ?? token;
const plek = (adres: string, t: string | undefined) => ({ url: zonderSlash(adres), autorisatie: async () => `Token ${t}` });
const bron = new ObjectsApi(plek(url, token), plek(o['objecttypes-url'] ?? url, typentoken));
const hier = zonderSlash(naar);
const doel = new Doel({ url: hier, autorisatie: aansluiting({ url: hier, applicatie, sleutel: JSON.parse(readFileSync(sleutel, 'utf8')) as JWK, organisatie, verwerkingsactiviteit }) }, naarToken ?? '', omgeving.beheer);
const verhuizing = new Verhuizing(bron, doel, new Voortgang(o.voortgang ?? 'overname.voortgang'), (tekst) => process.stderr.write(`  ${tekst}\n`));

const verslagen: Typeverslag[] = [];
try {
  for await (const type of verhuizing.typen()) {
    if (o.type && !o.type.includes(type.uuid)) continue;
    if (!o['alleen-controle']) await verhuizing.neemTypeOver(type);
    const leeg = { uuid: type.uuid, naam: type.name, objecten: { bron: 0, overgenomen: 0, ongewijzigd: 0, overgeslagen: 0 }, records: 0, anders: [], geweigerd: [], controle: null };
    const verslag: Typeverslag = o['alleen-controle'] ? leeg : await verhuizing.neemObjectenOver(type);
    verslagen.push({ ...verslag, controle: await verhuizing.controleer(type) });
  }
} catch (fout) {
  process.stdout.write(`${toonVerslag(verslagen)}\n`);
  process.stderr.write(`\n  Afgebroken: ${(fout as Error).message}\n  Wat over is, is onthouden: start dezelfde opdracht opnieuw.\n\n`);
  process.exit(2);
}
process.stdout.write(`${toonVerslag(verslagen)}\n\n`);
const goed = verslagen.every((v) => v.geweigerd.length === 0 && v.controle?.verschillen.length === 0 && v.controle.objecten.bron === v.controle.objecten.hier);
process.stdout.write(goed ? '  Beide kanten zijn gelijk.\n\n' : '  Niet alles is hier zoals daar: zie hierboven.\n\n');
process.exit(goed ? 0 : 1);
