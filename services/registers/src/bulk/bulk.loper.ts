import { setTimeout as wacht } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { Bron, sqlstate } from '@bronhuis/bron';
import type { Kop, Tx } from '@bronhuis/bron';
import { KLOK, LOGGER, Rondes } from '@bronhuis/component';
import { datumInAmsterdam, nieuweTrace } from '@bronhuis/standaarden';
import type { Klok } from '@bronhuis/standaarden';
import type { Logger } from 'pino';
import { Bestandsopslag } from '../informatieobjecten/bestandsopslag.ts';
import { Opruimer } from '../informatieobjecten/opruimer.ts';
import { BekendeRsins } from '../objecttypen/bekende-rsins.ts';
import { isSleutelVanAnder } from '../objecttypen/sleutel.ts';
import { Typen } from '../objecttypen/typen.ts';
import type { Foutregel } from './besluit.ts';
import { leesBulkopdracht, leesLopendeOpdrachten } from './bulkopdracht.queries.ts';
import type { Bulkopdracht } from './bulkopdracht.queries.ts';
import { bewaarVordering, claimBulkopdracht, voegBulkfoutenToe } from './bulkopdracht.store.ts';
import { Bulkschrijver, VerouderdType } from './bulk.schrijver.ts';
import type { Klaargezet, Telling } from './bulk.schrijver.ts';
import { leesRegel } from './regel.ts';
import type { Toets } from './regel.ts';
import { elk, halveer, leesStukken, vooruit } from './stukken.ts';
import type { Stuk } from './stukken.ts';

const ELKE_MS = 5_000;
const POGINGEN = 5;
/** So long a piece that is written waits for the one before it. That may wait for a third, and the third for this one: which no database sees. */
const GEDULD_MS = 5_000;
/** Bytes. In smaller ones, reading a delivery costs as much as taking its lines apart. */
const LEESBLOK = 262_144;

/** Somebody else works on it, or it is finished. */
class Elders extends Error {}

/** The piece before it does not go well at once: what was written beside it gives way. */
class GaatNietVooraf extends Error {}

/** A piece that is being written. */
interface Bezig {
  sleutels: ReadonlySet<string>;
  /** Whether that went well the first time. */
  ineens: Promise<boolean>;
  /** When it is there, however often it took. */
  geheel: Promise<void>;
}

/** Nothing of it may be there. */
class Mislukt extends Error {
  constructor(readonly fouten: Foutregel[], readonly regel: number) {
    super('a delivery has wrong lines');
  }
}

/**
 * Carries out deliveries: a piece is one transaction that holds its objects, event, record and how far it came, so that
 * after a kill whoever comes next goes on behind the last whole piece. Two processes never do a piece twice: the row of the
 * delivery is held, and a piece that does not begin where the row says is not done.
 *
 * When nobody has the keys of a piece, its objects are written beside those of the piece before it; once that is committed it
 * is its turn for the row. Of the same keys they are not written beside each other: the first would wait for the second.
 */
@Injectable()
export class Bulkloper implements OnApplicationBootstrap, OnApplicationShutdown {
  // The work is a row: the next round goes on with it.
  private readonly rondes = new Rondes(() => this.ronde(), {
    elkeMs: ELKE_MS,
    mislukt: (fout) => this.logger.error({ fout }, 'a delivery of objects waits for the next round'),
  });

  constructor(
    @Inject(Bron) private readonly bron: Bron,
    @Inject(Typen) private readonly typen: Typen,
    @Inject(BekendeRsins) private readonly rsins: BekendeRsins,
    @Inject(Bestandsopslag) private readonly opslag: Bestandsopslag,
    @Inject(Opruimer) private readonly opruimer: Opruimer,
    @Inject(Bulkschrijver) private readonly schrijver: Bulkschrijver,
    @Inject(KLOK) private readonly klok: Klok,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.rondes.start();
    void this.rondes.wek();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.rondes.stop();
  }

  begin(organisatie: string, id: string): void {
    void this.rondes.wek(() => this.draai(organisatie, id));
  }

  private async ronde(): Promise<void> {
    const sinds = new Date(this.klok.nu().getTime() - ELKE_MS);
    for (const { organisatie, id } of await leesLopendeOpdrachten(this.bron, sinds)) {
      if (this.rondes.gestopt) return;
      await this.probeer(organisatie, id);
    }
  }

  /** One that cannot go on holds up no other. */
  private async probeer(organisatie: string, id: string): Promise<void> {
    try {
      await this.draai(organisatie, id);
    } catch (fout) {
      this.logger.error({ bulkopdracht: id, fout: (fout as Error).message }, 'a delivery of objects waits for the next round');
    }
  }

  private async draai(organisatie: string, id: string): Promise<void> {
    for (;;) {
      const stand = await leesBulkopdracht(this.bron, organisatie, id);
      if (stand?.status !== 'loopt' || this.rondes.gestopt) return;
      try {
        if (stand.modus === 'doorgaan') await this.doorgaan(organisatie, stand);
        else await this.allesOfNiets(organisatie, stand);
        await this.opruimer.probeerTeWissen(organisatie);
        return;
      } catch (fout) {
        if (fout instanceof Elders) return;
        if (!(fout instanceof VerouderdType)) throw fout;
      }
    }
  }

