import type { Bronrecord } from './objectsapi.ts';

/** One of our versions, as their record becomes it. `versie` is their index. */
export interface Overgezet {
  versie: number;
  typeversie: number;
  beginGeldigheid: string;
  correctieVoor: number | null;
  tijdstipRegistratie: string;
  gegevens: Record<string, unknown>;
  geometrie: object | null;
}

/**
 * The history of one object of theirs as ours. Theirs says of a day: of the records that began, the one with the highest
 * index; so a record that begins before earlier ones takes their place, which here is a correction. Their registration is
 * a day: within it the index gives the order. @returns what could not become the same, with their index
 */
export function zetOver(records: readonly Bronrecord[]): { versies: Overgezet[]; anders: { index: number; reden: string }[] } {
  const anders: { index: number; reden: string }[] = [];
  const versies: Overgezet[] = [];
  const nummer = new Map(records.map((r, nr) => [r.index, nr + 1]));
  let moment = 0;
  for (const [nr, r] of records.entries()) {
    const gecorrigeerd = new Set(versies.flatMap((v) => (v.correctieVoor === null ? [] : [v.correctieVoor])));
    const geldig = versies.filter((v) => !gecorrigeerd.has(v.versie));
    const genoemd = r.correctionFor === null ? null : nummer.get(r.correctionFor);
    const bedoeld = geldig.find((v) => v.versie === genoemd)?.versie ?? null;
    const verdrongen = geldig.filter((v) => v.versie !== bedoeld && v.beginGeldigheid > r.startAt).map((v) => v.versie);
    const correctieVoor = bedoeld ?? verdrongen.pop() ?? null;
    if (r.index !== nr + 1) anders.push({ index: r.index, reden: `wordt versie ${nr + 1}: hun nummering heeft een gat` });
    if (r.correctionFor !== null && bedoeld === null) anders.push({ index: r.index, reden: `corrigeert ${r.correctionFor}, dat al gecorrigeerd is` });
    if (bedoeld === null && correctieVoor !== null) anders.push({ index: r.index, reden: `begint voor ${correctieVoor} en komt ervoor in de plaats: hier is dat een correctie` });
    for (const versie of verdrongen) anders.push({ index: r.index, reden: `begint voor ${versie}, dat hier blijft gelden vanaf zijn begin` });
    moment = Math.max(Date.parse(`${r.registrationAt}T00:00:00Z`), moment + 1);
    versies.push({
      versie: nr + 1,
      typeversie: r.typeVersion,
      beginGeldigheid: r.startAt,
      correctieVoor,
      tijdstipRegistratie: new Date(moment).toISOString(),
      gegevens: r.data,
      geometrie: r.geometry,
    });
  }
  return { versies, anders };
}
