import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { maakSleutelpaar } from '@bronhuis/standaarden';
import { COMPONENTEN, MET_DATABASE } from './config.ts';

export interface Wachtwoorden {
  beheer: string;
  rollen: Record<string, { toepassing: string; werker: string; eigenaar: string }>;
}

/**
 * The key files of this installation, made on the first start and never replaced: what was signed or pseudonymised with
 * them must stay to be read. A file that is missing (a new component, a new organisation) is added.
 */
export function zorgVoorGeheimen(map: string, organisaties: readonly string[]): Wachtwoorden {
  mkdirSync(map, { recursive: true });
  chmodSync(map, 0o700);
  const maak = (naam: string, inhoud: () => string): string => {
    const pad = join(map, naam);
    if (!existsSync(pad)) writeFileSync(pad, inhoud(), { mode: 0o600 });
    return readFileSync(pad, 'utf8');
  };
  const paar = (naam: string): void => {
    if (existsSync(join(map, `${naam}.key.json`))) return;
    const { prive, publiek } = maakSleutelpaar(naam);
    maak(`${naam}.pub.json`, () => JSON.stringify(publiek));
    maak(`${naam}.key.json`, () => JSON.stringify(prive));
  };
  paar('bundel');
  for (const naam of [...COMPONENTEN, 'zaaksysteem', 'zaaksysteem-voorbeeldstad']) paar(`client-${naam}`);
  for (const oin of organisaties) {
    paar(`verklaring-${oin}`);
    paar(`log-${oin}`);
  }
  maak('sessie.key', () => randomBytes(32).toString('base64'));
  const pseudoniem = JSON.parse(maak('pseudoniem.json', () => '{}')) as Record<string, { kid: string; sleutel: string }>;
  if (organisaties.some((oin) => !pseudoniem[oin])) {
    for (const oin of organisaties) pseudoniem[oin] ??= { kid: 'k1', sleutel: randomBytes(32).toString('base64') };
    writeFileSync(join(map, 'pseudoniem.json'), JSON.stringify(pseudoniem), { mode: 0o600 });
  }
  const wachtwoord = (): string => randomBytes(24).toString('base64url');
  return JSON.parse(
    maak('database.json', () =>
      JSON.stringify({
        beheer: wachtwoord(),
        rollen: Object.fromEntries(MET_DATABASE.map((c) => [c, { toepassing: wachtwoord(), werker: wachtwoord(), eigenaar: wachtwoord() }])),
      }),
    ),
  ) as Wachtwoorden;
}

/** What the first start wrote. @throws Error when there was none */
export function leesWachtwoorden(map: string): Wachtwoorden {
  const pad = join(map, 'database.json');
  if (!existsSync(pad)) throw new Error(`Er is nog geen installatie in ${map}. Start eerst met: npm start`);
  return JSON.parse(readFileSync(pad, 'utf8')) as Wachtwoorden;
}
