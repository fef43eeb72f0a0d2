import type pg from 'pg';
import { stuur } from './opdracht.ts';
import { isVerbroken, isVerouderdPlan } from './fouten.ts';
import type { Vraag } from './types.ts';

/**
 * A few connections that the hot reads share. Each read is one statement and so one transaction of its own, and the
 * connection is pipelined: what is asked in one turn of the event loop goes in one packet and comes back in one, where a
 * connection for each read costs a write, a wake-up and a read on both sides.
 */
export class Lijnen {
  readonly #pool: pg.Pool;
  readonly #open: (Promise<pg.PoolClient> | undefined)[];
  #beurt = 0;

  constructor(pool: pg.Pool) {
    this.#pool = pool;
    this.#open = new Array<undefined>(pool.options.max ?? 2).fill(undefined);
  }

  async vraag<R extends pg.QueryResultRow>(q: Vraag): Promise<R[]> {
    this.#beurt = (this.#beurt + 1) % this.#open.length;
    const plaats = this.#beurt;
    const lijn = (this.#open[plaats] ??= this.#verbind(plaats));
    const client = await lijn;
    houdOp(client);
    try {
      return (await stuur<R>(client, q.text, q.values, q.name)).rows;
    } catch (fout) {
      if (isVerbroken(fout) || isVerouderdPlan(fout)) this.#sluitAf(plaats, lijn, client);
      throw fout;
    }
  }

  /** Gives the connections back, so that the pool can end. */
  async sluit(): Promise<void> {
    for (const lijn of this.#open.splice(0)) {
      // One that never opened has told so to whoever asked.
      await lijn?.then((client) => client.release(), () => undefined);
    }
  }

  #verbind(plaats: number): Promise<pg.PoolClient> {
    const lijn = this.#pool.connect();
    lijn.then(
      (client) => client.once('error', () => this.#sluitAf(plaats, lijn, client)),
      () => this.#vergeet(plaats, lijn),
    );
    return lijn;
  }

  #vergeet(plaats: number, lijn: Promise<pg.PoolClient>): boolean {
    if (this.#open[plaats] !== lijn) return false;
    this.#open[plaats] = undefined;
    return true;
  }

  /** The next read opens a new one; what is still under way on this one is answered first. */
  #sluitAf(plaats: number, lijn: Promise<pg.PoolClient>, client: pg.PoolClient): void {
    if (!this.#vergeet(plaats, lijn)) return;
    if (bezig(client)) client.once('drain', () => client.release(true));
    else client.release(true);
  }
}

/** The part of pg's client that is not in its types. */
type Binnenkant = { connection: { stream: { cork(): void; uncork(): void; writableCorked: number } }; _queryable: boolean; _activeQuery: unknown };

const bezig = (client: pg.PoolClient): boolean => {
  const { _queryable, _activeQuery } = client as unknown as Binnenkant;
  return _queryable && Boolean(_activeQuery);
};

/** Keeps what is sent until everything that came in with this turn of the event loop has been handled. */
function houdOp(client: pg.PoolClient): void {
  const { stream } = (client as unknown as Binnenkant).connection;
  if (stream.writableCorked > 0) return;
  stream.cork();
  setImmediate(() => stream.uncork());
}
