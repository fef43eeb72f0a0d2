import { datumInAmsterdam, uuidv7 } from '@bronhuis/standaarden';
import type { Datum } from '@bronhuis/standaarden';
import type { Geometrie } from '../geometrie/geojson.ts';
import { momentenVan } from '../objecten/momenten.ts';
import { decideEerste, decideVersie, isBeeindiging } from '../objecten/object.ts';
import type { Geldigheid } from '../objecten/object.ts';
import { geldend, tijdlijn } from '../objecten/tijdassen.ts';
import type { Versie } from '../objecten/tijdassen.ts';
import { gelijk } from '../objecten/verschil.ts';
import type { Toevoeging } from '../objecten/versies.store.ts';
import type { Persoon } from '../objecttypen/aanwijzers.ts';
import { vanProbleem } from './regel.ts';
import type { Regel, Regelfout, Versieregel } from './regel.ts';
import type { Groep } from './stukken.ts';

export interface BekendeVersie extends Versie, Pick<Geldigheid, 'onvolledig'> {
  /** As JSON. */
  gegevens: string;
  geometrie: Geometrie | null;
  betrokkenen: Persoon[];
}

/** An object that is held: its head and all its versions. */
export interface BekendObject {
  id: string;
  versie: number;
  tijd: Date;
  versies: BekendeVersie[];
}

/** What a delivery meets: who has which key, and the objects that it may change. */
export interface Omgeving {
  /** Of each line, by its number. */
  sleutels: ReadonlyMap<number, string>;
  eigenaren: ReadonlyMap<string, string>;
  objecten: ReadonlyMap<string, BekendObject>;
  nu: Date;
}

export interface NieuweVersie extends Toevoeging {
  regel: number;
  dossier: string | null;
  /** Whom it concerns: also who is taken out by it. */
  raakt: Persoon[];
}

export interface Foutregel {
  regel: number;
  fouten: Regelfout[];
}

export interface Besluit {
  /** First versions of new objects, and versions that follow on what is there. */
  eerste: NieuweVersie[];
  volgende: NieuweVersie[];
  ongewijzigd: number;
  fouten: Foutregel[];
}

/** An object as it is after the lines that were looked at. */
interface Stand {
  id: string;
  versie: number;
  tijd: number;
  versies: BekendeVersie[];
}

/** What comes of a piece of a delivery: the lines one after the other, each on what the ones before it made. */
export function decideStuk(groepen: readonly Groep[], omgeving: Omgeving): Besluit {
  const loop = new Loop(omgeving);
  for (const { regels } of groepen) loop.neem(regels);
  return loop.besluit;
}

class Loop {
  readonly besluit: Besluit = { eerste: [], volgende: [], ongewijzigd: 0, fouten: [] };
  private readonly standen = new Map<string, Stand>();
  private readonly eigenaren: Map<string, string>;
  private readonly vandaag: Datum;

  constructor(private readonly omgeving: Omgeving) {
    this.eigenaren = new Map(omgeving.eigenaren);
    this.vandaag = datumInAmsterdam(omgeving.nu);
  }

  /** An object with its history goes whole or not at all. */
  neem(regels: readonly Regel[]): void {
    const voor = { ...this.besluit, eerste: this.besluit.eerste.length, volgende: this.besluit.volgende.length };
    const fouten = regels.some((r) => r.inhoud === null) ? regels.filter((r) => r.inhoud === null).map((r) => ({ regel: r.nr, fouten: r.fouten })) : this.plaats(regels);
    if (fouten.length === 0) return;
    this.besluit.eerste.length = voor.eerste;
    this.besluit.volgende.length = voor.volgende;
    this.besluit.ongewijzigd = voor.ongewijzigd;
    const fout = new Set(fouten.map((f) => f.regel));
    const rest = regels.filter((r) => !fout.has(r.nr)).map((r) => ({ regel: r.nr, fouten: [{ naam: 'id', code: 'object-onvolledig' }] }));
    this.besluit.fouten.push(...[...fouten, ...rest].sort((a, b) => a.regel - b.regel));
  }

  private plaats(regels: readonly Regel[]): Foutregel[] {
    const sleutels = regels.map((r) => this.omgeving.sleutels.get(r.nr));
    const eigenaar = sleutels.map((s) => (s === undefined ? undefined : this.eigenaren.get(s))).find((e) => e !== undefined) ?? null;
    const bezet = regels.filter((_, i) => {
      const van = sleutels[i] === undefined ? undefined : this.eigenaren.get(sleutels[i]);
      return van !== undefined && van !== eigenaar;
    });
    if (bezet.length > 0) return bezet.map((r) => ({ regel: r.nr, fouten: [{ naam: 'gegevens', code: 'sleutel-bestaat' }] }));
    const stand = eigenaar === null ? nieuweStand(this.omgeving.nu) : this.standVan(eigenaar);
    const werk = { ...stand, versies: [...stand.versies] };
    const fouten = regels[0]?.versie === null ? this.losseRegel(werk, regels) : this.geschiedenis(werk, regels);
    if (fouten.length > 0) return fouten;
    this.standen.set(werk.id, werk);
    for (const s of sleutels) if (s !== undefined) this.eigenaren.set(s, werk.id);
    return [];
  }

  private standVan(id: string): Stand {
    const bekend = this.standen.get(id);
    if (bekend) return bekend;
    const o = this.omgeving.objecten.get(id);
    if (!o) throw new Error(`object ${id} is not held`);
    return { id, versie: o.versie, tijd: o.tijd.getTime(), versies: o.versies };
  }

