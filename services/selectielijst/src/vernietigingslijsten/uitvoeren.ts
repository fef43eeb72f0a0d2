import { Inject, Injectable } from '@nestjs/common';
import { Bron, type Context, type Tx } from '@bronhuis/bron';
import { KLOK } from '@bronhuis/component';
import { datumInAmsterdam, type Klok } from '@bronhuis/standaarden';
import { maakGrafsteen } from '../archiefacties/dossiers.store.ts';
import { Verklaren } from '../verklaringen/verklaren.ts';
import { Bronnen } from './bronnen.ts';
import { leesNu, leesRegels } from './lijsten.queries.ts';
import { BRONNEN, MAX_POGINGEN, redenOmTeLatenVallen, type Bronnaam, type Controle, type Regel, type Regelstaat } from './regel.ts';
import { begin, laatVallen, legMislukkingVast, legVernietigingVast } from './regels.store.ts';
import type { Uitkomst } from './werker.ts';

const PER_KEER = 50;
const LANGSTE_WACHT_MS = 60_000;

type HoudVast = () => Promise<void>;

/** Carries out an approved list: ask again, destroy, prove, and at the end declare. */
@Injectable()
export class Uitvoeren {
  constructor(
    @Inject(Bron) private readonly bron: Bron,
    @Inject(Bronnen) private readonly bronnen: Bronnen,
    @Inject(Verklaren) private readonly verklaren: Verklaren,
    @Inject(KLOK) private readonly klok: Klok,
  ) {}

  async voerUit(ctx: Context, lijst: string, houdVast: HoudVast): Promise<Uitkomst> {
    const gepland = await this.regels(ctx, lijst, 'gepland');
    if (gepland.length > 0) await this.controleer(ctx, lijst, gepland, houdVast);
    const begonnen = await this.regels(ctx, lijst, 'in-uitvoering');
    // What failed before is asked again when the rest is done, so that one stubborn dossier holds nobody up.
    const nu = begonnen.length > 0 ? begonnen : await this.regels(ctx, lijst, 'mislukt');
    for (const groep of perGrondslag(nu)) await this.vernietig(ctx, lijst, groep, houdVast);
    return this.vervolg(ctx, lijst);
  }

  private regels(ctx: Context, lijst: string, staat: Regelstaat): Promise<Regel[]> {
    return leesRegels(this.bron, ctx.organisatie, lijst, [staat], PER_KEER);
  }

  private async vervolg(ctx: Context, lijst: string): Promise<Uitkomst> {
    if ((await leesRegels(this.bron, ctx.organisatie, lijst, ['gepland', 'in-uitvoering'], 1)).length > 0) return 'verder';
    const mislukt = await this.regels(ctx, lijst, 'mislukt');
    if (mislukt.length > 0) return { overMs: Math.min(250 * 2 ** Math.min(...mislukt.map((r) => r.pogingen)), LANGSTE_WACHT_MS) };
    await this.verklaren.rondAf(ctx, lijst);
    return 'klaar';
  }

  /** Hold, term and facts here, hash and facts at every source. What changed drops out with its reason; the rest proceeds. */
  private async controleer(ctx: Context, lijst: string, regels: Regel[], houdVast: HoudVast): Promise<void> {
    const antwoorden = new Map<Bronnaam, Map<string, Controle>>();
    for (const component of BRONNEN) {
      await houdVast();
      const vragen = regels.map((r) => ({ id: r.dossier, hash: hashBij(r, component), uitkomst: r.uitkomst, einddatum: r.einddatum }));
      antwoorden.set(component, await this.bronnen.controle(ctx, component, vragen));
    }
    await houdVast();
    for (const regel of regels) {
      const controles = BRONNEN.flatMap((component) => antwoorden.get(component)?.get(regel.dossier) ?? []);
      await this.bron.transactie(ctx, async (tx) => {
        // The lock that a new hold takes too.
        await tx.vergrendel('dossier', regel.dossier);
        const reden = redenOmTeLatenVallen(regel, await leesNu(tx, regel.dossier), controles, datumInAmsterdam(this.klok.nu()));
        if (reden === null) await begin(tx, lijst, regel.dossier);
        else await laatVallen(tx, lijst, regel, reden);
      });
    }
  }

