/** A setting of a component: its kind, whether it must be there, and what it is for (the README table says the same). */
interface Instelling {
  soort: 'tekst' | 'getal' | 'url';
  verplicht?: boolean;
  standaard?: string;
  uitleg: string;
}

const INSTELLINGEN = {
  PORT: { soort: 'getal', verplicht: true, uitleg: 'port that the component listens on' },
  ADRES: { soort: 'tekst', standaard: '127.0.0.1', uitleg: 'address that the component listens on' },
  DATABASE_URL: { soort: 'url', uitleg: 'database, role toepassing' },
  DATABASE_URL_WERKER: { soort: 'url', uitleg: 'database, role werker' },
  DATABASE_URL_EIGENAAR: { soort: 'url', uitleg: 'database, role eigenaar (only to migrate)' },
  NATS_URL: { soort: 'url', uitleg: 'NATS server with JetStream' },
  NATS_VOORVOEGSEL: { soort: 'tekst', standaard: 'bronhuis', uitleg: 'first part of every NATS subject' },
  NATS_REPLICAS: { soort: 'getal', standaard: '1', uitleg: 'copies of every stream (3 in production)' },
  TOEGANGSBEHEER_URL: { soort: 'url', uitleg: 'toegangsbeheer, straight, for the policy bundle' },
  GATEWAY_URL: { soort: 'url', uitleg: 'gateway, for calls to other components' },
  PUBLIEKE_URL: { soort: 'url', standaard: 'https://bronhuis.example', uitleg: 'address of the gateway as the outside knows it' },
  GEHEIMEN_MAP: { soort: 'tekst', verplicht: true, uitleg: 'folder with key files' },
  GEGEVENS_MAP: { soort: 'tekst', verplicht: true, uitleg: 'folder for files and the kept bundle' },
  LOG_NIVEAU: { soort: 'tekst', standaard: 'info', uitleg: 'debug, info, warn or error' },
} as const satisfies Record<string, Instelling>;

type Naam = keyof typeof INSTELLINGEN;
type Waarde<N extends Naam> = (typeof INSTELLINGEN)[N]['soort'] extends 'getal' ? number : string;
type Aanwezig<N extends Naam> = (typeof INSTELLINGEN)[N] extends { verplicht: true } | { standaard: string } ? Waarde<N> : Waarde<N> | undefined;

/** All settings of a component, parsed once. Settings of one component alone stand in `eigen`. */
export type Config = { readonly [N in Naam]: Aanwezig<N> } & { readonly eigen: Readonly<Record<string, string>> };

/** A setting that one component adds: name, default (undefined = must be given) and meaning. */
export type EigenInstellingen = Record<string, { standaard?: string; uitleg: string }>;

export interface ConfigWensen {
  database: boolean;
  eigen?: EigenInstellingen;
}

/** @throws Error that names every wrong variable at once */
export function leesConfig(omgeving: NodeJS.ProcessEnv, wensen: ConfigWensen): Config {
  const fouten: string[] = [];
  const config: Record<string, unknown> = {};
  const metDatabase = new Set<string>(['DATABASE_URL', 'DATABASE_URL_WERKER', 'NATS_URL', 'GATEWAY_URL']);
  for (const [naam, instelling] of Object.entries(INSTELLINGEN) as [Naam, Instelling][]) {
    const ruw = omgeving[naam] ?? instelling.standaard;
    if (ruw === undefined || ruw === '') {
      if (instelling.verplicht || (wensen.database && metDatabase.has(naam))) fouten.push(`${naam} is missing (${instelling.uitleg})`);
      continue;
    }
    if (instelling.soort === 'getal') {
      if (!/^\d+$/.test(ruw)) fouten.push(`${naam} must be a whole number (${instelling.uitleg})`);
      config[naam] = Number(ruw);
    } else {
      if (instelling.soort === 'url' && !URL.canParse(ruw)) fouten.push(`${naam} must be a URL (${instelling.uitleg})`);
      config[naam] = ruw;
    }
  }
  const eigen: Record<string, string> = {};
  for (const [naam, { standaard, uitleg }] of Object.entries(wensen.eigen ?? {})) {
    const ruw = omgeving[naam] ?? standaard;
    if (ruw === undefined) fouten.push(`${naam} is missing (${uitleg})`);
    else eigen[naam] = ruw;
  }
  if (fouten.length > 0) throw new Error(`wrong settings: ${fouten.join('; ')}`);
  return Object.freeze({ ...config, eigen: Object.freeze(eigen) }) as Config;
}
