import type { Periode, Voorkomen } from './registers.contract.ts';

// The plane of both time axes as a drawing: from left to right the days on which something holds, from bottom to top the
// moments since which we know it. Every day and every moment on which something changes gets a line; between two lines
// there is always room to read, because a correction may follow after a minute and an end after a century.

/** How many moments are drawn; what is older stands in the table. */
export const MEESTE_RIJEN = 10;
const MEESTE_KOLOMMEN = 16;

export const MAAT = { links: 132, boven: 44, onder: 30, rechts: 16, rij: 82, smalst: 108, breedst: 220, rand: 14 } as const;

export interface Kolom {
  /** null: from the beginning of time */
  van: string | null;
  /** null: without an end */
  tot: string | null;
  x: number;
  breedte: number;
}

export interface Rij {
  van: string;
  /** null: until now */
  tot: string | null;
  y: number;
  hoogte: number;
}

/** What it says of its version: known now, or known then and overtaken. */
export type Vlaksoort = 'geldt' | 'komt' | 'was' | 'achterhaald';

export interface Vlak {
  periode: Periode;
  soort: Vlaksoort;
  x: number;
  y: number;
  breedte: number;
  hoogte: number;
  /** goes on to the right without an end */
  open: boolean;
}

export interface Punt {
  x: number;
  y: number;
}

export interface Indeling {
  breedte: number;
  hoogte: number;
  kolommen: Kolom[];
  rijen: Rij[];
  vlakken: Vlak[];
  /** where today is, between left and right */
  vandaagX: number | null;
  /** the day and moment that the reader chose */
  keuze: Punt | null;
  /** something is not drawn, because it is too much to read */
  ingekort: boolean;
}

/** A day, and what was known at a moment; null is now. */
export interface Keuze {
  geldigOp: string;
  beschikbaarOp: string | null;
}

const uniek = (waarden: readonly (string | null)[]): string[] => [...new Set(waarden.filter((w) => w !== null))].sort();
const binnen = (waarde: string, van: string | null, tot: string | null): boolean => (van === null || van <= waarde) && (tot === null || waarde < tot);
const dagen = (van: string, tot: string): number => Math.max(1, (Date.parse(tot) - Date.parse(van)) / 86_400_000);

/** At most one period holds at a day, as known at a moment. */
export function geldendOp(perioden: readonly Periode[], { geldigOp, beschikbaarOp }: Keuze): Periode | null {
  const bekend = (p: Periode): boolean => (beschikbaarOp === null ? p.eindRegistratie === null : binnen(beschikbaarOp, p.beginRegistratie, p.eindRegistratie));
  return perioden.find((p) => bekend(p) && binnen(geldigOp, p.beginGeldigheid, p.eindGeldigheid)) ?? null;
}

/** What one sees of an object today: it holds, it will, it did, or it is known no more. */
export function standVan(perioden: readonly Periode[], vandaag: string): 'geldt' | 'komt' | 'voorbij' | 'niets' {
  const nu = perioden.filter((p) => p.eindRegistratie === null);
  if (nu.length === 0) return 'niets';
  if (nu.some((p) => binnen(vandaag, p.beginGeldigheid, p.eindGeldigheid))) return 'geldt';
  return nu.some((p) => p.beginGeldigheid > vandaag) ? 'komt' : 'voorbij';
}

export function soortVan(p: Periode, vandaag: string): Vlaksoort {
  if (p.eindRegistratie !== null) return 'achterhaald';
  if (p.beginGeldigheid > vandaag) return 'komt';
  return p.eindGeldigheid !== null && p.eindGeldigheid <= vandaag ? 'was' : 'geldt';
}

/** Longer is wider, but a century is not a thousand times a month. */
const breedteVan = (van: string | null, tot: string | null): number =>
  van === null || tot === null ? MAAT.smalst : Math.round(Math.min(MAAT.breedst, MAAT.smalst + 12 * Math.log2(Math.max(1, dagen(van, tot) / 30))));

function kolommenVan(perioden: readonly Periode[], vandaag: string): Kolom[] {
  const grenzen = uniek(perioden.flatMap((p) => [p.beginGeldigheid, p.eindGeldigheid]));
  const [eerste, laatste] = [grenzen[0], grenzen.at(-1)];
  if (eerste === undefined || laatste === undefined) return [];
  const randen: [string | null, string | null][] = grenzen.slice(0, -1).map((g, i) => [g, grenzen[i + 1] ?? null]);
  if (vandaag < eerste) randen.unshift([null, eerste]);
  if (vandaag >= laatste || perioden.some((p) => p.eindGeldigheid === null)) randen.push([laatste, null]);
  let x: number = MAAT.links;
  return randen.map(([van, tot]) => {
    const kolom = { van, tot, x, breedte: breedteVan(van, tot) };
    x += kolom.breedte;
    return kolom;
  });
}

/** The newest on top: that is what we know now. */
function rijenVan(momenten: readonly string[]): Rij[] {
  return momenten.map((van, i) => ({ van, tot: momenten[i + 1] ?? null, y: MAAT.boven + (momenten.length - 1 - i) * MAAT.rij, hoogte: MAAT.rij }));
}

