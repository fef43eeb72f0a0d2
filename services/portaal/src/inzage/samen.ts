import { dag } from '../woorden.ts';
import type { Gebruik } from './inzage.contract.ts';

/** Uses that belong together for whoever reads it: one day, one case, one reason, by the same organisation. */
export interface Samen {
  onderwerp: string | null;
  organisatie: string;
  uitvoerder: string | null;
  activiteit: string;
  doel: string;
  grondslag: string[];
  gegevens: string[];
  /** what happened and how often, the first time first */
  handelingen: { naam: string; aantal: number }[];
  /** in order of time */
  gebruiken: Gebruik[];
}

export interface Dag {
  naam: string;
  samen: Samen[];
  /** what the reader did, and how often */
  zelf: { naam: string; aantal: number }[];
}

function tel(namen: readonly string[]): { naam: string; aantal: number }[] {
  return [...new Set(namen)].map((naam) => ({ naam, aantal: namen.filter((n) => n === naam).length }));
}

function groepeer<T>(rijen: readonly T[], sleutel: (rij: T) => string): [string, T[]][] {
  const groepen = new Map<string, T[]>();
  for (const rij of rijen) groepen.set(sleutel(rij), [...(groepen.get(sleutel(rij)) ?? []), rij]);
  return [...groepen];
}

function voegSamen(gebruiken: readonly [Gebruik, ...Gebruik[]]): Samen {
  const [eerste] = gebruiken;
  return {
    onderwerp: eerste.onderwerp ?? null,
    organisatie: eerste.organisatie,
    uitvoerder: eerste.uitvoerder,
    activiteit: eerste.waarom.activiteit,
    doel: eerste.waarom.doel,
    grondslag: eerste.waarom.grondslag.split('; ').filter(Boolean),
    gegevens: [...new Set(gebruiken.flatMap((g) => g.gegevens))],
    handelingen: tel(gebruiken.map((g) => g.handeling)),
    gebruiken: [...gebruiken],
  };
}

/** The newest day first, and in a day what happened last first: people remember a day and a case, not a moment. */
export function perDag(gebruiken: readonly Gebruik[]): Dag[] {
  const nieuwsteEerst = [...gebruiken].sort((a, b) => b.tijdstip.localeCompare(a.tijdstip));
  return groepeer(nieuwsteEerst, (g) => dag(g.tijdstip) ?? '').map(([naam, vanDeDag]) => ({
    naam,
    zelf: tel(vanDeDag.filter((g) => g.zelf).map((g) => g.handeling)),
    samen: groepeer(
      vanDeDag.filter((g) => !g.zelf),
      (g) => JSON.stringify([g.onderwerp, g.organisatie, g.uitvoerder, g.waarom]),
    ).map(([, groep]) => voegSamen([...groep].reverse() as [Gebruik, ...Gebruik[]])),
  }));
}
