import { Inject, Injectable } from '@nestjs/common';
import { Probleem } from '@bronhuis/standaarden';
import type { Aanroep, Bronvraag } from '@bronhuis/toegang';
import { isVanHetHuis } from '../toepassingen/inhoud.ts';
import { oordeelToepassing } from '../toepassingen/toepassingsbeslissing.ts';
import { Toepassingen, type Gelezen } from '../toepassingen/toepassingen.ts';
import { dagVan } from './context.ts';
import { bezwarenTegenEigen } from './eigen-vraag.ts';
import type { Evaluatieverzoek } from './evaluatie.ts';
import { Evaluaties } from './evaluaties.ts';
import { gezocht, legVast, uitRij, zoek, type Gevonden, type Gezocht } from './zoek.ts';
import type { Zoekactie, Zoekresource, Zoeksubject } from './zoekvragen.ts';

type Deel = Evaluatieverzoek['subject'];
type Mag = (v: Evaluatieverzoek) => boolean;

/**
 * The searches of AuthZEN 1.0 §8 among what an application itself brings. It may ask that one by one too, so it needs no
 * more right than that; but who finds people needs a purpose for it.
 */
@Injectable()
export class EigenZoekvragen {
  constructor(
    @Inject(Toepassingen) private readonly toepassingen: Toepassingen,
    @Inject(Evaluaties) private readonly evaluaties: Evaluaties,
  ) {}

  /** What the application that asks brings; null for what is decided by the house. */
  async voor(aanroep: Aanroep, action?: { name: string }): Promise<Gelezen | null> {
    return action !== undefined && isVanHetHuis(action.name) ? null : this.toepassingen.voor(aanroep);
  }

  async subject(aanroep: Aanroep, v: Zoeksubject, g: Gelezen): Promise<Gevonden<Deel>> {
    const mag = this.begin(aanroep, v, g, { id: v.resource.id, type: `${v.subject.type} met ${v.action.name}` });
    const vraag = { ...v, subject: gezocht(v.subject) };
    const ids = kent(g, v.resource) ? g.toepassing.van(v.subject.type) : [];
    const gevonden = await zoek('eigen-subject', aanroep, vraag, v.page, uitRij(ids, zelf, (id) => mag({ ...v, subject: een(v.subject, id) })), (id) => een(v.subject, id));
    await legVast(aanroep, `Gezocht wie iets mag (${v.action.name})`, gevonden.results);
    return gevonden;
  }

  async resource(aanroep: Aanroep, v: Zoekresource, g: Gelezen): Promise<Gevonden<Deel>> {
    const mag = this.begin(aanroep, v, g, { type: `${v.resource.type} voor ${v.subject.type} ${v.subject.id} met ${v.action.name}` });
    const vraag = { ...v, resource: gezocht(v.resource) };
    const bekend = kent(g, v.subject);
    const ids = bekend ? g.toepassing.van(v.resource.type) : [];
    const gevonden = await zoek('eigen-resource', aanroep, vraag, v.page, uitRij(ids, zelf, (id) => mag({ ...v, resource: een(v.resource, id) })), (id) => een(v.resource, id));
    await legVast(aanroep, `Gezocht waarop iemand iets mag (${v.action.name})`, bekend ? [v.subject] : []);
    return gevonden;
  }

  async action(aanroep: Aanroep, v: Zoekactie, g: Gelezen): Promise<Gevonden<{ name: string }>> {
    const mag = this.begin(aanroep, v, g, { id: v.resource.id, type: `handelingen van ${v.subject.type} ${v.subject.id}` });
    const bekend = kent(g, v.subject) && kent(g, v.resource);
    const namen = bekend ? g.toepassing.acties : [];
    const gevonden = await zoek('eigen-action', aanroep, v, v.page, uitRij(namen, zelf, (name) => mag({ ...v, action: { name } })), (name) => ({ name }));
    await legVast(aanroep, 'Gezocht wat iemand mag', bekend ? [v.subject] : []);
    return gevonden;
  }

  /** Decides about the search itself; from here on no answer leaves without its record. @throws Probleem 400, 403 */
  private begin(aanroep: Aanroep, v: Zoeksubject | Zoekresource | Zoekactie, { toepassing }: Gelezen, bron: Omit<Bronvraag, 'soort'>): Mag {
    const fouten = bezwarenTegenEigen(v);
    if (fouten.length > 0) throw Probleem.ongeldig(fouten);
    aanroep.volg(v.context?.['traceparent']);
    aanroep.beslis({ soort: 'beslissing', persoonsgegevens: true, ...bron }, 'beslissingen:verifieren');
    const { geldend, vandaag } = this.evaluaties.ronde(aanroep);
    const ronde = { bundel: geldend.bundel, organisatie: aanroep.organisatie, uitvoerder: aanroep.uitvoerder, dag: dagVan(v.context, vandaag) ?? vandaag };
    return (vraag) => oordeelToepassing(ronde, vraag, toepassing).toegestaan;
  }
}

const zelf = (s: string): string => s;
/** As it is asked about and as it is shown: who takes it to an evaluation gets the same answer. */
const een = ({ type, properties }: Gezocht, id: string): Deel => ({ type, id, ...(properties ? { properties } : {}) });
/** Nothing is found for somebody or something that nothing is known of: not kept, and not described by the question (§8). */
const kent = ({ toepassing }: Gelezen, deel: Deel): boolean => toepassing.kent(deel) || Object.keys(deel.properties ?? {}).length > 0;
