import type { InvalidParam } from '@bronhuis/standaarden';
import { Probleem } from '@bronhuis/standaarden';
import type { OpenAPIObject } from '@nestjs/swagger';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { EIGEN_CONTROLE } from './contract.ts';

type Schema = Record<string, unknown>;
type Plaats = 'body' | 'query' | 'params' | 'headers';

interface Bewerking {
  controles: { plaats: Plaats; valideer: ValidateFunction }[];
  bodyVereist: boolean;
  /** Media types that the body may have; empty when there is no body. */
  mediatypen: string[];
}

/** The parts of a request that the contract speaks of. */
export interface TeControleren {
  method: string;
  routeOptions?: { url?: string };
  headers: Record<string, unknown>;
  params?: unknown;
  query?: unknown;
  body?: unknown;
}

/**
 * The contract is the check: the JSON Schemas of the OpenAPI document, compiled once at start. So what the document
 * promises and what is enforced cannot differ.
 */
export class Invoer {
  private readonly bewerkingen = new Map<string, Bewerking>();
  private readonly lichaam: Ajv;
  private readonly adres: Ajv;

  constructor(document: OpenAPIObject, prefix: string) {
    const schemas = { $id: 'contract', components: streng(structuredClone(document.components ?? {})) };
    // Values in a URL are text: they are turned into the type of their schema. A body is never bent.
    this.lichaam = maakAjv(false);
    this.adres = maakAjv(true);
    for (const ajv of [this.lichaam, this.adres]) ajv.addSchema(schemas);
    for (const [pad, bewerkingen] of Object.entries(document.paths)) {
      // A path with a server of its own stands outside the prefix.
      const route = `${bewerkingen.servers ? '' : prefix}${pad}`.replace(/\{(\w+)\}/g, ':$1');
      for (const [methode, bewerking] of Object.entries(bewerkingen as Record<string, Schema>)) {
        if (typeof bewerking === 'object' && 'responses' in bewerking && !(EIGEN_CONTROLE in bewerking)) this.bewerkingen.set(`${methode.toUpperCase()} ${route}`, this.compileer(bewerking));
      }
    }
  }

