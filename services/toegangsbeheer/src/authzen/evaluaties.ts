import { setImmediate as adem } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { controleVan, KLOK } from '@bronhuis/component';
import { datumInAmsterdam, leesTraceparent, kindVan, Probleem, type InvalidParam, type Klok } from '@bronhuis/standaarden';
import { Bundelhouder, geldigeActiviteit, maakBeslissing, type Aanroep, type Beslissingsrecord } from '@bronhuis/toegang';
import { VerwerkingSchrijver } from '@bronhuis/verwerking';
import { isVanHetHuis } from '../toepassingen/inhoud.ts';
import { beslisToepassing } from '../toepassingen/toepassingsbeslissing.ts';
import { Toepassingen, type Gelezen } from '../toepassingen/toepassingen.ts';
import { VERZOEK } from './authzen.schema.ts';
import { doorloop, metStandaard, type Evaluatiesverzoek } from './beslis-evaluaties.ts';
import { dagVan } from './context.ts';
import { bezwarenTegenEigen } from './eigen-vraag.ts';
import { beantwoord, bezwaren, maakAntwoord, maakWeigering, type Besluit, type Evaluatieverzoek, type Vraagronde } from './evaluatie.ts';
import { Rollenlezer, type Bekenden } from './rollenlezer.ts';

const keur = controleVan(VERZOEK);

interface Vraag {
  vraag: Evaluatieverzoek;
  /** What the application that asks brings, when that decides; else the policies of the house do. */
  eigen: Gelezen | null;
}
type Item = Vraag | { fouten: InvalidParam[] };

/** A question with the form that AuthZEN asks for, whoever decides it. */
const vormVan = (ruw: unknown): { vraag: Evaluatieverzoek } | { fouten: InvalidParam[] } => {
  const fouten = keur(ruw);
  return fouten.length > 0 ? { fouten } : { vraag: ruw as Evaluatieverzoek };
};
const isEigen = (v: Evaluatieverzoek): boolean => !isVanHetHuis(v.action.name);

/** Access Evaluation and Access Evaluations (AuthZEN 1.0 §6, §7): decided, recorded, then answered. */
@Injectable()
export class Evaluaties {
  constructor(
    @Inject(Rollenlezer) private readonly rollen: Rollenlezer,
    @Inject(Bundelhouder) private readonly bundelhouder: Bundelhouder,
    @Inject(VerwerkingSchrijver) private readonly schrijver: VerwerkingSchrijver,
    @Inject(KLOK) private readonly klok: Klok,
    @Inject(Toepassingen) private readonly toepassingen: Toepassingen,
  ) {}

  ronde(aanroep: Aanroep): Vraagronde {
    const tijdstip = this.klok.nu();
    const { organisatie, traceparent } = aanroep;
    return { geldend: this.bundelhouder.huidige(), organisatie, tijdstip, vandaag: datumInAmsterdam(tijdstip), traceparent, applicatie: aanroep.wie.applicatie };
  }

  /** @throws Probleem 400 with every wrong part */
  async een(aanroep: Aanroep, verzoek: unknown): Promise<Besluit> {
    const [item] = await this.items(aanroep, [verzoek]);
    if (item === undefined) throw new Error('one question is one item');
    if ('fouten' in item) throw Probleem.ongeldig(item.fouten);
    const { record, besluit } = (await this.beslisser(aanroep, [item]))(item);
    await this.legVast(aanroep, [record]);
    return besluit;
  }

  async alle(aanroep: Aanroep, verzoek: Evaluatiesverzoek): Promise<Besluit | { evaluations: Besluit[] }> {
    const { evaluations = [], options } = verzoek;
    if (evaluations.length === 0) return this.een(aanroep, metStandaard(verzoek, {}));
    const items = await this.items(aanroep, evaluations.map((e) => metStandaard(verzoek, e)));
    const beslis = await this.beslisser(aanroep, items);
    const records: Beslissingsrecord[] = [];
    const antwoord = (item: Item): Besluit => {
      if ('fouten' in item) return maakWeigering(item.fouten);
      const { record, besluit } = beslis(item);
      records.push(record);
      return besluit;
    };
    const besluiten = await doorloop(items, options?.evaluations_semantic ?? 'execute_all', antwoord, adem);
    await this.legVast(aanroep, records);
    return { evaluations: besluiten };
  }

