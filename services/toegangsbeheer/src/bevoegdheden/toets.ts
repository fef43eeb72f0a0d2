import { datumInWoorden, type Datum } from '@bronhuis/standaarden';

/** What one organisation may do for another, as far as a decision needs it. */
export interface Bevoegdheidsfeit {
  soort: 'mandaat' | 'delegatie' | 'verwerkersovereenkomst';
  activiteiten: string[];
  van: Datum;
  /** Last day on which it holds. */
  tot: Datum | null;
}

interface Partijen {
  uitvoerder: { oin: string; naam: string };
  organisatie: { oin: string; naam: string };
}

const LIDWOORD = { mandaat: 'Het mandaat', delegatie: 'De delegatie', verwerkersovereenkomst: 'De verwerkersovereenkomst' };

/**
 * May `uitvoerder` act for `organisatie` on this day? Answers null, or the reason why not in plain Dutch.
 * Without an activity any valid bevoegdheid will do (Awb 10:1 and 10:3: within its limits only).
 */
export function redenOnbevoegd(p: Partijen, activiteit: string | null, feiten: readonly Bevoegdheidsfeit[], dag: Datum): string | null {
  if (p.uitvoerder.oin === p.organisatie.oin) return null;
  const passend = feiten.filter((f) => activiteit === null || f.activiteiten.includes('*') || f.activiteiten.includes(activiteit));
  if (passend.some((f) => f.van <= dag && (f.tot === null || dag <= f.tot))) return null;
  const waarvoor = activiteit === null ? `om te handelen voor ${p.organisatie.naam}` : `voor ${activiteit} van ${p.organisatie.naam}`;
  const beeindigd = passend.filter((f) => f.tot !== null && f.tot < dag).sort((a, b) => (a.tot! < b.tot! ? 1 : -1))[0];
  if (beeindigd) return `${LIDWOORD[beeindigd.soort]} van ${p.uitvoerder.naam} ${waarvoor} is geëindigd op ${datumInWoorden(beeindigd.tot!)}.`;
  const later = passend.sort((a, b) => (a.van < b.van ? -1 : 1))[0];
  if (later) return `${LIDWOORD[later.soort]} van ${p.uitvoerder.naam} ${waarvoor} gaat pas in op ${datumInWoorden(later.van)}.`;
  return `${p.uitvoerder.naam} heeft geen bevoegdheid ${waarvoor}.`;
}