  /** @throws Probleem 400 that names every wrong field, 415 on another media type */
  controleer(verzoek: TeControleren): void {
    const bewerking = this.bewerkingen.get(`${verzoek.method} ${verzoek.routeOptions?.url ?? ''}`);
    if (!bewerking) return;
    const aanwezig = verzoek.body !== undefined && verzoek.body !== null;
    if (bewerking.mediatypen.length > 0 && (aanwezig || verzoek.headers['content-type'])) {
      const type = String(verzoek.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
      if (!bewerking.mediatypen.some((m) => m === type || (m === '*/*' && type !== ''))) {
        throw Probleem.verkeerdMediatype(`Stuur de inhoud als ${bewerking.mediatypen.join(' of ')}.`);
      }
    }
    const fouten: InvalidParam[] = [];
    if (bewerking.bodyVereist && !aanwezig) fouten.push({ name: 'body', reason: 'Dit verzoek heeft een inhoud nodig.', code: 'required' });
    for (const { plaats, valideer } of bewerking.controles) {
      if (plaats === 'body' && !aanwezig) continue;
      if (!valideer(verzoek[plaats] ?? {})) fouten.push(...alsParams(valideer.errors ?? []));
    }
    if (fouten.length > 0) throw Probleem.ongeldig(ontdubbel(fouten));
  }

  private compileer(bewerking: Schema): Bewerking {
    const controles: Bewerking['controles'] = [];
    const parameters = (bewerking['parameters'] ?? []) as { name: string; in: string; required?: boolean; schema?: Schema }[];
    for (const [plaats, soort] of [
      ['params', 'path'],
      ['query', 'query'],
      ['headers', 'header'],
    ] as const) {
      const eigen = parameters.filter((p) => p.in === soort);
      if (plaats === 'headers' && eigen.length === 0) continue;
      const naam = (p: { name: string }): string => (plaats === 'headers' ? p.name.toLowerCase() : p.name);
      const schema: Schema = {
        type: 'object',
        properties: Object.fromEntries(eigen.map((p) => [naam(p), streng(structuredClone(p.schema ?? {}))])),
        required: eigen.filter((p) => p.required).map(naam),
        ...(plaats === 'headers' ? {} : { additionalProperties: false }),
      };
      controles.push({ plaats, valideer: this.adres.compile(verwijs(schema)) });
    }
    const inhoud = ((bewerking['requestBody'] as Schema | undefined)?.['content'] ?? {}) as Record<string, { schema?: Schema }>;
    const json = Object.entries(inhoud).find(([type]) => /[/+]json$/.test(type) || type.includes('urlencoded'))?.[1]?.schema;
    if (json) controles.push({ plaats: 'body', valideer: this.lichaam.compile(verwijs(streng(structuredClone(json)))) });
    return {
      controles,
      bodyVereist: (bewerking['requestBody'] as Schema | undefined)?.['required'] === true,
      mediatypen: Object.keys(inhoud).map((m) => m.toLowerCase()),
    };
  }
}

/** The same check for what a route takes apart itself: every wrong field of one value. */
export function controleVan(schema: Schema): (waarde: unknown) => InvalidParam[] {
  const valideer = maakAjv(false).compile(streng(structuredClone(schema)));
  return (waarde) => (valideer(waarde) ? [] : alsParams(valideer.errors ?? []));
}

function maakAjv(coerceTypes: boolean): Ajv {
  const ajv = new Ajv({ allErrors: true, strict: false, coerceTypes: coerceTypes ? 'array' : false, useDefaults: true });
  // ajv-formats is CommonJS: under Node the function is the default of the default.
  const formats = ((addFormats as unknown as { default?: unknown }).default ?? addFormats) as (a: Ajv) => Ajv;
  formats(ajv);
  ajv.addFormat('binary', true);
  return ajv;
}

/** OpenAPI 3.0 to JSON Schema: `nullable` becomes a choice, and an object that does not say so takes no unknown members. */
export function streng(schema: unknown): Schema {
  if (Array.isArray(schema)) return schema.map(streng) as unknown as Schema;
  if (schema === null || typeof schema !== 'object') return schema as Schema;
  const s = schema as Schema;
  for (const [naam, deel] of Object.entries(s)) if (naam !== 'example' && naam !== 'default' && naam !== 'enum') s[naam] = streng(deel);
  if (s['type'] === 'object' && s['properties'] && s['additionalProperties'] === undefined && !s['allOf']) s['additionalProperties'] = false;
  if (s['nullable'] === true) {
    const { nullable: _, ...rest } = s;
    return { anyOf: [{ type: 'null' }, rest] };
  }
  return s;
}

function verwijs<T>(schema: T): T {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"contract#/components/')) as T;
}

const REDENEN: Record<string, (e: ErrorObject) => string> = {
  required: () => 'Dit gegeven ontbreekt.',
  additionalProperties: () => 'Dit gegeven is hier niet bekend.',
  type: (e) => `Dit moet van het type ${String((e.params as { type?: unknown }).type)} zijn.`,
  format: (e) => `Dit heeft niet de vorm ${String((e.params as { format?: unknown }).format)}.`,
  pattern: () => 'Dit heeft niet de juiste vorm.',
  enum: (e) => `Kies uit: ${((e.params as { allowedValues?: unknown[] }).allowedValues ?? []).join(', ')}.`,
  minLength: (e) => `Dit heeft ten minste ${String((e.params as { limit?: unknown }).limit)} tekens nodig.`,
  maxLength: (e) => `Dit mag ten hoogste ${String((e.params as { limit?: unknown }).limit)} tekens hebben.`,
  minimum: (e) => `Dit moet ten minste ${String((e.params as { limit?: unknown }).limit)} zijn.`,
  maximum: (e) => `Dit mag ten hoogste ${String((e.params as { limit?: unknown }).limit)} zijn.`,
  minItems: (e) => `Hier zijn ten minste ${String((e.params as { limit?: unknown }).limit)} waarden nodig.`,
  maxItems: (e) => `Hier mogen ten hoogste ${String((e.params as { limit?: unknown }).limit)} waarden staan.`,
};

/** Name with dots as the caller wrote it, reason in plain Dutch; never the value (it may be a BSN). */
export function alsParam(fout: ErrorObject): InvalidParam {
  const pad = fout.instancePath.split('/').slice(1).map((d) => d.replaceAll('~1', '/').replaceAll('~0', '~'));
  const params = fout.params as { missingProperty?: string; additionalProperty?: string };
  const extra = fout.keyword === 'required' ? params.missingProperty : fout.keyword === 'additionalProperties' ? params.additionalProperty : undefined;
  if (extra) pad.push(extra);
  return { name: pad.join('.') || 'body', reason: REDENEN[fout.keyword]?.(fout) ?? 'Dit klopt niet met wat hier verwacht wordt.', code: fout.keyword };
}

/**
 * One reason for each name. Of a choice every branch is reported, and then the choice: that something could also have been
 * absent says nothing of what is wrong with what stands there.
 */
function alsParams(fouten: readonly ErrorObject[]): InvalidParam[] {
  const echt = fouten.filter((f) => !(f.keyword === 'type' && (f.params as { type?: unknown }).type === 'null'));
  const uitgelegd = (keuze: ErrorObject): boolean => echt.some((f) => f.keyword !== 'anyOf' && `${f.instancePath}/`.startsWith(`${keuze.instancePath}/`));
  return ontdubbel(echt.filter((f) => f.keyword !== 'anyOf' || !uitgelegd(f)).map(alsParam));
}

function ontdubbel(fouten: readonly InvalidParam[]): InvalidParam[] {
  const gezien = new Map<string, InvalidParam>();
  for (const f of fouten) if (!gezien.has(f.name)) gezien.set(f.name, f);
  return [...gezien.values()];
}
