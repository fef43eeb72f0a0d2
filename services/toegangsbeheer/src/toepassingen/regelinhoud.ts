import type { Beleidsregel } from '@bronhuis/toegang';

export interface Verwijzing {
  type: string;
  id: string;
}

/** What rules speak of, read from how Cedar writes them in JSON. */
export interface Regelinhoud {
  /** Names of attributes: what no rule names, no rule can look at. */
  gegevens: Set<string>;
  /** Entities that are written out in a rule, actions too. */
  verwijzingen: Verwijzing[];
  typen: Set<string>;
  /** A rule that looks at the context as a whole, and not at something in it. */
  heleContext: boolean;
}

export function leesRegels(regels: readonly Beleidsregel[]): Regelinhoud {
  const uit: Regelinhoud = { gegevens: new Set(), verwijzingen: [], typen: new Set(), heleContext: false };
  for (const { regel } of regels) for (const deel of [regel.principal, regel.action, regel.resource, regel.conditions]) lees(deel, uit);
  for (const { type } of uit.verwijzingen) uit.typen.add(type);
  return uit;
}

type Deel = Record<string, unknown>;

function lees(deel: unknown, uit: Regelinhoud): void {
  if (Array.isArray(deel)) for (const d of deel) lees(d, uit);
  if (typeof deel !== 'object' || deel === null || Array.isArray(deel)) return;
  const d = deel as Deel;
  if (typeof d['type'] === 'string' && typeof d['id'] === 'string') uit.verwijzingen.push({ type: d['type'], id: d['id'] });
  if (typeof d['entity_type'] === 'string') uit.typen.add(d['entity_type']);
  if (d['Var'] === 'context') uit.heleContext = true;
  for (const [naam, inhoud] of Object.entries(d)) {
    const { left, attr } = (inhoud ?? {}) as { left?: Deel; attr?: string | string[] };
    if ((naam === '.' || naam === 'has') && attr !== undefined) {
      for (const a of [attr].flat()) uit.gegevens.add(a);
      if (left?.['Var'] !== 'context') lees(left, uit);
    } else lees(inhoud, uit);
  }
}
