import { readFileSync } from 'node:fs';
import { maakDatabase } from '@bronhuis/bron';
import { MET_DATABASE } from './lokaal/config.ts';
import { zorgVoorGeheimen } from './lokaal/geheimen.ts';

// Prepares an installation that somebody else's servers carry (compose, a first try on Kubernetes): databases with their
// three roles, and key files for the organisations. Doing it again changes nothing that is there.
const nodig = ['BEHEER_URL', 'DATABASE_WACHTWOORD', 'GEHEIMEN_MAP', 'ORGANISATIES_BESTAND'] as const;
const ontbreekt = nodig.filter((naam) => !process.env[naam]);
if (ontbreekt.length > 0) {
  console.error(`Deze instellingen ontbreken: ${ontbreekt.join(', ')}.`);
  process.exit(1);
}
const instelling = (naam: (typeof nodig)[number]): string => process.env[naam] as string;
const wachtwoord = instelling('DATABASE_WACHTWOORD');
const organisaties = JSON.parse(readFileSync(instelling('ORGANISATIES_BESTAND'), 'utf8')) as { oin: string }[];
zorgVoorGeheimen(instelling('GEHEIMEN_MAP'), organisaties.map((o) => o.oin));
for (const component of MET_DATABASE) {
  await maakDatabase(instelling('BEHEER_URL'), { component, wachtwoorden: { toepassing: wachtwoord, werker: wachtwoord, eigenaar: wachtwoord } });
}
console.log(`Ingericht: ${MET_DATABASE.length} databases, sleutels voor ${organisaties.length} organisaties.`);
