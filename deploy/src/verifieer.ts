import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { leesConfig, WORTEL } from './lokaal/config.ts';
import { leesWachtwoorden } from './lokaal/geheimen.ts';

// `npm run verifieer`: recomputes the logs of all organisations and names the row that was touched. Without settings it
// looks at the suite of `npm start`; with DATABASE_URL_EIGENAAR and GEHEIMEN_MAP at any other.
const config = leesConfig(process.env);
const geheimen = join(config.data, 'geheimen');

function eigenaarUrl(): string {
  const wachtwoord = leesWachtwoorden(geheimen).rollen['verantwoording']?.eigenaar ?? '';
  return `postgres://verantwoording_eigenaar:${wachtwoord}@127.0.0.1:${config.poorten.postgres}/verantwoording`;
}

const uitkomst = spawnSync(process.execPath, [join(WORTEL, 'services/verantwoording/dist/src/logboek/verifieer.js')], {
  stdio: 'inherit',
  env: { ...process.env, DATABASE_URL_EIGENAAR: process.env['DATABASE_URL_EIGENAAR'] ?? eigenaarUrl(), GEHEIMEN_MAP: process.env['GEHEIMEN_MAP'] ?? geheimen, GEGEVENS_MAP: process.env['GEGEVENS_MAP'] ?? join(config.data, 'gegevens/verantwoording') },
});
process.exitCode = uitkomst.status ?? 2;
