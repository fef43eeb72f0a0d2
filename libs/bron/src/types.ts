import type { EntityManager, EntitySchema, MixedList } from 'typeorm';
import type { Klok } from '@bronhuis/standaarden';

/** Who is responsible for the data (OIN), and the trace that this work belongs to. */
export interface Context {
  organisatie: string;
  traceparent: string;
}

/** The head of a thing: held by whoever locked or made it, and wanted by `emit`. */
export type Kop = {
  id: string;
  /** The NEW version, to be stored with this change. */
  versie: number;
  /** The version that was found; 0 for a new thing. */
  vorige: number;
  /** Registration time: max(now, last + 1 ms), so that two versions never share a moment. */
  tijd: Date;
};

export type Verwerkingsregel = { verwerking: object | null; beslissing: object | null; onderwerp?: string };

/** What was answered, kept with the Idempotency-Key; `onderwerp` lets it go with the thing at destruction. */
export type Antwoord = { status: number; body: unknown; headers?: Record<string, string>; onderwerp?: string };

export interface Tx extends Context {
  /** TypeORM on this very connection; made at first use. Use `insert` and `update`, never `save`. */
  readonly manager: EntityManager;
  query<R>(sql: string, values?: unknown[]): Promise<R[]>;
  nieuw(id: string): Kop;
  vergrendel(tabel: string, id: string): Promise<Kop | null>;
  emit(kop: Kop, e: { type: string; data: object }): void;
  verwerk(regel: Verwerkingsregel): void;
  wisSporen(ids: string[]): Promise<void>;
}

/**
 * A write that knows beforehand all that it will leave. The function takes the organisation, which it sets itself, and
 * one array for each argument; it gives an array with null, or what stands in the way, for each of the writes that came
 * in the same moment. The rest goes with it in the same statement.
 */
export type Ineens = {
  functie: string;
  /** Types of the arguments behind the organisation, as SQL names them. */
  soorten: readonly string[];
  kop: Kop;
  antwoord: Antwoord;
  /** Asked when it leaves: made one after the other, those of one moment cost much less than each between two requests. */
  maak: () => Nalatenschap;
};

/** What a write leaves besides its answer. */
export type Nalatenschap = {
  argumenten: (string | number | null)[];
  event: { type: string; data: object };
  regel: Verwerkingsregel;
};

export type IneensUitkomst = { antwoord: Antwoord; herhaald: boolean } | { bezwaar: string };

export type Vraag = { name: string; text: string; values: unknown[] };

/** A read by a function of the database that sets the organisation, its first argument, itself; it gives a text. */
export interface Functievraag {
  naam: string;
  organisatie: string;
  /** Types of the other arguments, as SQL names them. */
  soorten: readonly string[];
  waarden: readonly (string | null)[];
}

export type Idempotentie = { sleutel: string; verzoekHash: string };

/** TypeORM's own type of a list of entity classes. */
export type Entiteiten = MixedList<Function | string | EntitySchema>;

export interface BronOpties {
  /** Name of the component: goes into the source of its events. */
  component: string;
  /** URL with role *toepassing*: everything that touches the domain. */
  toepassing: string;
  /** URL with role *werker*: relay, inbox and drains. */
  werker: string;
  entities: Entiteiten;
  klok?: Klok;
  /** Connections for transactions and reads (default 8; 3 for the worker, 2 for streams). */
  poolgrootte?: number;
  /** Milliseconds; default 15 000. */
  statementTimeout?: number;
  /** Milliseconds to wait for a free connection before 503; default 5 000. */
  verbindTimeout?: number;
}

export type Poolstand = { pool: 'toepassing' | 'heet' | 'werker' | 'stroom'; totaal: number; vrij: number; wachtend: number; max: number };
