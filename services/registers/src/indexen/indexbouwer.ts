import { Inject, Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { Bron } from '@bronhuis/bron';
import { LOGGER, Rondes } from '@bronhuis/component';
import { nieuweTrace } from '@bronhuis/standaarden';
import { beginMetVullen, neemWerk, noteerWachten, ruimDeelOp, vulDeel } from './indexen.store.ts';

const ELKE_MS = 2_000;
/** Objects in one transaction: who writes to one of them waits for that. */
const PER_KEER = 200;
const WEG_PER_KEER = 5_000;

interface Logboek {
  error(gegevens: object, bericht: string): void;
}

/**
 * Fills what types declare and takes away what they declare no more, a piece per transaction: a process that dies has done
 * whole pieces, and the next goes on behind them. The row of the index is the claim, so two processes never do one piece.
 * What is written meanwhile is filled by the write itself; what is filled is used only when all of it is.
 */
@Injectable()
export class Indexbouwer implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly rondes = new Rondes(() => this.werkBij(), {
    elkeMs: ELKE_MS,
    mislukt: (fout) => this.logger.error({ fout }, 'building an index waits for the next round'),
  });

  constructor(
    @Inject(Bron) private readonly bron: Bron,
    @Inject(LOGGER) private readonly logger: Logboek,
  ) {}

  onApplicationBootstrap(): void {
    this.rondes.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.rondes.stop();
  }

  /** Everything that can be done now, for every organisation. */
  async werkBij(): Promise<void> {
    const { rows } = await this.bron.werker.query<{ organisatie: string }>("select distinct organisatie from object_index where status <> 'gereed'");
    for (const { organisatie } of rows) {
      // Behind an index that must wait, or that another process has in hand, the next may go on.
      for (let nr: number | null = 0; nr !== null && !this.rondes.gestopt; ) nr = await this.stap(organisatie, nr);
    }
  }

  /** One transaction on the first index behind this number. Says behind which one to go on, or null when there is none. */
  async stap(organisatie: string, na: number): Promise<number | null> {
    return this.bron.transactie({ organisatie, traceparent: nieuweTrace() }, async (tx) => {
      const werk = await neemWerk(tx, na);
      if (!werk) return null;
      const zelfde = werk.nr - 1;
      if (werk.nieuw) {
        await noteerWachten(tx, werk.nr);
        return zelfde;
      }
      if (werk.status === 'bouwt') return (await vulDeel(tx, werk, PER_KEER)) < PER_KEER ? werk.nr : zelfde;
      if (!werk.vrij) return werk.nr;
      if (werk.status === 'weg') return (await ruimDeelOp(tx, werk, WEG_PER_KEER)) ? zelfde : werk.nr;
      await beginMetVullen(tx, werk);
      return zelfde;
    });
  }
}