  private async toets(organisatie: string, stand: Bulkopdracht): Promise<Toets> {
    return { toetstype: await this.typen.actueel(organisatie, stand.objecttype), rsins: this.rsins.alle(), vandaag: datumInAmsterdam(stand.begonnen) };
  }

  /** The pieces from where it is; the next is read, checked and with `maak` made ready while the database works on this one. */
  private async *stukken<T>(organisatie: string, stand: Bulkopdracht, toets: Toets, maak: (stuk: Stuk) => Promise<T>): AsyncGenerator<T> {
    const inhoud = await this.opslag.lees(organisatie, stand.bestand, { van: stand.positie, blok: LEESBLOK });
    const gelezen = leesStukken(inhoud, { positie: stand.positie, regel: stand.regel }, (tekst, nr) => leesRegel(tekst, nr, toets));
    try {
      yield* vooruit(elk(gelezen, maak));
    } finally {
      inhoud.destroy();
    }
  }

  private async doorgaan(organisatie: string, stand: Bulkopdracht): Promise<void> {
    const toets = await this.toets(organisatie, stand);
    const maak = async (stuk: Stuk) => ({ stuk, klaar: await this.schrijver.zetKlaar(organisatie, stand, toets, stuk).catch(nietAlsGegevens) });
    let [daarvoor, vorige]: [Bezig | null, Bezig | null] = [null, null];
    try {
      for await (const { stuk, klaar } of this.stukken(organisatie, stand, toets, maak)) {
        if (this.rondes.gestopt) return;
        if (klaar && vorige && !overlapt(klaar.sleutels, vorige.sleutels)) {
          await daarvoor?.geheel;
          [daarvoor, vorige] = [vorige, this.schrijfVooraf(organisatie, stand, toets, stuk, klaar, vorige)];
        } else {
          await vorige?.geheel;
          await this.doeStuk(organisatie, stand, toets, stuk, klaar);
          vorige = { sleutels: NIEMAND, ineens: Promise.resolve(true), geheel: Promise.resolve() };
        }
      }
    } finally {
      await vorige?.geheel;
    }
    await this.bron.transactie({ organisatie, traceparent: nieuweTrace() }, async (tx) => {
      const { kop, stand: nu } = await this.claim(tx, stand.id);
      await bewaarVordering(tx, kop, { ...nu, ...NIETS, status: 'klaar' });
    });
  }

  /** Beside the piece before it, and committed after that. */
  private schrijfVooraf(organisatie: string, stand: Bulkopdracht, toets: Toets, stuk: Stuk, klaar: Klaargezet, vorige: Bezig): Bezig {
    const beurt = async (): Promise<void> => {
      if (!(await Promise.race([vorige.ineens, wacht(GEDULD_MS, false, { ref: false })]))) throw new GaatNietVooraf();
    };
    const ineens = this.schrijfStuk(organisatie, stand, toets, stuk, { klaar, beurt }).then(() => true, (fout: unknown) => {
      if (fout instanceof GaatNietVooraf || isFoutInGegevens(fout) || isSleutelVanAnder(fout)) return false;
      throw fout;
    });
    const geheel = (async () => {
      const erIs = await ineens;
      await vorige.geheel;
      if (!erIs) await this.doeStuk(organisatie, stand, toets, stuk, null);
    })();
    // Who comes after it hears of it.
    for (const belofte of [ineens, geheel]) belofte.catch(() => undefined);
    return { sleutels: klaar.sleutels, ineens, geheel };
  }

  /** What the database cannot keep is the fault of one object: halve until it stands alone. */
  private async doeStuk(organisatie: string, stand: Bulkopdracht, toets: Toets, stuk: Stuk, klaar: Klaargezet | null): Promise<void> {
    try {
      await this.probeerStuk(organisatie, stand, toets, stuk, klaar);
    } catch (fout) {
      if (!isFoutInGegevens(fout)) throw fout;
      if (stuk.groepen.length > 1) {
        for (const helft of halveer(stuk)) await this.doeStuk(organisatie, stand, toets, helft, null);
        return;
      }
      const fouten = stuk.groepen.flatMap((g) => g.regels.map((r) => ({ regel: r.nr, fouten: [{ naam: 'gegevens', code: 'niet-op-te-slaan' }] })));
      await this.schrijfStuk(organisatie, stand, toets, { ...stuk, groepen: [] }, { fouten });
    }
  }

  private async probeerStuk(organisatie: string, stand: Bulkopdracht, toets: Toets, stuk: Stuk, klaar: Klaargezet | null): Promise<void> {
    for (let n = 1; ; n++) {
      try {
        return await this.schrijfStuk(organisatie, stand, toets, stuk, { klaar: n === 1 ? klaar : null });
      } catch (fout) {
        // Taken in this very moment: the next look finds whose it is.
        if (!isSleutelVanAnder(fout) || n >= POGINGEN) throw fout;
      }
    }
  }

