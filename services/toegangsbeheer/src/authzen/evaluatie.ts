import { Probleem, type Datum, type InvalidParam } from '@bronhuis/standaarden';
import { KLASSEN, NETWERKEN, NIVEAUS, oordeel, SOORTEN, type Aanvraag, type Beslissingsrecord, type Bronvraag, type Geldend, type Oordeel } from '@bronhuis/toegang';
import { dagVan, omstandighedenVan } from './context.ts';
import { rollenOp, type Rolhouder } from '../toegangsverzoeken/toekenning.ts';

export type Eigenschappen = Record<string, unknown>;

/** Access Evaluation request (AuthZEN 1.0 §6.1). */
export interface Evaluatieverzoek {
  subject: { type: string; id: string; properties?: Eigenschappen };
  action: { name: string; properties?: Eigenschappen };
  resource: { type: string; id: string; properties?: Eigenschappen };
  context?: Eigenschappen;
}

/** What all questions of one call have in common: one bundle, one moment, who asks and for whom. */
export interface Vraagronde {
  geldend: Pick<Geldend, 'bundel' | 'beslisser'>;
  organisatie: string;
  tijdstip: Date;
  vandaag: Datum;
  traceparent: string;
  /** The application that asks. */
  applicatie: string | null;
}

const tekst = (e: Eigenschappen | undefined, naam: string): string | undefined => (typeof e?.[naam] === 'string' ? (e[naam] as string) : undefined);
export const teksten = (e: Eigenschappen | undefined, naam: string): string[] => (Array.isArray(e?.[naam]) ? (e[naam] as unknown[]).map(String) : []);

