import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import cedar from '@cedar-policy/cedar-wasm/nodejs';
import { leesCedar, type GeschrevenRegel } from '@bronhuis/toegang/cedar';
import { eigenMap } from '../map.ts';

/** The policies that ship with this version. @throws Error when one does not parse or has no id of its own: such a bundle is never made */
export function leesBeleid(map: string = eigenMap('beleid')): GeschrevenRegel[] {
  const bestanden = readdirSync(map).filter((b) => b.endsWith('.cedar')).sort();
  return leesCedar(bestanden.map((b) => readFileSync(join(map, b), 'utf8')).join('\n'));
}

/**
 * Holds policies against the schema: a misspelled action or attribute would silently never match. Run by the tests and
 * by the command `controleer-beleid`, not at start: Cedar's validator takes 80 MB that it never gives back.
 * @throws Error that names every misfit
 */
export function controleerBeleid(regels: readonly Pick<GeschrevenRegel, 'id' | 'tekst'>[], schema: string = leesSchema()): void {
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
