import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Bron } from '@bronhuis/bron';
import { KLOK, LOGGER, Rondes } from '@bronhuis/component';
import { datumInAmsterdam, isUuid, nieuweTrace, type Klok } from '@bronhuis/standaarden';
import { Bundelhouder } from '@bronhuis/toegang';
import type { Logger } from 'pino';
import { leesVergrendeld } from '../publicaties/publicaties.queries.ts';
import { beeindig } from '../publicaties/publicatie.store.ts';
import { Bestandsopslag } from './bestandsopslag.ts';

const RONDE_MS = 5_000;
const VEEG_MS = 15 * 60_000;
/** A file without a row may be an upload of this very moment. */
const JONG_MS = 60 * 60_000;

const WERK = `select document from opruiming where organisatie = $1 and ($2::uuid is null or dossier = $2) order by sinds limit 500`;
const VERLOPEN = `select id, dossier, categorie from publicatie where organisatie = $1 and status = 'gepubliceerd' and publicatie_tot <= $2::date limit 100`;

/** Removes the files whose work row says so, as often as it takes; ends publications whose time is over; sweeps strays. */
@Injectable()
export class Opruimer implements OnApplicationBootstrap, OnModuleDestroy {
  // The next round tries again: the work rows are still there.
  private readonly rondes = new Rondes(() => this.ronde(), { elkeMs: RONDE_MS, mislukt: (fout) => this.logger.warn({ fout }, 'cleaning round failed') });
  private laatsteVeeg = 0;

  constructor(
    @Inject(Bron) private readonly bron: Bron,
    @Inject(Bestandsopslag) private readonly opslag: Bestandsopslag,
    @Inject(Bundelhouder) private readonly bundelhouder: Bundelhouder,
    @Inject(KLOK) private readonly klok: Klok,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.rondes.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.rondes.stop();
  }

  /** Removes the files of one dossier, or all that wait. @returns how many could not be removed */
  async ruimOp(organisatie: string, dossier: string | null = null): Promise<number> {
    const werk = await this.bron.lees<{ document: string }>({ organisatie }, { name: 'woo_opruiming', text: WERK, values: [organisatie, dossier] });
    let mislukt = 0;
    for (const { document } of werk) {
      let fout: string | null = null;
      try {
        await this.opslag.verwijder(organisatie, document);
      } catch (e) {
        fout = (e as NodeJS.ErrnoException).code ?? 'onbekend';
        mislukt++;
        this.logger.warn({ document, fout }, 'file could not be removed; it is tried again');
      }
      await this.bron.transactie({ organisatie, traceparent: nieuweTrace() }, (tx) =>
        fout === null
          ? tx.query('delete from opruiming where organisatie = $1 and document = $2', [organisatie, document])
          : tx.query('update opruiming set pogingen = pogingen + 1, laatste_fout = $3 where organisatie = $1 and document = $2', [organisatie, document, fout]),
      );
    }
    return mislukt;
  }

  /** Publications whose own term is over (publicatieduur) end by themselves. */
  async beeindigVerlopen(organisatie: string): Promise<void> {
    const vandaag = datumInAmsterdam(this.klok.nu());
    const verlopen = await this.bron.lees<{ id: string; dossier: string; categorie: string }>({ organisatie }, { name: 'woo_verlopen', text: VERLOPEN, values: [organisatie, vandaag] });
    for (const p of verlopen) {
      await this.bron.transactie({ organisatie, traceparent: nieuweTrace() }, async (tx) => {
        const kop = await tx.vergrendel('publicatie', p.id);
        // Another process may have been first.
        if (!kop || (await leesVergrendeld(tx, p.id)).status !== 'gepubliceerd') return;
        await beeindig(tx, kop, p, 'publicatieduur-verstreken', null);
      });
    }
  }

  /** Files that no row names: the process was killed between placing a file and committing its row. */
  async veeg(organisatie: string): Promise<void> {
    const grens = new Date(this.klok.nu().getTime() - JONG_MS);
    const oud: string[] = [];
    for await (const b of this.opslag.inhoud(organisatie)) if (b.gewijzigd < grens && isUuid(b.document)) oud.push(b.document);
    if (oud.length === 0) return;
    const bekend = await this.bron.lees<{ id: string }>({ organisatie }, { name: 'woo_bekend', text: 'select id from document where organisatie = $1 and id = any($2::uuid[])', values: [organisatie, oud] });
    const ids = new Set(bekend.map((b) => b.id));
    for (const document of oud) if (!ids.has(document)) await this.opslag.verwijder(organisatie, document);
  }

  private async ronde(): Promise<void> {
    if (!this.bundelhouder.gereed()) return;
    const vegen = performance.now() - this.laatsteVeeg > VEEG_MS || this.laatsteVeeg === 0;
    for (const { oin } of this.bundelhouder.huidige().bundel.organisaties) {
      await this.beeindigVerlopen(oin);
      await this.ruimOp(oin);
      if (vegen) await this.veeg(oin);
    }
    if (!vegen) return;
    await this.opslag.veegOnderweg(new Date(this.klok.nu().getTime() - JONG_MS));
    this.laatsteVeeg = performance.now();
  }
}
