import { type Datum, Probleem } from '@bronhuis/standaarden';
import { KLASSEN, SOORTEN, type Aanvraag, type Beslissingsrecord, type Bronvraag } from '@bronhuis/toegang';

type Eigenschappen = Record<string, unknown>;

/** Access Evaluation request (AuthZEN 1.0 §6.1). */
export interface Evaluatieverzoek {
  subject: { type: string; id: string; properties?: Eigenschappen };
  action: { name: string; properties?: Eigenschappen };
  resource: { type: string; id: string; properties?: Eigenschappen };
  context?: Eigenschappen;
}

const tekst = (e: Eigenschappen | undefined, naam: string): string | undefined => (typeof e?.[naam] === 'string' ? (e[naam] as string) : undefined);
const teksten = (e: Eigenschappen | undefined, naam: string): string[] => (Array.isArray(e?.[naam]) ? (e[naam] as unknown[]).map(String) : []);

/** `VA-01`, or the URI of it in a register (NL GOV AuthZEN profile: action.properties.processing_activity_id). */
const doelVan = (v: Evaluatieverzoek): string | null => {
  const genoemd = tekst(v.action.properties, 'processing_activity_id') ?? tekst(v.context, 'verwerkingsactiviteit');
  return genoemd ? (genoemd.split(/[/:#]/).at(-1) ?? null) : null;
};

/**
 * The question of another program in the form that our policies know. The organisatie is that of the caller's token and
 * of nothing in the question. @throws Probleem 400 on a kind of subject or a class that does not exist
 */
export function vertaal(v: Evaluatieverzoek, organisatie: string, rollen: string[] | null, dag: Datum): Aanvraag {
  const soort = SOORTEN.find((s) => s === v.subject.type);
  const genoemdeKlasse = tekst(v.context, 'klasse') ?? 'doelgebonden';
  const klasse = KLASSEN.find((k) => k === genoemdeKlasse);
  const fouten = [
    ...(soort ? [] : [{ name: 'subject.type', reason: `Kies uit: ${SOORTEN.join(', ')}.`, code: 'enum' }]),
    ...(klasse ? [] : [{ name: 'context.klasse', reason: `Kies uit: ${KLASSEN.join(', ')}.`, code: 'enum' }]),
  ];
  if (!soort || !klasse) throw Probleem.ongeldig(fouten);
  const p = v.subject.properties;
  return {
    wie: { soort, id: v.subject.id, rollen: (rollen ?? teksten(p, 'rollen')).sort(), applicatie: tekst(p, 'applicatie') ?? null },
    organisatie,
    uitvoerder: tekst(p, 'uitvoerder') ?? organisatie,
    doel: doelVan(v),
    anoniem: false,
    actie: v.action.name,
    klasse,
    component: tekst(v.resource.properties, 'component') ?? '',
    bron: bronVan(v),
    dag,
  };
}

function bronVan({ resource: { type, id, properties: p } }: Evaluatieverzoek): Bronvraag {
  const niveau = p?.['vertrouwelijkheid'];
  const [objecttype, activiteiten] = [tekst(p, 'objecttype'), p?.['activiteiten']];
  return {
    soort: type,
    id,
    ...(objecttype ? { objecttype } : {}),
    ...(niveau === 0 || niveau === 1 || niveau === 2 || niveau === 3 ? { vertrouwelijkheid: niveau } : {}),
    ...(typeof p?.['persoonsgegevens'] === 'boolean' ? { persoonsgegevens: p['persoonsgegevens'] } : {}),
    ...(Array.isArray(activiteiten) ? { activiteiten: teksten(p, 'activiteiten') } : {}),
  };
}

/** Access Evaluation response: a refusal is an answer too, with the reason for whoever asked. */
export function maakAntwoord(b: Pick<Beslissingsrecord, 'id' | 'besluit' | 'redenen' | 'beleid' | 'bundel'>): {
  decision: boolean;
  context: Record<string, unknown>;
} {
  const decision = b.besluit === 'toegestaan';
  const reden = b.redenen.join(' ');
  return { decision, context: { id: b.id, beleid: b.beleid, bundel: b.bundel, ...(decision ? {} : { reason: reden, reason_user: { nl: reden } }) } };
}
