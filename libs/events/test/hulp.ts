import { Module, type INestApplication, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import pg from 'pg';
import { Bron, type Migratie, type Tx } from '@bronhuis/bron';
import { nieuweTrace, uuidv7 } from '@bronhuis/standaarden';
import { testDatabase, testServers, type TestDatabase } from '@bronhuis/testing';
import {
  JetStreamStrategie,
  migreerStromen,
  NatsVerbinding,
  Relay,
  verbindEvents,
  type Consumptie,
  type RelayOpties,
  type StrategieOpties,
} from '../src/index.ts';
import { naamVanConsument, naamVanStroom } from '../src/stromen.ts';

export const OVERBRUGGE = '00000001999990007000';
export const VOORBEELDSTAD = '00000001999990019000';
export const GEWIJZIGD = 'nl.gemeente.proeven.proef-gewijzigd';
export const AFGESLOTEN = 'nl.gemeente.proeven.proef-afgesloten';
export const VERNIETIGD = 'nl.gemeente.proeven.proef-vernietigd';
export const COMPONENT = 'events-proef';

const proef: Migratie = {
  naam: '0001-proef',
  up: `
    create table proef (
      organisatie text not null, id uuid not null, versie bigint not null, registratietijd timestamptz not null,
      primary key (organisatie, id));
    select bron.beveilig('proef');
    -- what a handler did, in the order in which it did it
    create table gedaan (
      organisatie text not null, nr bigint generated always as identity, event text not null, onderwerp text not null,
      versie bigint not null, type text not null, wie text not null, traceparent text not null, primary key (organisatie, nr));
    select bron.beveilig('gedaan');`,
  down: 'drop table gedaan; drop table proef;',
};

export interface Gedaan {
  organisatie: string;
  event: string;
  onderwerp: string;
  versie: number;
  type: string;
  wie: string;
  traceparent: string;
}

export interface Omgeving {
  db: TestDatabase;
  bron: Bron;
  beheer: pg.Pool;
  voorvoegsel: string;
  natsUrl: string;
  verbinding(): NatsVerbinding;
  relay(opties?: Partial<RelayOpties>): Relay;
  consument(controller: Type, opties?: Partial<StrategieOpties>): Promise<{ app: INestApplication; strategie: JetStreamStrategie }>;
  migreer(): Promise<void>;
  gedaan(): Promise<Gedaan[]>;
  sluit(): Promise<void>;
}

const CONSUMEERT: Consumptie[] = [{ stroom: COMPONENT }];

/** A database, a prefix in NATS of one's own, and what a test starts in it is stopped with it. */
export async function maakOmgeving(opties: { natsUrl?: string; consumeert?: Consumptie[]; ackWaitMs?: number } = {}): Promise<Omgeving> {
  const natsUrl = opties.natsUrl ?? testServers().nats;
  const consumeert = opties.consumeert ?? CONSUMEERT;
  const voorvoegsel = `t${uuidv7().replaceAll('-', '').slice(-12)}`;
  const db = await testDatabase(COMPONENT, [proef]);
  const bron = await Bron.open({ component: COMPONENT, toepassing: db.toepassing, werker: db.werker, entities: [] });
  const beheer = new pg.Pool({ connectionString: db.beheer, max: 2 });
  beheer.on('error', () => undefined); // the database goes away under it at the end
  const opruimen: (() => Promise<unknown>)[] = [];
  const verbinding = (): NatsVerbinding => {
    const v = new NatsVerbinding(natsUrl, 'proef', { info: () => undefined, warn: () => undefined, error: () => undefined });
    opruimen.push(() => v.sluit());
    void v.open().catch(() => undefined);
    return v;
  };
  const migreer = (): Promise<void> => migreerStromen(natsUrl, voorvoegsel, { component: COMPONENT, consumeert, ackWaitMs: opties.ackWaitMs });
  await migreer();
  return {
    db,
    bron,
    beheer,
    voorvoegsel,
    natsUrl,
    verbinding,
    migreer,
    relay: (o = {}) => {
      const relay = new Relay({ werker: bron.werker, verbinding: verbinding(), voorvoegsel, component: COMPONENT, ...o });
      opruimen.unshift(() => relay.stop());
      return relay;
    },
    consument: async (controller, o = {}) => {
      const strategie = new JetStreamStrategie({
        bron,
        verbinding: verbinding(),
        voorvoegsel,
        component: COMPONENT,
        consumeert,
        herhaalMs: 20,
        ...o,
      });
      const app = await NestFactory.create(moduleMet(controller), new FastifyAdapter(), { logger: false });
      verbindEvents(app, strategie);
      await app.startAllMicroservices();
      opruimen.unshift(() => app.close());
      return { app, strategie };
    },
    gedaan: async () =>
      (await beheer.query<Gedaan>('select organisatie, event, onderwerp, versie::int as versie, type, wie, traceparent from gedaan order by nr')).rows,
    sluit: async () => {
      for (const f of opruimen) await f();
      await weg(natsUrl, voorvoegsel);
      await bron.sluit();
      await beheer.end();
      await db.sluit();
    },
  };
}

function moduleMet(controller: Type): Type {
  class Proefmodule {}
  Module({ controllers: [controller] })(Proefmodule);
  return Proefmodule;
}

async function weg(natsUrl: string, voorvoegsel: string): Promise<void> {
  const nc = await connect({ servers: natsUrl });
  try {
    const jsm = await jetstreamManager(nc);
    for await (const s of jsm.streams.list()) if (s.config.name.startsWith(`${voorvoegsel}_`)) await jsm.streams.delete(s.config.name);
  } finally {
    await nc.close();
  }
}

/** One change of one thing, as a use case would do it. */
export async function wijzig(bron: Bron, organisatie: string, id: string, type = GEWIJZIGD, pauze?: () => Promise<void>): Promise<number> {
  return bron.transactie({ organisatie, traceparent: nieuweTrace() }, async (tx) => {
    const kop = (await tx.vergrendel('proef', id)) ?? tx.nieuw(id);
    await tx.query(
      `insert into proef (organisatie, id, versie, registratietijd) values ($1, $2, $3, $4)
       on conflict (organisatie, id) do update set versie = excluded.versie, registratietijd = excluded.registratietijd`,
      [organisatie, id, kop.versie, kop.tijd],
    );
    tx.emit(kop, { type, data: { proef: id, versie: kop.versie } });
    if (pauze) await pauze();
    return kop.versie;
  });
}

export async function noteer(tx: Tx, e: { id: string; subject: string; sequence: string; type: string }, wie: string): Promise<void> {
  await tx.query(
    'insert into gedaan (organisatie, event, onderwerp, versie, type, wie, traceparent) values ($1, $2, $3, $4, $5, $6, $7)',
    [tx.organisatie, e.id, e.subject, e.sequence, e.type, wie, tx.traceparent],
  );
}

/** Messages that the broker gave out and of which it did not hear that they are done. */
export async function onbevestigd(o: Omgeving): Promise<number> {
  const nc = await connect({ servers: o.natsUrl });
  try {
    return (await (await jetstreamManager(nc)).consumers.info(naamVanStroom(o.voorvoegsel, COMPONENT), naamVanConsument(COMPONENT, { stroom: COMPONENT }))).num_ack_pending;
  } finally {
    await nc.close();
  }
}

/** Puts a message in the stream past the relay. */
export async function stuurRuw(o: Omgeving, organisatie: string, inhoud: string, staart = 'proeven.proef-gewijzigd'): Promise<void> {
  const nc = await connect({ servers: o.natsUrl });
  try {
    await jetstream(nc).publish(`${o.voorvoegsel}.${COMPONENT}.${organisatie}.${staart}`, inhoud);
  } finally {
    await nc.close();
  }
}

/** What is in the stream, in its order. */
export async function inStroom(o: Omgeving, stroom: string = COMPONENT): Promise<{ subject: string; event: Record<string, unknown>; msgId: string }[]> {
  const nc = await connect({ servers: o.natsUrl });
  try {
    const jsm = await jetstreamManager(nc);
    const naam = naamVanStroom(o.voorvoegsel, stroom);
    const { state } = await jsm.streams.info(naam);
    const uit = [];
    for (let seq = Math.max(1, state.first_seq); seq <= state.last_seq; seq++) {
      const m = await jsm.streams.getMessage(naam, { seq });
      if (m) uit.push({ subject: m.subject, event: m.json<Record<string, unknown>>(), msgId: m.header.get('Nats-Msg-Id') });
    }
    return uit;
  } finally {
    await nc.close();
  }
}
