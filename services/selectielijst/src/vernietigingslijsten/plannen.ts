import { Inject, Injectable } from '@nestjs/common';
import { Bron, type Context } from '@bronhuis/bron';
import { Bronnen } from './bronnen.ts';
import { leesLijstIn, leesRegels } from './lijsten.queries.ts';
import { maakBeoordeelbaar } from './lijsten.store.ts';
import { BRONNEN, hashVanPlan, type Plandeel } from './regel.ts';
import { laatVallen, legPlanVast } from './regels.store.ts';
import type { Uitkomst } from './werker.ts';

const PER_KEER = 50;

/** Asks every source in bulk what would go and what would stay, and freezes the answer in the list. */
@Injectable()
export class Plannen {
  constructor(
    @Inject(Bron) private readonly bron: Bron,
    @Inject(Bronnen) private readonly bronnen: Bronnen,
  ) {}

  async voerUit(ctx: Context, lijst: string, houdVast: () => Promise<void>): Promise<Uitkomst> {
    const regels = await leesRegels(this.bron, ctx.organisatie, lijst, ['opgesteld'], PER_KEER);
    if (regels.length === 0) return this.rondAf(ctx, lijst);
    const plannen = new Map<string, Map<string, Plandeel>>();
    for (const component of BRONNEN) {
      await houdVast();
      const antwoorden = await this.bronnen.plan(ctx, component, regels.map((r) => r.dossier));
      plannen.set(component, new Map(antwoorden.map((a) => [a.id, { component, gaat: a.gaat, blijft: a.blijft, hash: a.hash }])));
    }
    await this.bron.transactie(ctx, async (tx) => {
      for (const regel of regels) {
        const delen = BRONNEN.map((component) => plannen.get(component)?.get(regel.dossier));
        const zonder = BRONNEN.filter((_, i) => delen[i] === undefined);
        if (zonder.length > 0) await laatVallen(tx, lijst, regel, `onbekend bij ${zonder.join(' en ')}`);
        else {
          const plan = delen.filter((d) => d !== undefined);
          await legPlanVast(tx, lijst, regel.dossier, plan, hashVanPlan(regel.dossier, plan));
        }
      }
    });
    return 'verder';
  }

  private async rondAf(ctx: Context, id: string): Promise<Uitkomst> {
    await this.bron.transactie(ctx, async (tx) => {
      const kop = await tx.vergrendel('vernietigingslijst', id);
      if (kop === null) return;
      const lijst = await leesLijstIn(tx, id);
      if (lijst.status !== 'opgesteld') return;
      await maakBeoordeelbaar(tx, kop, lijst.regels.filter((r) => r.staat === 'gepland').length);
    });
    return 'klaar';
  }
}
