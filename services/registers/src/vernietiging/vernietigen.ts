import { Inject, Injectable } from '@nestjs/common';
import { Bron } from '@bronhuis/bron';
import type { Tx } from '@bronhuis/bron';
import type { Aanroep } from '@bronhuis/toegang';
import type { Verwerking } from '@bronhuis/verwerking';
import { dossierVernietigd, DOSSIER_VERNIETIGD } from '../dossiers/events.ts';
import { Bestandsopslag } from '../informatieobjecten/bestandsopslag.ts';
import { Opruimer } from '../informatieobjecten/opruimer.ts';
import { objectGebeurtenis, OBJECT_VERNIETIGD } from '../objecten/events.ts';
import { samen } from '../objecttypen/aanwijzers.ts';
import { verwerking } from '../objecttypen/toegang.ts';
import { leesType } from '../objecttypen/objecttypen.store.ts';
import { bezwaarTegen, maakPlan } from './plan.ts';
import { laadDossiers, laadInTransactie, leesBestanden, leesGrafsteen, leesGrafstenen, telResten } from './vernietiging.queries.ts';
import type { GeladenDossier } from './vernietiging.queries.ts';
import { houdDelenVast, vernietigDossier } from './vernietiging.store.ts';
import type { BewijsAntwoord, ControleAntwoord, OpgaveInvoer, PlannenAntwoord, UitgevoerdAntwoord, UitvoeringInvoer } from './vernietigingen.dto.ts';

const NIET_HIER = 'Dit dossier is hier niet bekend.';
const AL_WEG = 'Dit dossier is al vernietigd.';

/** The source's side of destruction: plan, check, destroy, prove. What it answers names nobody. */
@Injectable()
export class Vernietigen {
  constructor(
    @Inject(Bron) private readonly bron: Bron,
    @Inject(Bestandsopslag) private readonly opslag: Bestandsopslag,
    @Inject(Opruimer) private readonly opruimer: Opruimer,
  ) {}

  async plan(organisatie: string, ids: string[]): Promise<PlannenAntwoord> {
    const gevraagd = [...new Set(ids)];
    const gevonden = new Map((await laadDossiers(this.bron, organisatie, gevraagd)).map((d) => [d.id, d]));
    const stenen = await leesGrafstenen(this.bron, organisatie, gevraagd);
    return {
      dossiers: gevraagd.flatMap((id) => gevonden.get(id) ?? []).map(maakPlan),
      onbekend: gevraagd.filter((id) => !gevonden.has(id)).map((id) => ({ id, reden: stenen.has(id) ? AL_WEG : NIET_HIER })),
    };
  }

  async controleer(organisatie: string, opgaven: OpgaveInvoer[]): Promise<ControleAntwoord> {
    const ids = opgaven.map((o) => o.id);
    const gevonden = new Map((await laadDossiers(this.bron, organisatie, ids)).map((d) => [d.id, d]));
    const stenen = await leesGrafstenen(this.bron, organisatie, ids);
    return {
      dossiers: opgaven.map((opgave) => {
        const dossier = gevonden.get(opgave.id);
        const reden = dossier ? bezwaarTegen(dossier, opgave) : stenen.has(opgave.id) ? AL_WEG : NIET_HIER;
        return reden === null ? { id: opgave.id, akkoord: true } : { id: opgave.id, akkoord: false, reden };
      }),
    };
  }

  /** Each dossier is a transaction of its own: what was done stays done, and doing it again tells the same. */
  async voerUit(aanroep: Aanroep, opdracht: UitvoeringInvoer): Promise<UitgevoerdAntwoord[]> {
    const uit: UitgevoerdAntwoord[] = [];
    let metBeslissing = true;
    for (const { id, hash } of opdracht.dossiers) {
      const { resultaat, vastgelegd } = await this.bron.transactie(aanroep, (tx) => this.vernietig(tx, aanroep, opdracht, id, hash, metBeslissing));
      // One decision let all of them happen: it is recorded with the first that did.
      if (vastgelegd) metBeslissing = false;
      uit.push(resultaat);
    }
    await this.opruimer.probeerTeWissen(aanroep.organisatie);
    return uit;
  }

