import { isUuid, Probleem, zoekBsn } from '@bronhuis/standaarden';
import type { Datum } from '@bronhuis/standaarden';
import { WGS84 } from '../geometrie/crs.ts';
import type { Geometrie } from '../geometrie/geojson.ts';
import { toetsGeometrie } from '../geometrie/toets.ts';
import { isBeeindiging, leesPeriode } from '../objecten/object.ts';
import type { Geldigheid, Onvolledig } from '../objecten/object.ts';
import type { Persoon } from '../objecttypen/aanwijzers.ts';
import { beoordeel } from '../objecttypen/gegevens.ts';
import type { Toetstype } from '../objecttypen/gegevens.ts';
import { delen, isVoorwerp } from '../objecttypen/pointers.ts';
import { alsParam } from '../objecttypen/schema.ts';
import type { Gegevens } from '../objecttypen/schema.ts';

/** What is wrong in a line: the place as the ordinary create names it, and a code. Never a value. */
export interface Regelfout {
  naam: string;
  code: string;
}

/** A version of an object as a line gives it. */
export interface Versieregel extends Geldigheid {
  correctieVoor: number | null;
  dossier: string | null;
  /** As JSON: a piece is held for a while, and what its lines were read into need not be. None: the line ends its object. */
  gegevens: string | null;
  geometrie: Geometrie | null;
  betrokkenen: Persoon[];
  /** The values of the natural key as JSON; null when the data has none, or its type. */
  sleutel: string | null;
}

export interface Regel {
  nr: number;
  /** Which object of the delivery this is, and which of its versions: set when the line is a part of a history. */
  id: string | null;
  versie: number | null;
  fouten: Regelfout[];
  /** Null when something is wrong with the line. */
  inhoud: Versieregel | null;
}

export interface Toets {
  toetstype: Toetstype;
  /** When an end of which nothing is known lies behind us. */
  vandaag: Datum;
  rsins: ReadonlySet<string>;
}

const LEDEN = new Set(['id', 'objecttype', 'objecttypeVersie', 'soort', 'dossier', 'versie', 'beginGeldigheid', 'eindGeldigheid', 'onvolledig', 'tijdstipRegistratie', 'correctieVoor', 'gegevens', 'geometrie']);
const MEEST_FOUTEN = 20;
/** What PostgreSQL cannot keep, as JSON.stringify writes it: U+0000 and half a surrogate pair. */
const ONOPSLAANBAAR = /(?:^|[^\\])(?:\\\\)*\\u(?:0000|d[89a-f])/;

const isNummer = (v: unknown): v is number => Number.isSafeInteger(v) && Number(v) > 0;
const ontbreekt = (v: unknown): v is null | undefined => v === undefined || v === null;
export const fouteRegel = (nr: number, ...fouten: Regelfout[]): Regel => ({ nr, id: null, versie: null, fouten, inhoud: null });

/** Reads one line of a delivery and checks it as the ordinary create would. */
export function leesRegel(tekst: string, nr: number, toets: Toets): Regel {
  let ruw: unknown;
  try {
    ruw = JSON.parse(tekst);
  } catch {
    return fouteRegel(nr, { naam: 'regel', code: 'json' });
  }
  if (!isVoorwerp(ruw)) return fouteRegel(nr, { naam: 'regel', code: 'type' });
  try {
    return leesObject(ruw, nr, toets);
  } catch (fout) {
    // Nested deeper than can be looked at.
    if (fout instanceof RangeError) return fouteRegel(nr, { naam: 'gegevens', code: 'te-diep' });
    throw fout;
  }
}

function leesObject(r: Record<string, unknown>, nr: number, toets: Toets): Regel {
  const { id, versie, dossier, correctieVoor, gegevens } = r;
  const fouten: Regelfout[] = [];
  for (const naam of Object.keys(r)) if (!LEDEN.has(naam)) fouten.push({ naam, code: 'additionalProperties' });
  if (!ontbreekt(id) && (typeof id !== 'string' || id.length === 0 || id.length > 100)) fouten.push({ naam: 'id', code: 'type' });
  if (!ontbreekt(versie) && !isNummer(versie)) fouten.push({ naam: 'versie', code: 'type' });
  if (!ontbreekt(versie) && ontbreekt(id)) fouten.push({ naam: 'id', code: 'required' });
  if (!ontbreekt(dossier) && !isUuid(dossier)) fouten.push({ naam: 'dossier', code: 'format' });
  if (!ontbreekt(correctieVoor) && !isNummer(correctieVoor)) fouten.push({ naam: 'correctieVoor', code: 'type' });
  const { periode, fouten: periodefouten } = leesRegelperiode(r, toets.vandaag);
  fouten.push(...periodefouten);
  const deel = ontbreekt(versie) ? { id: null, versie: null } : { id: String(id), versie: Number(versie) };
  const plek = toetsGeometrie(toets.toetstype.type, r['geometrie'], WGS84);
  fouten.push(...plek.fouten.map((f) => ({ naam: f.name, code: f.code ?? 'geometrie' })));
  if (isBeeindiging(periode) && plek.geometrie) fouten.push({ naam: 'geometrie', code: 'beeindiging' });
  const oordeel = beoordeelGegevens(gegevens, isBeeindiging(periode), toets);
  fouten.push(...oordeel.fouten);
  const sleutel = oordeel.fouten.length > 0 ? null : sleutelVan(toets.toetstype.type.sleutel, isVoorwerp(gegevens) ? gegevens : {});
  if (oordeel.fouten.length === 0 && moetSleutel(r, sleutel, oordeel.gegevens, toets)) fouten.push(...(toets.toetstype.type.sleutel ?? []).map((pad) => ({ naam: alsParam({ pad, reden: '', code: '' }).name, code: 'sleutel' })));
  if (fouten.length > 0) return { nr, ...deel, fouten: beknopt(fouten), inhoud: null };
  const { fouten: _, ...rest } = oordeel;
  return { nr, ...deel, fouten, inhoud: { ...periode, correctieVoor: (correctieVoor as number | undefined) ?? null, dossier: (dossier as string | undefined) ?? null, ...rest, geometrie: plek.geometrie, sleutel } };
}

