import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { isOnvolledigeDatum } from '@bronhuis/standaarden';
import type { InvalidParam } from '@bronhuis/standaarden';
import { delen, ontsnap } from './pointers.ts';

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
  // A format of this house: 2024, 2024-05, 2024-05-17 or onbekend.
  ajv.addFormat('onvolledige-datum', isOnvolledigeDatum);
  try {
    return { valideer: ajv.compile(schema), fout: null };
  } catch (fout) {
    return { valideer: null, fout: `Dit is geen bruikbaar JSON Schema 2020-12: ${(fout as Error).message}` };
  }
}

/** What is wrong with data, and where: an RFC 6901 pointer. The reason never repeats the value, which may be of a person. */
export interface Gegevensfout {
  pad: string;
  reden: string;
  code: string;
}

/** `/aanvrager/bsn` under `gegevens` becomes `gegevens.aanvrager.bsn`. */
export const alsParam = ({ pad, reden, code }: Gegevensfout): InvalidParam => ({ name: ['gegevens', ...delen(pad)].join('.'), reason: reden, code });

/** All faults at once. */
export function schemafouten(valideer: ValidateFunction, gegevens: Gegevens): Gegevensfout[] {
  if (valideer(gegevens)) return [];
  return (valideer.errors ?? []).map(naarFout);
}

function naarFout(fout: ErrorObject): Gegevensfout {
  const p = fout.params as Record<string, unknown>;
  const eind = (extra: unknown): string => `${fout.instancePath}/${ontsnap(String(extra))}`;
  switch (fout.keyword) {
    case 'required':
      return { pad: eind(p['missingProperty']), reden: 'Dit veld is verplicht.', code: 'required' };
    case 'additionalProperties':
      return { pad: eind(p['additionalProperty']), reden: 'Dit veld kent het objecttype niet.', code: 'additionalProperties' };
    case 'unevaluatedProperties':
      return { pad: eind(p['unevaluatedProperty']), reden: 'Dit veld kent het objecttype niet.', code: 'unevaluatedProperties' };
    default:
      return { pad: fout.instancePath, reden: reden(fout.keyword, p), code: fout.keyword };
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
