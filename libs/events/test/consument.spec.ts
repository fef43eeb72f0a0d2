import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import type { Tx } from '@bronhuis/bron';
import { Probleem, leesTraceparent, maakCloudEvent, nieuweTrace, uuidv7, type CloudEvent } from '@bronhuis/standaarden';
import { wachtTot } from '@bronhuis/testing';
import { TYPE_BESLISSINGEN } from '../src/index.ts';
import { AFGESLOTEN, GEWIJZIGD, maakOmgeving, noteer, onbevestigd, OVERBRUGGE, stuurRuw, VERNIETIGD, VOORBEELDSTAD, wijzig, type Omgeving } from './hulp.ts';

let giftig = new Set<string>();
let druk = false;

@Controller()
class Proef {
  @EventPattern<string>(GEWIJZIGD)
  async opWijziging(@Payload() e: CloudEvent, @Ctx() tx: Tx): Promise<void> {
    await noteer(tx, e, 'eerste');
    if (giftig.has(e.subject)) throw new Error(`kan niet met 999993021 in ${e.subject}`);
  }

  @EventPattern<string>(GEWIJZIGD)
  async opWijzigingOok(@Payload() e: CloudEvent, @Ctx() tx: Tx): Promise<void> {
    await noteer(tx, e, 'tweede');
  }

  @EventPattern<string>(AFGESLOTEN)
  async opAfsluiten(@Payload() e: CloudEvent, @Ctx() tx: Tx): Promise<void> {
    await noteer(tx, e, 'afgesloten');
  }

  @EventPattern<string>(VERNIETIGD)
  async opVernietiging(@Payload() e: CloudEvent, @Ctx() tx: Tx): Promise<void> {
    await noteer(tx, e, 'vernietigd');
    await tx.wisSporen([e.subject]);
  }

  @EventPattern<string>('nl.gemeente.andere.ding-veranderd')
  async opAnder(@Payload() e: CloudEvent, @Ctx() tx: Tx): Promise<void> {
    await noteer(tx, e, 'ander');
  }

  @EventPattern<string>('nl.gemeente.reeksen.ding-gebeurd', { reeks: true })
  async opReeks(@Payload() reeks: CloudEvent[], @Ctx() tx: Tx): Promise<void> {
    for (const e of reeks) await noteer(tx, e, `reeks van ${reeks.length}`);
  }

  @EventPattern<string>(TYPE_BESLISSINGEN, { reeks: true })
  async opBeslissingen(@Payload() reeks: CloudEvent<{ beslissingen: { id: string }[] }>[], @Ctx() tx: Tx): Promise<void> {
    for (const e of reeks) {
      for (const { id } of e.data.beslissingen) {
        await noteer(tx, { ...e, id, subject: id }, `reeks van ${reeks.length}`);
        if (giftig.has(id)) throw new Error('deze niet');
        if (druk) throw Probleem.nietBeschikbaar('te druk');
      }
    }
  }
}

let o: Omgeving;
beforeEach(async () => {
  giftig = new Set();
  o = await maakOmgeving();
});
afterEach(() => o.sluit());

const event = (onderwerp: string, versie: number, meer: { organisatie?: string; type?: string; id?: string; data?: object } = {}): string =>
  JSON.stringify(
    maakCloudEvent({
      organisatie: OVERBRUGGE,
      component: 'events-proef',
      type: GEWIJZIGD,
      subject: onderwerp,
      versie,
      data: {},
      traceparent: nieuweTrace(),
      tijd: new Date('2026-11-22T10:00:00Z'),
      ...meer,
    }),
  );
const inbox = async (): Promise<Record<string, string>> =>
  Object.fromEntries((await o.beheer.query<{ id: string; uitkomst: string }>('select id, uitkomst from bron.inkomend')).rows.map((r) => [r.id, r.uitkomst]));
const aantalInInbox = async (n: number): Promise<void> =>
  wachtTot(async () => Object.values(await inbox()).filter((u) => u !== null).length >= n, { ms: 15_000, wat: `${n} afgehandelde events` });