  /** Publication before source; then the proof of both. Every call may be a repetition of one that succeeded. */
  private async vernietig(ctx: Context, lijst: string, regels: Regel[], houdVast: HoudVast): Promise<void> {
    let over = regels;
    for (const component of BRONNEN) {
      if (over.length === 0) return;
      await houdVast();
      const weigeringen = await this.laatVernietigen(ctx, component, lijst, over);
      for (const regel of over) {
        const reden = weigeringen.get(regel.dossier);
        if (reden !== undefined) await this.bron.transactie(ctx, (tx) => this.geweigerd(tx, lijst, regel, component, reden));
      }
      over = over.filter((r) => !weigeringen.has(r.dossier));
    }
    await this.bewijs(ctx, lijst, over, houdVast);
  }

  /** A refusal may be for a moment (a file in use): asked again a few times, then the dossier drops out, saying what is gone already. */
  private geweigerd(tx: Tx, lijst: string, regel: Regel, component: Bronnaam, reden: string): Promise<void> {
    if (regel.pogingen + 1 < MAX_POGINGEN) return legMislukkingVast(tx, lijst, regel, reden);
    const eerder = BRONNEN.slice(0, BRONNEN.indexOf(component));
    return laatVallen(tx, lijst, regel, eerder.length === 0 ? reden : `${reden} (al vernietigd bij ${eerder.join(' en ')})`);
  }

  private async laatVernietigen(ctx: Context, component: Bronnaam, lijst: string, regels: Regel[]): Promise<Map<string, string>> {
    const { waardering } = regels[0] as Regel;
    const antwoorden = await this.bronnen.uitvoering(ctx, component, {
      vernietigingslijst: lijst,
      dossiers: regels.map((r) => ({ id: r.dossier, hash: hashBij(r, component) })),
      grondslag: { selectielijst: `${waardering.lijst} ${waardering.jaar}`, nummer: waardering.nummer, omschrijving: waardering.omschrijving },
    });
    const opId = new Map(antwoorden.map((a) => [a.id, a]));
    const geweigerd = regels.filter((r) => opId.get(r.dossier)?.vernietigd !== true);
    return new Map(geweigerd.map((r) => [r.dossier, `${component}: ${opId.get(r.dossier)?.reden ?? 'gaf geen antwoord over dit dossier'}`]));
  }

  /** Destroyed is what no source can find any more: tables, files, index, outbox, answers, caches. */
  private async bewijs(ctx: Context, lijst: string, regels: Regel[], houdVast: HoudVast): Promise<void> {
    if (regels.length === 0) return;
    const bezwaren = new Map<string, string[]>();
    for (const component of BRONNEN) {
      await houdVast();
      const opId = new Map((await this.bronnen.bewijs(ctx, component, regels.map((r) => r.dossier))).map((a) => [a.id, a]));
      for (const { dossier } of regels) {
        const resten = opId.get(dossier)?.resten;
        const tekst = resten === undefined ? `${component} gaf geen bewijs` : resten.map((r) => `nog ${r.aantal} in ${r.waar} van ${component}`).join(', ');
        if (tekst !== '') bezwaren.set(dossier, [...(bezwaren.get(dossier) ?? []), tekst]);
      }
    }
    for (const regel of regels) {
      const bezwaar = bezwaren.get(regel.dossier);
      await this.bron.transactie(ctx, async (tx) => {
        if (bezwaar !== undefined) return legMislukkingVast(tx, lijst, regel, bezwaar.join('; '));
        const kop = await tx.vergrendel('dossier', regel.dossier);
        if (kop === null) throw new Error('the dossier of a line is not there');
        await legVernietigingVast(tx, lijst, regel, kop.tijd);
        // The event of the source may have come first.
        if ((await leesNu(tx, regel.dossier)).status === 'vernietigd') return undefined;
        return maakGrafsteen(tx, kop, { kenmerk: regel.kenmerk, objecttype: regel.objecttype, tijdstip: kop.tijd, vernietigingslijst: lijst });
      });
    }
  }
}

const hashBij = (regel: Regel, component: Bronnaam): string => regel.plan?.find((d) => d.component === component)?.hash ?? '';

/** A source is told one ground per call. */
function perGrondslag(regels: Regel[]): Regel[][] {
  const groepen = new Map<string, Regel[]>();
  for (const r of regels) {
    const sleutel = `${r.waardering.lijst}|${r.waardering.jaar}|${r.waardering.nummer}`;
    groepen.set(sleutel, [...(groepen.get(sleutel) ?? []), r]);
  }
  return [...groepen.values()];
}
