import { leesTraceparent } from '@bronhuis/standaarden';
import type { Aanroep } from '@bronhuis/toegang';

/** Who registered a version, why, and in which call. Stands with the version and goes with it. */
export interface Wie {
  applicatie: string | null;
  gebruiker: string | null;
  uitvoerder: string;
  activiteit: string | null;
  activiteitVersie: number | null;
  trace: string;
}

export const wieVan = ({ wie, uitvoerder, doel, traceparent }: Pick<Aanroep, 'wie' | 'uitvoerder' | 'doel' | 'traceparent'>): Wie => ({
  applicatie: wie.applicatie,
  gebruiker: wie.soort === 'medewerker' ? wie.id : null,
  uitvoerder,
  activiteit: doel?.id ?? null,
  activiteitVersie: doel?.versie ?? null,
  trace: leesTraceparent(traceparent)?.traceId ?? traceparent,
});