/** What is drawn: the newest moments, and of the days those that are nearest to the end. */
function getekend(alle: readonly Periode[]): { perioden: Periode[]; momenten: string[]; ingekort: boolean } {
  const momenten = uniek(alle.flatMap((p) => [p.beginRegistratie, p.eindRegistratie]));
  const nieuwste = momenten.slice(-MEESTE_RIJEN);
  const vanaf = nieuwste[0] ?? '';
  const inRijen = alle.filter((p) => p.eindRegistratie === null || p.eindRegistratie > vanaf).map((p) => (p.beginRegistratie < vanaf ? { ...p, beginRegistratie: vanaf } : p));
  const dagenVan = uniek(inRijen.flatMap((p) => [p.beginGeldigheid, p.eindGeldigheid]));
  const vanafDag = dagenVan.slice(-MEESTE_KOLOMMEN)[0] ?? '';
  const perioden = inRijen.filter((p) => p.eindGeldigheid === null || p.eindGeldigheid > vanafDag).map((p) => (p.beginGeldigheid < vanafDag ? { ...p, beginGeldigheid: vanafDag } : p));
  return { perioden, momenten: nieuwste, ingekort: momenten.length > nieuwste.length || dagenVan.length > MEESTE_KOLOMMEN };
}

function xVan(kolommen: readonly Kolom[], dag: string): number | null {
  const k = kolommen.find((c) => binnen(dag, c.van, c.tot));
  if (!k) return null;
  if (k.van === null || k.tot === null) return k.van === dag ? k.x : k.x + k.breedte / 2;
  return Math.round(k.x + (k.breedte * (dagen(k.van, dag) - (dag === k.van ? 1 : 0))) / dagen(k.van, k.tot));
}

/** Never on the line between two rectangles: it is in one of them. */
function keuzeX(kolommen: readonly Kolom[], dag: string): number | null {
  const k = kolommen.find((c) => binnen(dag, c.van, c.tot));
  const x = xVan(kolommen, dag);
  return k && x !== null ? Math.min(Math.max(x, k.x + MAAT.rand), k.x + k.breedte - MAAT.rand) : null;
}

/** Under the words of the rectangle. */
function keuzeY(rijen: readonly Rij[], moment: string | null): number | null {
  const r = moment === null ? rijen.at(-1) : rijen.find((x) => binnen(moment, x.van, x.tot));
  return r ? r.y + r.hoogte - 12 : null;
}

/** Periods to rectangles. */
export function deelIn(alle: readonly Periode[], vandaag: string, keuze: Keuze | null): Indeling {
  const { perioden, momenten, ingekort } = getekend(alle);
  const kolommen = kolommenVan(perioden, vandaag);
  const rijen = rijenVan(momenten);
  const rechts = (kolommen.at(-1)?.x ?? MAAT.links) + (kolommen.at(-1)?.breedte ?? MAAT.smalst);
  const vlakken = perioden.map((periode): Vlak => {
    const begin = kolommen.find((k) => k.van === periode.beginGeldigheid)?.x ?? MAAT.links;
    const eind = kolommen.find((k) => k.van === periode.eindGeldigheid && periode.eindGeldigheid !== null)?.x ?? rechts;
    const onder = rijen.find((r) => r.van === periode.beginRegistratie);
    const boven = periode.eindRegistratie === null ? rijen.at(-1) : rijen.find((r) => r.tot === periode.eindRegistratie);
    const y = boven?.y ?? MAAT.boven;
    return { periode, soort: soortVan(periode, vandaag), x: begin, y, breedte: eind - begin, hoogte: (onder ? onder.y + onder.hoogte : y + MAAT.rij) - y, open: periode.eindGeldigheid === null };
  });
  const [kx, ky] = keuze ? [keuzeX(kolommen, keuze.geldigOp), keuzeY(rijen, keuze.beschikbaarOp)] : [null, null];
  return {
    breedte: rechts + MAAT.rechts,
    hoogte: MAAT.boven + rijen.length * MAAT.rij + MAAT.onder,
    kolommen,
    rijen,
    vlakken,
    vandaagX: xVan(kolommen, vandaag),
    keuze: kx === null || ky === null ? null : { x: kx, y: ky },
    ingekort,
  };
}

/** Where a link to this period leads: its first day, as known while it was thought. */
export const keuzeVoor = (p: Periode): Keuze => ({ geldigOp: p.beginGeldigheid, beschikbaarOp: p.eindRegistratie === null ? null : p.beginRegistratie });

/** The two moments between which one version made its change: just before it was registered, and then. */
export function rondom(v: Pick<Voorkomen, 'beginGeldigheid' | 'tijdstipRegistratie'>): { van: Keuze; tot: Keuze } {
  const net = new Date(Date.parse(v.tijdstipRegistratie) - 1).toISOString();
  return { van: { geldigOp: v.beginGeldigheid, beschikbaarOp: net }, tot: { geldigOp: v.beginGeldigheid, beschikbaarOp: v.tijdstipRegistratie } };
}
