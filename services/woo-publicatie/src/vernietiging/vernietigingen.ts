import { Inject, Injectable } from '@nestjs/common';
import { Bron } from '@bronhuis/bron';
import { KLOK } from '@bronhuis/component';
import type { Klok } from '@bronhuis/standaarden';
import type { Aanroep } from '@bronhuis/toegang';
import { Bestandsopslag } from '../documenten/bestandsopslag.ts';
import { Opruimer } from '../documenten/opruimer.ts';
import type { Vernietiging } from '../dossiers/dossier.entity.ts';
import { vergrendelDossier } from '../dossiers/dossiers.store.ts';
import { bezwaarTegen, maakPlan, type Blijft, type Opgave, type Plan } from './plan.ts';
import { vernietigDossier } from './vernietig.ts';
import { andermansDocumenten, leesTeVernietigen, leesVernietiging, telResten, type Telling } from './vernietiging.queries.ts';

export type Uitgevoerd =
  | { id: string; vernietigd: true; tijdstip: string; aantallen: Vernietiging['aantallen'] }
  | { id: string; vernietigd: false; reden: string };

/** plan → check → destroy → prove: the contract between selectielijst and every source. */
@Injectable()
export class Vernietigingen {
  constructor(
    @Inject(Bron) private readonly bron: Bron,
    @Inject(Bestandsopslag) private readonly opslag: Bestandsopslag,
    @Inject(Opruimer) private readonly opruimer: Opruimer,
    @Inject(KLOK) private readonly klok: Klok,
  ) {}

  async plan(organisatie: string, dossiers: string[]): Promise<Plan[]> {
    return (await leesTeVernietigen(this.bron, organisatie, dossiers)).map(maakPlan);
  }

  async controleer(organisatie: string, opgaven: (Opgave & { id: string })[]): Promise<{ id: string; akkoord: boolean; reden?: string }[]> {
    const stand = await leesTeVernietigen(this.bron, organisatie, opgaven.map((o) => o.id));
    return opgaven.map((opgave, i) => {
      const dossier = stand[i];
      const reden = dossier ? bezwaarTegen(dossier, opgave) : 'Dit dossier is hier niet te lezen.';
      return reden === null ? { id: opgave.id, akkoord: true } : { id: opgave.id, akkoord: false, reden };
    });
  }

  /** One transaction for each dossier; its files right after. Repeating it gives the first outcome and finishes the files. */
  async voerUit(aanroep: Aanroep, lijst: string, dossiers: { id: string; hash: string }[], nummer: string): Promise<Uitgevoerd[]> {
    const uitkomsten: Uitgevoerd[] = [];
    for (const { id, hash } of dossiers) uitkomsten.push(await this.voerEenUit(aanroep, lijst, id, hash, nummer));
    return uitkomsten;
  }

  private async voerEenUit(aanroep: Aanroep, lijst: string, id: string, hash: string, nummer: string): Promise<Uitgevoerd> {
    const { organisatie } = aanroep;
    const eerder = await leesVernietiging<Vernietiging>(this.bron, organisatie, id);
    if (!eerder) {
      const [stand] = await leesTeVernietigen(this.bron, organisatie, [id]);
      if (!stand || maakPlan(stand).hash !== hash) return { id, vernietigd: false, reden: 'De publicatie is veranderd sinds de lijst is opgesteld.' };
      const versies = new Map(stand.publicaties.map((p) => [p.id, p.versie]));
      const gelukt = await this.bron.transactie(aanroep, async (tx) => {
        await vergrendelDossier(tx, id);
        // Between the look and the lock a publication may have changed: then nothing goes.
        const nu = await tx.query<{ id: string; versie: number }>("select id, versie from publicatie where organisatie = $1 and dossier = $2 and status <> 'bron-vernietigd' order by id for update", [organisatie, id]);
        if (nu.length !== versies.size || nu.some((p) => versies.get(p.id) !== p.versie)) return false;
        await vernietigDossier(tx, id, { vernietigingslijst: lijst, nummer, tijdstip: this.klok.nu() });
        return true;
      });
      if (!gelukt) return { id, vernietigd: false, reden: 'De publicatie is veranderd sinds de lijst is opgesteld.' };
    }
    const steen = eerder ?? (await leesVernietiging<Vernietiging>(this.bron, organisatie, id));
    if (!steen) throw new Error('a destroyed dossier left no tombstone');
    const mislukt = await this.opruimer.ruimOp(organisatie, id);
    if (mislukt > 0) return { id, vernietigd: false, reden: `${mislukt} van de bestanden kon nog niet worden verwijderd. Het wordt opnieuw geprobeerd.` };
    return { id, vernietigd: true, tijdstip: steen.tijdstip, aantallen: steen.aantallen };
  }

  /** The orphan check: tables, index, kept answers, messages, and the file store by name and by contents. */
  async bewijs(organisatie: string, dossiers: string[]): Promise<{ id: string; resten: Telling[]; blijft: Blijft[] }[]> {
    const steenVan = new Map<string, Vernietiging | null>();
    for (const id of dossiers) steenVan.set(id, await leesVernietiging<Vernietiging>(this.bron, organisatie, id));
    const inOpslag = await this.zoekBestanden(organisatie, [...steenVan.values()].flatMap((s) => s?.bestanden ?? []));
    const antwoorden = [];
    for (const id of dossiers) {
      const steen = steenVan.get(id);
      const bestanden = steen?.bestanden ?? [];
      const resten = await telResten(this.bron, organisatie, id, steen?.publicaties ?? [], bestanden.map((b) => b.document));
      const opNaam = bestanden.filter((b) => inOpslag.namen.has(b.document)).length;
      const opInhoud = bestanden.filter((b) => inOpslag.hashes.has(b.sha256)).length;
      const alles = [...resten, { waar: 'bestandsopslag, op naam', aantal: opNaam }, { waar: 'bestandsopslag, op inhoud', aantal: opInhoud }];
      antwoorden.push({ id, resten: alles.filter((r) => r.aantal > 0), blijft: [] });
    }
    return antwoorden;
  }

  /** Walks the store once: names that should be gone, and contents (same size first, then the hash) that no document owns. */
  private async zoekBestanden(organisatie: string, gezocht: Vernietiging['bestanden']): Promise<{ namen: Set<string>; hashes: Set<string> }> {
    const gevonden = { namen: new Set<string>(), hashes: new Set<string>() };
    if (gezocht.length === 0) return gevonden;
    const namen = new Set(gezocht.map((b) => b.document));
    const maten = new Set(gezocht.map((b) => b.omvang));
    const eigenaars = await andermansDocumenten(this.bron, organisatie, gezocht.map((b) => b.sha256));
    for await (const b of this.opslag.inhoud(organisatie)) {
      if (namen.has(b.document)) gevonden.namen.add(b.document);
      if (b.omvang !== null && maten.has(b.omvang) && !eigenaars.has(b.document)) gevonden.hashes.add(await this.opslag.sha256Van(b.pad));
    }
    return gevonden;
  }
}
