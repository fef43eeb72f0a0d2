import type { InvalidParam } from '@bronhuis/standaarden';
import type { Evaluatieverzoek } from './evaluatie.ts';

/** The three semantics (AuthZEN 1.0 §7.1.2.1) with the decision that ends each. */
const STOPT_BIJ = { execute_all: null, deny_on_first_deny: false, permit_on_first_permit: true } as const;
export type Semantiek = keyof typeof STOPT_BIJ;
export const SEMANTIEKEN = Object.keys(STOPT_BIJ) as Semantiek[];

/** Access Evaluations request (AuthZEN 1.0 §7.1): every part may also stand, or only stand, in the items. */
export interface Evaluatiesverzoek {
  subject?: unknown;
  action?: unknown;
  resource?: unknown;
  context?: unknown;
  evaluations?: unknown[];
  options?: { evaluations_semantic?: Semantiek };
}

const DELEN = ['subject', 'action', 'resource', 'context'] as const;
const kies = (v: object): object => Object.fromEntries(DELEN.filter((d) => Object.hasOwn(v, d)).map((d) => [d, (v as Record<string, unknown>)[d]]));

/** An item with the defaults that it does not name itself: each part as a whole (AuthZEN 1.0 §7.1.1). */
export function metStandaard(verzoek: Evaluatiesverzoek, item: unknown): unknown {
  return typeof item === 'object' && item !== null && !Array.isArray(item) ? { ...kies(verzoek), ...kies(item) } : item;
}

/** An item that can be asked, or what is wrong with it. */
export type Item = { vraag: Evaluatieverzoek } | { fouten: InvalidParam[] };

/** The answers up to and including the one that decides; @param adem lets others go before, now and then */
export async function doorloop<I, B extends { decision: boolean }>(items: readonly I[], semantiek: Semantiek, beslis: (item: I) => B, adem: () => Promise<void>): Promise<B[]> {
  const uit: B[] = [];
  for (const item of items) {
    if (uit.length > 0 && uit.length % PER_BEURT === 0) await adem();
    const b = beslis(item);
    uit.push(b);
    if (b.decision === STOPT_BIJ[semantiek]) break;
  }
  return uit;
}

/** A thousand decisions in one turn of the event loop would make every other caller wait for them. */
export const PER_BEURT = 100;
