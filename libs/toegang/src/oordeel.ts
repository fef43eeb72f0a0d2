import { datumInAmsterdam, leesTraceparent, uuidv7 } from '@bronhuis/standaarden';
import { beperking, type ApiTokenrechten } from './api-token.ts';
import type { Beslisser } from './beslisser.ts';
import { organisatieVan, type Bundel } from './bundel.ts';
import { redenenVanWeigering } from './redenen.ts';
import { bronVoorBeleid, stelVraag, type Aanvraag } from './vraag.ts';

/** Raised when the same policies could give another answer: a decision is only the same when it was made in the same way. */
export const MOTOR = 'bronhuis-1';

export interface Oordeel {
  toegestaan: boolean;
  /** Ids of the policies that decided, or of the bound of a lasting token. */
  beleid: string[];
  /** Why not, in plain Dutch; empty when it may. */
  redenen: string[];
}

/** Policies first, then what a lasting token narrows: never more than the policies allow. */
export function oordeel({ bundel, beslisser }: { bundel: Bundel; beslisser: Beslisser }, a: Aanvraag, apiToken: ApiTokenrechten | null): Oordeel {
  const vraag = stelVraag(bundel, a);
  const { toegestaan, beleid } = beslisser.beslis(vraag);
  if (!toegestaan) return { toegestaan, beleid, redenen: redenenVanWeigering(vraag, a.doel, (oin) => organisatieVan(bundel, oin)?.naam ?? oin) };
  const grens = apiToken === null ? null : beperking(apiToken, a.bron, a.actie, a.klasse);
  return grens === null ? { toegestaan, beleid, redenen: [] } : { toegestaan: false, beleid: ['grens-api-token'], redenen: [grens] };
}

/**
 * The record of a decision: the request, the answer, the policies of then (`bundel`), the information that they used
 * (`resource` and the bundle) and the engine (`motor`), so that it can be made again (ADL 1.0.0, all four levels).
 * Ids only, never a name or a body.
 */
export interface Beslissingsrecord {
  id: string;
  traceId?: string;
  spanId?: string;
  tijdstip: string;
  /** The day that was asked about, when it is not that of the decision. */
  dag?: string;
  organisatie: string;
  uitvoerder: string;
  component: string;
  wie: Omit<Aanvraag['wie'], 'soort'> & { soort: string };
  actie: string;
  klasse: string;
  doel: { id: string; versie: number | null } | null;
  resource: { soort: string; id?: string; type?: string; objecttype?: string; vertrouwelijkheid?: number; persoonsgegevens?: boolean; activiteiten?: string[] };
  besluit: 'toegestaan' | 'geweigerd';
  redenen: string[];
  beleid: string[];
  bundel: { versie: number; hash: string };
  /** Absent in what was decided by code: handing out tokens. */
  motor?: string;
  /** Id of the lasting token that called. */
  apiToken?: string;
}

export interface Omstandigheden {
  traceparent: string;
  tijdstip: Date;
  bundel: Pick<Bundel, 'versie' | 'hash'>;
  doelversie: number | null;
  apiToken: ApiTokenrechten | null;
}

export function maakBeslissing(a: Aanvraag, o: Oordeel, w: Omstandigheden): Beslissingsrecord {
  const { id, type, objecttype } = a.bron;
  return {
    ...kop(w),
    ...(a.dag === datumInAmsterdam(w.tijdstip) ? {} : { dag: a.dag }),
    organisatie: a.organisatie,
    uitvoerder: a.uitvoerder,
    component: a.component,
    wie: { soort: a.wie.soort, id: a.wie.id, applicatie: a.wie.applicatie, rollen: a.wie.rollen },
    actie: a.actie,
    klasse: a.klasse,
    doel: a.doel === null ? null : { id: a.doel, versie: w.doelversie },
    resource: { ...bronVoorBeleid(a.bron, a.klasse), ...(id ? { id } : {}), ...(type ? { type } : {}), ...(objecttype ? { objecttype } : {}) },
    besluit: o.toegestaan ? 'toegestaan' : 'geweigerd',
    redenen: o.redenen,
    beleid: o.beleid,
    bundel: { versie: w.bundel.versie, hash: w.bundel.hash },
    motor: MOTOR,
    ...(w.apiToken ? { apiToken: w.apiToken.id } : {}),
  };
}

/** What each record begins with: when, and where in the chain of calls. */
export function kop({ traceparent, tijdstip }: { traceparent: string; tijdstip: Date }): Pick<Beslissingsrecord, 'id' | 'traceId' | 'spanId' | 'tijdstip'> {
  const trace = leesTraceparent(traceparent);
  return { id: uuidv7(tijdstip), ...(trace ? { traceId: trace.traceId, spanId: trace.spanId } : {}), tijdstip: tijdstip.toISOString() };
}
