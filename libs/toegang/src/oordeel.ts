import { datumInAmsterdam, leesTraceparent, uurInAmsterdam, uuidv7 } from '@bronhuis/standaarden';
import { beperking, typenVan, type ApiTokenrechten } from './api-token.ts';
import { beide, vanType, type Rijgegeven } from './beleid/deels.ts';
import { ONWAAR, WAAR } from './beleid/lees.ts';
import type { Verplichtingen } from './beleid/plicht.ts';
import type { Beslisser, Uitkomst, Vraag } from './beslisser.ts';
import { organisatieVan, type Bundel } from './bundel.ts';
import type { Netwerk } from './omstandigheden.ts';
import { opnieuwAanmelden, redenenVanWeigering, VELDEN_BLIJVEN } from './redenen.ts';
import { Rijen } from './rijen.ts';
import { bronVoorBeleid, stelVraag, type Aanvraag, type Bron } from './vraag.ts';

/** Raised when the same policies could give another answer: a decision is only the same when it was made in the same way. */
export const MOTOR = 'bronhuis-2';

export interface Oordeel {
  toegestaan: boolean;
  /** Ids of the policies that decided, or of the bound of a lasting token. */
  beleid: string[];
  /** Why not, in plain Dutch; empty when it may. */
  redenen: string[];
  /** Of a list that was decided at once and is allowed: all its rows, or those that the policies leave. */
  rijen?: 'alle' | 'deels';
  /** Absent when there are none. Of a list: what is asked of some row. */
  verplichtingen?: Verplichtingen;
}

interface Stand {
  bundel: Bundel;
  beslisser: Beslisser;
}

/** Policies first, then what a lasting token narrows: never more than the policies allow. */
export function oordeel(stand: Stand, a: Aanvraag, apiToken: ApiTokenrechten | null): Oordeel {
  if (a.bron.perRij !== undefined) return oordeelRijen(stand, a, apiToken).oordeel;
  const { bundel, beslisser } = stand;
  const vraag = stelVraag(bundel, a);
  const uitkomst = beslisser.beslis(vraag);
  if (!uitkomst.toegestaan) return geweigerd(stand, a, vraag, uitkomst);
  const grens = apiToken === null ? null : beperking(apiToken, a.bron, a.actie, a.klasse);
  return grens === null ? uitvoerbaar(uitkomst, a.bron) : buitenToken(grens);
}

const metPlicht = ({ beleid, verplichtingen }: Uitkomst): Pick<Oordeel, 'beleid' | 'verplichtingen'> => ({ beleid, ...(verplichtingen ? { verplichtingen } : {}) });

/** What nobody carries out is not allowed: never quietly more than was decided. */
const uitvoerbaar = (u: Uitkomst, bron: Bron): Oordeel =>
  u.verplichtingen && !bron.velden ? { toegestaan: false, redenen: [VELDEN_BLIJVEN], ...metPlicht(u) } : { toegestaan: true, redenen: [], ...metPlicht(u) };

function geweigerd(stand: Stand, a: Aanvraag, vraag: Vraag, u: Uitkomst): Oordeel {
  const niveau = u.verplichtingen?.opwaarderen;
  return { toegestaan: false, redenen: niveau ? [opnieuwAanmelden(niveau)] : redenen(stand, a, vraag), ...metPlicht(u) };
}

const redenen = ({ bundel }: Stand, a: Aanvraag, vraag: Vraag): string[] => redenenVanWeigering(vraag, a.doel, (oin) => organisatieVan(bundel, oin)?.naam ?? oin);
const buitenToken = (grens: string): Oordeel => ({ toegestaan: false, beleid: ['grens-api-token'], redenen: [grens] });

/** The same for all rows of a list at once, that differ in `bron.perRij`: with which rows those are. */
export function oordeelRijen(stand: Stand, a: Aanvraag, apiToken: ApiTokenrechten | null): { oordeel: Oordeel; rijen: Rijen } {
  const vraag = stelVraag(stand.bundel, a);
  const perRij = new Set<string>(a.bron.perRij);
  const { voorwaarde, ...uitkomst } = stand.beslisser.beslisRijen(vraag, perRij, a.bron.velden === true);
  const geen = (o: Oordeel) => ({ oordeel: o, rijen: new Rijen(ONWAAR, vraag, a.bron, a.klasse) });
  if (!uitkomst.toegestaan) return geen(geweigerd(stand, a, vraag, uitkomst));
  const perType = perRij.has('objecttype');
  const grens = apiToken !== null && !perType ? beperking(apiToken, a.bron, a.actie, a.klasse) : null;
  const over = apiToken !== null && perType ? beide(voorwaarde, vanType(typenVan(apiToken, a.bron, a.actie, a.klasse))) : voorwaarde;
  if (grens !== null || over === ONWAAR) return geen(buitenToken(grens ?? 'Dit token geeft geen recht op deze handeling.'));
  const o = uitvoerbaar(uitkomst, a.bron);
  if (!o.toegestaan) return geen(o);
  return { oordeel: { ...o, rijen: over === WAAR ? 'alle' : 'deels' }, rijen: new Rijen(over, vraag, a.bron, a.klasse) };
}

