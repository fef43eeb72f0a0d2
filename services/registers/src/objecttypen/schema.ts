import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { InvalidParam } from '@bronhuis/standaarden';

/** The data of a thing as its type describes it. */
export type Gegevens = Record<string, unknown>;

/**
 * Compiles a JSON Schema 2020-12 with its formats asserted. Each schema gets an instance of its own: a `$id` of one
 * municipality can then never be reached by a `$ref` of another.
 */
export function compileerSchema(schema: object): { valideer: ValidateFunction; fout: null } | { valideer: null; fout: string } {
  // strictTypes and strictRequired reject schemas that are sound; unknown keywords and formats stay an error.
  const ajv = new Ajv2020({ allErrors: true, strict: true, strictTypes: false, strictRequired: false, strictTuples: false, logger: false });
  formats.default(ajv);
  try {
    return { valideer: ajv.compile(schema), fout: null };
  } catch (fout) {
    return { valideer: null, fout: `Dit is geen bruikbaar JSON Schema 2020-12: ${(fout as Error).message}` };
  }
}

/** `/aanvrager/bsn` under `gegevens` becomes `gegevens.aanvrager.bsn`. */
export function naamVanPad(wortel: string, pad: string): string {
  return [wortel, ...pad.split('/').slice(1).map((deel) => deel.replaceAll('~1', '/').replaceAll('~0', '~'))].join('.');
}

/** All faults at once; a reason never repeats the value, which may be of a person. */
export function schemafouten(valideer: ValidateFunction, gegevens: Gegevens, wortel = 'gegevens'): InvalidParam[] {
  if (valideer(gegevens)) return [];
  return (valideer.errors ?? []).map((fout) => naarParam(fout, wortel));
}

function naarParam(fout: ErrorObject, wortel: string): InvalidParam {
  const naam = naamVanPad(wortel, fout.instancePath);
  const p = fout.params as Record<string, unknown>;
  const eind = (extra: unknown): string => `${naam}.${String(extra)}`;
  switch (fout.keyword) {
    case 'required':
      return { name: eind(p['missingProperty']), reason: 'Dit veld is verplicht.', code: 'required' };
    case 'additionalProperties':
      return { name: eind(p['additionalProperty']), reason: 'Dit veld kent het objecttype niet.', code: 'additionalProperties' };
    case 'unevaluatedProperties':
      return { name: eind(p['unevaluatedProperty']), reason: 'Dit veld kent het objecttype niet.', code: 'unevaluatedProperties' };
    default:
      return { name: naam, reason: reden(fout.keyword, p), code: fout.keyword };
  }
}

function reden(keyword: string, p: Record<string, unknown>): string {
  const grens = String(p['limit']);
  const vast: Record<string, string> = {
    type: `Verwacht ${String(p['type'])}.`,
    format: `Dit is geen geldige waarde van de vorm ${String(p['format'])}.`,
    enum: `Kies uit: ${Array.isArray(p['allowedValues']) ? p['allowedValues'].join(', ') : ''}.`,
    const: 'Dit veld heeft één vaste waarde.',
    pattern: 'De waarde heeft niet de vorm die het objecttype vraagt.',
    minLength: `Ten minste ${grens} tekens.`,
    maxLength: `Ten hoogste ${grens} tekens.`,
    minimum: `Ten minste ${grens}.`,
    maximum: `Ten hoogste ${grens}.`,
    minItems: `Ten minste ${grens} keer.`,
    maxItems: `Ten hoogste ${grens} keer.`,
    uniqueItems: 'Elke waarde komt één keer voor.',
  };
  return vast[keyword] ?? `De waarde voldoet niet aan het objecttype (${keyword}).`;
}
