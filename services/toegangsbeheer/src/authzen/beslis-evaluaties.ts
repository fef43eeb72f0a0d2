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
const kies = (v: object, namen: readonly string[] = DELEN): object => Object.fromEntries(namen.filter((n) => Object.hasOwn(v, n)).map((n) => [n, (v as Record<string, unknown>)[n]]));
const isObject = (v: unknown): v is object => typeof v === 'object' && v !== null && !Array.isArray(v);

/**
 * An item with the defaults that it does not name itself: each part as a whole (AuthZEN 1.0 §7.1.1), but for the type and
 * the id of who and what, without which there is no question (certification of AuthZEN 1.0, default value merging).
 */
export function metStandaard(verzoek: Evaluatiesverzoek, item: unknown): unknown {
  if (!isObject(item)) return item;
  const uit: Record<string, unknown> = { ...kies(verzoek), ...kies(item) };
  for (const deel of ['subject', 'resource'] as const) {
    const [standaard, eigen] = [verzoek[deel], uit[deel]];
    if (isObject(standaard) && isObject(eigen)) uit[deel] = { ...kies(standaard, ['type', 'id']), ...eigen };
  }
  return uit;
}

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