  /** Each its own record, and that of the asking beside them; the writer takes them together. One that cannot be written keeps back the whole answer. */
  private async legVast(aanroep: Aanroep, records: readonly Beslissingsrecord[]): Promise<void> {
    const geschreven = records.map(async (beslissing) => this.schrijver.schrijf(aanroep.organisatie, { verwerking: null, beslissing }));
    await Promise.all([...geschreven, aanroep.vastleggen(null)]);
  }

  /** What can be asked, and of what cannot why. What an application brings is looked up when a question is not one of the house. */
  private async items(aanroep: Aanroep, ruw: readonly unknown[]): Promise<Item[]> {
    const gelezen = ruw.map(vormVan);
    const eigen = gelezen.some((g) => 'vraag' in g && isEigen(g.vraag)) ? await this.toepassingen.voor(aanroep) : null;
    return gelezen.map((g) => {
      if ('fouten' in g) return g;
      const zelf = isEigen(g.vraag) ? eigen : null;
      const fouten = zelf ? bezwarenTegenEigen(g.vraag) : bezwaren(g.vraag);
      return fouten.length > 0 ? { fouten } : { vraag: g.vraag, eigen: zelf };
    });
  }

  /** How the questions of one call are decided: with one bundle, at one moment. */
  private async beslisser(aanroep: Aanroep, items: readonly Item[]): Promise<(item: Vraag) => { record: Beslissingsrecord; besluit: Besluit }> {
    const bekenden = await this.bekenden(aanroep.organisatie, items.flatMap((i) => ('vraag' in i && i.eigen === null ? [i.vraag] : [])));
    const ronde = this.ronde(aanroep);
    return ({ vraag, eigen }) => {
      const traceparent = traceVan(ronde, vraag);
      if (eigen === null) {
        const record = beslis(ronde, vraag, bekenden, traceparent);
        return { record, besluit: maakAntwoord(record) };
      }
      const dag = dagVan(vraag.context, ronde.vandaag) ?? ronde.vandaag;
      return beslisToepassing({ aanroep, bundel: ronde.geldend.bundel, tijdstip: ronde.tijdstip, traceparent, dag }, vraag, eigen);
    };
  }

  /** Roles of an employee that we know are not the caller's to choose. One query, however many they are. */
  bekenden(organisatie: string, vragen: readonly { subject: { type: string; id: string } }[]): Promise<Bekenden> {
    const ids = [...new Set(vragen.filter((v) => v.subject.type === 'medewerker').map((v) => v.subject.id))];
    return this.rollen.lees(organisatie, datumInAmsterdam(this.klok.nu()), ids);
  }
}

/** NL GOV AuthZEN profile: the question says to which trace it belongs; W3C Trace Context §3.2: what is none is passed over. */
function traceVan({ traceparent }: Vraagronde, { context }: Evaluatieverzoek): string {
  const eigen = context?.['traceparent'];
  return leesTraceparent(eigen) ? kindVan(eigen as string) : traceparent;
}

function beslis(r: Vraagronde, v: Evaluatieverzoek, bekenden: Bekenden, traceparent: string): Beslissingsrecord {
  const { aanvraag, uitkomst } = beantwoord(r, v, v.subject.type === 'medewerker' ? (bekenden.get(v.subject.id) ?? null) : null);
  const { bundel } = r.geldend;
  const doelversie = aanvraag.doel ? (geldigeActiviteit(bundel, r.organisatie, aanvraag.doel, aanvraag.dag)?.versie ?? null) : null;
  return maakBeslissing(aanvraag, uitkomst, { traceparent, tijdstip: r.tijdstip, bundel, doelversie, apiToken: null });
}