/** `VA-01`, or the URI of it in a register (NL GOV AuthZEN profile: action.properties.processing_activity_id). */
export const doelVan = (v: Partial<Pick<Evaluatieverzoek, 'action' | 'context'>>): string | null => {
  const genoemd = tekst(v.action?.properties, 'processing_activity_id') ?? tekst(v.context, 'verwerkingsactiviteit');
  return genoemd ? (genoemd.split(/[/:#]/).at(-1) ?? null) : null;
};

/** `doelgebonden` unless the question says otherwise; null for what is no class. */
export const klasseVan = (context: Eigenschappen | undefined): Aanvraag['klasse'] | null => {
  const genoemd = tekst(context, 'klasse') ?? 'doelgebonden';
  return KLASSEN.find((k) => k === genoemd) ?? null;
};

const keuze = (context: Eigenschappen | undefined, naam: string, uit: readonly string[]): InvalidParam[] =>
  context?.[naam] === undefined || uit.some((u) => u === context[naam]) ? [] : [{ name: `context.${naam}`, reason: `Kies uit: ${uit.join(', ')}.`, code: 'enum' }];

/** What no schema says of the context: a class, a level and a network that exist, a moment that is one. */
export const bezwarenTegenContext = (context: Eigenschappen | undefined): InvalidParam[] => [
  ...(klasseVan(context) ? [] : [{ name: 'context.klasse', reason: `Kies uit: ${KLASSEN.join(', ')}.`, code: 'enum' }]),
  ...keuze(context, 'acr', NIVEAUS),
  ...keuze(context, 'netwerk', NETWERKEN),
  ...(dagVan(context, '2000-01-01') ? [] : [{ name: 'context.time', reason: 'Dit is geen tijdstip volgens RFC 3339.', code: 'format' }]),
];

/** U+0000 and half a surrogate pair, as JSON writes them. */
const ONOPSLAANBAAR = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/i;
/** Of a part of a question in JSON: what a decision keeps of it must fit in its record. */
const MAX_TEKENS = 10_000;

// A default is one part of a thousand questions: it is looked at once.
const gezien = new WeakMap<object, string | null>();
function bezwaarTegen(deel: object): string | null {
  let reden = gezien.get(deel);
  if (reden === undefined) {
    const json = alsJson(deel);
    if (json === null || json.length > MAX_TEKENS) reden = `Dit is te groot: ten hoogste ${MAX_TEKENS} tekens.`;
    else reden = ONOPSLAANBAAR.test(json) ? 'Een tekst bevat een teken dat niet kan worden opgeslagen (zoals U+0000).' : null;
    gezien.set(deel, reden);
  }
  return reden;
}

/** Null for what is nested too deep to write. */
function alsJson(deel: object): string | null {
  try {
    return JSON.stringify(deel);
  } catch (fout) {
    if (fout instanceof RangeError) return null;
    throw fout;
  }
}

/** What cannot be kept of a question, whichever parts it has. */
export function bezwarenTegenDelen(v: Partial<Record<'subject' | 'action' | 'resource' | 'context', object>>): InvalidParam[] {
  return (['subject', 'action', 'resource', 'context'] as const).flatMap((name) => {
    const reason = v[name] && bezwaarTegen(v[name]);
    return reason ? [{ name, reason }] : [];
  });
}

/** What no schema says of a whole question; empty when it can be asked. */
export function bezwaren(v: Evaluatieverzoek): InvalidParam[] {
  return [
    ...(SOORTEN.some((s) => s === v.subject.type) ? [] : [{ name: 'subject.type', reason: `Kies uit: ${SOORTEN.join(', ')}.`, code: 'enum' }]),
    ...bezwarenTegenContext(v.context),
    ...bezwarenTegenDelen(v),
  ];
}

/**
 * The question of another program in the form that our policies know. The organisatie is that of the caller's token and
 * of nothing in the question. @throws Probleem 400 on a kind of subject, a class or a moment that does not exist
 */
export function vertaal(v: Evaluatieverzoek, organisatie: string, bekend: Rolhouder | null, nu: Date): Aanvraag {
  const soort = SOORTEN.find((s) => s === v.subject.type);
  const [klasse, omstandigheden] = [klasseVan(v.context), omstandighedenVan(v.context, nu)];
  const fouten = bezwaren(v);
  if (!soort || !klasse || !omstandigheden || fouten.length > 0) throw Probleem.ongeldig(fouten);
  const p = v.subject.properties;
  return {
    wie: { soort, id: v.subject.id, rollen: bekend ? rollenOp(bekend, doelVan(v), omstandigheden.dag) : teksten(p, 'rollen').sort(), applicatie: tekst(p, 'applicatie') ?? null },
    organisatie,
    uitvoerder: tekst(p, 'uitvoerder') ?? organisatie,
    doel: doelVan(v),
    anoniem: false,
    actie: v.action.name,
    klasse,
    component: tekst(v.resource.properties, 'component') ?? '',
    bron: bronVan(v),
    ...omstandigheden,
  };
}

/** The one way from a question to its answer, for one evaluation, for many, and for each candidate of a search. */
export function beantwoord(r: Vraagronde, v: Evaluatieverzoek, bekend: Rolhouder | null): { aanvraag: Aanvraag; uitkomst: Oordeel } {
  const aanvraag = vertaal(v, r.organisatie, bekend, r.tijdstip);
  const { wie } = aanvraag;
  // An application is its own; of somebody else it is, when the question does not say, the one that asks.
  wie.applicatie ??= wie.soort === 'applicatie' || wie.soort === 'component' ? wie.id : r.applicatie;
  return { aanvraag, uitkomst: oordeel(r.geldend, aanvraag, null) };
}

function bronVan({ resource: { type, id, properties: p }, context }: Evaluatieverzoek): Bronvraag {
  const niveau = p?.['vertrouwelijkheid'];
  const [objecttype, activiteiten] = [tekst(p, 'objecttype'), p?.['activiteiten']];
  return {
    soort: type,
    id,
    ...(objecttype ? { objecttype } : {}),
    ...(niveau === 0 || niveau === 1 || niveau === 2 || niveau === 3 ? { vertrouwelijkheid: niveau } : {}),
    ...(typeof p?.['persoonsgegevens'] === 'boolean' ? { persoonsgegevens: p['persoonsgegevens'] } : {}),
    ...(Array.isArray(activiteiten) ? { activiteiten: teksten(p, 'activiteiten') } : {}),
    ...(context?.['velden'] === true ? { velden: true } : {}),
  };
}

/** Access Evaluation response (AuthZEN 1.0 §6.2). */
export interface Besluit {
  decision: boolean;
  context: Eigenschappen;
}

/** A refusal is an answer too, with the reason for whoever asked, and the level to sign in at when that is all (RFC 9470 §3). */
export function maakAntwoord(b: Pick<Beslissingsrecord, 'id' | 'besluit' | 'redenen' | 'beleid' | 'bundel' | 'verplichtingen'>): Besluit {
  const decision = b.besluit === 'toegestaan';
  const reden = b.redenen.join(' ');
  const { opwaarderen, ...velden } = b.verplichtingen ?? {};
  const plicht = { ...(decision && b.verplichtingen ? { verplichtingen: velden } : {}), ...(opwaarderen ? { acr_values: opwaarderen } : {}) };
  return { decision, context: { id: b.id, beleid: b.beleid, bundel: b.bundel, ...plicht, ...(decision ? {} : { reason: reden, reason_user: { nl: reden } }) } };
}

/** What cannot be asked is refused, and says why (AuthZEN 1.0 §7.2.1). */
export function maakWeigering(fouten: readonly InvalidParam[]): Besluit {
  return { decision: false, context: { error: { status: 400, message: fouten.map((f) => `${f.name}: ${f.reason}`).join(' ') } } };
}
