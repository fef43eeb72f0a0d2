export interface Bevinding {
  soort: 'gewijzigd' | 'verwijderd' | 'ingevoegd' | 'verwisseld' | 'verplaatst' | 'keten' | 'boom' | 'kop' | 'controlepunt';
  /** Place in the log; null when it is about more than one row. */
  index: number | null;
  /** Id of the processing, as far as it can still be known. */
  id: string | null;
  toelichting: string;
}

export interface Rij {
  tabel: 'verwerking' | 'verwerking_betrokkene';
  index: number;
  /** Id of the processing that the row is of. */
  id: string;
  blad: Buffer;
  vorige: Buffer;
  /** Of a parent: how many rows of betrokkenen follow it. */
  volgt: number;
}

/** Rows that do not stand where the log says, and places where a row is missing. */
export interface Afwijkingen {
  onverwacht: Rij[];
  /** hex of the leaf → its place, with the id of its processing where a neighbour still names it. */
  vermist: Map<string, { index: number; id: string | null }>;
}

const naam = (rij: Rij): string => (rij.tabel === 'verwerking' ? 'de verwerking' : 'de betrokkene van de verwerking');

/**
 * Names what happened to each row. Leaves do not hold their place, so a row that was moved is recognised elsewhere;
 * a row that is nowhere was deleted, or altered when another leaf stands in its place.
 */
export function benoem({ onverwacht, vermist }: Afwijkingen): Bevinding[] {
  const verplaatst = new Map<number, { van: number; rij: Rij }>();
  const vreemd = new Map<number, Rij[]>();
  for (const rij of onverwacht) {
    const plaats = vermist.get(rij.blad.toString('hex'));
    if (plaats) verplaatst.set(rij.index, { van: plaats.index, rij });
    else vreemd.set(rij.index, [...(vreemd.get(rij.index) ?? []), rij]);
  }
  const terecht = new Set([...verplaatst.values()].map((v) => v.van));
  const uit: Bevinding[] = [];

  for (const { index, id } of vermist.values()) {
    if (terecht.has(index)) continue;
    const rij = vreemd.get(index)?.shift();
    if (rij) uit.push({ soort: 'gewijzigd', index, id: rij.id, toelichting: `Regel ${index} (${naam(rij)} ${rij.id}) is gewijzigd: de inhoud is niet meer wat is vastgelegd.` });
    else uit.push({ soort: 'verwijderd', index, id, toelichting: `Regel ${index} (${id ? `van de verwerking ${id}` : 'verwerking onbekend'}) is verwijderd.` });
  }
  for (const [index, rijen] of vreemd) {
    for (const rij of rijen) {
      uit.push({ soort: 'ingevoegd', index, id: rij.id, toelichting: `Regel ${index} (${naam(rij)} ${rij.id}) is ingevoegd: zij is nooit in dit logboek vastgelegd.` });
    }
  }
  uit.push(...verschuivingen(verplaatst));
  return uit.sort((a, b) => (a.index ?? 0) - (b.index ?? 0));
}

function verschuivingen(verplaatst: Map<number, { van: number; rij: Rij }>): Bevinding[] {
  const uit: Bevinding[] = [];
  let reeks: { eerste: number; laatste: number; stap: number; id: string } | null = null;
  const sluit = (): void => {
    if (!reeks) return;
    const { eerste, laatste, stap, id } = reeks;
    const wat = eerste === laatste ? `Regel ${eerste} is verplaatst` : `De regels ${eerste} tot en met ${laatste} zijn verschoven`;
    uit.push({ soort: 'verplaatst', index: eerste, id: eerste === laatste ? id : null, toelichting: `${wat}: de oude plaats is ${Math.abs(stap)} ${stap > 0 ? 'eerder' : 'later'} in het logboek.` });
    reeks = null;
  };
  for (const [index, { van, rij }] of [...verplaatst].sort((a, b) => a[0] - b[0])) {
    const ander = verplaatst.get(van);
    if (ander && ander.van === index) {
      sluit();
      if (index < van) {
        uit.push({ soort: 'verwisseld', index, id: rij.id, toelichting: `De regels ${index} (nu van de verwerking ${rij.id}) en ${van} (nu van de verwerking ${ander.rij.id}) zijn verwisseld.` });
      }
      continue;
    }
    const stap = index - van;
    if (reeks && reeks.stap === stap && reeks.laatste === index - 1) reeks.laatste = index;
    else {
      sluit();
      reeks = { eerste: index, laatste: index, stap, id: rij.id };
    }
  }
  sluit();
  return uit;
}
