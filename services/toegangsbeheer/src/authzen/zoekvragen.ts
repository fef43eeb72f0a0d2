import { Inject, Injectable } from '@nestjs/common';
import { Bron } from '@bronhuis/bron';
import { Probleem } from '@bronhuis/standaarden';
import { geldigeActiviteit, type Aanroep, type Bronvraag } from '@bronhuis/toegang';
import { leesActies } from '../bundel/acties.ts';
import { vraagApplicaties, vraagBekend, vraagMedewerkers, type Kandidaatrij } from './authzen.queries.ts';
import type { Kandidaten, Pagina } from './bladeren.ts';
import { dagVan } from './context.ts';
import { beantwoord, bezwarenTegenContext, bezwarenTegenDelen, doelVan, klasseVan, teksten, type Evaluatieverzoek, type Vraagronde } from './evaluatie.ts';
import { EigenZoekvragen } from './eigen-zoekvragen.ts';
import { Evaluaties } from './evaluaties.ts';
import { gezocht, legVast, uitRij, zoek, type Gevonden, type Gezocht } from './zoek.ts';
import type { Rolhouder } from '../toegangsverzoeken/toekenning.ts';

type Subject = Evaluatieverzoek['subject'];
type Action = Evaluatieverzoek['action'];
type Resource = Evaluatieverzoek['resource'];

export type Zoeksubject = Pick<Evaluatieverzoek, 'action' | 'resource' | 'context'> & { subject: Gezocht; page?: Pagina };
export type Zoekresource = Pick<Evaluatieverzoek, 'subject' | 'action' | 'context'> & { resource: Gezocht; page?: Pagina };
export type Zoekactie = Pick<Evaluatieverzoek, 'subject' | 'resource' | 'context'> & { page?: Pagina };

const PER_KEER = 500;
const PERSONEN = ['medewerker', 'inwoner'];
/** What an application or a component may is no personal data; of everybody else it is taken to be. */
const isPersoonlijk = (type: string): boolean => type !== 'applicatie' && type !== 'component';
type Vraagdelen = Partial<Record<'subject' | 'action' | 'resource', object>> & { context?: Record<string, unknown> };

interface Medespeler {
  bekend: Rolhouder | null;
  subject: Subject;
}

/** The searches of AuthZEN 1.0 §8: everything that is found is what an evaluation of the same question permits. */
@Injectable()
export class Zoekvragen {
  private readonly acties = leesActies();

  constructor(
    @Inject(Bron) private readonly bron: Bron,
    @Inject(Evaluaties) private readonly evaluaties: Evaluaties,
    @Inject(EigenZoekvragen) private readonly eigen: EigenZoekvragen,
  ) {}

  /** Who may do this? (§8.4) */
  async subject(aanroep: Aanroep, v: Zoeksubject): Promise<Gevonden<Subject>> {
    const eigen = await this.eigen.voor(aanroep, v.action);
    if (eigen) return this.eigen.subject(aanroep, v, eigen);
    const { type } = v.subject;
    const ronde = this.begin(aanroep, v, { id: v.resource.id, type: `${type} met ${v.action.name}`, persoonsgegevens: isPersoonlijk(type) });
    const vraag = { ...v, subject: gezocht(v.subject) };
    const kandidaten: Kandidaten<Medespeler> = {
      volgende: async (na) => (await this.kandidaten(ronde, type, doelVan(v), na)).map((rij) => alsMedespeler(rij, v.subject, ronde.organisatie)),
      sleutel: (k) => k.subject.id,
      mag: (k) => beantwoord(ronde, { ...v, subject: k.subject }, k.bekend).uitkomst.toegestaan,
    };
    const gevonden = await zoek('subject', ronde, vraag, v.page, kandidaten, (k) => k.subject);
    await legVast(aanroep, `Gezocht wie iets mag (${v.action.name})`, PERSONEN.includes(type) ? gevonden.results.map(({ id }) => ({ id, type })) : []);
    return gevonden;
  }

  /** What may this one do? (§8.6) For every activity of that day, unless the question names one or its class needs none. */
  async action(aanroep: Aanroep, v: Zoekactie): Promise<Gevonden<Action>> {
    const eigen = await this.eigen.voor(aanroep);
    if (eigen) return this.eigen.action(aanroep, v, eigen);
    const { type, id } = v.subject;
    const ronde = this.begin(aanroep, v, { id: v.resource.id, type: `handelingen van ${type} ${id}`, persoonsgegevens: isPersoonlijk(type) });
    const bekend = await this.bekende(ronde.organisatie, v.subject);
    const acties = bekend === 'onbekend' ? [] : this.acties.flatMap((name) => doelenVan(ronde, v).map((doel) => alsActie(name, doel)));
    const kandidaten = uitRij(acties, sleutelVan, (action) => beantwoord(ronde, { ...v, action }, bekend === 'onbekend' ? null : bekend).uitkomst.toegestaan);
    const gevonden = await zoek('action', ronde, v, v.page, kandidaten, (a) => a);
    await legVast(aanroep, 'Gezocht wat iemand mag', PERSONEN.includes(type) && bekend !== 'onbekend' ? [{ id, type }] : []);
    return gevonden;
  }