test('every handler of a pattern gets the event, in the transaction of the event’s tenant and in its trace', async () => {
  await o.consument(Proef);
  const relay = o.relay();
  o.bron.naCommit(() => relay.wek());
  relay.start();
  const [a, b] = [uuidv7(), uuidv7()];
  await wijzig(o.bron, OVERBRUGGE, a);
  await wijzig(o.bron, VOORBEELDSTAD, b);
  await aantalInInbox(2);
  const gedaan = await o.gedaan();
  expect(gedaan.filter((g) => g.onderwerp === a).map((g) => [g.organisatie, g.wie])).toEqual([
    [OVERBRUGGE, 'eerste'],
    [OVERBRUGGE, 'tweede'],
  ]);
  expect(gedaan.filter((g) => g.onderwerp === b).map((g) => g.organisatie)).toEqual([VOORBEELDSTAD, VOORBEELDSTAD]);
  const uit = await o.beheer.query<{ payload: string }>('select payload from bron.uitgaand where onderwerp = $1', [a]);
  const verzonden = JSON.parse(uit.rows[0]?.payload ?? '') as CloudEvent;
  const span = leesTraceparent(gedaan.find((g) => g.onderwerp === a)?.traceparent);
  expect(span?.traceId).toBe(leesTraceparent(verzonden.traceparent)?.traceId);
  expect(span?.spanId).not.toBe(leesTraceparent(verzonden.traceparent)?.spanId);
});

test('a second delivery does nothing', async () => {
  await o.consument(Proef);
  const e = event(uuidv7(), 1);
  await stuurRuw(o, OVERBRUGGE, e);
  await aantalInInbox(1);
  await stuurRuw(o, OVERBRUGGE, e);
  const laatste = uuidv7();
  await stuurRuw(o, OVERBRUGGE, event(laatste, 1));
  await aantalInInbox(2);
  expect((await o.gedaan()).filter((g) => g.wie === 'eerste')).toHaveLength(2);
});

test('an older version is passed over, also within one batch', async () => {
  const x = uuidv7();
  for (const v of [2, 1, 4, 3]) await stuurRuw(o, OVERBRUGGE, event(x, v));
  await o.consument(Proef);
  await aantalInInbox(4);
  await stuurRuw(o, OVERBRUGGE, event(x, 3));
  await aantalInInbox(5);
  expect((await o.gedaan()).filter((g) => g.wie === 'eerste').map((g) => g.versie)).toEqual([2, 4]);
  expect(Object.values(await inbox()).sort()).toEqual(['verouderd', 'verouderd', 'verouderd', 'verwerkt', 'verwerkt']);
});

test('two kinds of events of one version both count; the same kind again does not', async () => {
  await o.consument(Proef);
  const x = uuidv7();
  await stuurRuw(o, OVERBRUGGE, event(x, 3));
  await aantalInInbox(1);
  await stuurRuw(o, OVERBRUGGE, event(x, 3, { type: AFGESLOTEN }), 'proeven.proef-afgesloten');
  await aantalInInbox(2);
  await stuurRuw(o, OVERBRUGGE, event(x, 3));
  await aantalInInbox(3);
  expect((await o.gedaan()).map((g) => g.wie)).toEqual(['eerste', 'tweede', 'afgesloten']);
});

test('after a tombstone nothing of the thing applies, though its handler wiped the traces', async () => {
  await o.consument(Proef);
  const x = uuidv7();
  const oud = event(x, 7);
  await stuurRuw(o, OVERBRUGGE, oud);
  await aantalInInbox(1);
  await stuurRuw(o, OVERBRUGGE, event(x, 8, { type: VERNIETIGD }), 'proeven.proef-vernietigd');
  await wachtTot(async () => (await o.gedaan()).some((g) => g.wie === 'vernietigd'));
  await stuurRuw(o, OVERBRUGGE, oud);
  await stuurRuw(o, OVERBRUGGE, event(x, 99));
  await aantalInInbox(2);
  expect((await o.gedaan()).map((g) => g.wie)).toEqual(['eerste', 'tweede', 'vernietigd']);
});

