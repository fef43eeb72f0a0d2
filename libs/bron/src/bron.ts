import type pg from 'pg';
import { Probleem, systeemKlok, type Klok } from '@bronhuis/standaarden';
import type { DataSource } from 'typeorm';
import { isHerhaalbaar, isSleutelBezet, isVerbroken, isVerouderdPlan, vertaalFout } from './fouten.ts';
import { begin, beginMetSleutel, eisCommit, eisOrganisatie, naamVan, stuur, type Eerder } from './opdracht.ts';
import { Groepen, type SchrijfContext } from './groepen.ts';
import { Leesgroepen } from './leesgroepen.ts';
import { eisBeperkteRol, maakPools, standVan, type Pools } from './pools.ts';
import { Statementnamen } from './statementnamen.ts';
import { stroomOver } from './stroom.ts';
import { nieuweKop, Transactie } from './transactie.ts';
import { maakDataSource } from './typeorm.ts';
import type { Antwoord, BronOpties, Context, Functievraag, Idempotentie, Ineens, IneensUitkomst, Kop, Poolstand, Tx, Vraag } from './types.ts';

const POGINGEN = 5;
const EERDER = 'select verzoek_hash as "verzoekHash", antwoord from bron.idempotentie where organisatie = $1 and sleutel = $2';

type Uitkomst<T> = { waarde: T; wek: boolean };

/** The source of one component: its database, and the only way to write to it. */
export class Bron {
  readonly werker: pg.Pool;
  readonly #pools: Pools;
  readonly #leesgroepen: Leesgroepen;
  readonly #groepen: Groepen;
  readonly #dataSource: DataSource;
  readonly #klok: Klok;
  readonly #component: string;
  readonly #namen = new Statementnamen();
  readonly #naamVanVraag = (sql: string): string | undefined => this.#namen.naamVan(sql);
  readonly #luisteraars: (() => void)[] = [];
  #gesloten: Promise<void> | null = null;

  private constructor(o: BronOpties, pools: Pools, dataSource: DataSource) {
    this.#pools = pools;
    this.#leesgroepen = new Leesgroepen(pools.heet);
    this.#groepen = new Groepen((werk) => this.#opVerbinding(werk), o.component);
    this.#dataSource = dataSource;
    this.#klok = o.klok ?? systeemKlok;
    this.#component = o.component;
    this.werker = pools.werker;
  }

  /** Connects, and refuses a role that could step over row security. */
  static async open(o: BronOpties): Promise<Bron> {
    const pools = maakPools(o);
    try {
      await eisBeperkteRol(pools.toepassing);
      await eisBeperkteRol(pools.werker);
      return new Bron(o, pools, await maakDataSource(pools.toepassing, o.entities));
    } catch (fout) {
      await Promise.all(Object.values(pools).map((p: pg.Pool) => p.end()));
      throw fout;
    }
  }

