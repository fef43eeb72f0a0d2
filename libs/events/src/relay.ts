import type pg from 'pg';
import { berichtenVanVerwerkingen, berichtVanEvent, bundel, type UitgaandeRij, type VerwerkingRij } from './berichten.ts';
import { StroomBewaking } from './bewaking.ts';
import { Hartslag } from './hartslag.ts';
import { stilLogboek, type Logboek } from './logboek.ts';
import * as q from './relay.queries.ts';
import type { NatsVerbinding } from './verbinding.ts';
import { Verzender, type Bericht, type Uitkomst } from './verzender.ts';

export interface RelayOpties {
  /** Role werker: `bron.werker`. */
  werker: pg.Pool;
  verbinding: NatsVerbinding;
  voorvoegsel: string;
  component: string;
  log?: Logboek;
  pollMs?: number;
  perKeer?: number;
  /** How long the acknowledgements of a batch may take together. */
  deadlineMs?: number;
  controleMs?: number;
  opruimenMs?: number;
}

/** Rows of a table with the messages that they become. */
interface Lading {
  tabel: 'uitgaand' | 'verwerking_uit';
  volgnummers: string[];
  berichten: Bericht[];
}

const MAX_TERUGVAL_MS = 5_000;
const BIJEEN_MS = { minst: 4, meest: 50 };
const STRAKS_MS = 50;
/** A row of records may hold a hundred of them. */
const REGELS_PER_KEER = 100;

/**
 * From outbox to JetStream. One batch is one transaction that holds an advisory lock of the database: take the lock,
 * select what was not sent, publish all, collect the acknowledgements, mark, commit. The lock goes with the connection,
 * so another process takes over as soon as this one dies; what was published and not marked goes out twice, and is
 * recognised by its id.
 */
export class Relay {
  readonly #o: Required<RelayOpties>;
  readonly #bewaking: StroomBewaking;
  readonly #hartslag = new Hartslag();
  readonly #slecht = new Set<string>();
  #verzender: Verzender | null = null;
  #gecontroleerd = { bij: -1, om: 0 };
  #opgeruimd = 0;
  /** Rows of the last batch. */
  #rijen = 0;
  #lus: Promise<void> | null = null;
  #straks: NodeJS.Timeout | null = null;
  #nietMeerLuisteren: () => void = () => undefined;
  /** For the metrics. */
  readonly tellers = { verzonden: 0, mislukt: 0, rondes: 0 };

