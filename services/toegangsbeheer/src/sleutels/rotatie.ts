/** How long a key is published before it signs: far above the two seconds in which every component polls its bundle. */
export const PUBLICATIETIJD_MS = 60_000;
/** A token lives ten minutes; its key stays published a little longer. */
export const NALOOP_MS = 15 * 60_000;
export const LEVENSDUUR_MS = 30 * 24 * 3600_000;

export interface Sleutelstand {
  kid: string;
  gemaakt: Date;
  /** From when it signs; null while it is the next. */
  vanaf: Date | null;
  /** From when it no longer signs. */
  tot: Date | null;
}

export type Stap =
  | { soort: 'maak'; gebruikVanaf: Date | null }
  | { soort: 'neem-over'; van: string; naar: string; op: Date }
  | { soort: 'verwijder'; kid: string };

const ondertekent = (s: Sleutelstand, nu: Date): boolean => s.vanaf !== null && s.vanaf <= nu && (s.tot === null || s.tot > nu);

/** The key that signs now. */
export function huidigeSleutel<S extends Sleutelstand>(sleutels: readonly S[], nu: Date): S | null {
  return [...sleutels].filter((s) => ondertekent(s, nu)).sort((a, b) => b.vanaf!.getTime() - a.vanaf!.getTime())[0] ?? null;
}

/**
 * What has to happen so that there is always one key that signs and a next one that everybody knows already.
 * `opVerzoek` rotates now, or as soon as the next key has been published long enough.
 */
export function rotatieplan(sleutels: readonly Sleutelstand[], nu: Date, opVerzoek: boolean): Stap[] {
  const weg = sleutels.filter((s) => s.tot !== null && s.tot.getTime() + NALOOP_MS <= nu.getTime());
  const stappen: Stap[] = weg.map((s) => ({ soort: 'verwijder', kid: s.kid }));
  const huidige = huidigeSleutel(sleutels, nu);
  if (!huidige) {
    const gepland = sleutels.some((s) => s.vanaf !== null && s.vanaf > nu);
    const volgende = sleutels.some((s) => s.vanaf === null);
    if (!gepland) stappen.push({ soort: 'maak', gebruikVanaf: nu });
    if (!volgende) stappen.push({ soort: 'maak', gebruikVanaf: null });
    return stappen;
  }
  const volgende = sleutels.filter((s) => s.vanaf === null).sort((a, b) => a.gemaakt.getTime() - b.gemaakt.getTime())[0];
  const alGepland = huidige.tot !== null;
  const toe = opVerzoek || nu.getTime() - huidige.vanaf!.getTime() >= LEVENSDUUR_MS;
  if (volgende && toe && !alGepland) {
    const op = new Date(Math.max(nu.getTime(), volgende.gemaakt.getTime() + PUBLICATIETIJD_MS));
    stappen.push({ soort: 'neem-over', van: huidige.kid, naar: volgende.kid, op }, { soort: 'maak', gebruikVanaf: null });
  } else if (!volgende) {
    stappen.push({ soort: 'maak', gebruikVanaf: null });
  }
  return stappen;
}
