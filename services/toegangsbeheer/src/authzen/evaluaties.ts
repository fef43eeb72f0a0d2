import { setImmediate as adem } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { Bron } from '@bronhuis/bron';
import { controleVan, KLOK } from '@bronhuis/component';
import { datumInAmsterdam, leesTraceparent, kindVan, Probleem, type Klok } from '@bronhuis/standaarden';
import { Bundelhouder, geldigeActiviteit, maakBeslissing, type Aanroep, type Beslissingsrecord } from '@bronhuis/toegang';
import { VerwerkingSchrijver } from '@bronhuis/verwerking';
import { vraagRollen } from './authzen.queries.ts';
import { VERZOEK } from './authzen.schema.ts';
import { doorloop, metStandaard, type Evaluatiesverzoek, type Item } from './beslis-evaluaties.ts';
import { beantwoord, bezwaren, maakAntwoord, maakWeigering, type Besluit, type Evaluatieverzoek, type Vraagronde } from './evaluatie.ts';

/** Roles of employees that we know, by id. */
export type Rollen = ReadonlyMap<string, string[]>;

const keur = controleVan(VERZOEK);

const alsItem = (ruw: unknown): Item => {
  const fouten = keur(ruw);
  if (fouten.length > 0) return { fouten };
  const vraag = ruw as Evaluatieverzoek;
  const tegen = bezwaren(vraag);
  return tegen.length > 0 ? { fouten: tegen } : { vraag };
};

/** Access Evaluation and Access Evaluations (AuthZEN 1.0 §6, §7): decided, recorded, then answered. */
@Injectable()
export class Evaluaties {
  constructor(
    @Inject(Bron) private readonly bron: Bron,
    @Inject(Bundelhouder) private readonly bundelhouder: Bundelhouder,
    @Inject(VerwerkingSchrijver) private readonly schrijver: VerwerkingSchrijver,
    @Inject(KLOK) private readonly klok: Klok,
  ) {}

  ronde(aanroep: Aanroep): Vraagronde {
    const tijdstip = this.klok.nu();
    const { organisatie, traceparent } = aanroep;
    return { geldend: this.bundelhouder.huidige(), organisatie, tijdstip, vandaag: datumInAmsterdam(tijdstip), traceparent, applicatie: aanroep.wie.applicatie };
  }

  /** @throws Probleem 400 with every wrong part */
  async een(aanroep: Aanroep, verzoek: unknown): Promise<Besluit> {
    const item = alsItem(verzoek);
    if ('fouten' in item) throw Probleem.ongeldig(item.fouten);
    const rollen = await this.rollenVan(aanroep.organisatie, [item.vraag]);
    const b = beslis(this.ronde(aanroep), item.vraag, rollen);
    await this.schrijver.schrijf(aanroep.organisatie, { verwerking: null, beslissing: b });
    return maakAntwoord(b);
  }

  async alle(aanroep: Aanroep, verzoek: Evaluatiesverzoek): Promise<Besluit | { evaluations: Besluit[] }> {
    const { evaluations = [], options } = verzoek;
    if (evaluations.length === 0) return this.een(aanroep, metStandaard(verzoek, {}));
    const items = evaluations.map((e) => alsItem(metStandaard(verzoek, e)));
    const rollen = await this.rollenVan(aanroep.organisatie, items.flatMap((i) => ('vraag' in i ? [i.vraag] : [])));
    const ronde = this.ronde(aanroep);
    const records: Beslissingsrecord[] = [];
    const antwoord = (item: Item): Besluit => {
      if ('fouten' in item) return maakWeigering(item.fouten);
      const b = beslis(ronde, item.vraag, rollen);
      records.push(b);
      return maakAntwoord(b);
    };
    const besluiten = await doorloop(items, options?.evaluations_semantic ?? 'execute_all', antwoord, adem);
    // Each its own record; the writer takes them together. One that cannot be written keeps back the whole answer.
    await Promise.all(records.map(async (beslissing) => this.schrijver.schrijf(aanroep.organisatie, { verwerking: null, beslissing })));
    return { evaluations: besluiten };
  }

  /** Roles of an employee that we know are not the caller's to choose. One query, however many they are. */
  async rollenVan(organisatie: string, vragen: readonly { subject: { type: string; id: string } }[]): Promise<Rollen> {
    const ids = [...new Set(vragen.filter((v) => v.subject.type === 'medewerker').map((v) => v.subject.id))];
    if (ids.length === 0) return new Map();
    const rijen = await this.bron.lees<{ id: string; rollen: string[] }>({ organisatie }, vraagRollen(organisatie, ids));
    return new Map(rijen.map((r) => [r.id, r.rollen]));
  }
}

function beslis(r: Vraagronde, v: Evaluatieverzoek, rollen: Rollen): Beslissingsrecord {
  const { aanvraag, uitkomst } = beantwoord(r, v, v.subject.type === 'medewerker' ? (rollen.get(v.subject.id) ?? null) : null);
  const { bundel } = r.geldend;
  const doelversie = aanvraag.doel ? (geldigeActiviteit(bundel, r.organisatie, aanvraag.doel, aanvraag.dag)?.versie ?? null) : null;
  const eigen = v.context?.['traceparent'];
  // NL GOV AuthZEN profile: the question says to which trace it belongs; W3C Trace Context §3.2: what is none is passed over.
  const traceparent = leesTraceparent(eigen) ? kindVan(eigen as string) : r.traceparent;
  return maakBeslissing(aanvraag, uitkomst, { traceparent, tijdstip: r.tijdstip, bundel, doelversie, apiToken: null });
}
