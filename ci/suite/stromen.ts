import { setTimeout as wacht } from 'node:timers/promises';
import { jetstream, jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';

/** The broker of the suite, as somebody who may publish under whatever subject. */
export class Stromen {
  private constructor(
    private readonly nc: NatsConnection,
    readonly jsm: JetStreamManager,
  ) {}

  static async open(): Promise<Stromen> {
    const nc = await connect({ servers: process.env['NATS_URL'] ?? `127.0.0.1:${process.env['POORT_NATS'] ?? ''}` });
    return new Stromen(nc, await jetstreamManager(nc, { checkAPI: false }));
  }

  sluit(): Promise<void> {
    return this.nc.close();
  }

  async publiceer(subject: string, payload: string): Promise<void> {
    await jetstream(this.nc).publish(subject, payload);
  }

  /** Subjects of a stream with the number of messages under each. */
  async subjecten(stroom: string, filter: string): Promise<Record<string, number>> {
    return (await this.jsm.streams.info(stroom, { subjects_filter: filter })).state.subjects ?? {};
  }

  /** The first and the last message under a subject, as text. */
  async uitersten(stroom: string, subject: string): Promise<string[]> {
    const laatste = await this.jsm.streams.getMessage(stroom, { last_by_subj: subject });
    const vanaf = { seq: 1, next_by_subj: subject };
    const eerste = await this.jsm.streams.getMessage(stroom, vanaf);
    return [...new Set([eerste, laatste].filter((m) => m !== null).map((m) => m.string()))];
  }

  /** Every durable consumer that there is: `<stream> <consumer> <filter>`. */
  async consumenten(voorvoegsel: string): Promise<string[]> {
    const uit: string[] = [];
    for await (const s of this.jsm.streams.list()) {
      if (!s.config.name.startsWith(`${voorvoegsel}_`)) continue;
      for await (const c of this.jsm.consumers.list(s.config.name)) uit.push(`${s.config.name} ${c.name} ${c.config.filter_subject ?? ''}`);
    }
    return uit.sort();
  }

  /** Until every consumer has finished with all that it was given: handled, parked or refused. */
  async totAllesGezienIs(voorvoegsel: string): Promise<void> {
    for (let i = 0; i < 240; i++) {
      let onderhanden = 0;
      for await (const s of this.jsm.streams.list()) {
        if (!s.config.name.startsWith(`${voorvoegsel}_`)) continue;
        for await (const c of this.jsm.consumers.list(s.config.name)) onderhanden += c.num_pending + c.num_ack_pending;
      }
      if (onderhanden === 0) return;
      await wacht(500);
    }
    throw new Error('the consumers do not come to an end');
  }
}
