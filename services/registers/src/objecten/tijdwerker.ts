import { Inject, Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { Bron } from '@bronhuis/bron';
import type { Kop } from '@bronhuis/bron';
import { KLOK, LOGGER, Rondes } from '@bronhuis/component';
import { datumInAmsterdam, nieuweTrace } from '@bronhuis/standaarden';
import type { Datum, Klok } from '@bronhuis/standaarden';
import { objectGebeurtenis, OBJECT_BEEINDIGD, OBJECT_INGEGAAN } from './events.ts';
import { isGebeurd, opVolgorde } from './momenten.ts';
import { neemRijpe, verhoog } from './momenten.store.ts';

const ELKE_MS = 2_000;
const PER_KEER = 100;
const TYPE = { ingegaan: OBJECT_INGEGAAN, beeindigd: OBJECT_BEEINDIGD } as const;

interface Logboek {
  error(gegevens: object, bericht: string): void;
}

/**
 * Tells on its day that a version starts or ends its object: once, also after days of standing still and by however many
 * processes. What was to happen is a row; taking the row and telling it are one transaction, so a process that dies in
 * between has done nothing.
 */
@Injectable()
export class Tijdwerker implements OnApplicationBootstrap, OnApplicationShutdown {
  // The rows are still there: the next round does it again.
  private readonly rondes = new Rondes(() => this.werkBij(), {
    elkeMs: ELKE_MS,
    mislukt: (fout) => this.logger.error({ fout }, 'events of this day could not be sent yet'),
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

  /** Everything whose day has come, for every organisation. Gives how many events that were. */
  async werkBij(): Promise<number> {
    const vandaag = datumInAmsterdam(this.klok.nu());
    const { rows } = await this.bron.werker.query<{ organisatie: string }>('select distinct organisatie from object_moment where dag <= $1', [vandaag]);
    let gemeld = 0;
    for (const { organisatie } of rows) {
      for (let portie = await this.portie(organisatie, vandaag); portie !== null; portie = await this.portie(organisatie, vandaag)) {
        gemeld += portie;
        if (this.rondes.gestopt) return gemeld;
      }
    }
    return gemeld;
  }

  /** One transaction. Null when there was nothing to take. */
  private async portie(organisatie: string, vandaag: Datum): Promise<number | null> {
    return this.bron.transactie({ organisatie, traceparent: nieuweTrace() }, async (tx) => {
      const rijpe = await neemRijpe(tx, vandaag, PER_KEER);
      const koppen: Kop[] = [];
      let gemeld = 0;
      for (const { kop, objecttype, momenten, versies } of rijpe) {
        const gebeurd = momenten.filter((m) => isGebeurd(versies, m)).sort(opVolgorde);
        for (const [i, m] of gebeurd.entries()) {
          // Each event of an object has a version of its own: a receiver applies only what is newer.
          tx.emit({ ...kop, versie: kop.versie + i }, { type: TYPE[m.soort], data: { ...objectGebeurtenis(kop.id, objecttype, 'registratie', m.versie), dag: m.dag } });
        }
        if (gebeurd.length > 0) koppen.push({ ...kop, versie: kop.versie + gebeurd.length - 1 });
        gemeld += gebeurd.length;
      }
      if (koppen.length > 0) await verhoog(tx, koppen);
      return rijpe.length > 0 ? gemeld : null;
    });
  }
}
