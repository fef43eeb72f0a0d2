import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import cedar from '@cedar-policy/cedar-wasm/nodejs';
import { leesCedar, type GeschrevenRegel } from '@bronhuis/toegang/cedar';
import { eigenMap } from '../map.ts';

/** The policies that ship with this version, as they were written. */
export function leesBeleidstekst(map: string = eigenMap('beleid')): string {
  const bestanden = readdirSync(map).filter((b) => b.endsWith('.cedar')).sort();
  return bestanden.map((b) => readFileSync(join(map, b), 'utf8')).join('\n');
}

/** @throws Error when one does not parse or has no id of its own: such a bundle is never made */
export const leesBeleid = (map?: string): GeschrevenRegel[] => leesCedar(leesBeleidstekst(map));

/**
 * Holds policies against the schema: a misspelled action or attribute would silently never match. Run by the tests, by
 * the command `controleer-beleid` and for a version of the policies that somebody writes, not at start: Cedar's validator
 * takes 80 MB that it never gives back.
 */
export function schemafouten(regels: readonly Pick<GeschrevenRegel, 'id' | 'tekst'>[], schema: string = leesSchema()): { id: string | null; fout: string }[] {
  const staticPolicies = Object.fromEntries(regels.map((r) => [r.id, r.tekst]));
  const controle = cedar.validate({ schema, policies: { staticPolicies } });
  if (controle.type === 'failure') return controle.errors.map((e) => ({ id: null, fout: e.message }));
  // Of a policy for any action the validator says the same of each of them: the first is enough.
  const eerste = new Map<string, string>();
  for (const { policyId, error } of controle.validationErrors) if (!eerste.has(policyId)) eerste.set(policyId, error.message);
  return [...eerste].map(([id, fout]) => ({ id, fout }));
}

/** @throws Error that names every misfit */
export function controleerBeleid(regels: readonly Pick<GeschrevenRegel, 'id' | 'tekst'>[], schema?: string): void {
  const fouten = schemafouten(regels, schema).map(({ id, fout }) => (id === null ? fout : `${id}: ${fout}`));
  if (fouten.length > 0) throw new Error(`policies do not fit the schema: ${fouten.join('; ')}`);
}

export function leesSchema(map: string = eigenMap('beleid')): string {
  return readFileSync(join(map, 'schema.cedarschema'), 'utf8');
}