test('what nobody handles is remembered as such, not parked', async () => {
  const { strategie } = await o.consument(Proef);
  const e = event(uuidv7(), 1, { type: 'nl.gemeente.proeven.proef-onbekend' });
  await stuurRuw(o, OVERBRUGGE, e, 'proeven.proef-onbekend');
  await aantalInInbox(1);
  expect(Object.values(await inbox())).toEqual(['onbekend']);
  expect(await strategie.geparkeerd(OVERBRUGGE)).toEqual([]);
});

test('different domains in one batch keep the order of each thing; a run of one type goes to its handler as a whole', async () => {
  const [x, y] = [uuidv7(), uuidv7()];
  await stuurRuw(o, OVERBRUGGE, event(x, 1));
  await stuurRuw(o, OVERBRUGGE, event(x, 1, { type: 'nl.gemeente.andere.ding-veranderd' }), 'andere.ding-veranderd');
  await stuurRuw(o, OVERBRUGGE, event(x, 2));
  await stuurRuw(o, OVERBRUGGE, event(x, 2, { type: 'nl.gemeente.andere.ding-veranderd' }), 'andere.ding-veranderd');
  for (const v of [1, 2, 3]) await stuurRuw(o, OVERBRUGGE, event(y, v, { type: 'nl.gemeente.reeksen.ding-gebeurd' }), 'reeksen.ding-gebeurd');
  await o.consument(Proef);
  await aantalInInbox(7);
  const gedaan = await o.gedaan();
  for (const wie of ['eerste', 'ander']) expect(gedaan.filter((g) => g.wie === wie).map((g) => g.versie)).toEqual([1, 2]);
  const reeks = gedaan.filter((g) => g.wie.startsWith('reeks'));
  expect(reeks.map((g) => [g.versie, g.wie])).toEqual([1, 2, 3].map((v) => [v, 'reeks van 3']));
});

test('a poisonous event is parked with its reason, the rest of its batch goes on, and it can be replayed', async () => {
  const ids = Array.from({ length: 40 }, () => uuidv7());
  const gif = ids[17] as string;
  giftig.add(gif);
  for (const id of ids) await stuurRuw(o, OVERBRUGGE, event(id, 1));
  await stuurRuw(o, VOORBEELDSTAD, event(uuidv7(), 1, { organisatie: VOORBEELDSTAD }));
  const { strategie } = await o.consument(Proef, { maxPogingen: 3 });
  await aantalInInbox(41);
  const geparkeerd = await strategie.geparkeerd(OVERBRUGGE);
  expect(geparkeerd).toEqual([expect.objectContaining({ onderwerp: gif, type: GEWIJZIGD, pogingen: 3, consument: 'events-proef' })]);
  expect(geparkeerd[0]?.reden).toBe(`Error: kan niet met ********* in ${gif}`);
  expect(await strategie.geparkeerd(VOORBEELDSTAD)).toEqual([]);
  const gedaan = (await o.gedaan()).filter((g) => g.wie === 'eerste');
  expect(new Set(gedaan.map((g) => g.onderwerp)).size).toBe(40);
  expect(gedaan).toHaveLength(40);

  const { consument, id } = geparkeerd[0] as { consument: string; id: string };
  expect(await strategie.speelOpnieuw(OVERBRUGGE, consument, id)).toMatchObject({ gelukt: false });
  expect(await strategie.geparkeerd(OVERBRUGGE)).toEqual([expect.objectContaining({ pogingen: 4 })]);
  giftig.clear();
  await expect(strategie.speelOpnieuw(VOORBEELDSTAD, consument, id)).rejects.toMatchObject({ status: 404 });
  expect(await strategie.speelOpnieuw(OVERBRUGGE, consument, id)).toEqual({ gelukt: true });
  expect(await strategie.geparkeerd(OVERBRUGGE)).toEqual([]);
  expect((await o.gedaan()).filter((g) => g.onderwerp === gif).map((g) => g.wie)).toEqual(['eerste', 'tweede']);
});