  constructor(opties: RelayOpties) {
    this.#o = {
      log: stilLogboek,
      pollMs: 200,
      perKeer: 500,
      deadlineMs: 5_000,
      controleMs: 15_000,
      opruimenMs: 10 * 60_000,
      ...opties,
    };
    this.#bewaking = new StroomBewaking(this.#o.voorvoegsel, this.#o.component, this.#o.log);
  }

  start(): void {
    if (this.#lus) return;
    this.#o.verbinding.open().then(() => this.wek(), () => undefined); // rejects only when it was closed
    this.#nietMeerLuisteren = this.#o.verbinding.bijHerstel(() => this.wek());
    this.#lus = this.#draai();
  }

  /** After a commit in this process: sends at once instead of at the next poll. */
  wek(): void {
    this.#hartslag.wek();
  }

  /**
   * For the records of reads, which nobody waits for: one batch for all of the next moment. A batch costs as much as a
   * hundred of its messages, so a kick for each read would cost more than the read.
   */
  wekStraks(): void {
    this.#straks ??= setTimeout(() => {
      this.#straks = null;
      this.wek();
    }, STRAKS_MS);
  }

  /** Finishes the batch that is under way. */
  async stop(): Promise<void> {
    if (this.#straks) clearTimeout(this.#straks);
    this.#nietMeerLuisteren();
    this.#hartslag.stop();
    await this.#lus;
    this.#verzender?.sluit();
    this.#verzender = null;
  }

  /** Rows that wait, for the metrics. */
  async achterstand(): Promise<{ events: number; verwerkingen: number }> {
    const { rows } = await this.#o.werker.query<{ events: number; verwerkingen: number }>(q.ACHTERSTAND);
    return rows[0] ?? { events: 0, verwerkingen: 0 };
  }

  async #draai(): Promise<void> {
    let fouten = 0;
    let gewekt = true;
    while (!this.#hartslag.gestopt) {
      let meer = false;
      try {
        if (this.#o.verbinding.verbonden) meer = (gewekt || (await this.#ietsTeDoen())) && (await this.#ronde());
        await this.#ruimOp();
        fouten = 0;
      } catch (fout) {
        // The rows are still there: later is soon enough, whatever it was.
        if (fouten++ % 20 === 0) this.#o.log.warn({ fout: String(fout) }, 'de relay kon niet verzenden en probeert het opnieuw');
      }
      if (meer && fouten === 0) continue;
      // What is committed within a few milliseconds goes together: a batch costs as much as a hundred of its messages. A
      // millisecond for each row of the last one: when hundreds come in a second it is as good as none, of thousands it makes few.
      const bijeen = Math.min(Math.max(this.#rijen, BIJEEN_MS.minst), BIJEEN_MS.meest);
      if (gewekt && fouten === 0 && (await this.#hartslag.wacht(bijeen, false))) continue;
      gewekt = await this.#hartslag.wacht(fouten === 0 ? this.#o.pollMs : Math.min(100 * 2 ** fouten, MAX_TERUGVAL_MS), fouten === 0);
    }
  }

  #moetControleren(): boolean {
    const { bij, om } = this.#gecontroleerd;
    return bij !== this.#o.verbinding.keer || performance.now() - om > this.#o.controleMs;
  }

  async #ietsTeDoen(): Promise<boolean> {
    if (this.#moetControleren()) return true;
    return (await this.#o.werker.query<{ iets: boolean }>(q.IETS_TE_DOEN)).rows[0]?.iets === true;
  }

  /** True when there may be more. */
  async #ronde(): Promise<boolean> {
    const client = await this.#o.werker.connect();
    try {
      const meer = await this.#inTransactie(client);
      client.release();
      return meer;
    } catch (fout) {
      client.release(true); // the server rolls back and lets go of the lock when the connection ends
      throw fout;
    }
  }

  /** Two round trips: what opens the transaction and selects goes at once (the pool is pipelined), and so does what ends it. */
  async #inTransactie(client: pg.ClientBase): Promise<boolean> {
    const nc = await this.#o.verbinding.open();
    this.#verzender ??= new Verzender(nc);
    const controleer = this.#moetControleren();
    const begin = Promise.all([client.query(q.BEGIN), client.query<{ slot: boolean }>(q.SLOT)]);
    const voorraad = controleer ? null : this.#selecteer(client);
    const [[, slot], gelezen] = await Promise.all([begin, voorraad]);
    if (!slot.rows[0]?.slot) {
      await client.query('commit');
      return false;
    }
    if (controleer) {
      const keer = this.#o.verbinding.keer;
      await this.#bewaking.controleer(client, nc);
      this.#gecontroleerd = { bij: keer, om: performance.now() };
    }
    const [events, regels] = gelezen ?? (await this.#selecteer(client));
    this.#rijen = events.rows.length + regels.rows.length;
    const ladingen = this.#laad(events.rows, regels.rows);
    if (ladingen.length > 0) this.tellers.rondes++;
    const uitkomsten = await this.#verzender.verstuur(ladingen.flatMap((l) => l.berichten), this.#o.deadlineMs);
    const vol = events.rows.length >= this.#o.perKeer || regels.rows.length >= REGELS_PER_KEER;
    return (await this.#markeer(client, ladingen, uitkomsten)) && vol;
  }

  #selecteer(client: pg.ClientBase): Promise<[pg.QueryResult<UitgaandeRij>, pg.QueryResult<VerwerkingRij>]> {
    return Promise.all([
      client.query<UitgaandeRij>({ ...q.WACHTENDE_EVENTS, values: [this.#o.perKeer, [...this.#slecht]] }),
      client.query<VerwerkingRij>({ ...q.WACHTENDE_VERWERKINGEN, values: [REGELS_PER_KEER] }),
    ]);
  }

  #laad(events: UitgaandeRij[], regels: VerwerkingRij[]): Lading[] {
    return [
      ...events.flatMap((r) => this.#laadEvent(r)),
      ...bundel(regels).map((rijen): Lading => {
        const volgnummers = rijen.map((r) => r.volgnummer);
        return { tabel: 'verwerking_uit', volgnummers, berichten: berichtenVanVerwerkingen(this.#o, rijen) };
      }),
    ];
  }

  /** A row that cannot become a message stays, is told once, and holds nothing up. */
  #laadEvent(r: UitgaandeRij): Lading[] {
    try {
      return [{ tabel: 'uitgaand', volgnummers: [r.volgnummer], berichten: [berichtVanEvent(this.#o, r)] }];
    } catch (fout) {
      this.#slecht.add(r.volgnummer);
      this.#o.log.error({ volgnummer: r.volgnummer, fout: String(fout) }, 'een rij in de uitgaande wachtrij kan geen event worden en blijft staan');
      return [];
    }
  }

  /** Was everything acknowledged? */
  async #markeer(client: pg.ClientBase, ladingen: Lading[], uitkomsten: Uitkomst[]): Promise<boolean> {
    const { gelukt, verst, fout } = weeg(ladingen, uitkomsten);
    const opdrachten: Promise<pg.QueryResult>[] = [];
    if (gelukt.uitgaand.length > 0) opdrachten.push(client.query({ ...q.MARKEER_EVENTS, values: [gelukt.uitgaand] }));
    if (gelukt.verwerking_uit.length > 0) opdrachten.push(client.query({ ...q.MARKEER_VERWERKINGEN, values: [gelukt.verwerking_uit] }));
    const standen = [...verst].map(([stroom, { volgnummer, id }]) => client.query({ ...q.SCHUIF_STAND, values: [stroom, volgnummer, id] }));
    const [geschoven, einde] = await Promise.all([Promise.all(standen), client.query('commit'), ...opdrachten]);
    // A pipelined commit after an error resolves too; only its tag tells.
    if (einde.command !== 'COMMIT') throw new Error('het markeren van een verzonden reeks is teruggedraaid');
    // A new message with a number that was given out before: the stream began anew without a reconnect.
    if (geschoven.some((r) => r.rowCount === 0)) this.#gecontroleerd.bij = -1;
    const aantal = gelukt.uitgaand.length + gelukt.verwerking_uit.length;
    this.tellers.verzonden += aantal;
    if (fout === null) return true;
    const over = ladingen.reduce((n, l) => n + l.volgnummers.length, -aantal);
    this.tellers.mislukt += over;
    this.#gecontroleerd.bij = -1;
    this.#o.log.warn({ fout, over }, 'niet alles is door NATS bevestigd; de rest gaat opnieuw');
    return false; // waits for the next poll instead of hammering
  }

  async #ruimOp(): Promise<void> {
    if (performance.now() - this.#opgeruimd < this.#o.opruimenMs && this.#opgeruimd !== 0) return;
    this.#opgeruimd = performance.now();
    const { rows } = await this.#o.werker.query<{ rijen: string }>(q.RUIM_OP);
    const rijen = Number(rows[0]?.rijen ?? 0);
    if (rijen > 0) this.#o.log.info({ rijen }, 'oude rijen van wachtrij en postvak zijn opgeruimd');
  }
}

interface Gewogen {
  gelukt: Record<Lading['tabel'], string[]>;
  /** Per stream the last message that is new there. */
  verst: Map<string, { volgnummer: number; id: string }>;
  fout: string | null;
}

/** Rows are sent when all their messages are acknowledged. */
function weeg(ladingen: Lading[], uitkomsten: Uitkomst[]): Gewogen {
  const g: Gewogen = { gelukt: { uitgaand: [], verwerking_uit: [] }, verst: new Map(), fout: null };
  let plaats = 0;
  for (const lading of ladingen) {
    let goed = true;
    for (const bericht of lading.berichten) {
      const u = uitkomsten[plaats++] as Uitkomst;
      if ('fout' in u) {
        goed = false;
        g.fout ??= u.fout;
      } else if (!u.bevestiging.dubbel && u.bevestiging.volgnummer > (g.verst.get(u.bevestiging.stroom)?.volgnummer ?? 0)) {
        g.verst.set(u.bevestiging.stroom, { volgnummer: u.bevestiging.volgnummer, id: bericht.id });
      }
    }
    if (goed) g.gelukt[lading.tabel].push(...lading.volgnummers);
  }
  return g;
}