  private async vernietig(tx: Tx, aanroep: Aanroep, opdracht: UitvoeringInvoer, id: string, hash: string, metBeslissing: boolean): Promise<{ resultaat: UitgevoerdAntwoord; vastgelegd: boolean }> {
    const nee = (reden: string) => ({ resultaat: { id, vernietigd: false, reden }, vastgelegd: false });
    const kop = await tx.vergrendel('dossier', id);
    if (!kop) return { resultaat: await this.eerder(tx, id, opdracht.vernietigingslijst), vastgelegd: false };
    const objecten = await houdDelenVast(tx, id);
    const dossier = await laadInTransactie(tx, id);
    if (!dossier) return nee(NIET_HIER);
    const bezwaar = bezwaarTegen(dossier, { hash, uitkomst: dossier.uitkomst, einddatum: dossier.einddatum });
    if (bezwaar !== null) return nee(bezwaar);
    const { vernietigingslijst, grondslag } = opdracht;
    const aantallen = await vernietigDossier(tx, kop, dossier, maakPlan(dossier), { vernietigingslijst, grondslag });
    for (const o of objecten) {
      const objecttype = dossier.objecttypen.find((x) => x.id === o.id)?.objecttype ?? '';
      tx.emit(o, { type: OBJECT_VERNIETIGD, data: objectGebeurtenis(o.id, objecttype, 'registratie', o.versie) });
    }
    tx.emit(kop, { type: DOSSIER_VERNIETIGD, data: dossierVernietigd(id, dossier.kenmerk, dossier.objecttype, grondslag, vernietigingslijst, kop.tijd) });
    const regel = aanroep.regel(await dossierverwerking(tx, dossier));
    const verwerkt = metBeslissing ? regel : { ...regel, beslissing: null };
    tx.verwerk(verwerkt);
    return { resultaat: { id, vernietigd: true, tijdstip: kop.tijd.toISOString(), aantallen }, vastgelegd: true };
  }

  private async eerder(tx: Tx, id: string, vernietigingslijst: string): Promise<UitgevoerdAntwoord> {
    const steen = await leesGrafsteen(tx, id);
    if (!steen) return { id, vernietigd: false, reden: NIET_HIER };
    if (steen.vernietigingslijst !== vernietigingslijst) return { id, vernietigd: false, reden: 'Dit dossier is al vernietigd volgens een andere lijst.' };
    return { id, vernietigd: true, tijdstip: steen.vernietigd_op.toISOString(), aantallen: steen.aantallen };
  }

  /** Looks everywhere: tables, answers, outbox, inbox and the file store. */
  async bewijs(organisatie: string, ids: string[]): Promise<BewijsAntwoord> {
    const stenen = await leesGrafstenen(this.bron, organisatie, ids);
    const dossiers = [];
    for (const id of ids) {
      const resten = await telResten(this.bron, organisatie, id);
      const bestanden = await leesBestanden(this.bron, organisatie, id);
      const aanwezig = (await Promise.all(bestanden.map((b) => this.opslag.isAanwezig(organisatie, b)))).filter(Boolean).length;
      if (aanwezig > 0) resten.push({ waar: 'bestanden', aantal: aanwezig });
      dossiers.push({ id, resten, blijft: stenen.get(id)?.blijft ?? [] });
    }
    return { dossiers };
  }
}

/** Of everybody whom the dossier concerned; read here, because a second connection inside a transaction could starve the pool. */
async function dossierverwerking(tx: Tx, d: GeladenDossier): Promise<Verwerking | null> {
  const type = await leesType(tx, d.objecttype);
  if (!type) throw new Error(`object type ${d.objecttype} is not there`);
  return verwerking(type, 'Dossier vernietigd', { soort: 'dossier', id: d.id, kenmerk: d.kenmerk }, samen(d.betrokkenen));
}
