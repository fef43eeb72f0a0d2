import type { Datum } from '@bronhuis/standaarden';

/**
 * The two time axes of an object. A version says: "from this day on it is so" (valid time) and "this we know since"
 * (registration time). Periods are half-open. Nothing is ever overwritten: where a version ends follows from the others,
 * unless it says itself when the object ends.
 */
export interface Versie {
  versie: number;
  beginGeldigheid: Datum;
  /**
   * The first day on which nothing holds any more, until a next version begins. The same day as the begin: this version
   * says nothing but that the object ends.
   */
  eindGeldigheid: Datum | null;
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

/** The version that decides about a day: the latest begin wins, and of equals the latest registration. */
export function beslissend<V extends Versie>(versies: readonly V[], dag: Datum, beschikbaarOp: Date | null): V | null {
  return bekend(versies, beschikbaarOp)
    .filter((v) => v.beginGeldigheid <= dag)
    .reduce<V | null>((beste, v) => (beste === null || komtNa(v, beste) ? v : beste), null);
}

/** At most one version for each pair of moments: the one that decides, unless it has ended by then. */
export function geldend<V extends Versie>(versies: readonly V[], geldigOp: Datum, beschikbaarOp: Date | null): V | null {
  const v = beslissend(versies, geldigOp, beschikbaarOp);
  return v === null || (v.eindGeldigheid !== null && v.eindGeldigheid <= geldigOp) ? null : v;
}

const komtNa = (a: Versie, b: Versie): boolean =>
  a.beginGeldigheid > b.beginGeldigheid || (a.beginGeldigheid === b.beginGeldigheid && a.versie > b.versie);

const eerste = (...dagen: (Datum | null)[]): Datum | null => dagen.reduce((a, b) => (a === null || (b !== null && b < a) ? b : a), null);

/** All versions with their ends, as known now; the oldest registration first. */
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
        eindGeldigheid: eerste(versie.eindGeldigheid, ...volgende),
        eindRegistratie: einden.length > 0 ? new Date(Math.min(...einden.map((d) => d.getTime()))) : null,
        gecorrigeerdDoor: correctie?.versie ?? null,
      };
    });
}

/** Where a version held, in the time that we thought so. Together they fill the plane of both axes without overlap. */
export interface Periode<V extends Versie = Versie> {
  versie: V;
  beginGeldigheid: Datum;
  eindGeldigheid: Datum | null;
  beginRegistratie: Date;
  eindRegistratie: Date | null;
}

export function perioden<V extends Versie>(versies: readonly V[]): Periode<V>[] {
  const alle: Periode<V>[] = [];
  let open = new Map<string, Periode<V>>();
  for (const { tijdstipRegistratie: moment } of [...versies].sort((a, b) => a.versie - b.versie)) {
    const nu = new Map<string, Periode<V>>();
    for (const stuk of stukken(bekend(versies, moment))) {
      const sleutel = `${stuk.versie.versie} ${stuk.beginGeldigheid} ${stuk.eindGeldigheid}`;
      const eerder = open.get(sleutel);
      const periode = eerder ?? { ...stuk, beginRegistratie: moment, eindRegistratie: null };
      if (!eerder) alle.push(periode);
      nu.set(sleutel, periode);
    }
    for (const [sleutel, periode] of open) if (!nu.has(sleutel)) periode.eindRegistratie = moment;
    open = nu;
  }
  return alle;
}

/** The line of valid time, as it follows from what is known. */
function stukken<V extends Versie>(nuBekend: readonly V[]): Pick<Periode<V>, 'versie' | 'beginGeldigheid' | 'eindGeldigheid'>[] {
  const opBegin = new Map([...nuBekend].sort((a, b) => a.versie - b.versie).map((v) => [v.beginGeldigheid, v]));
  const opRij = [...opBegin.values()].sort((a, b) => (komtNa(a, b) ? 1 : -1));
  return opRij
    .map((versie, i) => ({ versie, beginGeldigheid: versie.beginGeldigheid, eindGeldigheid: eerste(versie.eindGeldigheid, opRij[i + 1]?.beginGeldigheid ?? null) }))
    .filter((s) => s.eindGeldigheid === null || s.beginGeldigheid < s.eindGeldigheid);
}