/**
 * The record of a decision: the request, the answer, the policies of then (`bundel`), the information that they used
 * (`resource` and the bundle) and the engine (`motor`), so that it can be made again (ADL 1.0.0, all four levels).
 * Ids only, never a name or a body.
 */
export interface Beslissingsrecord {
  id: string;
  traceId?: string | undefined;
  spanId?: string | undefined;
  tijdstip: string;
  /** The day that was asked about, when it is not that of the decision. */
  dag?: string | undefined;
  /** The hour that was asked about, likewise. */
  uur?: number | undefined;
  /** Level of assurance of the sign-in; absent: 0. */
  niveau?: number | undefined;
  /** Absent: from outside. */
  netwerk?: Netwerk | undefined;
  organisatie: string;
  uitvoerder: string;
  /** Who acted before, of a token that was handed on. */
  keten?: readonly string[] | undefined;
  component: string;
  wie: Omit<Aanvraag['wie'], 'soort'> & { soort: string };
  actie: string;
  klasse: string;
  doel: { id: string; versie: number | null } | null;
  resource: Gevraagd;
  besluit: 'toegestaan' | 'geweigerd';
  redenen: string[];
  beleid: string[];
  /** Of a list that was decided at once: was the answer narrowed to the rows that the policies leave? */
  rijen?: 'alle' | 'deels' | undefined;
  verplichtingen?: Verplichtingen | undefined;
  bundel: { versie: number; hash: string };
  /** Absent in what was decided by code: handing out tokens. */
  motor?: string;
  /** Id of the lasting token that called. */
  apiToken?: string | undefined;
}

/** What was asked for. */
interface Gevraagd {
  soort: string;
  id?: string | undefined;
  type?: string | undefined;
  objecttype?: string | undefined;
  vertrouwelijkheid?: number;
  persoonsgegevens?: boolean;
  activiteiten?: string[];
  perRij?: readonly Rijgegeven[];
  velden?: true | undefined;
}

export interface Beslismoment {
  traceparent: string;
  tijdstip: Date;
  bundel: Pick<Bundel, 'versie' | 'hash'>;
  doelversie: number | null;
  apiToken: ApiTokenrechten | null;
}

/** One literal: a spread for each member that is mostly absent costs more than the decision. What is undefined is not in the JSON. */
export function maakBeslissing(a: Aanvraag, o: Oordeel, w: Beslismoment): Beslissingsrecord {
  const { id, traceId, spanId, tijdstip } = kop(w);
  return {
    id,
    traceId,
    spanId,
    tijdstip,
    dag: a.dag === datumInAmsterdam(w.tijdstip) ? undefined : a.dag,
    uur: a.uur === uurInAmsterdam(w.tijdstip) ? undefined : a.uur,
    niveau: a.niveau > 0 ? a.niveau : undefined,
    netwerk: a.netwerk === 'intern' ? a.netwerk : undefined,
    organisatie: a.organisatie,
    uitvoerder: a.uitvoerder,
    keten: a.keten,
    component: a.component,
    wie: { soort: a.wie.soort, id: a.wie.id, applicatie: a.wie.applicatie, rollen: a.wie.rollen },
    actie: a.actie,
    klasse: a.klasse,
    doel: a.doel === null ? null : { id: a.doel, versie: w.doelversie },
    resource: gevraagd(a),
    besluit: o.toegestaan ? 'toegestaan' : 'geweigerd',
    redenen: o.redenen,
    beleid: o.beleid,
    rijen: o.rijen,
    verplichtingen: o.verplichtingen,
    bundel: { versie: w.bundel.versie, hash: w.bundel.hash },
    motor: MOTOR,
    apiToken: w.apiToken?.id,
  };
}

/** What was decided with. Of what differs per row there is only that it does, and what counted for a row without it. */
function gevraagd({ bron, klasse }: Aanvraag): Gevraagd {
  const { soort, vertrouwelijkheid, persoonsgegevens, activiteiten } = bronVoorBeleid(bron, klasse);
  const gegevens = { soort, vertrouwelijkheid, persoonsgegevens, activiteiten, id: bron.id || undefined, type: bron.type || undefined, objecttype: bron.objecttype || undefined, velden: bron.velden };
  const { perRij } = bron;
  if (perRij === undefined) return gegevens;
  const gezegd = Object.entries(gegevens).filter(([naam]) => bron[naam as keyof Bron] !== undefined || !perRij.some((r) => r === naam));
  return { ...Object.fromEntries(gezegd), soort, perRij };
}

/** What each record begins with: when, and where in the chain of calls. */
export function kop({ traceparent, tijdstip }: { traceparent: string; tijdstip: Date }): Pick<Beslissingsrecord, 'id' | 'traceId' | 'spanId' | 'tijdstip'> {
  const trace = leesTraceparent(traceparent);
  return { id: uuidv7(tijdstip), ...(trace ? { traceId: trace.traceId, spanId: trace.spanId } : {}), tijdstip: tijdstip.toISOString() };
}
