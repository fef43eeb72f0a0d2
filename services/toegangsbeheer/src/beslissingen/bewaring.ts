import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Bron } from '@bronhuis/bron';
import { KLOK, LOGGER, Rondes } from '@bronhuis/component';
import { datumInAmsterdam, minDuur, type Datum, type Klok } from '@bronhuis/standaarden';
import type { Logger } from 'pino';
import { vraagOrganisaties, type Organisatierij } from '../bundel/bundel.queries.ts';
import { systeemContext } from '../systeem.ts';
import { beginVanDag, uuidVanaf } from './tijdvak.ts';

/** Of what was decided without purpose: management, and what is public. */
const ZONDER_DOEL = 'P3Y';
/** Selectielijst 2020, 19.1.24. */
const AANMELDINGEN = 'P6M';
const PER_KEER = 5_000;
/** The terms are in days: an hour is soon enough after midnight, and after a start. */
const ELKE_MS = 3600_000;

const TERMIJNEN = 'select distinct on (id) id, bewaartermijn from activiteit where organisatie = $1 and bewaartermijn is not null order by id, versie desc';
const BESLISSINGEN = `delete from beslissing where organisatie = $1 and id in
  (select id from beslissing where organisatie = $1 and id < $2::uuid and record #>> '{doel,id}' is not distinct from $3 order by id limit $4) returning 1`;
const AANMELDINGEN_WEG = 'delete from aanmelding where organisatie = $1 and tijdstip < $2 returning 1';

/**
 * Destroys what was kept for its term: a decision as long as the records of the activity that it was for, counted from
 * its day. Of an activity whose register does not say how long, nothing goes.
 */
@Injectable()
export class Bewaring implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly rondes = new Rondes(() => this.ruimOp(), { elkeMs: ELKE_MS, mislukt: (fout) => this.logger.error({ fout }, 'the log of decisions could not be cleared yet') });

  constructor(
    @Inject(Bron) private readonly bron: Bron,
    @Inject(KLOK) private readonly klok: Klok,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.rondes.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.rondes.stop();
  }

  /** For every organisatie. */
  async ruimOp(): Promise<void> {
    const dag = datumInAmsterdam(this.klok.nu());
    for (const { organisatie } of await this.bron.lees<Organisatierij>(systeemContext(), vraagOrganisaties())) {
      const weg = await this.ruimOpVan(organisatie.oin, dag);
      if (weg > 0) this.logger.info({ organisatie: organisatie.oin, aantal: weg }, 'decisions and sign-ins destroyed after their term');
    }
  }

  private async ruimOpVan(organisatie: string, dag: Datum): Promise<number> {
    const vanaf = (termijn: string): Date => beginVanDag(minDuur(dag, termijn));
    const activiteiten = await this.bron.lees<{ id: string; bewaartermijn: string }>({ organisatie }, { name: 'bewaartermijnen', text: TERMIJNEN, values: [organisatie] });
    let weg = await this.wis(organisatie, AANMELDINGEN_WEG, [vanaf(AANMELDINGEN)]);
    for (const [doel, termijn] of [[null, ZONDER_DOEL] as const, ...activiteiten.map((a) => [a.id, a.bewaartermijn] as const)]) {
      let keer: number;
      do {
        keer = this.rondes.gestopt ? 0 : await this.wis(organisatie, BESLISSINGEN, [uuidVanaf(vanaf(termijn)), doel, PER_KEER]);
        weg += keer;
      } while (keer === PER_KEER);
    }
    return weg;
  }

  private wis(organisatie: string, sql: string, waarden: unknown[]): Promise<number> {
    return this.bron.transactie({ ...systeemContext(), organisatie }, async (tx) => (await tx.query(sql, [organisatie, ...waarden])).length);
  }
}
