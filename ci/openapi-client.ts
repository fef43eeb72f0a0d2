import { Ajv } from 'ajv';
import type { ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';

type Schema = Record<string, unknown>;
interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required?: boolean;
  schema: Schema;
}
interface Operatie {
  methode: string;
  pad: string;
  parameters: Parameter[];
  inhoud: Schema | null;
  responses: Record<string, { headers?: Record<string, unknown>; content?: Record<string, { schema: Schema }> }>;
}
export interface Document {
  info: { version: string };
  paths: Record<string, Record<string, unknown>>;
  components: { schemas: Record<string, Schema> };
}

export interface Vraag {
  pad?: Record<string, string | number>;
  query?: Record<string, string | string[]>;
  inhoud?: unknown;
}
export interface Antwoord<B> {
  status: number;
  headers: Headers;
  body: B;
}
export type Stuur = (methode: string, pad: string, inhoud: unknown, headers: Record<string, string>) => Promise<{ status: number; headers: Headers; tekst: string }>;

/**
 * A client made of somebody else's OpenAPI document: each operation by its id. What is asked must be in the document, and
 * so must every answer: status, headers and body.
 */
export class OpenapiClient {
  readonly gedaan = new Set<string>();
  private readonly operaties = new Map<string, Operatie>();
  private readonly ajv = new Ajv({ allErrors: true, strict: false });
  private readonly controles = new Map<Schema, ValidateFunction>();

  constructor(
    document: Document,
    private readonly basis: string,
    private readonly stuur: Stuur,
  ) {
    // ajv-formats is CommonJS: under Node the function is the default of the default.
    ((addFormats as unknown as { default?: (a: Ajv) => void }).default ?? (addFormats as unknown as (a: Ajv) => void))(this.ajv);
    this.ajv.addSchema({ $id: 'document', components: { schemas: Object.fromEntries(Object.entries(document.components.schemas).map(([naam, s]) => [naam, dicht(naam, alsJsonSchema(s) as Schema)])) } });
    for (const [pad, bewerkingen] of Object.entries(document.paths)) {
      for (const [methode, b] of Object.entries(bewerkingen)) {
        const { operationId, parameters = [], requestBody, responses } = b as { operationId: string; parameters?: Parameter[]; requestBody?: { content: Record<string, { schema: Schema }> }; responses: Operatie['responses'] };
        this.operaties.set(operationId, { methode: methode.toUpperCase(), pad, parameters, inhoud: requestBody?.content['application/json']?.schema ?? null, responses });
      }
    }
  }

  get alle(): string[] {
    return [...this.operaties.keys()].sort();
  }

  /** @throws Error that names what is not in the document */
  async roep<B = Schema>(id: string, vraag: Vraag = {}): Promise<Antwoord<B>> {
    const o = this.operaties.get(id);
    if (!o) throw new Error(`${id} is no operation of this document`);
    const wat = `${id} ${JSON.stringify(vraag).slice(0, 300)}`;
    const query = Object.entries(vraag.query ?? {}).flatMap(([naam, w]) => {
      if (!o.parameters.some((p) => p.in === 'query' && p.name === naam)) throw new Error(`${wat}: no parameter ${naam}`);
      return [w].flat().map((waarde): [string, string] => [naam, waarde]);
    });
    if (vraag.inhoud !== undefined) this.eis(o.inhoud, vraag.inhoud, `${wat}: request`);
    const headers = Object.fromEntries(o.parameters.filter((p) => p.in === 'header' && p.required).map((p) => [p.name.toLowerCase(), String((p.schema['enum'] as string[])[0])]));
    const pad = o.pad.replace(/\{(\w+)\}/g, (_, naam: string) => String(vraag.pad?.[naam] ?? ''));
    const a = await this.stuur(o.methode, `${this.basis}${pad}${query.length > 0 ? `?${new URLSearchParams(query)}` : ''}`, vraag.inhoud, headers);
    const beschreven = o.responses[String(a.status)];
    if (!beschreven) throw new Error(`${wat} → ${a.status}, which the document does not have: ${a.tekst.slice(0, 500)}`);
    // What only is there when there is something to tell.
    for (const kop of Object.keys(beschreven.headers ?? {})) if (kop !== 'X-Unauthorized-Fields' && !a.headers.has(kop)) throw new Error(`${wat}: no header ${kop}`);
    const schema = beschreven.content?.['application/json']?.schema;
    const body: unknown = a.tekst === '' ? null : JSON.parse(a.tekst);
    if (schema) this.eis(schema, body, `${wat} → ${a.status}`);
    else if (a.tekst !== '') throw new Error(`${wat}: an answer where the document has none`);
    this.gedaan.add(id);
    return { status: a.status, headers: a.headers, body: body as B };
  }

  private eis(schema: Schema | null, waarde: unknown, wat: string): void {
    if (!schema) return;
    let valideer = this.controles.get(schema);
    if (!valideer) {
      valideer = this.ajv.compile(JSON.parse(JSON.stringify(alsJsonSchema(schema)).replaceAll('"#/components/', '"document#/components/')) as Schema);
      this.controles.set(schema, valideer);
    }
    if (!valideer(waarde)) throw new Error(`${wat}: ${(valideer.errors ?? []).map((e) => `${e.instancePath} ${e.message}`).join('; ')}\n${JSON.stringify(waarde).slice(0, 800)}`);
  }
}

/** OpenAPI 3.0 as JSON Schema. A discriminator chooses one: a polygon has the form of a set of lines too. */
function alsJsonSchema(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(alsJsonSchema);
  if (typeof schema !== 'object' || schema === null) return schema;
  const { nullable, oneOf, discriminator, ...rest } = schema as Schema;
  const uit = Object.fromEntries(Object.entries(discriminator ? { ...rest, anyOf: oneOf } : oneOf ? { ...rest, oneOf } : rest).map(([naam, deel]) => [naam, alsJsonSchema(deel)]));
  return nullable === true ? { anyOf: [{ type: 'null' }, uit] } : uit;
}

/** These say all their members: another one would be unknown to their clients. */
const GEHEEL = /^(Object|ObjectRecord|HistoryRecord|ObjectType|ObjectTypeVersion|ObjectVersion|Permission|BehoudenResponse|Reference|Paginated\w+)$/;
/** What their document forgets and their answers have: null when there is nothing to name, and an empty text for no address. */
const OOK: Record<string, Schema> = { correctionFor: { type: 'null' }, correctedBy: { type: 'null' }, documentationUrl: { const: '' } };

function dicht(naam: string, schema: Schema): Schema {
  if (!GEHEEL.test(naam)) return schema;
  const properties = Object.entries(schema['properties'] as Record<string, Schema>).map(([lid, s]) => [lid, OOK[lid] ? { anyOf: [OOK[lid], s] } : s] as const);
  return { ...schema, properties: Object.fromEntries(properties), additionalProperties: false };
}
