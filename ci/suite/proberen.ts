import type { Client } from '../../deploy/src/keten/client.ts';
import { OVERBRUGGE, VOORBEELDSTAD, type Bewerking, type Contract } from './hulp.ts';

// What the proofs of the tenants share: who asks, and how an operation is called that one only knows from its contract.

const ROLLEN: Record<string, [persoon: string, doel: string]> = {
  registers: ['noor', 'VA-01'],
  selectielijst: ['ingrid', 'VA-03'],
  'woo-publicatie': ['willem', 'VA-02'],
  verantwoording: ['carla', 'VA-05'],
  toegangsbeheer: ['carla', 'VA-05'],
};

export const NERGENS = '0199aa00-0000-7000-8000-000000000000';
export type Tokens = Record<string, { eigen: string; ander: string }>;

/** For each component a token of Overbrugge and one of Voorbeeldstad, for the same purpose. */
export async function tokensVanBeide(c: Client): Promise<Tokens> {
  const uit: Tokens = {};
  for (const [component, [persoon, doel]] of Object.entries(ROLLEN)) {
    // The mandaat for permits in Voorbeeldstad has ended: there its own application asks.
    const vraag = { organisatie: VOORBEELDSTAD, verwerkingsactiviteit: 'VA-01' };
    const ander = doel === 'VA-01' ? ((await c.tokenVoor('zaaksysteem-voorbeeldstad', vraag)).body as { access_token: string }).access_token : await c.meldAan(persoon, VOORBEELDSTAD, doel);
    uit[component] = { eigen: await c.meldAan(persoon, OVERBRUGGE, doel), ander };
  }
  return uit;
}

export const vul = (pad: string, id: string): string => pad.replace(/\{\w+\}/g, id);

export const zonderKenmerk = (body: unknown, id: string): string => JSON.stringify(body, (k, w: unknown) => (k === 'instance' ? undefined : w)).replaceAll(id, '<id>');

/** The smallest body that the schema lets through, so that the answer is about the thing and not about the input. */
export function voorbeeld(schema: Record<string, unknown>, doc: Contract): unknown {
  const ref = schema['$ref'] as string | undefined;
  if (ref) return voorbeeld(doc.components.schemas[ref.split('/').at(-1)!]!, doc);
  const keuze = (schema['allOf'] ?? schema['oneOf'] ?? schema['anyOf']) as Record<string, unknown>[] | undefined;
  if (keuze) return voorbeeld(keuze[0]!, doc);
  if (schema['example'] !== undefined) return schema['example'];
  if (Array.isArray(schema['enum'])) return schema['enum'][0];
  if (schema['type'] === 'array') return Array.from({ length: Number(schema['minItems'] ?? 0) }, () => voorbeeld(schema['items'] as Record<string, unknown>, doc));
  if (schema['type'] === 'integer' || schema['type'] === 'number') return Number(schema['minimum'] ?? 1);
  if (schema['type'] === 'boolean') return true;
  if (schema['type'] === 'string') {
    if (schema['format'] === 'uuid') return NERGENS;
    if (schema['format'] === 'date') return '2026-01-01';
    if (schema['format'] === 'date-time') return '2026-01-01T00:00:00Z';
    return 'a'.repeat(Math.max(1, Number(schema['minLength'] ?? 1)));
  }
  const velden = (schema['properties'] ?? {}) as Record<string, Record<string, unknown>>;
  return Object.fromEntries(((schema['required'] ?? []) as string[]).map((n) => [n, voorbeeld(velden[n] ?? {}, doc)]));
}

export interface Poging {
  component: string;
  methode: string;
  pad: string;
  token: string;
  /** Instead of the smallest body that the contract lets through. */
  body?: unknown;
}

/** An operation, called by Voorbeeldstad. */
export function probeer(c: Client, p: Poging, bewerking: Bewerking, doc: Contract): Promise<{ status: number; body: unknown }> {
  const inhoud = Object.entries(bewerking.requestBody?.content ?? {})[0];
  return c.roep(p.methode.toUpperCase(), `/${p.component}/v1${p.pad}`, {
    token: p.token,
    host: 'voorbeeldstad.localhost',
    koppen: { 'if-match': '*' },
    ...(inhoud && !inhoud[0].includes('json') ? { ruw: { inhoud: Buffer.from('x'), type: inhoud[0] } } : {}),
    ...(inhoud?.[0].includes('json') ? { body: p.body ?? voorbeeld(inhoud[1].schema ?? {}, doc) } : {}),
  });
}
