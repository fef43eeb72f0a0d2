import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { setTimeout as wacht } from 'node:timers/promises';
import { Bron, type Tx } from '@bronhuis/bron';
import { nieuweTrace, uuidv7, type CloudEvent } from '@bronhuis/standaarden';
import { wachtTot } from '@bronhuis/testing';
import { COMPONENT, GEWIJZIGD, inStroom, maakOmgeving, noteer, OVERBRUGGE, VOORBEELDSTAD, wijzig, type Omgeving } from './hulp.ts';

@Controller()
class Proef {
  @EventPattern<string>(GEWIJZIGD)
  async opWijziging(@Payload() e: CloudEvent, @Ctx() tx: Tx): Promise<void> {
    await noteer(tx, e, 'een');
  }
}

let o: Omgeving;
beforeEach(async () => {
  o = await maakOmgeving();
});
afterEach(() => o.sluit());

const wachtend = async (): Promise<number> =>
  (await o.beheer.query('select 1 from bron.uitgaand where verzonden is null union all select 1 from bron.verwerking_uit where verzonden is null')).rowCount ?? 0;

/** As the writer of reads leaves it: one record, or a list of them. */
const record = (organisatie: string, regel: object): Promise<unknown> =>
  o.bron.werker.query('insert into bron.verwerking_uit (organisatie, verwerking) values ($1, $2)', [organisatie, JSON.stringify(regel)]);

test('late commit: 16 writers with transactions of random length; nothing is skipped and nobody ends on an older version', async () => {
  await o.consument(Proef);
  const relay = o.relay();
  o.bron.naCommit(() => relay.wek());
  relay.start();
  const schrijvers = await Bron.open({ component: COMPONENT, toepassing: o.db.toepassing, werker: o.db.werker, entities: [], poolgrootte: 16 });
  schrijvers.naCommit(() => relay.wek());
  const dingen = Array.from({ length: 40 }, () => uuidv7());
  const stand = new Map<string, number>();
  for (const id of dingen) stand.set(id, await wijzig(schrijvers, OVERBRUGGE, id));
  let geschreven = dingen.length;
  const einde = performance.now() + 4_000;
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      while (performance.now() < einde) {
        const id = dingen[Math.floor(Math.random() * dingen.length)] as string;
        const versie = await wijzig(schrijvers, OVERBRUGGE, id, GEWIJZIGD, () => wacht(Math.random() ** 4 * 300));
        stand.set(id, Math.max(versie, stand.get(id) ?? 0));
        geschreven++;
      }
    }),
  );
  await schrijvers.sluit();
  await wachtTot(async () => (await wachtend()) === 0, { ms: 10_000, wat: 'een lege wachtrij' });
  await wachtTot(async () => (await o.beheer.query('select 1 from bron.inkomend')).rowCount === geschreven, { ms: 10_000, wat: `${geschreven} events in het postvak` });
  expect(geschreven).toBeGreaterThan(200);
  const stroom = await inStroom(o);
  expect(new Set(stroom.map((b) => b.msgId)).size).toBe(geschreven);
  // Two versions of one thing are written one after the other, so they also reach the stream in that order.
  const gezien = new Map<string, number>();
  for (const { event } of stroom) {
    expect(Number(event['sequence'])).toBe((gezien.get(event['subject'] as string) ?? 0) + 1);
    gezien.set(event['subject'] as string, Number(event['sequence']));
  }
  const hoogste = new Map<string, number>();
  for (const g of await o.gedaan()) hoogste.set(g.onderwerp, g.versie);
  expect(hoogste).toEqual(stand);
});

test('two relays: one at work at a time, and each event goes out once', async () => {
  const relays = [o.relay({ perKeer: 10, pollMs: 5 }), o.relay({ perKeer: 10, pollMs: 5 }), o.relay({ perKeer: 10, pollMs: 5 })];
  for (const r of relays) r.start();
  let meest = 0;
  for (let i = 0; i < 300; i++) {
    await wijzig(o.bron, OVERBRUGGE, uuidv7());
    const { rows } = await o.beheer.query<{ n: number }>(
      `select count(*)::int as n from pg_locks where locktype = 'advisory' and granted and objsubid = 2
       and database = (select oid from pg_database where datname = current_database())`,
    );
    meest = Math.max(meest, rows[0]?.n ?? 0);
  }
  await wachtTot(async () => (await wachtend()) === 0);
  expect(meest).toBeLessThanOrEqual(1);
  expect(relays.reduce((n, r) => n + r.tellers.verzonden, 0)).toBe(300);
  expect(await inStroom(o)).toHaveLength(300);
});

test('a relay takes over within a second when the other stops while it holds the lock', async () => {
  const houder = await o.bron.werker.connect();
  await houder.query('begin');
  await houder.query(`select pg_try_advisory_xact_lock(hashtext('bronhuis.relay'), 1)`);
  const relay = o.relay();
  relay.start();
  await wijzig(o.bron, OVERBRUGGE, uuidv7());
  await wacht(700);
  expect(await wachtend()).toBe(1);
  houder.release(true); // the connection of a process that died
  await wachtTot(async () => (await wachtend()) === 0, { ms: 1_000 });
});

