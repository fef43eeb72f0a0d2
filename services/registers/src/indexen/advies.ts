import type { IndexRij } from './indexen.queries.ts';
import { padVan } from './verklaring.ts';

export const SOORTEN_GEBRUIK = ['filter', 'volgorde', 'index'] as const;
/** `index`: the index of this pointer was what the rows were found by. */
export type SoortGebruik = (typeof SOORTEN_GEBRUIK)[number];

export interface Gebruik {
  pad: string;
  gebruik: SoortGebruik;
  keren: number;
  ms: number;
  laatst: Date;
}

export interface Advies {
  toevoegen: { pad: string; keren: number; gemiddeldMs: number }[];
  ongebruikt: { pad: string; sinds: string }[];
}

/** Asked less often than this, or faster, and an index costs more than it gives. */
const VAAK = 20;
const TRAAG_MS = 20;
const DAG_MS = 86_400_000;
/** An index gets this long to be of use. */
const PROEFTIJD_MS = 30 * DAG_MS;

/** What a type should declare and what it declares for nothing, from what was really asked. */
export function adviseer(gebruik: readonly Gebruik[], indexen: readonly IndexRij[], nu: Date): Advies {
  const verklaard = new Set(indexen.filter((i) => i.status !== 'weg').map((i) => (i.soort === 'woorden' ? i.pad : padVan(i.pad))));
  const gevraagd = new Map<string, { keren: number; ms: number }>();
  for (const g of gebruik) {
    if ((g.gebruik !== 'filter' && g.gebruik !== 'volgorde') || verklaard.has(g.pad)) continue;
    const tot = gevraagd.get(g.pad) ?? { keren: 0, ms: 0 };
    gevraagd.set(g.pad, { keren: tot.keren + g.keren, ms: tot.ms + g.ms });
  }
  const toevoegen = [...gevraagd]
    .map(([pad, { keren, ms }]) => ({ pad, keren, gemiddeldMs: Math.round(ms / keren) }))
    .filter((a) => a.keren >= VAAK && a.gemiddeldMs >= TRAAG_MS)
    .sort((a, b) => b.keren * b.gemiddeldMs - a.keren * a.gemiddeldMs);
  const recent = new Set(gebruik.filter((g) => g.gebruik === 'index' && nu.getTime() - g.laatst.getTime() < PROEFTIJD_MS).map((g) => g.pad));
  const ongebruikt = indexen
    .filter((i) => i.status === 'gereed' && nu.getTime() - i.sinds.getTime() >= PROEFTIJD_MS && !recent.has(i.soort === 'woorden' ? i.pad : padVan(i.pad)))
    .map((i) => ({ pad: i.pad, sinds: i.sinds.toISOString() }));
  return { toevoegen, ongebruikt };
}
