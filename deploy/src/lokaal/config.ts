import { join, resolve } from 'node:path';
import { Melding } from './melding.ts';

export const WORTEL = resolve(import.meta.dirname, '../../../..');

export const COMPONENTEN = ['toegangsbeheer', 'registers', 'selectielijst', 'woo-publicatie', 'verantwoording', 'portaal'] as const;
export type Component = (typeof COMPONENTEN)[number];
export const MET_DATABASE = ['toegangsbeheer', 'registers', 'selectielijst', 'woo-publicatie', 'verantwoording'] as const satisfies Component[];

const POORTEN = {
  gateway: 8080,
  toegangsbeheer: 8101,
  registers: 8102,
  selectielijst: 8103,
  'woo-publicatie': 8104,
  verantwoording: 8105,
  portaal: 8106,
  postgres: 8110,
  nats: 8120,
} as const;
export type Plek = keyof typeof POORTEN;

export interface Config {
  data: string;
  poorten: Record<Plek, number>;
  /** Servers that are there already; null: start our own. */
  databaseUrl: string | null;
  natsUrl: string | null;
  voorvoegsel: string;
  logNiveau: string;
  demonstratie: boolean;
  /** How long everything together may take to get ready. */
  wachttijd: number;
  /** Requests a second that the gateway takes from one caller; null: its own default. */
  maxPerSeconde: string | null;
  /** Where programs are looked for. */
  pad: string;
}

/** `POORT_WOO_PUBLICATIE`. */
export const poortInstelling = (plek: Plek): string => `POORT_${plek.toUpperCase().replaceAll('-', '_')}`;

/** @throws Melding that names every wrong setting at once */
export function leesConfig(omgeving: NodeJS.ProcessEnv): Config {
  const fouten: string[] = [];
  const poorten = {} as Record<Plek, number>;
  for (const [plek, standaard] of Object.entries(POORTEN) as [Plek, number][]) {
    const naam = poortInstelling(plek);
    const ruw = omgeving[naam] ?? String(standaard);
    poorten[plek] = Number(ruw);
    if (!/^\d{1,5}$/.test(ruw) || poorten[plek] < 1 || poorten[plek] > 65_535) fouten.push(`${naam} moet een poort van 1 tot en met 65535 zijn`);
  }
  const url = (naam: string): string | null => {
    const waarde = omgeving[naam];
    if (!waarde) return null;
    if (!URL.canParse(waarde)) fouten.push(`${naam} moet een URL zijn`);
    return waarde;
  };
  const voorvoegsel = omgeving['NATS_VOORVOEGSEL'] ?? 'bronhuis';
  if (!/^[a-z0-9-]+$/.test(voorvoegsel)) fouten.push('NATS_VOORVOEGSEL mag alleen kleine letters, cijfers en streepjes hebben');
  const config: Config = {
    data: resolve(WORTEL, omgeving['BRONHUIS_DATA'] ?? '.data'),
    poorten,
    databaseUrl: url('DATABASE_URL'),
    natsUrl: url('NATS_URL'),
    voorvoegsel,
    logNiveau: omgeving['LOG_NIVEAU'] ?? 'info',
    demonstratie: omgeving['DEMONSTRATIE'] !== 'nee',
    wachttijd: 120_000,
    maxPerSeconde: omgeving['MAX_PER_SECONDE'] ?? null,
    pad: omgeving['PATH'] ?? '',
  };
  if (fouten.length > 0) throw new Melding(`Deze instellingen kloppen niet: ${fouten.join('; ')}.`);
  return config;
}

export const maakPad = (c: Config, ...delen: string[]): string => join(c.data, ...delen);