  /** A line by itself: a new object, a change of it, or nothing new. */
  private losseRegel(stand: Stand, regels: readonly Regel[]): Foutregel[] {
    return regels.flatMap((r) => {
      if (!r.inhoud) return [];
      if (r.inhoud.correctieVoor === null && isHetzelfde(stand.versies, r.inhoud)) {
        this.besluit.ongewijzigd++;
        return [];
      }
      return this.voegToe(stand, r, r.inhoud, r.inhoud.correctieVoor);
    });
  }

  /** All versions of an object, as an export gives them: what is there must be their begin. */
  private geschiedenis(stand: Stand, regels: readonly Regel[]): Foutregel[] {
    const nummers = new Map<number, number>();
    for (const [i, r] of regels.entries()) {
      const { inhoud, versie } = r;
      if (!inhoud || versie === null || versie <= (regels[i - 1]?.versie ?? 0)) return [{ regel: r.nr, fouten: [{ naam: 'versie', code: 'volgorde' }] }];
      const doel = inhoud.correctieVoor === null ? null : nummers.get(inhoud.correctieVoor);
      if (doel === undefined) return [{ regel: r.nr, fouten: [{ naam: 'correctieVoor', code: 'correctie' }] }];
      const al = stand.versies[i];
      if (al) {
        if (!isDezelfde(al, inhoud, doel)) return [{ regel: r.nr, fouten: [{ naam: 'versie', code: 'geschiedenis-anders' }] }];
        this.besluit.ongewijzigd++;
        nummers.set(versie, al.versie);
        continue;
      }
      const fouten = this.voegToe(stand, r, inhoud, doel);
      if (fouten.length > 0) return fouten;
      nummers.set(versie, stand.versie);
    }
    return [];
  }

  private voegToe(stand: Stand, r: Regel, inhoud: Versieregel, correctieVoor: number | null): Foutregel[] {
    const isEerste = stand.versies.length === 0;
    try {
      if (isEerste) decideEerste(inhoud);
      decideVersie(stand.versies, { ...inhoud, correctieVoor });
    } catch (fout) {
      return [{ regel: r.nr, fouten: vanProbleem(fout, 'correctieVoor') }];
    }
    const gecorrigeerd = stand.versies.find((v) => v.versie === correctieVoor)?.betrokkenen ?? [];
    const geeindigd = isBeeindiging(inhoud) ? (geldend(stand.versies, inhoud.beginGeldigheid, null)?.betrokkenen ?? []) : [];
    stand.versie++;
    // Each later than the one before it, so that two versions never share a moment.
    stand.tijd = Math.max(this.omgeving.nu.getTime(), stand.tijd + 1);
    const tijd = new Date(stand.tijd);
    const { beginGeldigheid, eindGeldigheid, onvolledig, geometrie, betrokkenen, dossier } = inhoud;
    const json = inhoud.gegevens ?? NIETS;
    stand.versies.push({ versie: stand.versie, beginGeldigheid, eindGeldigheid, onvolledig, tijdstipRegistratie: tijd, correctieVoor, gegevens: json, geometrie, betrokkenen });
    const momenten = momentenVan(stand.versie, inhoud, this.vandaag);
    const nieuw = { object: stand.id, regel: r.nr, versie: stand.versie, tijd, beginGeldigheid, eindGeldigheid, onvolledig, correctieVoor, json, geometrie, betrokkenen, dossier, momenten, raakt: [...betrokkenen, ...gecorrigeerd, ...geeindigd] };
    (isEerste ? this.besluit.eerste : this.besluit.volgende).push(nieuw);
    return [];
  }
}

/** What a version says that ends its object. */
const NIETS = '{}';
const gelijkJson = (a: string, b: string): boolean => a === b || gelijk(JSON.parse(a), JSON.parse(b));
const nieuweStand = (nu: Date): Stand => ({ id: uuidv7(nu), versie: 0, tijd: nu.getTime() - 1, versies: [] });

/** Would a version add nothing: does just this hold already from that day on, for as long? */
export function isHetzelfde(versies: readonly BekendeVersie[], inhoud: Versieregel): boolean {
  const nu = geldend(versies, inhoud.beginGeldigheid, null);
  if (inhoud.gegevens === null) return versies.length > 0 && nu === null;
  if (nu === null || !gelijkJson(nu.gegevens, inhoud.gegevens) || !gelijk(nu.geometrie, inhoud.geometrie)) return false;
  // Known more precisely, or less, is something new; a begin that somebody else said is not.
  if (inhoud.beginGeldigheid === nu.beginGeldigheid && !gelijk(nu.onvolledig, inhoud.onvolledig)) return false;
  if (inhoud.eindGeldigheid === nu.eindGeldigheid) return true;
  return tijdlijn(versies).some((v) => v.versie === nu && v.eindGeldigheid === inhoud.eindGeldigheid);
}

const isDezelfde = (v: BekendeVersie, inhoud: Versieregel, correctieVoor: number | null): boolean =>
  v.beginGeldigheid === inhoud.beginGeldigheid && v.eindGeldigheid === inhoud.eindGeldigheid && v.correctieVoor === correctieVoor && gelijk(v.onvolledig, inhoud.onvolledig) && gelijkJson(v.gegevens, inhoud.gegevens ?? NIETS) && gelijk(v.geometrie, inhoud.geometrie);