test('records and decisions become one event each for the whole batch of an organisation, each in a stream of its own', async () => {
  const regel = (id: string, organisatie = OVERBRUGGE): object => ({ id, organisatie });
  const [v, b, los, elders] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()];
  await o.bron.transactie({ organisatie: OVERBRUGGE, traceparent: nieuweTrace() }, async (tx) => {
    tx.verwerk({ verwerking: regel(v), beslissing: regel(b) });
    tx.verwerk({ verwerking: null, beslissing: regel(los) });
  });
  const lezen = [uuidv7(), uuidv7()];
  await record(OVERBRUGGE, lezen.map((id) => regel(id)));
  await record(VOORBEELDSTAD, regel(elders, VOORBEELDSTAD));
  o.relay().start();
  await wachtTot(async () => (await wachtend()) === 0);
  const verwerkingen = await inStroom(o, 'verwerkingen');
  const beslissingen = await inStroom(o, 'beslissingen');
  expect(verwerkingen.map((m) => m.subject)).toEqual([OVERBRUGGE, VOORBEELDSTAD].map((oin) => `${o.voorvoegsel}.verwerkingen.${oin}.${COMPONENT}`));
  expect(verwerkingen[0]?.event).toMatchObject({
    id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
    type: 'nl.gemeente.verwerkingen.verwerkingen-geregistreerd',
    source: `urn:nld:oin:${OVERBRUGGE}:systeem:${COMPONENT}`,
    sequence: '1',
    data: { verwerkingen: [v, ...lezen].map((id) => regel(id)) },
  });
  expect(verwerkingen[1]?.event['data']).toEqual({ verwerkingen: [regel(elders, VOORBEELDSTAD)] });
  expect(beslissingen.map((m) => m.event['data'])).toEqual([{ beslissingen: [regel(b), regel(los)] }]);
  expect(beslissingen[0]?.event['type']).toBe('nl.gemeente.beslissingen.beslissingen-genomen');
});

test('rows that go again in another group are another message: nothing new in it is taken for a double', async () => {
  const [eerst, later] = [uuidv7(), uuidv7()];
  await record(OVERBRUGGE, { id: eerst });
  o.relay().start();
  await wachtTot(async () => (await wachtend()) === 0);
  await record(OVERBRUGGE, { id: later });
  // As after a kill between publishing and marking: the first goes again, now together with the second.
  await o.beheer.query('update bron.verwerking_uit set verzonden = null');
  await wachtTot(async () => (await wachtend()) === 0);
  const leden = (await inStroom(o, 'verwerkingen')).flatMap((m) => (m.event['data'] as { verwerkingen: { id: string }[] }).verwerkingen.map((r) => r.id));
  expect(new Set(leden)).toEqual(new Set([eerst, later]));
});

test('many large records make more messages, each within what the broker takes', async () => {
  const groot = Array.from({ length: 30 }, () => ({ id: uuidv7(), tekst: 'x'.repeat(90_000) }));
  await o.bron.transactie({ organisatie: OVERBRUGGE, traceparent: nieuweTrace() }, async (tx) => {
    for (const g of groot) tx.verwerk({ verwerking: g, beslissing: null });
  });
  o.relay().start();
  await wachtTot(async () => (await wachtend()) === 0);
  const berichten = (await inStroom(o, 'verwerkingen')).map((m) => (m.event['data'] as { verwerkingen: { id: string }[] }).verwerkingen);
  expect(berichten.flat().map((r) => r.id)).toEqual(groot.map((g) => g.id));
  expect(Math.max(...berichten.map((b) => b.length))).toBe(2);
});

test('a row that cannot become an event stays, is told, and holds nothing up', async () => {
  const fouten: object[] = [];
  const relay = o.relay({ log: { info: () => undefined, warn: () => undefined, error: (g) => fouten.push(g) } });
  await o.beheer.query(`insert into bron.uitgaand (organisatie, onderwerp, id, type, versie, payload) values ($1, 'x', $2, 'geen type', 1, '{}')`, [OVERBRUGGE, uuidv7()]);
  await wijzig(o.bron, OVERBRUGGE, uuidv7());
  relay.start();
  await wachtTot(async () => (await inStroom(o)).length === 1);
  await wijzig(o.bron, OVERBRUGGE, uuidv7());
  await wachtTot(async () => (await inStroom(o)).length === 2);
  expect(fouten).toHaveLength(1);
  expect(await relay.achterstand()).toEqual({ events: 1, verwerkingen: 0 });
});

test('a thing destroyed while its events waited: they go out, and their rows go', async () => {
  const id = uuidv7();
  await wijzig(o.bron, OVERBRUGGE, id);
  await o.bron.transactie({ organisatie: OVERBRUGGE, traceparent: nieuweTrace() }, (tx) => tx.wisSporen([id]));
  const relay = o.relay();
  relay.start();
  await wachtTot(async () => (await o.beheer.query('select 1 from bron.uitgaand')).rowCount === 0);
  expect(await inStroom(o)).toHaveLength(1);
});

test('old rows of outbox and inbox are cleaned up, younger ones and unsent ones are not', async () => {
  for (let i = 0; i < 3; i++) await wijzig(o.bron, OVERBRUGGE, uuidv7());
  await o.beheer.query(`update bron.uitgaand set verzonden = now() - case when volgnummer = 1 then interval '15 days' else interval '13 days' end where volgnummer < 3`);
  await o.beheer.query(`insert into bron.inkomend (organisatie, consument, id, domein, onderwerp, versie, ontvangen)
    select $1, 'c', d::text, 'd', 'o', 1, now() - make_interval(days => d) from unnest(array[20, 22]) d`, [OVERBRUGGE]);
  const relay = o.relay();
  relay.start();
  await wachtTot(async () => (await o.beheer.query('select 1 from bron.inkomend')).rowCount === 1);
  expect((await o.beheer.query('select volgnummer::int as v from bron.uitgaand order by 1')).rows.map((r: { v: number }) => r.v)).toEqual([2, 3]);
});