/** Without a key only a line that says which object it is can be placed; an end must find its object anyhow. */
function moetSleutel(r: Record<string, unknown>, sleutel: string | null, gegevens: string | null, { toetstype }: Toets): boolean {
  if (sleutel !== null || !ontbreekt(r['versie'])) return false;
  return (toetstype.type.sleutel ?? []).length > 0 && (ontbreekt(r['id']) || gegevens === null);
}

/** A period that is wrong counts as one without an end, so that the rest of the line is looked at too. */
function leesRegelperiode({ beginGeldigheid, eindGeldigheid, onvolledig, gegevens }: Record<string, unknown>, vandaag: Datum): { periode: Geldigheid; fouten: Regelfout[] } {
  const geen = { beginGeldigheid: '', eindGeldigheid: null, onvolledig: null };
  if (typeof beginGeldigheid !== 'string') return { periode: geen, fouten: [{ naam: 'beginGeldigheid', code: ontbreekt(beginGeldigheid) ? 'required' : 'type' }] };
  if (!ontbreekt(eindGeldigheid) && typeof eindGeldigheid !== 'string') return { periode: geen, fouten: [{ naam: 'eindGeldigheid', code: 'type' }] };
  if (!ontbreekt(onvolledig) && !(isVoorwerp(onvolledig) && Object.keys(onvolledig).every((k) => k === 'begin' || k === 'eind'))) return { periode: geen, fouten: [{ naam: 'onvolledig', code: 'type' }] };
  try {
    return { periode: leesPeriode({ beginGeldigheid, eindGeldigheid: eindGeldigheid ?? null, onvolledig: onvolledig as Onvolledig | null | undefined }, vandaag, ontbreekt(gegevens)), fouten: [] };
  } catch (fout) {
    return { periode: geen, fouten: vanProbleem(fout, 'beginGeldigheid') };
  }
}

/** What a decision refused, as faults of a line. */
export function vanProbleem(fout: unknown, naam: string): Regelfout[] {
  if (!(fout instanceof Probleem)) throw fout;
  return fout.invalidParams?.map((p) => ({ naam: p.name, code: p.code ?? 'ongeldig' })) ?? [{ naam, code: fout.code ?? 'ongeldig' }];
}

type Oordeel = Pick<Versieregel, 'gegevens' | 'betrokkenen'> & { fouten: Regelfout[] };

function beoordeelGegevens(gegevens: unknown, beeindiging: boolean, { toetstype, rsins }: Toets): Oordeel {
  // With an end there are no data; what stands there only finds the object.
  if (beeindiging && (ontbreekt(gegevens) || isVoorwerp(gegevens))) return { gegevens: null, betrokkenen: [], fouten: [] };
  const niets = { gegevens: '', betrokkenen: [] };
  if (ontbreekt(gegevens)) return { ...niets, fouten: [{ naam: 'gegevens', code: 'required' }] };
  if (!isVoorwerp(gegevens)) return { ...niets, fouten: [{ naam: 'gegevens', code: 'type' }] };
  const { fouten, betrokkenen } = beoordeel(toetstype, gegevens, rsins);
  if (fouten.length > 0) return { ...niets, fouten: fouten.map((f) => ({ naam: alsParam(f).name, code: f.code })) };
  const json = JSON.stringify(gegevens);
  if (json.includes('\\u') && ONOPSLAANBAAR.test(json)) return { ...niets, fouten: [{ naam: 'gegevens', code: 'teken' }] };
  return { gegevens: json, betrokkenen, fouten: [] };
}

/** The same key as the database keeps: absent is null, and no part at all is no key. */
function sleutelVan(sleutel: readonly string[] | undefined, gegevens: Gegevens): string | null {
  if (!sleutel?.length) return null;
  const waarden = sleutel.map((pad) => delen(pad).reduce<unknown>((w, d) => (isVoorwerp(w) && Object.hasOwn(w, d) ? w[d] : null), gegevens));
  if (waarden.every((w) => w === null || (typeof w === 'object' && Object.keys(w).length === 0))) return null;
  const json = JSON.stringify(waarden);
  return ONOPSLAANBAAR.test(json) ? null : json;
}

/** Each once and not too many; a name that somebody gave to a field may itself be a BSN. */
function beknopt(fouten: readonly Regelfout[]): Regelfout[] {
  const zonder = fouten.map(({ naam, code }) => ({ naam: zoekBsn(naam).length > 0 || /\d{8}/.test(naam) ? 'regel' : naam.slice(0, 200), code }));
  return [...new Map(zonder.map((f) => [`${f.code} ${f.naam}`, f])).values()].slice(0, MEEST_FOUTEN);
}
