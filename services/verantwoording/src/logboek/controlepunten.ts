import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Bron, type Tx } from '@bronhuis/bron';
import { CONFIG, KLOK, LOGGER, Rondes, type Config } from '@bronhuis/component';
import { nieuweTrace, type Klok } from '@bronhuis/standaarden';
import { Bundelhouder } from '@bronhuis/toegang';
import type { Logger } from 'pino';
import { wortelVanRand } from './boom.ts';
import { maakControlepunt, type Controlepunt } from './controlepunt.ts';
import { bewaarGetuige } from './getuigen.ts';
import { laatsteControlepunt } from './logboek.queries.ts';
import { vergrendelKop } from './logboek.store.ts';
import { Logsleutels } from './logsleutels.ts';

/** Rows are under a signature within about this time. */
const TEMPO_MS = 500;
/** Now and then every organisatie gets a turn: rows of a replica that died before it signed. */
const RONDE_MS = 30_000;

const OPNIEUW_MS = 5_000;

const BEWAAR = `insert into controlepunt (organisatie, grootte, wortel, keten, tijdstip, handtekening)
  values ($1, $2, decode($3, 'hex'), decode($4, 'hex'), $5, $6)`;

/** Signs the state of a log as soon as it has grown: what was signed can no longer be rewritten unseen. */
@Injectable()
export class Controlepunten implements OnApplicationBootstrap, OnApplicationShutdown {
  private gegroeid = new Set<string>();
  private volgendeRonde = 0;
  private readonly rondes = new Rondes(() => this.ronde(), { elkeMs: TEMPO_MS, mislukt: (fout) => this.log.error({ fout }, 'the log could not be signed') });

  constructor(
    @Inject(Bron) private readonly bron: Bron,
    @Inject(Logsleutels) private readonly sleutels: Logsleutels,
    @Inject(Bundelhouder) private readonly bundel: Bundelhouder,
    @Inject(KLOK) private readonly klok: Klok,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.rondes.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.rondes.stop();
  }

  /** Says that rows were added; they are signed at the next beat. */
  meld(organisatie: string): void {
    this.gegroeid.add(organisatie);
  }

  /** The latest checkpoint, made now when the log has grown since; null for an empty log. */
  async actueel(tx: Tx): Promise<Controlepunt | null> {
    const kop = await vergrendelKop(tx);
    if (!kop) return null;
    const { rand, keten } = kop;
    const laatste = await laatsteControlepunt(tx);
    if (laatste?.grootte === rand.grootte) return laatste;
    const sleutel = await this.sleutels.prive(tx.organisatie);
    const nu = this.klok.nu();
    const punt = maakControlepunt(
      { organisatie: tx.organisatie, grootte: rand.grootte, wortel: wortelVanRand(rand).toString('hex'), keten: keten.toString('hex'), tijdstip: nu.toISOString() },
      sleutel,
    );
    await tx.query(BEWAAR, [tx.organisatie, punt.grootte, punt.wortel, punt.keten, punt.tijdstip, JSON.stringify(punt.handtekening)]);
    return punt;
  }

  private async ronde(): Promise<void> {
    const beurt = this.gegroeid;
    this.gegroeid = new Set();
    if (performance.now() >= this.volgendeRonde && this.bundel.gereed()) {
      this.volgendeRonde = performance.now() + RONDE_MS;
      for (const { oin } of this.bundel.huidige().bundel.organisaties) beurt.add(oin);
    }
    for (const organisatie of beurt) {
      try {
        const punt = await this.bron.transactie({ organisatie, traceparent: nieuweTrace() }, (tx) => this.actueel(tx));
        if (punt) await bewaarGetuige(this.config.GEGEVENS_MAP, punt);
      } catch (fout) {
        // The rows are safe and chained; they wait for their signature until this succeeds.
        setTimeout(() => this.meld(organisatie), OPNIEUW_MS).unref();
        this.log.error({ organisatie, fout: (fout as Error).message }, 'the log could not be signed');
      }
    }
  }
}
