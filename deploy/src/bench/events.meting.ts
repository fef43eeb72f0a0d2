import { AckPolicy, jetstream, jetstreamManager, type JsMsg } from '@nats-io/jetstream';
import { createInbox, headers, type NatsConnection } from '@nats-io/transport-node';
import { setTimeout as wacht } from 'node:timers/promises';
import type { Tx } from '@bronhuis/bron';
import { JetStreamStrategie, migreerStromen, NatsVerbinding, Relay } from '@bronhuis/events';
import { maakCloudEvent, nieuweTrace, uuidv7, type CloudEvent } from '@bronhuis/standaarden';
import { opTempo, p95 } from './belasting.ts';
import { cijfer, hoogstens, minstens, type Meting } from './cijfer.ts';
import { proefDatabase, type Proefdatabase } from './proefdatabase.ts';
import { OVERBRUGGE, type Suite } from './suite.ts';

const TYPE = 'nl.gemeente.proeven.proef-gewijzigd';
const AANTAL = 20_000;
const STIL = { info: () => undefined, warn: () => undefined, error: () => undefined };

const event = (onderwerp: string): CloudEvent =>
  maakCloudEvent({
    organisatie: OVERBRUGGE, component: 'bench', type: TYPE, subject: onderwerp, versie: 1, traceparent: nieuweTrace(), tijd: new Date(),
    data: { dossier: onderwerp, kenmerk: 'Z-0147', objecttype: uuidv7(), status: 'open', startdatum: '2026-01-01', uitkomst: null, einddatum: null, informatieobjecten: [] },
  });

/** Outbox to stream, stream to table, and the way of one event from commit to consumer. */
export const events: Meting = {
  naam: 'events',
  meet: (suite, meld) => suite.alleen([], () => meetEvents(suite, meld)),
};

async function meetEvents(suite: Suite, meld: (tekst: string) => void): ReturnType<Meting['meet']> {
  const db = await proefDatabase(suite);
  const voorvoegsel = `b${uuidv7().slice(-10)}`;
  await migreerStromen(suite.natsUrl, voorvoegsel, { component: 'bench', consumeert: [{ stroom: 'bench' }] });
  const verbinding = new NatsVerbinding(suite.natsUrl, 'bench', STIL);
  const nc = await verbinding.open();
  const relay = new Relay({ werker: db.bron.werker, verbinding, voorvoegsel, component: 'bench' });
  const strategie = new JetStreamStrategie({ bron: db.bron, verbinding, voorvoegsel, component: 'bench', consumeert: [{ stroom: 'bench' }] });
  const wachtenden = new Map<string, () => void>();
  strategie.addHandler(
    TYPE,
    async (e: CloudEvent, tx: Tx) => {
      await tx.query('insert into gedaan (organisatie, event, onderwerp) values ($1, $2, $3)', [tx.organisatie, e.id, e.subject]);
      wachtenden.get(e.subject)?.();
    },
    true,
  );
  try {
    meld('relay met achterstand');
    await vulUitgaand(db);
    const kaalPubliceren = await publiceerKaal(nc, voorvoegsel);
    let begin = performance.now();
    relay.start();
    while (relay.tellers.verzonden < AANTAL) await wacht(5);
    const relayPerS = AANTAL / ((performance.now() - begin) / 1000);

    meld('inbox met een afhandelaar die schrijft');
    const kaalSchrijven = await schrijfKaal(db);
    begin = performance.now();
    strategie.listen(() => undefined);
    while (Object.values(strategie.tellers).reduce((n, t) => n + t.verwerkt, 0) < AANTAL) await wacht(10);
    const inboxPerS = AANTAL / ((performance.now() - begin) / 1000);

    meld('van commit tot consument bij 300 per seconde');
    db.bron.naCommit(() => relay.wek());
    const kaalWeg = await wegKaal(nc, voorvoegsel);
    const weg = await wegVanEvents(db, wachtenden);
    return [
      cijfer('relay met achterstand', relayPerS, 'events per s', { kaal: kaalPubliceren, doel: minstens(10_000) }),
      cijfer('inbox, afhandelaar die schrijft', inboxPerS, 'events per s', { kaal: kaalSchrijven, doel: minstens(5_000) }),
      cijfer('commit tot consument, p95 bij 300 per s', p95(weg), 'ms', { kaal: p95(kaalWeg), doel: hoogstens(25) }),
    ];
  } finally {
    await strategie.close();
    await relay.stop();
    await ruimStromenOp(nc, voorvoegsel);
    await verbinding.sluit();
    await db.weg();
  }
}

