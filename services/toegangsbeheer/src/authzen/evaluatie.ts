import { type Datum, Probleem } from '@bronhuis/standaarden';
import { geldigeActiviteit, isBevoegd, KLASSEN, type Bundel, type Klasse, type Vraag } from '@bronhuis/toegang';

type Eigenschappen = Record<string, unknown>;

/** Access Evaluation request (AuthZEN 1.0 §6.1). */
export interface Evaluatieverzoek {
  subject: { type: string; id: string; properties?: Eigenschappen };
  action: { name: string; properties?: Eigenschappen };
  resource: { type: string; id: string; properties?: Eigenschappen };
  context?: Eigenschappen;
}

export interface Evaluatievraag {
  vraag: Vraag;
  /** The purpose as it was named, also when it does not hold. */
  doel: { id: string; versie: number | null } | null;
  uitvoerder: string;
}

const SOORTEN = ['applicatie', 'medewerker', 'inwoner', 'component', 'anoniem'] as const;

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
export function vertaal(v: Evaluatieverzoek, bundel: Bundel, organisatie: string, rollen: string[] | null, dag: Datum): Evaluatievraag {
  const soort = SOORTEN.find((s) => s === v.subject.type);
  const genoemdeKlasse = tekst(v.context, 'klasse') ?? 'doelgebonden';
  const klasse = KLASSEN.find((k) => k === genoemdeKlasse);
  const fouten = [
    ...(soort ? [] : [{ name: 'subject.type', reason: `Kies uit: ${SOORTEN.join(', ')}.`, code: 'enum' }]),
    ...(klasse ? [] : [{ name: 'context.klasse', reason: `Kies uit: ${KLASSEN.join(', ')}.`, code: 'enum' }]),
  ];
  if (!soort || !klasse) throw Probleem.ongeldig(fouten);
  const uitvoerder = tekst(v.subject.properties, 'uitvoerder') ?? organisatie;
  const doel = doelVan(v);
  const activiteit = doel ? geldigeActiviteit(bundel, organisatie, doel, dag) : null;
  const persoon = soort === 'medewerker' || soort === 'inwoner';
  return {
    uitvoerder,
    doel: doel ? { id: doel, versie: activiteit?.versie ?? null } : null,
    vraag: {
      principal: {
        soort,
        id: persoon ? '' : v.subject.id,
        rollen: (rollen ?? teksten(v.subject.properties, 'rollen')).sort(),
        applicatie: tekst(v.subject.properties, 'applicatie') ?? '',
      },
      actie: v.action.name,
      resource: bronVan(v, klasse),
      context: {
        klasse,
        organisatie,
        uitvoerder,
        eigenOrganisatie: uitvoerder === organisatie,
        bevoegd: isBevoegd(bundel, uitvoerder, organisatie, doel, dag),
        doel: doel ?? '',
        werkproces: activiteit?.werkproces ?? '',
        doelGeldig: activiteit !== null,
        demonstratie: bundel.organisaties.find((o) => o.oin === organisatie)?.soort === 'demonstratie',
      },
    },
  };
}

function bronVan(v: Evaluatieverzoek, klasse: Klasse): Vraag['resource'] {
  const p = v.resource.properties;
  const niveau = p?.['vertrouwelijkheid'];
  return {
    soort: v.resource.type,
    component: tekst(p, 'component') ?? '',
    vertrouwelijkheid: typeof niveau === 'number' && Number.isInteger(niveau) ? niveau : klasse === 'doelgebonden' ? 2 : 1,
    persoonsgegevens: typeof p?.['persoonsgegevens'] === 'boolean' ? p['persoonsgegevens'] : klasse === 'doelgebonden',
    activiteiten: teksten(p, 'activiteiten'),
  };
}

/** Access Evaluation response: a refusal is an answer too, with the reason for whoever asked. */
export function maakAntwoord(b: { id: string; besluit: string; redenen: string[]; beleid: string[]; bundel: { versie: number; hash: string } }): {
  decision: boolean;
  context: Record<string, unknown>;
} {
  const decision = b.besluit === 'toegestaan';
  const reden = b.redenen.join(' ');
  return { decision, context: { id: b.id, beleid: b.beleid, bundel: b.bundel, ...(decision ? {} : { reason: reden, reason_user: { nl: reden } }) } };
}
