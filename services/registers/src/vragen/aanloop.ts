import type { SoortGebruik } from '../indexen/advies.ts';
import type { Index } from '../indexen/indexen.queries.ts';
import { padenVan } from '../indexen/verklaring.ts';
import type { Sleutel } from './controleer.ts';
import { WEINIG } from './gebieden.queries.ts';
import type { Gebiedsantwoord } from './gebieden.queries.ts';
import { schrijfPad } from './pad.ts';
import type { Soort, Uitdrukking, Veld, Voorwaarde } from './uitdrukking.ts';

/** A condition of a question that an index answers; the answer may hold more than the condition allows, never less. */
export type Toegang = { index: Index; voorwaarde: Voorwaarde } | { index: Index; zoek: string; velden: number[] };

/**
 * How the versions are found that the whole question is then asked of:
 * - `type`: all of the types, in the order of their ids;
 * - `set`: those that meet one condition, ordered after that;
 * - `rij`: along an index in the order that was asked for, as far as is needed; of what lies there, what `ook` has too;
 * - `gebied`: those that lie near an area, in the order of their ids.
 */
export type Aanloop = { soort: 'type' } | { soort: 'set'; toegang: Toegang } | { soort: 'rij'; langs: Langs; ook: readonly Toegang[] } | { soort: 'gebied'; gebied: Gebiedsantwoord };
export type Langs = { op: 'id'; toegang: Toegang } | LangsSleutel;
interface LangsSleutel {
  op: 'sleutel';
  index: Index;
  sleutel: Sleutel;
  /** Between equals only the id decides, and they lie in that order: along the index all rows come as they were asked for. */
  alleenId: boolean;
  toegang: Toegang | null;
}

/**
 * As many as `klein` are read and ordered without a thought. So long, in `ms`, the database may work on one statement of a
 * question: what takes longer is refused, whatever its shape. Beside the index that is followed, another is read whole when it
 * has no more than `geheel` times what is expected to be looked at; otherwise it is looked in for each.
 */
export const GRENS = { klein: 2_000, ms: 3_000, geheel: 4 };
const MEEST_GESCHAT = 4;

const VERGELIJKT: readonly Voorwaarde['vergelijking'][] = ['exact', 'in', 'gt', 'gte', 'lt', 'lte', 'tussen'];

function indexVan(indexen: readonly Index[], veld: Veld): Index | null {
  // Of what is not wholly seen, no index tells.
  if ('meta' in veld || veld.beperkt.length > 0) return null;
  const pad = schrijfPad(veld.stappen);
  return indexen.find((i) => i.gereed && i.soort === (veld.soort satisfies Soort) && padenVan(i)[0] === pad) ?? null;
}

/** The conditions that each row must meet, whatever else it does. */
function vereist(u: Uitdrukking<Voorwaarde>): Voorwaarde[] {
  if ('en' in u) return u.en.flatMap(vereist);
  return 'of' in u || 'niet' in u ? [] : [u];
}

export function toegangen(filter: Uitdrukking<Voorwaarde> | null, indexen: readonly Index[]): Toegang[] {
  return (filter ? vereist(filter) : [])
    .flatMap((voorwaarde): Toegang[] => {
      const index = indexVan(indexen, voorwaarde.veld);
      const past = VERGELIJKT.includes(voorwaarde.vergelijking) || (voorwaarde.vergelijking === 'begint-met' && index?.soort === 'tekst');
      return index && past ? [{ index, voorwaarde }] : [];
    })
    .slice(0, MEEST_GESCHAT);
}

/** Equal values lie in the order of their objects. */
const isGelijk = (t: Toegang): boolean => 'voorwaarde' in t && t.voorwaarde.vergelijking === 'exact';

/** Whether an object is in such an index is one look: cheaper than to fetch it and see. */
const isVast = (t: Toegang): boolean => isGelijk(t) || ('voorwaarde' in t && t.voorwaarde.vergelijking === 'in');

