import { canoniek, sha256Hex } from '@bronhuis/standaarden';
import type { Bundel } from '@bronhuis/toegang';

export type Bundelinhoud = Required<Omit<Bundel, 'versie' | 'hash' | 'uitgegeven'>>;

const op =
  <T>(...sleutels: ((t: T) => string)[]) =>
  (a: T, b: T): number => {
    for (const s of sleutels) if (s(a) !== s(b)) return s(a) < s(b) ? -1 : 1;
    return 0;
  };

/**
 * Puts the parts in a fixed order, so that the same facts have the same hash. Of an activity the newest version comes
 * first: whoever looks for the one that holds on a day finds the newest.
 */
export function stelSamen(delen: Bundelinhoud): Bundelinhoud & { hash: string } {
  const inhoud: Bundelinhoud = {
    beleid: [...delen.beleid].sort(op((b) => b.id)),
    organisaties: [...delen.organisaties].sort(op((o) => o.oin)),
    bevoegdheden: [...delen.bevoegdheden].sort(op((b) => b.organisatie, (b) => b.id)),
    activiteiten: [...delen.activiteiten].sort((a, b) => op<typeof a>((x) => x.organisatie, (x) => x.id)(a, b) || b.versie - a.versie),
    ingetrokken: [...delen.ingetrokken].sort(op((i) => i.applicatie ?? '', (i) => i.jti ?? '')),
    apiTokens: [...delen.apiTokens].sort(op((t) => t.organisatie, (t) => t.id)),
    zgwClients: [...delen.zgwClients].sort(op((c) => c.organisatie, (c) => c.id)),
    jwks: [...delen.jwks].sort(op((k) => k.kid ?? '')),
    uitgever: delen.uitgever,
  };
  return { ...inhoud, hash: sha256Hex(canoniek(inhoud)) };
}
