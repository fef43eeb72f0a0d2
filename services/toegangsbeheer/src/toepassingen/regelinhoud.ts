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
  /** At most so many attributes behind each other: `principal.afdeling.hoofd` is two. */
  stappen: number;
}

export function leesRegels(regels: readonly Beleidsregel[]): Regelinhoud {
  const uit: Regelinhoud = { gegevens: new Set(), verwijzingen: [], typen: new Set(), heleContext: false, stappen: 0 };
  for (const { regel } of regels) for (const deel of [regel.principal, regel.action, regel.resource, regel.conditions]) uit.stappen = Math.max(uit.stappen, lees(deel, uit));
  for (const { type } of uit.verwijzingen) uit.typen.add(type);
  return uit;
}

type Deel = Record<string, unknown>;

/** @returns how many attributes stand behind each other in this part */
function lees(deel: unknown, uit: Regelinhoud): number {
  if (Array.isArray(deel)) return Math.max(0, ...deel.map((d) => lees(d, uit)));
  if (typeof deel !== 'object' || deel === null) return 0;
  const d = deel as Deel;
  if (typeof d['type'] === 'string' && typeof d['id'] === 'string') uit.verwijzingen.push({ type: d['type'], id: d['id'] });
  if (typeof d['entity_type'] === 'string') uit.typen.add(d['entity_type']);
  if (d['Var'] === 'context') uit.heleContext = true;
  return Math.max(0, ...Object.entries(d).map(([naam, inhoud]) => leesDeel(naam, inhoud, uit)));
}

function leesDeel(naam: string, inhoud: unknown, uit: Regelinhoud): number {
  const { left, attr } = (inhoud ?? {}) as { left?: Deel; attr?: string | string[] };
  if ((naam !== '.' && naam !== 'has') || attr === undefined) return lees(inhoud, uit);
  const namen = [attr].flat();
  for (const a of namen) uit.gegevens.add(a);
  return namen.length + (left?.['Var'] === 'context' ? 0 : lees(left, uit));
}