  /** One transaction. With a `beurt` its objects come first, and the row of the delivery when that is there. */
  private async schrijfStuk(organisatie: string, opdracht: Bulkopdracht, toets: Toets, stuk: Stuk, hoe: { klaar?: Klaargezet | null; beurt?: () => Promise<void>; fouten?: Foutregel[] }): Promise<void> {
    await this.bron.transactie({ organisatie, traceparent: opdracht.opdracht.traceparent }, async (tx) => {
      const eerder = hoe.beurt ? null : await this.claimVoor(tx, opdracht.id, stuk);
      const geschreven = await this.schrijver.schrijf(tx, opdracht, toets, stuk, hoe.klaar ?? null);
      await hoe.beurt?.();
      const { kop, stand } = eerder ?? (await this.claimVoor(tx, opdracht.id, stuk));
      const telling = this.schrijver.legVast(tx, kop, opdracht, toets, geschreven);
      const fouten = [...(hoe.fouten ?? []), ...geschreven.fouten];
      await voegBulkfoutenToe(tx, opdracht.id, stand.fout, fouten);
      await bewaarVordering(tx, kop, { ...telling, positie: stuk.totPositie, regel: stuk.totRegel, fout: fouten.length, status: 'loopt' });
    });
  }

  /** One transaction for all of it. A wrong line undoes it at the end: by then all of them are known. */
  private async allesOfNiets(organisatie: string, { id, opdracht: { traceparent } }: Bulkopdracht): Promise<void> {
    try {
      await this.bron.transactie({ organisatie, traceparent }, async (tx) => {
        const { kop, stand } = await this.claim(tx, id);
        const uit = await this.schrijfAlles(tx, kop, stand, await this.toets(organisatie, stand));
        if (uit.fouten.length > 0) throw new Mislukt(uit.fouten, uit.regel);
        await bewaarVordering(tx, uit.kop, { ...uit, status: 'klaar' });
      });
    } catch (fout) {
      if (!(fout instanceof Mislukt)) throw fout;
      await this.bron.transactie({ organisatie, traceparent }, async (tx) => {
        const { kop } = await this.claim(tx, id);
        await voegBulkfoutenToe(tx, id, 0, fout.fouten);
        await bewaarVordering(tx, kop, { ...NIETS, fout: fout.fouten.length, positie: 0, regel: fout.regel, status: 'mislukt' });
      });
    }
  }

  private async schrijfAlles(tx: Tx, kop: Kop, stand: Bulkopdracht, toets: Toets): Promise<Telling & { kop: Kop; positie: number; regel: number; fouten: Foutregel[] }> {
    const uit = { ...NIETS, kop, positie: 0, regel: 0, fouten: [] as Foutregel[] };
    // What the pieces before it made, only this transaction sees: nothing is made ready.
    for await (const stuk of this.stukken(tx.organisatie, stand, toets, (s) => Promise.resolve(s))) {
      if (this.rondes.gestopt) throw new Elders();
      const geschreven = await this.schrijver.schrijf(tx, stand, toets, stuk, null).catch((fout: unknown) => {
        // The transaction is lost with it; which of these lines it was, was not seen.
        if (isFoutInGegevens(fout)) throw new Mislukt([{ regel: stuk.groepen[0]?.regels[0]?.nr ?? 0, fouten: [{ naam: 'regel', code: 'niet-op-te-slaan' }] }], stuk.totRegel);
        throw fout;
      });
      const telling = this.schrijver.legVast(tx, uit.kop, stand, toets, geschreven);
      uit.fouten.push(...geschreven.fouten);
      for (const k of TELLERS) uit[k] += telling[k];
      Object.assign(uit, { kop: { ...uit.kop, versie: uit.kop.versie + 1 }, positie: stuk.totPositie, regel: stuk.totRegel });
    }
    return uit;
  }

  private async claim(tx: Tx, id: string) {
    const geclaimd = await claimBulkopdracht(tx, id);
    if (!geclaimd) throw new Elders();
    return geclaimd;
  }

  private async claimVoor(tx: Tx, id: string, stuk: Stuk) {
    const geclaimd = await this.claim(tx, id);
    if (geclaimd.stand.positie !== stuk.vanPositie) throw new Elders();
    return geclaimd;
  }
}

const NIEMAND: ReadonlySet<string> = new Set();
const NIETS: Telling = { aangemaakt: 0, gewijzigd: 0, ongewijzigd: 0, fout: 0 };
const TELLERS = ['aangemaakt', 'gewijzigd', 'ongewijzigd'] as const;

function overlapt(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  for (const een of a) if (b.has(een)) return true;
  return false;
}

/** Which line it is, is found when it is its turn. */
function nietAlsGegevens(fout: unknown): null {
  if (isFoutInGegevens(fout)) return null;
  throw fout;
}

/** Classes 22 (data) and 54 (limits): what was sent cannot be kept, however often it is tried. */
function isFoutInGegevens(fout: unknown): boolean {
  const oorzaak = fout instanceof Error && fout.cause ? fout.cause : fout;
  return /^(22|54)/.test(sqlstate(oorzaak) ?? '');
}
