import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import cedar from '@cedar-policy/cedar-wasm/nodejs';
import { eigenMap } from '../map.ts';

export interface Beleidsregel {
  id: string;
  tekst: string;
}

/**
 * The policies that ship with this version, one by one under their `@id`.
 * @throws Error when one does not parse or has no id of its own: such a bundle is never made
 */
export function leesBeleid(map: string = eigenMap('beleid')): Beleidsregel[] {
  const tekst = readdirSync(map)
    .filter((b) => b.endsWith('.cedar'))
    .sort()
    .map((b) => readFileSync(join(map, b), 'utf8'))
    .join('\n');
  const delen = cedar.policySetTextToParts(tekst);
  if (delen.type === 'failure') throw new Error(`policies cannot be read: ${delen.errors.map((e) => e.message).join('; ')}`);
  const regels = delen.policies.map((t) => ({ id: idVan(t), tekst: t }));
  if (new Set(regels.map((r) => r.id)).size !== regels.length) throw new Error('two policies have the same @id');
  return regels;
}

/**
 * Holds policies against the schema: a misspelled action or attribute would silently never match. Run by the tests and
 * by the command `controleer-beleid`, not at start: Cedar's validator takes 80 MB that it never gives back.
 * @throws Error that names every misfit
 */
export function controleerBeleid(regels: readonly Beleidsregel[], schema: string = leesSchema()): void {
  const staticPolicies = Object.fromEntries(regels.map((r) => [r.id, r.tekst]));
  const controle = cedar.validate({ schema, policies: { staticPolicies } });
  const fouten =
    controle.type === 'failure'
      ? controle.errors.map((e) => e.message)
      : controle.validationErrors.map((e) => `${e.policyId}: ${e.error.message}`);
  if (fouten.length > 0) throw new Error(`policies do not fit the schema: ${fouten.join('; ')}`);
}

export function leesSchema(map: string = eigenMap('beleid')): string {
  return readFileSync(join(map, 'schema.cedarschema'), 'utf8');
}

function idVan(tekst: string): string {
  const id = /@id\("([^"]+)"\)/.exec(tekst)?.[1];
  if (!id) throw new Error(`a policy has no @id: ${tekst.slice(0, 80)}`);
  return id;
}