test('a poisonous record is taken out of its message and parked alone; the message may come again in another group', async () => {
  const ids = Array.from({ length: 20 }, () => uuidv7());
  const gif = ids[7] as string;
  giftig.add(gif);
  const bericht = (van: string[]): string => event(uuidv7(), 1, { type: TYPE_BESLISSINGEN, data: { beslissingen: van.map((id) => ({ id })) } });
  const stuur = (van: string[]): Promise<void> => stuurRuw(o, OVERBRUGGE, bericht(van), 'beslissingen.beslissingen-genomen');
  const { strategie } = await o.consument(Proef, { maxPogingen: 3 });
  await stuur(ids);
  await aantalInInbox(20);
  const [geparkeerd] = await strategie.geparkeerd(OVERBRUGGE);
  expect(geparkeerd).toMatchObject({ id: gif, onderwerp: gif, pogingen: 3, reden: 'Error: deze niet' });
  // The message with the poison is tried as a whole, and then again in parts, that are known.
  await stuur(ids.slice(5, 10));
  const nieuw = uuidv7();
  await stuur([nieuw]);
  await aantalInInbox(21);
  const gedaan = (await o.gedaan()).map((g) => g.onderwerp);
  expect([...gedaan].sort()).toEqual([...ids.filter((id) => id !== gif), nieuw].sort());
  expect(await strategie.geparkeerd(OVERBRUGGE)).toHaveLength(1);
  giftig.clear();
  const { consument, id } = geparkeerd as { consument: string; id: string };
  expect(await strategie.speelOpnieuw(OVERBRUGGE, consument, id)).toEqual({ gelukt: true });
  expect((await o.gedaan()).at(-1)?.onderwerp).toBe(gif);
});

test('a message is not taken apart because the database is too busy: it comes back whole', async () => {
  const ids = Array.from({ length: 3 }, () => uuidv7());
  druk = true;
  const { strategie } = await o.consument(Proef);
  const bericht = uuidv7();
  await stuurRuw(o, OVERBRUGGE, event(bericht, 1, { id: bericht, type: TYPE_BESLISSINGEN, data: { beslissingen: ids.map((id) => ({ id })) } }), 'beslissingen.beslissingen-genomen');
  await new Promise((r) => setTimeout(r, 500));
  druk = false;
  await aantalInInbox(1);
  expect(await inbox()).toEqual({ [bericht]: 'verwerkt' });
  expect((await o.gedaan()).map((g) => g.onderwerp)).toEqual(ids);
  expect(await strategie.geparkeerd(OVERBRUGGE)).toEqual([]);
});

test.each([
  ['no list of records', event(uuidv7(), 1, { type: TYPE_BESLISSINGEN }), "De data van het bericht is geen lijst 'beslissingen'."],
  ['no JSON', 'dit is geen json', 'Het bericht is geen JSON.'],
  ['no version', event(uuidv7(), 1).replace('"sequence":"1"', '"sequence":"een"'), 'Het event noemt geen versie (sequence).'],
])('unreadable (%s) is parked at the organisation of the subject', async (_, inhoud, reden) => {
  const { strategie } = await o.consument(Proef);
  await stuurRuw(o, OVERBRUGGE, inhoud);
  await aantalInInbox(1);
  expect(await strategie.geparkeerd(OVERBRUGGE)).toEqual([expect.objectContaining({ reden })]);
  expect(await strategie.geparkeerd(VOORBEELDSTAD)).toEqual([]);
  expect(await o.gedaan()).toEqual([]);
});

