import type { Datum } from '@bronhuis/standaarden';

/**
 * The two time axes of an object. A version says: "from this day on it is so" (valid time) and "this we know since"
 * (registration time). Nothing is ever overwritten: where a version ends follows from the others.
 */
export interface Versie {
  versie: number;
  beginGeldigheid: Datum;
  tijdstipRegistratie: Date;
  /** The version that was wrong and that this one replaces, on both axes. */
  correctieVoor: number | null;
}

export interface Voorkomen<V extends Versie = Versie> {
  versie: V;
  /** First day on which it no longer holds. */
  eindGeldigheid: Datum | null;
  /** When it stopped being what we know: corrected, or overtaken by a later version with the same begin that is not corrected itself. */
  eindRegistratie: Date | null;
  gecorrigeerdDoor: number | null;
}

/** What was known at a moment: registered, and not yet corrected by something registered. */
export function bekend<V extends Versie>(versies: readonly V[], beschikbaarOp: Date | null): V[] {
  const geregistreerd = versies.filter((v) => beschikbaarOp === null || v.tijdstipRegistratie <= beschikbaarOp);
  const gecorrigeerd = new Set(geregistreerd.map((v) => v.correctieVoor));
  return geregistreerd.filter((v) => !gecorrigeerd.has(v.versie));
}

/** At most one version for each pair of moments: the latest begin wins, and of equals the latest registration. */
export function geldend<V extends Versie>(versies: readonly V[], geldigOp: Datum, beschikbaarOp: Date | null): V | null {
  return bekend(versies, beschikbaarOp)
    .filter((v) => v.beginGeldigheid <= geldigOp)
    .reduce<V | null>((beste, v) => (beste === null || komtNa(v, beste) ? v : beste), null);
}

const komtNa = (a: Versie, b: Versie): boolean =>
  a.beginGeldigheid > b.beginGeldigheid || (a.beginGeldigheid === b.beginGeldigheid && a.versie > b.versie);

/** All versions with their derived ends, as known now; the oldest registration first. */
export function tijdlijn<V extends Versie>(versies: readonly V[]): Voorkomen<V>[] {
  const nuBekend = bekend(versies, null);
  return [...versies]
    .sort((a, b) => a.versie - b.versie)
    .map((versie) => {
      const correctie = versies.find((v) => v.correctieVoor === versie.versie) ?? null;
      const ingehaald = nuBekend
        .filter((v) => v.versie > versie.versie && v.beginGeldigheid === versie.beginGeldigheid)
        .map((v) => v.tijdstipRegistratie);
      const einden = [...(correctie ? [correctie.tijdstipRegistratie] : []), ...ingehaald];
      const volgende = nuBekend.map((v) => v.beginGeldigheid).filter((b) => b > versie.beginGeldigheid);
      return {
        versie,
        eindGeldigheid: volgende.length > 0 ? volgende.reduce((a, b) => (a < b ? a : b)) : null,
        eindRegistratie: einden.length > 0 ? new Date(Math.min(...einden.map((d) => d.getTime()))) : null,
        gecorrigeerdDoor: correctie?.versie ?? null,
      };
    });
}
