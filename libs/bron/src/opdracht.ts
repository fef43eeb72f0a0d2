import { createHash } from 'node:crypto';
import pg from 'pg';

const namen = new Map<string, string>();
const MAX_NAMEN = 1_000;

/**
 * A name for a statement, so that the server prepares it once per connection. Bounded: SQL that is put together
 * with ever new text is sent unnamed.
 */
export function naamVan(sql: string): string | undefined {
  let naam = namen.get(sql);
  if (naam === undefined && namen.size < MAX_NAMEN) {
    naam = `b_${createHash('sha256').update(sql).digest('hex').slice(0, 20)}`;
    namen.set(sql, naam);
  }
  return naam;
}

/** The part of pg's query that is not in its types. */
type Verzoek<R extends pg.QueryResultRow> = pg.Submittable & { name?: string; callback: (fout: Error | null, uitkomst: pg.QueryResult<R>) => void };

/** Sends at once (the connection is pipelined); the promise never goes unhandled when nobody waits for it. */
export function stuur<R extends pg.QueryResultRow>(
  client: pg.ClientBase,
  text: string,
  values?: unknown[],
  name?: string,
): Promise<pg.QueryResult<R>> {
  const antwoord = new Promise<pg.QueryResult<R>>((klaar, mislukt) => {
    // A query made here: from a plain object pg makes a copy, property by property, that costs more than sending it.
    const q = new pg.Query(text, values) as unknown as Verzoek<R>;
    if (name) q.name = name;
    q.callback = (fout, uitkomst) => (fout ? mislukt(fout) : klaar(uitkomst));
    client.query(q);
  }).catch((fout: Error) => {
    // The stack of the caller instead of that of the socket.
    Error.captureStackTrace(fout);
    throw fout;
  });
  antwoord.catch(() => undefined);
  return antwoord;
}

/**
 * Everything that is sent in this turn of the event loop leaves in one write: on a pipelined connection each statement
 * would otherwise be a system call of its own, a quarter of what a transaction costs the process.
 */
export function samen(client: pg.ClientBase): void {
  const { stream } = (client as unknown as { connection: { stream: { cork(): void; uncork(): void } } }).connection;
  stream.cork();
  process.nextTick(() => stream.uncork());
}

const ZET = "select set_config('bron.organisatie', $1, true)";
// What a question appends must stay in order: no workers beside it, also where a pooler dropped what the connection asked for.
const ZET_MET_GRENS = "select set_config('bron.organisatie', $1, true), set_config('statement_timeout', $2, true), set_config('max_parallel_workers_per_gather', '0', true)";

/** Opens the transaction of one organisation; nothing waits for the answer, what follows fails if this does. */
export function begin(client: pg.ClientBase, organisatie: string, soort: 'begin' | 'begin read only' = 'begin', hoogstensMs?: number): void {
  samen(client);
  void stuur(client, soort);
  if (hoogstensMs === undefined) void stuur(client, ZET, [organisatie], 'bron_organisatie');
  else void stuur(client, ZET_MET_GRENS, [organisatie, String(hoogstensMs)], 'bron_organisatie_grens');
}

export type Eerder = { verzoekHash: string; antwoord: string };

/** The same for a write with an Idempotency-Key: gives what was answered before, after waiting for whoever holds the key. */
export async function beginMetSleutel(client: pg.ClientBase, organisatie: string, sleutel: string): Promise<Eerder | null> {
  samen(client);
  void stuur(client, 'begin');
  type Rij = { eerder: [string, string] | null };
  const { rows } = await stuur<Rij>(client, 'select bron.open_sleutel($1, $2) as eerder', [organisatie, sleutel], 'bron_open_sleutel');
  const eerder = rows[0]?.eerder;
  return eerder ? { verzoekHash: eerder[0], antwoord: eerder[1] } : null;
}

export function eisOrganisatie(organisatie: string): void {
  if (!/^[0-9]{20}$/.test(organisatie)) throw new Error(`"${organisatie}" is geen OIN; een transactie hoort bij één organisatie`);
}

/** A COMMIT after an error resolves, with the tag ROLLBACK: only the tag tells. */
export function eisCommit(tag: string): void {
  if (tag !== 'COMMIT') {
    throw new Error('De transactie is teruggedraaid door de database: een eerdere opdracht erin is mislukt');
  }
}
