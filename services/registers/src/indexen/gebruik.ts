import { Inject, Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { Bron } from '@bronhuis/bron';
import { KLOK, LOGGER, Rondes } from '@bronhuis/component';
import { nieuweTrace } from '@bronhuis/standaarden';
import type { Klok } from '@bronhuis/standaarden';
import type { SoortGebruik } from './advies.ts';
import { telGebruikBij } from './gebruik.store.ts';
import type { Bijgeteld } from './gebruik.store.ts';

const ELKE_MS = 15_000;
const MEEST = 10_000;

interface Logboek {
  error(gegevens: object, bericht: string): void;
}

/**
 * Which fields questions ask by, and what those questions cost: names and numbers, never a value. Kept here and brought to
 * the database now and then; what a process that dies had not yet brought, is not worth a write per question.
 */
@Injectable()
export class Indexgebruik implements OnApplicationBootstrap, OnApplicationShutdown {
  private geteld = new Map<string, Map<string, Bijgeteld>>();
  private readonly rondes = new Rondes(() => this.bewaar(), {
    elkeMs: ELKE_MS,
    mislukt: (fout) => this.logger.error({ fout }, 'the use of fields in questions was not kept'),
  });

  constructor(
    @Inject(Bron) private readonly bron: Bron,
    @Inject(KLOK) private readonly klok: Klok,
    @Inject(LOGGER) private readonly logger: Logboek,
  ) {}

  onApplicationBootstrap(): void {
    this.rondes.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.rondes.stop();
  }

  tel(organisatie: string, objecttype: string, gebruikt: readonly { pad: string; gebruik: SoortGebruik }[], ms: number): void {
    const hier = this.geteld.get(organisatie) ?? new Map<string, Bijgeteld>();
    this.geteld.set(organisatie, hier);
    const laatst = this.klok.nu();
    for (const { pad, gebruik } of gebruikt) {
      const sleutel = `${objecttype} ${gebruik} ${pad}`;
      const tot = hier.get(sleutel);
      if (!tot && hier.size >= MEEST) continue;
      hier.set(sleutel, { objecttype, pad, gebruik, keren: (tot?.keren ?? 0) + 1, ms: (tot?.ms ?? 0) + ms, laatst });
    }
  }

  async bewaar(): Promise<void> {
    const { geteld } = this;
    this.geteld = new Map();
    for (const [organisatie, regels] of geteld) {
      await this.bron.transactie({ organisatie, traceparent: nieuweTrace() }, (tx) => telGebruikBij(tx, [...regels.values()]));
    }
  }
}