  /**
   * All that `werk` does is one transaction of one organisation; after a deadlock it is done again. With a `vraag` it only
   * reads, statements put together for the moment, that may each take so long.
   */
  async transactie<T>(ctx: Context, werk: (tx: Tx) => Promise<T>, vraag?: { hoogstensMs: number }): Promise<T> {
    return this.#herhaal(ctx, (client) =>
      this.#eenmaal(client, ctx, vraag ? this.#naamVanVraag : naamVan, async (tx) => {
        begin(client, ctx.organisatie, vraag ? 'begin read only' : 'begin', vraag?.hoogstensMs);
        const waarde = await werk(tx);
        await tx.slot();
        return waarde;
      }),
    );
  }

  /** A transaction that keeps its answer with the Idempotency-Key: the same key gets the first answer, whenever it comes. */
  async schrijf(ctx: SchrijfContext, werk: (tx: Tx) => Promise<Antwoord>): Promise<Antwoord> {
    const sleutel = ctx.idempotentie;
    if (!sleutel) return this.transactie(ctx, werk);
    return this.#herhaal(ctx, (client) =>
      this.#eenmaal(client, ctx, naamVan, async (tx) => {
        const eerder = await beginMetSleutel(client, ctx.organisatie, sleutel.sleutel);
        if (eerder) {
          const eerste = eersteAntwoord(eerder, sleutel);
          await tx.terugdraaien();
          return eerste;
        }
        const antwoord = await werk(tx);
        await tx.slot({ ...sleutel, antwoord });
        return antwoord;
      }),
    );
  }

  /** The head of a new thing, for `schrijfIneens`. */
  nieuw(id: string): Kop {
    return nieuweKop(id, this.#klok);
  }

  /** The ordinary create, together with those of the same moment: for writes that know beforehand all that they will leave. */
  async schrijfIneens(ctx: SchrijfContext, w: Ineens): Promise<IneensUitkomst> {
    eisOrganisatie(ctx.organisatie);
    try {
      const bezwaar = await this.#groepen.schrijf(ctx, w);
      if (bezwaar !== null) return { bezwaar };
      for (const cb of this.#luisteraars) cb();
      return { antwoord: w.antwoord, herhaald: false };
    } catch (fout) {
      const sleutel = ctx.idempotentie;
      if (!sleutel || !isSleutelBezet(fout)) throw fout;
      const eerder = await this.lees<Eerder>(ctx, { name: 'eerder', text: EERDER, values: [ctx.organisatie, sleutel.sleutel] });
      if (!eerder[0]) throw fout; // cleaned up in this very moment
      return { antwoord: eersteAntwoord(eerder[0], sleutel), herhaald: true };
    }
  }

  /**
   * One query in a read-only transaction of the organisation, in one round trip. Without a name of its own when its text
   * depends on who asks.
   */
  async lees<R>(ctx: Pick<Context, 'organisatie'>, q: Omit<Vraag, 'name'> & Partial<Vraag>): Promise<R[]> {
    return this.#ineen<R>(ctx, q, 'begin read only');
  }

  /** One statement that writes and leaves nothing to send, in one round trip; for what cannot wait in a circle with another. */
  async voerUit<R>(ctx: Pick<Context, 'organisatie'>, q: Omit<Vraag, 'name'>): Promise<R[]> {
    return this.#ineen<R>(ctx, q, 'begin');
  }

  async #ineen<R>(ctx: Pick<Context, 'organisatie'>, q: Omit<Vraag, 'name'> & Partial<Vraag>, soort: 'begin' | 'begin read only'): Promise<R[]> {
    eisOrganisatie(ctx.organisatie);
    return this.#opVerbinding(async (client) => {
      begin(client, ctx.organisatie, soort);
      const rijen = stuur(client, q.text, q.values, q.name ?? this.#namen.naamVan(q.text));
      const commit = stuur(client, 'commit');
      try {
        const { rows } = await rijen;
        eisCommit((await commit).command);
        return rows as R[];
      } catch (fout) {
        await commit; // the connection goes back only when its transaction has ended
        throw fout;
      }
    });
  }

  /** The hottest read, together with those of the same moment. */
  async functie(q: Functievraag): Promise<string | null> {
    eisOrganisatie(q.organisatie);
    return this.#leesgroepen.lees(q);
  }

  /** Many rows without holding them all: a cursor on a pool of its own. */
  stroom<R>(ctx: Pick<Context, 'organisatie'>, q: Vraag, perKeer = 500): AsyncIterable<R> {
    eisOrganisatie(ctx.organisatie);
    return stroomOver<R>(this.#pools.stroom, ctx.organisatie, q, perKeer);
  }

  /** Called after each commit that left something to send: wakes the relay without a NOTIFY. */
  naCommit(cb: () => void): void {
    this.#luisteraars.push(cb);
  }

  /** For the metrics. */
  statistiek(): Poolstand[] {
    return standVan(this.#pools);
  }

  /** Can the database be reached now? For readiness. */
  async bereikbaar(): Promise<boolean> {
    try {
      await this.#opVerbinding(async (client) => (await stuur(client, 'select 1')).rows);
      return true;
    } catch (fout) {
      if (fout instanceof Probleem) return false;
      throw fout;
    }
  }

  async sluit(): Promise<void> {
    this.#gesloten ??= (async () => {
      await this.#dataSource.destroy();
      await Promise.all([this.#pools.heet.end(), this.#pools.werker.end(), this.#pools.stroom.end()]);
    })();
    return this.#gesloten;
  }

  async #herhaal<T>(ctx: Context, poging: (client: pg.PoolClient) => Promise<Uitkomst<T>>): Promise<T> {
    eisOrganisatie(ctx.organisatie);
    for (let n = 1; ; n++) {
      try {
        const client = await this.#pools.toepassing.connect();
        const { waarde, wek } = await poging(client);
        if (wek) for (const cb of this.#luisteraars) cb();
        return waarde;
      } catch (fout) {
        if (n >= POGINGEN || !(isHerhaalbaar(fout) || isVerouderdPlan(fout) || isSleutelBezet(fout))) throw vertaalFout(fout);
        // Jitter, so that two that met in a deadlock do not meet again.
        await new Promise((klaar) => setTimeout(klaar, Math.random() * 10 * n));
      }
    }
  }

  async #eenmaal<T>(client: pg.PoolClient, ctx: Context, naam: (sql: string) => string | undefined, werk: (tx: Transactie) => Promise<T>): Promise<Uitkomst<T>> {
    const tx = new Transactie(client, ctx, { dataSource: this.#dataSource, klok: this.#klok, component: this.#component, naamVan: naam });
    try {
      const waarde = await werk(tx);
      client.release();
      return { waarde, wek: tx.heeftUitgaand };
    } catch (fout) {
      await this.#ruimOp(client, tx, fout);
      throw fout;
    }
  }

  async #ruimOp(client: pg.PoolClient, tx: Transactie, fout: unknown): Promise<void> {
    if (isVerbroken(fout) || isVerouderdPlan(fout)) {
      client.release(true);
      return;
    }
    try {
      await tx.terugdraaien();
      client.release();
    } catch {
      // The server rolls back by itself when the connection ends; `fout` is what the caller must hear.
      client.release(true);
    }
  }

  async #opVerbinding<T>(werk: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    for (let n = 1; ; n++) {
      let client: pg.PoolClient | null = null;
      try {
        client = await this.#pools.toepassing.connect();
        const waarde = await werk(client);
        client.release();
        return waarde;
      } catch (fout) {
        client?.release(isVerbroken(fout) || isVerouderdPlan(fout));
        // Each connection may hold the old plan: as many times as there are connections, and one.
        if (isVerouderdPlan(fout) && n <= (this.#pools.toepassing.options.max ?? 10)) continue;
        throw vertaalFout(fout);
      }
    }
  }
}

function eersteAntwoord(rij: Eerder, sleutel: Idempotentie): Antwoord {
  if (rij.verzoekHash !== sleutel.verzoekHash) {
    throw Probleem.conflict('Deze Idempotency-Key is al gebruikt voor een ander verzoek.', 'idempotency-key-hergebruikt');
  }
  return JSON.parse(rij.antwoord) as Antwoord;
}