test.each([
  ['of another organisation', event(uuidv7(), 1, { organisatie: VOORBEELDSTAD })],
  ['of another organisation, and not readable either', event(uuidv7(), 1, { organisatie: VOORBEELDSTAD }).replace('"sequence":"1"', '"sequence":"een"')],
  ['of nobody', event(uuidv7(), 1).replace(/urn:nld:oin:\d{20}/, 'urn:niemand')],
])('a message with a source %s is refused: no tenant has a row of it, and the next one goes on', async (_, inhoud) => {
  const { strategie } = await o.consument(Proef);
  await stuurRuw(o, OVERBRUGGE, inhoud);
  await stuurRuw(o, OVERBRUGGE, event(uuidv7(), 1));
  await aantalInInbox(1);
  await wachtTot(async () => Object.values(strategie.tellers)[0]?.geweigerd === 1);
  await wachtTot(async () => (await onbevestigd(o)) === 0); // else it would come back
  for (const oin of [OVERBRUGGE, VOORBEELDSTAD]) expect(await strategie.geparkeerd(oin)).toEqual([]);
  expect((await o.beheer.query('select 1 from bron.inkomend')).rowCount).toBe(1);
  expect((await o.gedaan()).filter((g) => g.wie === 'eerste')).toHaveLength(1);
});

test('two replicas share the work and never bring a thing back to an older version', async () => {
  const ids = Array.from({ length: 10 }, () => uuidv7());
  await stuurViaRelay(Array.from({ length: 300 }, (_, i) => ({ id: ids[i % 10] as string, v: 1 + Math.floor(i / 10) })).map(({ id, v }) => ({ id, inhoud: event(id, v) })));
  await o.consument(Proef, { perKeer: 7 });
  await o.consument(Proef, { perKeer: 7 });
  await aantalInInbox(300);
  const gedaan = (await o.gedaan()).filter((g) => g.wie === 'eerste');
  for (const id of ids) {
    const versies = gedaan.filter((g) => g.onderwerp === id).map((g) => g.versie);
    expect(versies).toEqual([...versies].sort((p, q) => p - q));
    expect(versies.at(-1)).toBe(30);
  }
});

test('one replica has two transactions at work, and brings every version of a thing in its order', async () => {
  const ids = Array.from({ length: 10 }, () => uuidv7());
  await stuurViaRelay(Array.from({ length: 300 }, (_, i) => ({ id: ids[i % 10] as string, v: 1 + Math.floor(i / 10) })).map(({ id, v }) => ({ id, inhoud: event(id, v) })));
  await o.consument(Proef);
  await aantalInInbox(300);
  const gedaan = (await o.gedaan()).filter((g) => g.wie === 'eerste');
  for (const id of ids) expect(gedaan.filter((g) => g.onderwerp === id).map((g) => g.versie)).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
});

test('a transaction takes no more messages than a megabyte', async () => {
  const ids = Array.from({ length: 5 }, () => uuidv7());
  for (const id of ids) {
    const data = { beslissingen: [{ id, vulling: 'x'.repeat(400_000) }] };
    await stuurRuw(o, OVERBRUGGE, event(uuidv7(), 1, { type: TYPE_BESLISSINGEN, data }), 'beslissingen.beslissingen-genomen');
  }
  await o.consument(Proef);
  await aantalInInbox(5);
  expect((await o.gedaan()).map((g) => g.onderwerp)).toEqual(ids);
  expect((await o.gedaan()).filter((g) => !['reeks van 1', 'reeks van 2'].includes(g.wie))).toEqual([]);
});

/** Many at once: through the outbox. */
async function stuurViaRelay(rijen: { id: string; inhoud: string }[]): Promise<void> {
  await o.beheer.query(
    `insert into bron.uitgaand (organisatie, onderwerp, id, type, versie, payload)
     select $1, x.onderwerp, (x.payload::json->>'id')::uuid, $2, 1, x.payload from unnest($3::text[], $4::text[]) as x(onderwerp, payload)`,
    [OVERBRUGGE, GEWIJZIGD, rijen.map((r) => r.id), rijen.map((r) => r.inhoud)],
  );
  const relay = o.relay();
  relay.start();
  await wachtTot(async () => (await relay.achterstand()).events === 0);
}
