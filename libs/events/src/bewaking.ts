import { JetStreamApiError, jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import type pg from 'pg';
import type { Logboek } from './logboek.ts';
import * as q from './relay.queries.ts';
import { GEDEELDE_STROMEN, naamVanStroom } from './stromen.ts';

interface Stand {
  stroom: string;
  aangemaakt: string;
  volgnummer: string;
  gebeurtenis: string | null;
  oud: boolean;
}

export class StroomOntbreekt extends Error {}

/**
 * An acknowledgement of JetStream is not durability: after a power failure or on a restored disk the stream may end
 * before what it acknowledged. This notices it, and puts everything that is kept back in the queue.
 */
export class StroomBewaking {
  readonly #stromen: { naam: string; soort: 'eigen' | (typeof GEDEELDE_STROMEN)[number] }[];
  readonly #log: Logboek;

  constructor(voorvoegsel: string, component: string, log: Logboek) {
    this.#log = log;
    this.#stromen = [
      { naam: naamVanStroom(voorvoegsel, component), soort: 'eigen' },
      ...GEDEELDE_STROMEN.map((s) => ({ naam: naamVanStroom(voorvoegsel, s), soort: s })),
    ];
  }

  /** In the transaction that holds the relay's lock. */
  async controleer(client: pg.ClientBase, nc: NatsConnection): Promise<void> {
    const jsm = await jetstreamManager(nc, { checkAPI: false, timeout: 3_000 });
    const standen = new Map((await client.query<Stand>(q.STANDEN)).rows.map((r) => [r.stroom, r]));
    for (const { naam, soort } of this.#stromen) {
      const info = await this.#info(jsm, naam);
      const stand = standen.get(naam);
      const aangemaakt = info.created;
      if (!stand) {
        await client.query(q.ZET_STAND, [naam, aangemaakt, 0, null]);
        continue;
      }
      const terug = stand.aangemaakt !== aangemaakt || !(await this.#staatErNog(jsm, stand, info.lastSeq));
      if (!terug) continue;
      await client.query('set local statement_timeout = 0');
      const { rowCount } = await client.query(soort === 'eigen' ? q.OPNIEUW_EVENTS : q.OPNIEUW_VERWERKINGEN[soort]);
      await client.query(q.ZET_STAND, [naam, aangemaakt, 0, null]);
      this.#log.warn({ stroom: naam, opnieuw: rowCount }, 'de opslag van NATS is teruggegaan; wat bewaard is wordt opnieuw verzonden');
    }
  }

  async #info(jsm: JetStreamManager, naam: string): Promise<{ created: string; lastSeq: number }> {
    try {
      const info = await jsm.streams.info(naam);
      return { created: info.created, lastSeq: info.state.last_seq };
    } catch (fout) {
      if (fout instanceof JetStreamApiError && fout.status === 404) {
        throw new StroomOntbreekt(`De stroom ${naam} bestaat niet: voer de migratiestap van dit onderdeel uit.`);
      }
      throw fout;
    }
  }

  /**
   * Is the last message that we saw acknowledged still the one at its place? A number alone does not tell: in a
   * shared stream others may have written past it since.
   */
  async #staatErNog(jsm: JetStreamManager, stand: Stand, laatste: number): Promise<boolean> {
    const volgnummer = Number(stand.volgnummer);
    if (volgnummer === 0 || stand.gebeurtenis === null) return true;
    if (laatste < volgnummer) return false;
    if (stand.oud) return true; // past the age that the stream keeps: not being there says nothing
    try {
      const bericht = await jsm.streams.getMessage(stand.stroom, { seq: volgnummer });
      return bericht?.header.get('Nats-Msg-Id') === stand.gebeurtenis;
    } catch (fout) {
      if (fout instanceof JetStreamApiError && fout.status === 404) return false;
      throw fout;
    }
  }
}
