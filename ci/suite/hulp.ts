import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wacht } from 'node:timers/promises';
import type { JWK } from 'jose';
import { Client } from '../../deploy/src/keten/client.ts';

export const GATEWAY = process.env['GATEWAY_URL'] ?? '';
export const GEHEIMEN = process.env['GEHEIMEN_MAP'] ?? '';
export const OVERBRUGGE = '00000001999990007000';
export const VOORBEELDSTAD = '00000001999990019000';
export const WERKORGANISATIE = '00000001999990020000';
export const APIS = ['toegangsbeheer', 'registers', 'selectielijst', 'woo-publicatie', 'verantwoording'] as const;

const sleutel = (naam: string): JWK => JSON.parse(readFileSync(join(GEHEIMEN, `client-${naam}.key.json`), 'utf8')) as JWK;

/** Who is told to wait, waits: the gateway counts the requests of a second, and a page of the portaal is several. */
class GeduldigeClient extends Client {
  override async roep(...wat: Parameters<Client['roep']>): ReturnType<Client['roep']> {
    for (let n = 1; ; n++) {
      const antwoord = await super.roep(...wat);
      if (antwoord.status !== 429 || n === 5) return antwoord;
      await wacht(1_000);
    }
  }
}

export const client = (): Client =>
  new GeduldigeClient(GATEWAY, {
    zaaksysteem: sleutel('zaaksysteem'),
    'zaaksysteem-voorbeeldstad': sleutel('zaaksysteem-voorbeeldstad'),
    'component-portaal': sleutel('portaal'),
  });

export interface Bewerking {
  parameters?: { name: string; in: string; required?: boolean; schema?: Record<string, unknown> }[];
  requestBody?: { content?: Record<string, { schema?: Record<string, unknown> }> };
  security?: unknown[];
}

export interface Contract {
  info: { version: string };
  paths: Record<string, Record<string, Bewerking>>;
  components: { schemas: Record<string, Record<string, unknown>> };
}

export async function contract(component: string, bestand = 'openapi.json'): Promise<Contract> {
  const a = await fetch(`${GATEWAY}/${component}/v1/${bestand}`);
  if (!a.ok) throw new Error(`${component}/${bestand}: ${a.status}`);
  return (await a.json()) as Contract;
}

/** Waits until every component is ready: after a proof that kills, the next one begins with a whole house. */
export async function totGereed(): Promise<void> {
  for (let i = 0; i < 120; i++) {
    const a = await fetch(`${GATEWAY}/health/ready`).catch(() => null);
    await a?.arrayBuffer();
    if (a?.ok) return;
    await new Promise((klaar) => setTimeout(klaar, 500));
  }
  throw new Error('the suite did not become ready');
}
