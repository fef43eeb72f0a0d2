import { preparsePolicySet, type Policy } from '@cedar-policy/cedar-wasm/nodejs';
import type { Beleidsregel } from '@bronhuis/toegang';

/** Cedar keeps what it has read under a name and never lets go: so there are as many names as sets may be kept. */
const PLAATSEN = 32;
const bezet = new Map<string, string>();

/**
 * Where Cedar has these rules, ready to decide with. To be asked before each question: whoever was used longest ago has
 * lost its place.
 */
export function plaatsVan(hash: string, regels: readonly Beleidsregel[]): { naam: string } | { fouten: string[] } {
  const eigen = bezet.get(hash);
  const naam = eigen ?? vrijePlaats();
  if (eigen === undefined) {
    const uit = preparsePolicySet(naam, { staticPolicies: Object.fromEntries(regels.map((r) => [r.id, r.regel as Policy])) });
    if (uit.type === 'failure') {
      vrij.push(naam);
      return { fouten: uit.errors.map((e) => e.message) };
    }
  }
  // Whoever was asked last goes last.
  bezet.delete(hash);
  bezet.set(hash, naam);
  return { naam };
}

const vrij = Array.from({ length: PLAATSEN }, (_, i) => `toepassing-${i}`);

function vrijePlaats(): string {
  const nieuw = vrij.pop();
  if (nieuw !== undefined) return nieuw;
  const [[oudste, plaats] = ['', '']] = bezet;
  bezet.delete(oudste);
  return plaats;
}
