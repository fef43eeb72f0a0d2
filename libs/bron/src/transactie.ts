import type pg from 'pg';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import type { Klok } from '@bronhuis/standaarden';
import { Beheerder, type Voeruit } from './invoegen.ts';
import { eisCommit, naamVan, samen, stuur } from './opdracht.ts';
import type { Context, Kop, Tx, Verwerkingsregel } from './types.ts';
import { legVast, uitgaand, type Sleutelantwoord, type Uitgaand } from './vastleggen.ts';

// Two statements: a row that the relay is sending right now is waited for and marked, and the second one sees it as sent.
// In one statement it would be neither deleted (not yet sent in its snapshot) nor marked (sent by the time it is looked at again).
const MERK = /* sql */ `
with w as (update bron.uitgaand set wissen = true where organisatie = $1 and onderwerp = any($2::text[]) and not wissen)
update bron.verwerking_uit set wissen = true where organisatie = $1 and onderwerp = any($2::text[]) and not wissen`;
const WIS = /* sql */ `
with i as (delete from bron.idempotentie where organisatie = $1 and onderwerp = any($2::text[])),
  u as (delete from bron.uitgaand where organisatie = $1 and onderwerp = any($2::text[]) and verzonden is not null),
  v as (delete from bron.verwerking_uit where organisatie = $1 and onderwerp = any($2::text[]) and verzonden is not null),
  n as (delete from bron.inkomend where organisatie = $1 and onderwerp = any($2::text[]))
delete from bron.geparkeerd where organisatie = $1 and onderwerp = any($2::text[])`;

export const nieuweKop = (id: string, klok: Klok): Kop => ({ id, versie: 1, vorige: 0, tijd: klok.nu() });

/** What a transaction knows of where it is. */
interface Omgeving {
  dataSource: DataSource;
  klok: Klok;
  component: string;
  /** The name under which a connection keeps a statement; undefined when it should not. */
  naamVan: (sql: string) => string | undefined;
}

/** One transaction of one organisation on one connection; ends with `slot`, after which it refuses everything. */
export class Transactie implements Tx {
  readonly organisatie: string;
  readonly traceparent: string;
  readonly #client: pg.ClientBase;
  readonly #bron: Omgeving;
  #runner: QueryRunner | null = null;
  #klaar = false;
  #events: Uitgaand[] = [];
  #regels: Verwerkingsregel[] = [];

  constructor(client: pg.ClientBase, ctx: Context, bron: Omgeving) {
    this.organisatie = ctx.organisatie;
    this.traceparent = ctx.traceparent;
    this.#client = client;
    this.#bron = bron;
  }

  /** Does the relay have something to fetch? */
  get heeftUitgaand(): boolean {
    return this.#events.length + this.#regels.length > 0;
  }

  get manager(): EntityManager {
    this.#eisOpen();
    this.#runner ??= runnerOp(this.#bron.dataSource, this.#client);
    return this.#runner.manager;
  }

  async query<R>(sql: string, values?: unknown[]): Promise<R[]> {
    this.#eisOpen();
    const { rows } = await stuur(this.#client, sql, values, values && this.#bron.naamVan(sql));
    return rows as R[];
  }

  nieuw(id: string): Kop {
    return nieuweKop(id, this.#bron.klok);
  }

  async vergrendel(tabel: string, id: string): Promise<Kop | null> {
    if (!/^[a-z_][a-z0-9_.]*$/.test(tabel)) throw new Error(`"${tabel}" is geen tabelnaam`);
    const [rij] = await this.query<{ versie: number; registratietijd: Date }>(
      `select versie, registratietijd from ${tabel} where organisatie = $1 and id = $2 for update`,
      [this.organisatie, id],
    );
    if (!rij) return null;
    // Taken after the lock: who comes second also has the later moment.
    const tijd = new Date(Math.max(this.#bron.klok.nu().getTime(), rij.registratietijd.getTime() + 1));
    return { id, versie: rij.versie + 1, vorige: rij.versie, tijd };
  }

  emit(kop: Kop, e: { type: string; data: object }): void {
    this.#eisOpen();
    this.#events.push(uitgaand(this, this.#bron.component, kop, e));
  }

  verwerk(regel: Verwerkingsregel): void {
    this.#eisOpen();
    if (regel.verwerking || regel.beslissing) this.#regels.push(regel);
  }

  async wisSporen(ids: string[]): Promise<void> {
    await this.query(MERK, [this.organisatie, ids]);
    await this.query(WIS, [this.organisatie, ids]);
  }

  /** Writes what was buffered and commits, all sent at once. */
  async slot(sleutel?: Sleutelantwoord): Promise<void> {
    this.#sluit();
    samen(this.#client);
    const geschreven = legVast(this.#client, this, this.#events, this.#regels, sleutel);
    const commit = stuur(this.#client, 'commit');
    await geschreven;
    eisCommit((await commit).command);
  }

  async terugdraaien(): Promise<void> {
    this.#sluit();
    await this.#client.query('rollback');
  }

  #eisOpen(): void {
    if (this.#klaar) throw new Error('Deze transactie is al afgesloten; wat erna nog schrijft zou erbuiten vallen');
  }

  #sluit(): void {
    this.#klaar = true;
    // Without a release callback this only marks the runner: the connection is ours.
    void this.#runner?.release();
  }
}

/** The part of TypeORM's query runner that is not in its types: which connection it uses, and that it is in a transaction. */
type Binnenkant = { databaseConnection: unknown; isTransactionActive: boolean; transactionDepth: number };

/** TypeORM on a connection that is already in a transaction, with its statements prepared like ours. */
function runnerOp(dataSource: DataSource, client: pg.ClientBase): QueryRunner {
  const runner = dataSource.createQueryRunner();
  const query = (text: string, values?: unknown[]) => client.query({ name: values?.length ? naamVan(text) : undefined, text, values });
  const binnenkant: Binnenkant = { databaseConnection: { query }, isTransactionActive: true, transactionDepth: 1 };
  Object.assign(runner, binnenkant);
  const voerUit: Voeruit = async (sql, values) => {
    if (runner.isReleased) throw new Error('Deze transactie is al afgesloten');
    return query(sql, values);
  };
  return Object.assign(runner, { manager: new Beheerder(dataSource, runner, voerUit) });
}
