import { canoniek } from '@bronhuis/standaarden';
import { isVoorwerp } from '../../objecttypen/pointers.ts';

type Schema = Record<string, unknown>;

/** What a schema of 2020-12 may say; anything else is a hint for somebody's screen, and says nothing of what is valid. */
const BEKEND = new Set([
  ...['$id', '$anchor', '$ref', '$defs', '$comment', '$dynamicRef', '$dynamicAnchor', 'definitions', 'title', 'description', 'default', 'deprecated', 'readOnly', 'writeOnly', 'examples'],
  ...['type', 'enum', 'const', 'multipleOf', 'maximum', 'exclusiveMaximum', 'minimum', 'exclusiveMinimum', 'maxLength', 'minLength', 'pattern', 'format', 'contentEncoding', 'contentMediaType', 'contentSchema'],
  ...['maxItems', 'minItems', 'uniqueItems', 'maxContains', 'minContains', 'maxProperties', 'minProperties', 'required', 'dependentRequired', 'dependentSchemas', 'dependencies'],
  ...['prefixItems', 'items', 'contains', 'additionalProperties', 'properties', 'patternProperties', 'propertyNames', 'unevaluatedItems', 'unevaluatedProperties', 'allOf', 'anyOf', 'oneOf', 'not', 'if', 'then', 'else'],
]);
const VORMEN = new Set(['date', 'time', 'date-time', 'iso-time', 'iso-date-time', 'duration', 'uri', 'uri-reference', 'uri-template', 'url', 'email', 'hostname', 'ipv4', 'ipv6', 'regex', 'uuid', 'json-pointer', 'relative-json-pointer', 'byte', 'int32', 'int64', 'float', 'double', 'password', 'binary']);
const EEN = ['items', 'contains', 'additionalProperties', 'propertyNames', 'unevaluatedItems', 'unevaluatedProperties', 'not', 'if', 'then', 'else', 'contentSchema'];
const MEER = ['allOf', 'anyOf', 'oneOf', 'prefixItems'];
const BENOEMD = ['$defs', 'definitions', 'properties', 'patternProperties', 'dependentSchemas'];

/** Drafts before 2019-09: there a `$ref` makes everything beside it void, and lists say `items` for what 2020-12 calls `prefixItems`. */
const isOud = ({ $schema }: Schema): boolean => typeof $schema === 'string' && /draft-0[3-7]/.test($schema);
const isLijstVanVoor2020 = ({ $schema }: Schema): boolean => typeof $schema === 'string' && /draft-0[3-7]|2019-09/.test($schema);

/**
 * A JSON Schema of any draft that clients of the Objecttypes API write, as the 2020-12 that the registers check with: the
 * same data is valid, but formats are asserted. What cannot be taken over (a reference to elsewhere) stays, and is refused.
 */
export function naar2020(schema: Schema): Schema {
  const uit = zetOm(schema, { oud: isOud(schema), oudeLijst: isLijstVanVoor2020(schema), draft4: typeof schema['$schema'] === 'string' && /draft-0[34]/.test(schema['$schema']) }) as Schema;
  // Data is always an object there, also when the schema does not say so.
  return uit['type'] === undefined && uit['$ref'] === undefined ? { type: 'object', ...uit } : uit;
}

interface Draft {
  oud: boolean;
  oudeLijst: boolean;
  draft4: boolean;
}

function zetOm(schema: unknown, d: Draft): unknown {
  if (!isVoorwerp(schema)) return schema;
  if (d.oud && typeof schema['$ref'] === 'string') {
    // What hangs beside a reference says nothing, but other references may point into it.
    const { $ref, $defs, definitions } = schema;
    return { $ref, ...(isVoorwerp($defs) ? { $defs: elk($defs, d) } : {}), ...(isVoorwerp(definitions) ? { definitions: elk(definitions, d) } : {}) };
  }
  const leden = Object.entries(schema).flatMap(([naam, waarde]): [string, unknown][] => {
    if (naam === 'id' && d.draft4 && typeof waarde === 'string') return [['$id', waarde]];
    if (!BEKEND.has(naam)) return [];
    if (naam === 'items' && d.oudeLijst && Array.isArray(waarde)) return [['prefixItems', waarde.map((w) => zetOm(w, d))], ...('additionalItems' in schema ? ([['items', zetOm(schema['additionalItems'], d)]] as [string, unknown][]) : [])];
    if (EEN.includes(naam)) return [[naam, zetOm(waarde, d)]];
    if (MEER.includes(naam) && Array.isArray(waarde)) return [[naam, waarde.map((w) => zetOm(w, d))]];
    if (BENOEMD.includes(naam) && isVoorwerp(waarde)) return [[naam, elk(waarde, d)]];
    if (naam === 'dependencies' && isVoorwerp(waarde)) return [[naam, Object.fromEntries(Object.entries(waarde).map(([n, w]) => [n, Array.isArray(w) ? w : zetOm(w, d)]))]];
    if (naam === 'format') return typeof waarde === 'string' && VORMEN.has(waarde) ? [[naam, waarde]] : [];
    if (naam === 'pattern' && typeof waarde === 'string') return [[naam, patroon(waarde)]];
    if ((naam === 'exclusiveMinimum' || naam === 'exclusiveMaximum') && typeof waarde === 'boolean') return waarde ? [[naam, schema[naam === 'exclusiveMinimum' ? 'minimum' : 'maximum']]] : [];
    return [[naam, waarde]];
  });
  return Object.fromEntries(leden);
}

const elk = (schemas: Schema, d: Draft): Schema => Object.fromEntries(Object.entries(schemas).map(([naam, s]) => [naam, zetOm(s, d)]));

/** Other implementations forgive a backslash that means nothing; ours reads patterns as Unicode, and does not. */
function patroon(tekst: string): string {
  return isPatroon(tekst) ? tekst : tekst.replaceAll(/\\([^\p{L}\p{N}\\^$.*+?()[\]{}|/-])/gu, '$1');
}

function isPatroon(tekst: string): boolean {
  try {
    return new RegExp(tekst, 'u').source.length > 0;
  } catch (fout) {
    if (fout instanceof SyntaxError) return false;
    throw fout;
  }
}

/** Is this how the version came to be? Somebody may have changed it since by our own API. */
export const isBronVan = (geschreven: Schema, schema: Schema): boolean => canoniek(naar2020(geschreven)) === canoniek(schema);

const BSN_VELD = /^(bsn|burgerservicenummer)$/i;
const MEESTE = 50;

/** Where a schema by its names has a BSN: pointers. Elsewhere a BSN is refused, here it says whom the data is about. */
export function bsnPlaatsen(schema: Schema): string[] {
  const uit: string[] = [];
  const loop = (hier: unknown, pad: string, diepte: number): void => {
    if (!isVoorwerp(hier) || diepte > 8 || uit.length >= MEESTE) return;
    for (const [naam, deel] of Object.entries(isVoorwerp(hier['properties']) ? hier['properties'] : {})) {
      const plaats = `${pad}/${naam.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      if (BSN_VELD.test(naam) && isVoorwerp(deel) && deel['type'] === 'string') uit.push(plaats);
      else if (naam !== '*') loop(deel, plaats, diepte + 1);
    }
    loop(hier['items'], `${pad}/*`, diepte + 1);
  };
  loop(schema, '', 0);
  return uit.slice(0, MEESTE);
}
