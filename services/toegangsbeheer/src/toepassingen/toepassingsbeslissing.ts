import { datumInAmsterdam, type Datum } from '@bronhuis/standaarden';
import { geldigeActiviteit, isBevoegd, kop, type Aanroep, type Beslissingsrecord, type Bundel } from '@bronhuis/toegang';
import { schrijfCedar } from '@bronhuis/toegang/cedar';
import { doelVan, maakAntwoord, type Besluit, type Evaluatieverzoek } from '../authzen/evaluatie.ts';
import type { Beslisstand, Herhaling } from '../beslissingen/herhaling.ts';
import type { Gelezen, Toepassingen } from './toepassingen.ts';
import { geweigerd, type Toepassing, type Uitkomst } from './toepassing.ts';

/** Raised when the same rules could give another answer. */
const MOTOR = 'toepassing-1';

/** The record of a decision on what an application brought: with the version, and what its rules could see of the question. */
export interface Toepassingsbeslissing extends Beslissingsrecord {
  toepassing: { versie: number; hash: string; vraag: Evaluatieverzoek };
}
export const isToepassingsbeslissing = (b: Beslissingsrecord): b is Toepassingsbeslissing => 'toepassing' in b;

interface Ronde {
  bundel: Bundel;
  organisatie: string;
  /** The organisation that runs the application that asks. */
  uitvoerder: string;
  dag: Datum;
}

/** First the purpose, when the question names one: as for every question it must hold that day, for whoever asks. Then the rules. */
export function oordeelToepassing({ bundel, organisatie, uitvoerder, dag }: Ronde, v: Evaluatieverzoek, toepassing: Toepassing): Uitkomst {
  const doel = doelVan(v);
  if (doel !== null && !geldigeActiviteit(bundel, organisatie, doel, dag)) return geweigerd(`De verwerkingsactiviteit ${doel} geldt niet (meer) voor deze organisatie.`, []);
  if (doel !== null && !isBevoegd(bundel, uitvoerder, organisatie, doel, dag)) return geweigerd('Wie dit vraagt, heeft hiervoor nu geen bevoegdheid van de organisatie.', []);
  return toepassing.beslis(v);
}

interface Omstandigheden {
  aanroep: Pick<Aanroep, 'organisatie' | 'uitvoerder' | 'doel' | 'wie'>;
  bundel: Bundel;
  tijdstip: Date;
  traceparent: string;
  dag: Datum;
}

/** Decides, and makes the record of it. */
export function beslisToepassing({ aanroep, bundel, tijdstip, traceparent, dag }: Omstandigheden, v: Evaluatieverzoek, { versie, toepassing }: Gelezen): { record: Toepassingsbeslissing; besluit: Besluit } {
  const { organisatie, uitvoerder, wie } = aanroep;
  const uitkomst = oordeelToepassing({ bundel, organisatie, uitvoerder, dag }, v, toepassing);
  const genoemd = doelVan(v);
  const doel = genoemd === null ? aanroep.doel : { id: genoemd, versie: geldigeActiviteit(bundel, organisatie, genoemd, dag)?.versie ?? null };
  const record: Toepassingsbeslissing = {
    ...kop({ traceparent, tijdstip }),
    ...(dag === datumInAmsterdam(tijdstip) ? {} : { dag }),
    organisatie,
    uitvoerder,
    component: 'toegangsbeheer',
    wie: { soort: v.subject.type, id: v.subject.id, applicatie: wie.applicatie, rollen: [] },
    actie: v.action.name,
    klasse: doel === null ? 'geen-persoonsgegevens' : 'doelgebonden',
    doel: doel && { id: doel.id, versie: doel.versie },
    resource: { soort: v.resource.type, id: v.resource.id },
    besluit: uitkomst.toegestaan ? 'toegestaan' : 'geweigerd',
    redenen: uitkomst.redenen,
    beleid: uitkomst.beleid,
    bundel: { versie: bundel.versie, hash: bundel.hash },
    motor: MOTOR,
    toepassing: { versie, hash: toepassing.hash, vraag: toepassing.kern(v) },
  };
  return { record, besluit: maakBesluit(record, uitkomst.fouten) };
}

/** With the version that decided, and for whoever wrote it what went wrong (AuthZEN 1.0 §6.2.1). */
function maakBesluit(b: Toepassingsbeslissing, fouten: readonly string[]): Besluit {
  const { decision, context } = maakAntwoord(b);
  return { decision, context: { ...context, toepassingsversie: b.toepassing.versie, ...(fouten.length > 0 ? { reason_admin: { nl: fouten.join(' ') } } : {}) } };
}

/** How such a decision is made again: with the version of then, and with the one that holds now. */
export interface Eigenherhaling {
  toen(stand: Beslisstand): Herhaling;
  vandaag(stand: Beslisstand): Herhaling;
  regels: { id: string; effect: 'permit' | 'forbid'; toelichting: string | null; tekst: string }[];
}

export async function herhalingVan(b: Toepassingsbeslissing, toepassingen: Toepassingen): Promise<Eigenherhaling> {
  const applicatie = b.wie.applicatie ?? '';
  const [toen, nu] = [await toepassingen.versie(b.organisatie, applicatie, b.toepassing.versie), await toepassingen.geldend(b.organisatie, applicatie)];
  const wat = `Versie ${b.toepassing.versie} van toepassing ${applicatie}`;
  const gelijk = toen?.toepassing.hash === b.toepassing.hash && toen.toepassing.onleesbaar === null;
  return {
    toen: ({ bundel }) => (gelijk ? opnieuw(b, bundel, toen.toepassing) : { ontbreekt: [toen ? `${wat} is niet (meer) die waarmee is beslist.` : `${wat} is er niet (meer).`] }),
    vandaag: ({ bundel }) => (nu ? opnieuw(b, bundel, nu.toepassing) : { ontbreekt: [`Toepassing ${applicatie} heeft nu geen eigen regels.`] }),
    regels: (gelijk ? toen.toepassing.regels : []).filter((r) => b.beleid.includes(r.id)).map(({ id, regel }) => ({ id, effect: regel.effect, toelichting: regel.annotations?.['toelichting'] ?? null, tekst: schrijfCedar(regel) })),
  };
}

function opnieuw(b: Toepassingsbeslissing, bundel: Bundel, toepassing: Toepassing): Herhaling {
  if (b.motor !== MOTOR) return { ontbreekt: [`Deze beslissing is genomen door ${b.motor ?? 'iets onbekends'}; wat hier draait, is ${MOTOR}.`] };
  const { toegestaan, beleid, redenen } = oordeelToepassing({ bundel, organisatie: b.organisatie, uitvoerder: b.uitvoerder, dag: b.dag ?? datumInAmsterdam(new Date(b.tijdstip)) }, b.toepassing.vraag, toepassing);
  return { uitkomst: { toegestaan, beleid, redenen }, gelijk: toegestaan === (b.besluit === 'toegestaan') && String(beleid) === String(b.beleid) };
}
