import { datumInAmsterdam } from '@bronhuis/standaarden';
import type { Datum } from '@bronhuis/standaarden';
import { bekend, tijdlijn } from '../../objecten/tijdassen.ts';
import type { Versie } from '../../objecten/tijdassen.ts';
import type { Gegevens } from '../../objecttypen/schema.ts';

export interface Referentie {
  type: string;
  url: string;
}

/** A version with all that a record shows of it. */
export interface Recordversie extends Versie {
  typeversie: number;
  gegevens: Gegevens;
  geometrie: object | null;
  referenties: Referentie[];
}

/** As the Objects API shows it, without references: those are of the object as it is now. */
export interface Geschiedenisrecord {
  index: number;
  typeVersion: number;
  data: Gegevens;
  geometry: object | null;
  startAt: Datum;
  endAt: Datum | null;
  registrationAt: Datum;
  correctionFor: number | null;
  correctedBy: number | null;
}

export interface ObjectRecord extends Geschiedenisrecord {
  references: Referentie[];
}

/**
 * All versions as records, in the order in which they were registered, as known at a moment (null: now). Their numbers go
 * one by one, also where ours skip. Of what is no longer known (corrected, or overtaken) the end is where its successor
 * begins, so that at most one record has no end.
 */
export function records(versies: readonly Recordversie[], beschikbaarOp: Date | null): ObjectRecord[] {
  const toen = versies.filter((v) => beschikbaarOp === null || v.tijdstipRegistratie <= beschikbaarOp);
  const index = new Map(toen.map((v) => v.versie).sort((a, b) => a - b).map((v, i) => [v, i + 1]));
  const nuBekend = bekend(toen, null);
  return tijdlijn(toen).map(({ versie: v, eindGeldigheid, gecorrigeerdDoor }) => {
    const opvolger = gecorrigeerdDoor === null ? nuBekend.find((n) => n.versie > v.versie && n.beginGeldigheid === v.beginGeldigheid) : toen.find((n) => n.versie === gecorrigeerdDoor);
    return {
      index: index.get(v.versie) ?? 0,
      typeVersion: v.typeversie,
      data: v.gegevens,
      geometry: v.geometrie,
      references: v.referenties,
      startAt: v.beginGeldigheid,
      endAt: opvolger ? laatste(v.beginGeldigheid, opvolger.beginGeldigheid) : eindGeldigheid,
      registrationAt: datumInAmsterdam(v.tijdstipRegistratie),
      correctionFor: v.correctieVoor === null ? null : (index.get(v.correctieVoor) ?? null),
      correctedBy: gecorrigeerdDoor === null ? null : (index.get(gecorrigeerdDoor) ?? null),
    };
  });
}

const laatste = (a: Datum, b: Datum): Datum => (a > b ? a : b);

export function zonderReferenties({ references: _, ...rest }: ObjectRecord): Geschiedenisrecord {
  return rest;
}

/** The version that belongs to the number of a record. */
export const versieVan = (versies: readonly Versie[], index: number): number | null => [...versies].sort((a, b) => a.versie - b.versie)[index - 1]?.versie ?? null;
