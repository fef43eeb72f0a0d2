import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Bron, type Context } from '@bronhuis/bron';
import { LOGGER, Rondes } from '@bronhuis/component';
import type { PoolClient } from 'pg';
import { Plannen } from './plannen.ts';
import { Uitvoeren } from './uitvoeren.ts';

/** 'verder': there is more to do now. A number: ask again after so many milliseconds. */
export type Uitkomst = 'klaar' | 'verder' | { overMs: number };

interface Claim {
  organisatie: string;
  lijst: string;
  soort: 'plannen' | 'uitvoeren';
  traceparent: string;
  pogingen: number;
}

interface Logboek {
  info(gegevens: object, bericht: string): void;
  warn(gegevens: object, bericht: string): void;
}

const POLS_MS = 500;
const STOP_MS = 6_000;
const LANGSTE_WACHT_MS = 60_000;

// A lock that dies with its connection: no lease to expire, no second replica on the same job.
const CLAIM = `select organisatie, lijst, soort, traceparent, pogingen from werk where niet_voor <= clock_timestamp()
  order by niet_voor, lijst limit 1 for update skip locked`;
const WACHT_ER_IETS = 'select from werk where niet_voor <= clock_timestamp() limit 1';
const UITSTEL = `update werk set niet_voor = clock_timestamp() + make_interval(secs => $4::double precision / 1000), pogingen = $5, reden = $6
  where organisatie = $1 and lijst = $2 and soort = $3`;

/**
 * Carries out what waits in `werk`, one job at a time. All progress is in the lines of the list, every call to a source
 * may be repeated: a process that is killed anywhere loses nothing, the next one goes on.
 */
@Injectable()
export class Werker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly rondes = new Rondes(() => this.ronde(), { elkeMs: POLS_MS, mislukt: (fout) => this.log.warn({ fout }, 'background work interrupted') });
  /** Gives the claim of the job at hand back; null when there is none. */
  private laatLos: (() => void) | null = null;

  constructor(
    @Inject(Bron) private readonly bron: Bron,
    @Inject(Plannen) private readonly plannen: Plannen,
    @Inject(Uitvoeren) private readonly uitvoeren: Uitvoeren,
    @Inject(LOGGER) private readonly log: Logboek,
  ) {}

  onApplicationBootstrap(): void {
    this.rondes.start();
    this.wek();
  }

  async beforeApplicationShutdown(): Promise<void> {
    // A call to a source may take longer than a stop: the claim is given back, and whoever comes next repeats the call.
    await Promise.race([this.rondes.stop(), new Promise((klaar) => setTimeout(klaar, STOP_MS).unref())]);
    this.laatLos?.();
  }

  /** After a commit that put a job in the queue. */
  wek(): void {
    void this.rondes.wek();
  }

  /** Until nothing waits any more. */
  private async ronde(): Promise<void> {
    let bezig = true;
    while (bezig && !this.rondes.gestopt) bezig = await this.eenmaal();
  }

  /** Claims one job and does one portion of it. False when nothing waits. */
  private async eenmaal(): Promise<boolean> {
    if ((await this.bron.werker.query(WACHT_ER_IETS)).rowCount === 0) return false;
    const client = await this.bron.werker.connect();
    const los = (kapot: boolean): void => {
      if (this.laatLos === null) return;
      this.laatLos = null;
      client.release(kapot);
    };
    this.laatLos = () => los(true);
    let kapot = true;
    try {
      const bezig = await this.inClaim(client);
      kapot = false;
      return bezig;
    } finally {
      los(kapot);
    }
  }

  private async inClaim(client: PoolClient): Promise<boolean> {
    await client.query('begin');
    // Longer than the slowest answer of a source; when this process hangs, the server takes the job away.
    await client.query("set local idle_in_transaction_session_timeout = '90s'");
    const claim = (await client.query<Claim>(CLAIM)).rows[0];
    if (claim !== undefined) {
      const sleutel = [claim.organisatie, claim.lijst, claim.soort];
      const uitkomst = await this.probeer(claim, async () => void (await client.query('select 1')));
      if (uitkomst === 'klaar') await client.query('delete from werk where organisatie = $1 and lijst = $2 and soort = $3', sleutel);
      else if (uitkomst === 'verder') await client.query(UITSTEL, [...sleutel, 0, 0, null]);
      else await client.query(UITSTEL, [...sleutel, uitkomst.overMs, claim.pogingen + 1, uitkomst.reden ?? null]);
    }
    await client.query('commit');
    return claim !== undefined;
  }

  private async probeer(claim: Claim, houdVast: () => Promise<void>): Promise<'klaar' | 'verder' | { overMs: number; reden?: string }> {
    const ctx: Context = { organisatie: claim.organisatie, traceparent: claim.traceparent };
    try {
      return await (claim.soort === 'plannen' ? this.plannen : this.uitvoeren).voerUit(ctx, claim.lijst, houdVast);
    } catch (fout) {
      const reden = (fout as Error).message;
      this.log.warn({ lijst: claim.lijst, soort: claim.soort, poging: claim.pogingen + 1, fout: reden }, 'destruction job will be tried again');
      return { overMs: Math.min(250 * 2 ** Math.min(claim.pogingen, 10), LANGSTE_WACHT_MS), reden };
    }
  }
}