/** The index that has the asked order in its own. Of a moment it has only nearly that: equals are then put in order after. */
function langsSleutel(sorteer: readonly Sleutel[], indexen: readonly Index[], wegen: readonly Toegang[]): LangsSleutel | null {
  const [sleutel] = sorteer;
  const index = sleutel ? indexVan(indexen, sleutel.veld) : null;
  if (!sleutel || !index || index.lijst) return null;
  const alleenId = sorteer.length === 1 && index.soort !== 'tijdstip';
  return { op: 'sleutel', index, sleutel, alleenId, toegang: wegen.find((t) => t.index.nr === index.nr) ?? null };
}

/** What has to be known before a way can be chosen; empty when there is but one. */
export function teSchatten(wegen: readonly Toegang[], sorteer: readonly Sleutel[]): readonly Toegang[] {
  const [enige] = wegen;
  return wegen.length === 1 && enige && sorteer.length === 0 && isGelijk(enige) ? [] : wegen;
}

/** @param aantallen how many rows each of `teSchatten` has, up to GRENS.klein + 1 */
export function kiesAanloop(wegen: readonly Toegang[], aantallen: readonly number[], sorteer: readonly Sleutel[], indexen: readonly Index[]): Aanloop {
  const besten = wegen.map((toegang, i) => ({ toegang, aantal: aantallen[i] ?? GRENS.klein + 1 })).sort((a, b) => a.aantal - b.aantal);
  const [beste] = besten;
  if (beste && beste.aantal <= GRENS.klein) return { soort: 'set', toegang: beste.toegang };
  if (sorteer.length === 0) {
    const gelijk = wegen.find(isGelijk);
    return gelijk ? { soort: 'rij', langs: { op: 'id', toegang: gelijk }, ook: wegen.filter((t) => t !== gelijk && isVast(t)) } : { soort: 'type' };
  }
  const langs = langsSleutel(sorteer, indexen, wegen);
  if (langs) return { soort: 'rij', langs, ook: wegen.filter((t) => t.index.nr !== langs.index.nr && isVast(t)) };
  return beste ? { soort: 'set', toegang: beste.toegang } : { soort: 'type' };
}

/** An area that every answer lies in is a beginning too, where few lie there or nothing better is. */
export function metGebied(aanloop: Aanloop, gebied: Gebiedsantwoord, sorteer: readonly Sleutel[]): Aanloop {
  const beter = aanloop.soort === 'type' ? sorteer.length > 0 || gebied.ongeveer <= WEINIG : aanloop.soort === 'rij' && gebied.ongeveer <= GRENS.klein;
  return beter ? { soort: 'gebied', gebied } : aanloop;
}

const gegevenspaden = (velden: readonly Veld[]): string[] => [...new Set(velden.flatMap((v) => ('meta' in v ? [] : [schrijfPad(v.stappen)])))];

/** The fields of the data that a question filters and orders by, each once. */
export const paden = (filter: Uitdrukking<Voorwaarde> | null, sorteer: readonly Sleutel[]): string[] => gegevenspaden([...(filter ? gefilterd(filter) : []), ...sorteer.map((s) => s.veld)]);

/** What a question used, for the advice. */
export function gebruikVan(vraag: { filter: Uitdrukking<Voorwaarde> | null; sorteer: readonly Sleutel[] }, index: Index | null): { pad: string; gebruik: SoortGebruik }[] {
  return [
    ...gegevenspaden(vraag.filter ? gefilterd(vraag.filter) : []).map((pad) => ({ pad, gebruik: 'filter' as const })),
    ...gegevenspaden(vraag.sorteer.map((s) => s.veld)).map((pad) => ({ pad, gebruik: 'volgorde' as const })),
    ...(index ? [{ pad: index.soort === 'woorden' ? index.pad : (padenVan(index)[0] ?? ''), gebruik: 'index' as const }] : []),
  ];
}

function gefilterd(u: Uitdrukking<Voorwaarde>): Veld[] {
  if ('en' in u) return u.en.flatMap(gefilterd);
  if ('of' in u) return u.of.flatMap(gefilterd);
  return 'niet' in u ? gefilterd(u.niet) : [u.veld];
}
