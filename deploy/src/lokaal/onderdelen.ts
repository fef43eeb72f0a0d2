import { join } from 'node:path';
import { COMPONENTEN, WORTEL, type Component, type Config } from './config.ts';
import type { DatabaseUrls } from './voorbereiding.ts';

export interface Servers {
  natsUrl: string;
  databases: Record<string, DatabaseUrls>;
}

/** Bounded, so that the suite fits beside other programs; a young heap of 2 MB cost a fifth of the CPU in sweeping, one of 16 MB 300 MB of memory. Registers takes deliveries of any size: what it may have, V8 leaves lying before it clears up. */
const ZUINIG = (map: string): string[] => ['--max-semi-space-size=16', `--max-old-space-size=${map === 'services/registers' ? 160 : 384}`];

export const main = (map: string): string => join(WORTEL, map, 'dist/src/main.js');
export const nodeArgs = (map: string, ...rest: string[]): string[] => [...ZUINIG(map), main(map), ...rest];

const hier = (poort: number): string => `http://127.0.0.1:${poort}`;
export const gatewayUrl = (c: Config): string => hier(c.poorten.gateway);

function gedeeld(c: Config): Record<string, string> {
  return {
    PATH: c.pad,
    NODE_ENV: 'production',
    // From Node 22 on: what was compiled at the first start is not compiled again.
    NODE_COMPILE_CACHE: join(c.data, 'cache'),
    GEHEIMEN_MAP: join(c.data, 'geheimen'),
    TOEGANGSBEHEER_URL: hier(c.poorten.toegangsbeheer),
    GATEWAY_URL: gatewayUrl(c),
    PUBLIEKE_URL: gatewayUrl(c),
    LOG_NIVEAU: c.logNiveau,
  };
}

export function omgevingVan(component: Component, c: Config, s: Servers): Record<string, string> {
  const db = s.databases[component];
  return {
    ...gedeeld(c),
    PORT: String(c.poorten[component]),
    GEGEVENS_MAP: join(c.data, 'gegevens', component),
    NATS_URL: s.natsUrl,
    NATS_VOORVOEGSEL: c.voorvoegsel,
    DEMONSTRATIE_MAP: join(WORTEL, 'services/toegangsbeheer/demonstratie'),
    ...(db ? { DATABASE_URL: db.toepassing, DATABASE_URL_WERKER: db.werker } : {}),
  };
}

/** Only the migration step gets the owner's role. */
export const omgevingVanMigratie = (component: Component, c: Config, s: Servers): Record<string, string> => ({
  ...omgevingVan(component, c, s),
  DATABASE_URL_EIGENAAR: s.databases[component]?.eigenaar ?? '',
});

export function omgevingVanGateway(c: Config, standaardOrganisatie: string): Record<string, string> {
  return {
    ...gedeeld(c),
    PORT: String(c.poorten.gateway),
    GEGEVENS_MAP: join(c.data, 'gegevens/gateway'),
    STANDAARD_ORGANISATIE: standaardOrganisatie,
    ...(c.maxPerSeconde === null ? {} : { MAX_PER_SECONDE: c.maxPerSeconde }),
    ...Object.fromEntries(COMPONENTEN.map((naam) => [`${naam.toUpperCase().replaceAll('-', '_')}_URL`, hier(c.poorten[naam])])),
  };
}
