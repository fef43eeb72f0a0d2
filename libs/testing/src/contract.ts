import { streng } from '@bronhuis/component';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

type Schema = Record<string, unknown>;
export type Inhoud = { content?: Record<string, { schema?: Schema }> };
export type Parameter = { name: string; in: 'path' | 'query' | 'header'; required?: boolean; schema?: Schema };
export type Bewerking = {
  operationId?: string;
  parameters?: Parameter[];
  requestBody?: Inhoud & { required?: boolean };
  responses: Record<string, Inhoud>;
};
export type OpenApi = {
  openapi: string;
  servers?: { url: string }[];
  paths: Record<string, Record<string, Bewerking>>;
  components?: { schemas?: Record<string, Schema> };
};

const METHODEN = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options'];

/** Every operation of a contract, with its method and the path as the contract writes it. */
export function bewerkingen(contract: OpenApi): { methode: string; pad: string; bewerking: Bewerking }[] {
  return Object.entries(contract.paths).flatMap(([pad, perMethode]) =>
    Object.entries(perMethode)
      .filter(([methode]) => METHODEN.includes(methode))
      .map(([methode, bewerking]) => ({ methode: methode.toUpperCase(), pad, bewerking })),
  );
}

const PROBLEEM: Schema = {
  type: 'object',
  required: ['status', 'title', 'detail'],
  additionalProperties: true,
  properties: { status: { type: 'integer' }, title: { type: 'string', minLength: 1 }, detail: { type: 'string', minLength: 1 } },
};

/** OAuth fixes the form of its errors (RFC 6749 §4.1.2.1, §5.2), and a browser is shown a page; the contract must still say so. */
function heeftEigenFoutvorm(bewerking: Bewerking | undefined, a: GemetenAntwoord): boolean {
  return /^RFC \d/.test(String((bewerking as { 'x-standaard'?: string } | undefined)?.['x-standaard'])) && a.type in (bewerking?.responses[String(a.status)]?.content ?? {});
}

export type GemetenAntwoord = { methode: string; pad: string; status: number; type: string; tekst: string; headers: Headers };

/** Holds every answer against the contract: an undocumented status, media type or member is an error of the component. */
export class Antwoordcontrole {
  readonly #ajv: Ajv2020;
  readonly #routes: { methode: string; vorm: RegExp; vast: number; pad: string; bewerking: Bewerking }[];
  readonly #gemaakt = new Map<string, ValidateFunction>();
  readonly #prefix: string;

  constructor(contract: OpenApi, prefix: string) {
    this.#prefix = prefix;
    this.#ajv = new Ajv2020({ allErrors: true, strict: false });
    // ajv-formats is CommonJS: under Node the function is the default of the default.
    const formats = ((addFormats as unknown as { default?: unknown }).default ?? addFormats) as (a: Ajv2020) => void;
    formats(this.#ajv);
    this.#ajv.addFormat('binary', true);
    this.#ajv.addSchema({ $id: 'contract', components: streng(structuredClone(contract.components ?? {})) });
    this.#routes = bewerkingen(contract)
      .map(({ methode, pad, bewerking }) => ({
        methode,
        pad,
        bewerking,
        vast: pad.replace(/\{[^}]+\}/g, '').length,
        // A path with a server of its own stands outside the prefix.
        vorm: new RegExp(`^${'servers' in (contract.paths[pad] ?? {}) ? '' : prefix}${pad.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{[^}]+\}/g, '[^/]+')}$`),
      }))
      // A path with more fixed text is the nearer match: /dossiers/_zoek before /dossiers/{id}.
      .sort((a, b) => b.vast - a.vast);
  }

  /** @throws Error that says what the contract promised and what came instead. */
  controleer(a: GemetenAntwoord): void {
    const wat = `${a.methode} ${a.pad} → ${a.status} (${a.type || 'zonder mediatype'})`;
    const route = this.#routes.find((r) => r.methode === a.methode && r.vorm.test(a.pad));
    if (a.status >= 400 && a.type !== 'application/problem+json' && !heeftEigenFoutvorm(route?.bewerking, a)) throw new Error(`${wat}: een fout hoort problem+json te zijn\n${a.tekst.slice(0, 300)}`);
    if (!route) {
      if (a.status >= 400) this.#eis(this.#valideer('probleem', PROBLEEM), a, wat);
      else if (a.pad.startsWith(`${this.#prefix}/`) && !a.pad.endsWith('/openapi.json')) throw new Error(`${wat}: dit pad staat niet in het contract`);
      return;
    }
    if (!a.headers.has('api-version')) throw new Error(`${wat}: de header API-Version ontbreekt`);
    const antwoord = route.bewerking.responses[String(a.status)] ?? route.bewerking.responses['default'];
    if (!antwoord) throw new Error(`${wat}: deze status staat niet in het contract\n${a.tekst.slice(0, 500)}`);
    this.#controleerInhoud(a, wat, `${route.methode} ${route.pad} ${a.status}`, antwoord);
  }

  #controleerInhoud(a: GemetenAntwoord, wat: string, sleutel: string, antwoord: Inhoud): void {
    const soorten = Object.entries(antwoord.content ?? {});
    if (soorten.length === 0) {
      if (a.tekst !== '') throw new Error(`${wat}: het contract kent hier geen inhoud\n${a.tekst.slice(0, 300)}`);
      return;
    }
    const past = soorten.find(([type]) => type === a.type || type === '*/*' || (type.endsWith('/*') && a.type.startsWith(type.slice(0, -1))));
    if (!past) throw new Error(`${wat}: het contract belooft ${soorten.map(([t]) => t).join(' of ')}`);
    const schema = past[1].schema;
    if (schema && /[/+]json$/.test(a.type) && a.methode !== 'HEAD') this.#eis(this.#valideer(`${sleutel} ${past[0]}`, schema), a, wat);
  }

  #valideer(sleutel: string, schema: Schema): ValidateFunction {
    let v = this.#gemaakt.get(sleutel);
    if (!v) {
      const tekst = JSON.stringify(streng(structuredClone(schema))).replaceAll('"#/components/', '"contract#/components/');
      v = this.#ajv.compile(JSON.parse(tekst) as Schema);
      this.#gemaakt.set(sleutel, v);
    }
    return v;
  }

  #eis(valideer: ValidateFunction, a: GemetenAntwoord, wat: string): void {
    if (!valideer(JSON.parse(a.tekst))) {
      const fouten = (valideer.errors ?? []).map((e) => `${e.instancePath || '/'} ${e.message ?? ''} ${JSON.stringify(e.params)}`);
      throw new Error(`${wat}: het antwoord past niet bij het contract: ${fouten.slice(0, 5).join('; ')}\n${a.tekst.slice(0, 500)}`);
    }
  }
}