  /** What may be done to? (§8.5) The things of the house are with their sources: here none is known, so none is found. */
  async resource(aanroep: Aanroep, v: Zoekresource): Promise<Gevonden<Resource>> {
    const eigen = await this.eigen.voor(aanroep, v.action);
    if (eigen) return this.eigen.resource(aanroep, v, eigen);
    const { type, id } = v.subject;
    const ronde = this.begin(aanroep, v, { type: `${v.resource.type} voor ${type} ${id} met ${v.action.name}`, persoonsgegevens: isPersoonlijk(type) });
    const vraag = { ...v, resource: gezocht(v.resource) };
    const gevonden = await zoek<never, never>('resource', ronde, vraag, v.page, uitRij([], () => '', () => false), (n) => n);
    await aanroep.vastleggen(null);
    return gevonden;
  }

  /**
   * Decides about the search itself, in the trace that the question names: from here on no answer leaves without its
   * record. @throws Probleem 400 with every wrong part, 403
   */
  private begin(aanroep: Aanroep, v: Vraagdelen, bron: Omit<Bronvraag, 'soort'>): Vraagronde {
    const fouten = [...bezwarenTegenContext(v.context), ...bezwarenTegenDelen(v)];
    if (fouten.length > 0) throw Probleem.ongeldig(fouten);
    aanroep.volg(v.context?.['traceparent']);
    aanroep.beslis({ soort: 'beslissing', ...bron });
    return this.evaluaties.ronde(aanroep);
  }

  /** Of a kind that we do not keep, or keep for themselves alone (inwoners), nobody is found: empty, never an error (§8). */
  private async kandidaten({ organisatie, vandaag }: Vraagronde, type: string, doel: string | null, na: string): Promise<Kandidaatrij[]> {
    if (type === 'medewerker') return this.bron.lees({ organisatie }, vraagMedewerkers(organisatie, vandaag, na, PER_KEER));
    if (type === 'applicatie') return this.bron.lees({ organisatie }, vraagApplicaties(organisatie, vandaag, doel, na, PER_KEER));
    return [];
  }

  /** Roles to decide with; null where a question speaks for itself. Somebody of whom nothing is known may nothing. */
  private async bekende(organisatie: string, subject: Subject): Promise<Rolhouder | null | 'onbekend'> {
    if (subject.type === 'medewerker') {
      const bekend = (await this.evaluaties.bekenden(organisatie, [{ subject }])).get(subject.id);
      return bekend ?? (teksten(subject.properties, 'rollen').length > 0 ? null : 'onbekend');
    }
    if (subject.type === 'applicatie' || subject.type === 'component') {
      const rijen = await this.bron.lees({ organisatie }, vraagBekend(organisatie, subject.type, subject.id));
      return rijen.length > 0 ? null : 'onbekend';
    }
    return subject.type === 'inwoner' || subject.type === 'anoniem' ? null : 'onbekend';
  }
}

/** The subject as it is judged and as it is shown: who takes it to an evaluation gets the same answer. */
function alsMedespeler({ id, uitvoerder, rollen, toekenningen }: Kandidaatrij, { type, properties }: Gezocht, organisatie: string): Medespeler {
  const applicatie = properties?.['applicatie'];
  const bekend = rollen && { rollen, toekenningen: toekenningen ?? [] };
  return { bekend, subject: { type, id, properties: { uitvoerder: uitvoerder ?? organisatie, ...(typeof applicatie === 'string' ? { applicatie } : {}) } } };
}

/** The purposes to try: what the question names, all that hold that day, or none where the class asks for none. */
function doelenVan(r: Vraagronde, v: Zoekactie): (string | null)[] {
  const klasse = klasseVan(v.context);
  const [genoemd, dag] = [doelVan(v), dagVan(v.context, r.vandaag)];
  if (genoemd !== null || dag === null) return [genoemd];
  if (klasse !== 'doelgebonden' && klasse !== 'intern-proces') return [null];
  const ids = new Set(r.geldend.bundel.activiteiten.filter((a) => a.organisatie === r.organisatie).map((a) => a.id));
  return [...ids].filter((id) => geldigeActiviteit(r.geldend.bundel, r.organisatie, id, dag)).sort();
}

const alsActie = (name: string, doel: string | null): Action => (doel === null ? { name } : { name, properties: { processing_activity_id: doel } });
const sleutelVan = ({ name, properties }: Action): string => `${name} ${String(properties?.['processing_activity_id'] ?? '')}`;
