import { setFlagsFromString } from 'node:v8';
import { policySetTextToParts, policyToJson, policyToText } from '@cedar-policy/cedar-wasm/nodejs';
import type { Beleidsregel } from './beleid/beleidsindex.ts';

// V8 of Node 20 ends the process when it leaves optimised code that has WebAssembly inlined: after some thousand policies.
if (process.versions.v8.startsWith('11.')) setFlagsFromString('--no-turbo-inline-js-wasm-calls');

export { TYPEN, VORM } from './beleid/vorm.ts';

/** A policy as it was written, beside what a bundle carries of it. */
export interface GeschrevenRegel extends Beleidsregel {
  tekst: string;
}

/**
 * Policies in the language of Cedar, one by one under their `@id`. For who makes bundles: Cedar's WebAssembly takes 80 MB,
 * which a component that only decides does not need.
 * @throws Error when one does not parse or has no id of its own
 */
export function leesCedar(tekst: string): GeschrevenRegel[] {
  const delen = policySetTextToParts(tekst);
  if (delen.type === 'failure') throw new Error(`policies cannot be read: ${delen.errors.map((e) => e.message).join('; ')}`);
  if (delen.policy_templates.length > 0) throw new Error(`policies cannot be read: a template is no policy: ${delen.policy_templates[0]?.slice(0, 80)}`);
  const regels: GeschrevenRegel[] = [];
  for (const deel of delen.policies) {
    const json = policyToJson(deel);
    if (json.type === 'failure') throw new Error(`policies cannot be read: ${json.errors.map((e) => e.message).join('; ')}`);
    const regel = json.json as Beleidsregel['regel'];
    const id = regel.annotations?.['id'];
    if (!id) throw new Error(`a policy has no @id: ${deel.slice(0, 80)}`);
    regels.push({ id, tekst: deel, regel });
  }
  if (new Set(regels.map((r) => r.id)).size !== regels.length) throw new Error('two policies have the same @id');
  return regels;
}

/** A policy as people read it, out of what a bundle carries. */
export function schrijfCedar(regel: Beleidsregel['regel']): string {
  const uit = policyToText(regel as unknown as Parameters<typeof policyToText>[0]);
  if (uit.type === 'failure') throw new Error(`a policy cannot be written: ${uit.errors.map((e) => e.message).join('; ')}`);
  return uit.text;
}