async function vulUitgaand(db: Proefdatabase): Promise<void> {
  for (let n = 0; n < AANTAL; n += 1_000) {
    const rijen = Array.from({ length: 1_000 }, () => event(uuidv7()));
    await db.beheer.query(
      `insert into bron.uitgaand (organisatie, onderwerp, id, type, versie, payload) select $1, o, i, $2, 1, p from unnest($3::text[], $4::uuid[], $5::text[]) as x(o, i, p)`,
      [OVERBRUGGE, TYPE, rijen.map((e) => e.subject), rijen.map((e) => e.id), rijen.map((e) => JSON.stringify(e))],
    );
  }
}

/** The limit of the broker: the same messages in batches with one inbox for the acknowledgements, from memory. */
async function publiceerKaal(nc: NatsConnection, voorvoegsel: string): Promise<number> {
  const jsm = await jetstreamManager(nc);
  await jsm.streams.add({ name: `${voorvoegsel}_kaal`, subjects: [`${voorvoegsel}.kaal.>`], duplicate_window: 120e9 });
  const berichten = Array.from({ length: AANTAL }, () => JSON.stringify(event(uuidv7())));
  const inbox = createInbox();
  let binnen = 0;
  let verder: () => void = () => undefined;
  const luister = nc.subscribe(inbox, { callback: () => void (++binnen % 500 === 0 && verder()) });
  const begin = performance.now();
  for (let n = 0; n < AANTAL; n += 500) {
    const klaar = new Promise<void>((r) => (verder = r));
    for (const b of berichten.slice(n, n + 500)) {
      const h = headers();
      h.set('Nats-Msg-Id', uuidv7());
      nc.publish(`${voorvoegsel}.kaal.x`, b, { reply: inbox, headers: h });
    }
    await klaar;
  }
  luister.unsubscribe();
  return AANTAL / ((performance.now() - begin) / 1000);
}

/** The same rows, 200 per transaction, one INSERT each: what the handler does without any inbox. */
async function schrijfKaal(db: Proefdatabase): Promise<number> {
  const client = await db.beheer.connect();
  const begin = performance.now();
  for (let n = 0; n < AANTAL; n += 200) {
    await client.query('begin');
    for (let i = 0; i < 200; i++) {
      await client.query({ name: 'kaal', text: 'insert into kaal (organisatie, id, payload) values ($1, $2, $3)', values: [OVERBRUGGE, uuidv7(), 'x'] });
    }
    await client.query('commit');
  }
  client.release();
  return AANTAL / ((performance.now() - begin) / 1000);
}

const TEMPO = { perSeconde: 300, seconden: 8 };

async function wegVanEvents(db: Proefdatabase, wachtenden: Map<string, () => void>): Promise<number[]> {
  return opTempo(TEMPO, async () => {
    const id = uuidv7();
    const aangekomen = new Promise<number>((klaar) => wachtenden.set(id, () => klaar(performance.now())));
    await db.bron.transactie({ organisatie: OVERBRUGGE, traceparent: nieuweTrace() }, async (tx) => {
      const kop = tx.nieuw(id);
      await tx.query('insert into kaal (organisatie, id, payload) values ($1, $2, $3)', [tx.organisatie, id, 'x']);
      tx.emit(kop, { type: TYPE, data: { proef: id } });
    });
    const gecommit = performance.now();
    const ms = (await aangekomen) - gecommit;
    wachtenden.delete(id);
    return Math.max(0, ms);
  });
}

/** Published and fetched without a database in between. */
async function wegKaal(nc: NatsConnection, voorvoegsel: string): Promise<number[]> {
  const jsm = await jetstreamManager(nc);
  const naam = `${voorvoegsel}_kaal`;
  await jsm.streams.purge(naam);
  await jsm.consumers.add(naam, { durable_name: 'kaal', ack_policy: AckPolicy.Explicit });
  const wachtenden = new Map<string, () => void>();
  const lezer = await (await jetstream(nc).consumers.get(naam, 'kaal')).consume({
    callback: (m: JsMsg) => {
      wachtenden.get(m.string())?.();
      m.ack();
    },
  });
  const uit = await opTempo(TEMPO, async () => {
    const id = uuidv7();
    const begin = performance.now();
    const aangekomen = new Promise<void>((klaar) => wachtenden.set(id, klaar));
    nc.publish(`${voorvoegsel}.kaal.x`, id);
    await aangekomen;
    wachtenden.delete(id);
    return performance.now() - begin;
  });
  await lezer.close();
  return uit;
}

async function ruimStromenOp(nc: NatsConnection, voorvoegsel: string): Promise<void> {
  const jsm = await jetstreamManager(nc);
  for await (const s of jsm.streams.list()) if (s.config.name.startsWith(`${voorvoegsel}_`)) await jsm.streams.delete(s.config.name);
}
