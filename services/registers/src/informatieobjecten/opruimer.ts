import { Inject, Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { Bron } from '@bronhuis/bron';
import { KLOK, LOGGER, Rondes } from '@bronhuis/component';
import { isUuid, nieuweTrace } from '@bronhuis/standaarden';
import type { Klok } from '@bronhuis/standaarden';
import type { Logger } from 'pino';
import { neemVerlopen, verwijderUploads } from '../uploads/uploads.store.ts';
import { Bestandsopslag } from './bestandsopslag.ts';

const ELKE_MS = 30_000;
const PER_RONDE = 100;
/** An upload that is still busy is never this old. */
const WEES_NA_MS = 6 * 3_600_000;

const GEKEND = `select bestand from informatieobject where organisatie = $1 and bestand = any($2::uuid[])
  union all select bestand from upload_deel where organisatie = $1 and bestand = any($2::uuid[])
  union all select bestand from bulkopdracht where organisatie = $1 and bestand = any($2::uuid[])`;

/**
 * Removes bytes that no row names any more: at once what a transaction wrote down as work, until it is gone; at start
 * also what a crash left between the file and its row.
 */
@Injectable()
export class Opruimer implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly rondes = new Rondes(() => this.wisAlles(), { elkeMs: ELKE_MS, mislukt: (fout) => this.meld(fout) });

  constructor(
    @Inject(Bron) private readonly bron: Bron,
    @Inject(Bestandsopslag) private readonly opslag: Bestandsopslag,
    @Inject(KLOK) private readonly klok: Klok,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    void this.rondes.wek(() => this.ruimWezenOp());
    this.rondes.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.rondes.stop();
  }

  /** Removes what this organisation wants removed. The row goes after the file: a crash in between does it again. */
  async wis(organisatie: string): Promise<void> {
    const ctx = { organisatie, traceparent: nieuweTrace() };
    const rijen = await this.bron.lees<{ bestand: string }>(ctx, {
      name: 'te_wissen',
      text: 'select bestand from te_wissen_bestand where organisatie = $1 order by sinds limit 1000',
      values: [organisatie],
    });
    if (rijen.length === 0) return;
    for (const { bestand } of rijen) await this.opslag.wis(organisatie, bestand);
    await this.bron.transactie(ctx, (tx) => tx.query('delete from te_wissen_bestand where organisatie = $1 and bestand = any($2::uuid[])', [organisatie, rijen.map((r) => r.bestand)]));
  }

  /** At once when it can be; else the next round does it. */
  async probeerTeWissen(organisatie: string): Promise<void> {
    try {
      await this.wis(organisatie);
    } catch (fout) {
      this.meld((fout as Error).message);
    }
  }

  /** The files that no row names. */
  async ruimWezenOp(): Promise<void> {
    for (const organisatie of await this.opslag.organisaties()) {
      const oud = await this.opslag.ouderDan(organisatie, new Date(this.klok.nu().getTime() - WEES_NA_MS));
      const heel = oud.filter((o) => !o.half && isUuid(o.naam)).map((o) => o.naam);
      const gekend = await this.bron.lees<{ bestand: string }>(
        { organisatie },
        { name: 'gekende_bestanden', text: GEKEND, values: [organisatie, heel] },
      );
      const houden = new Set(gekend.map((g) => g.bestand));
      const wezen = [...oud.filter((o) => o.half).map((o) => o.naam), ...heel.filter((n) => !houden.has(n))];
      for (const naam of wezen) await this.opslag.wis(organisatie, naam);
      if (wezen.length > 0) this.logger.warn({ organisatie, aantal: wezen.length }, 'removed files that belonged to nothing');
      await this.wis(organisatie);
    }
  }

  /** One round: what was given up, and what was to be removed. */
  async wisAlles(): Promise<void> {
    for (const organisatie of await this.opslag.organisaties()) {
      await this.geefOp(organisatie);
      await this.wis(organisatie);
    }
  }

  /** Uploads of which nothing was heard for too long. */
  private async geefOp(organisatie: string): Promise<void> {
    const nu = this.klok.nu();
    await this.bron.transactie({ organisatie, traceparent: nieuweTrace() }, async (tx) => verwijderUploads(tx, await neemVerlopen(tx, nu, PER_RONDE), nu));
  }

  /** The work is a row: the next round does it again. */
  private meld(fout: string): void {
    this.logger.error({ fout }, 'files could not be removed yet');
  }
}
