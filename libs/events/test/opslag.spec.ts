import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Tx } from '@bronhuis/bron';
import { uuidv7, type CloudEvent } from '@bronhuis/standaarden';
import { wachtTot } from '@bronhuis/testing';
import { startNats, vrijePoort, type Server } from '@bronhuis/testing/servers';
import { GEWIJZIGD, inStroom, maakOmgeving, noteer, OVERBRUGGE, wijzig, type Omgeving } from './hulp.ts';

@Controller()
class Proef {
  @EventPattern<string>(GEWIJZIGD)
  async opWijziging(@Payload() e: CloudEvent, @Ctx() tx: Tx): Promise<void> {
    await noteer(tx, e, 'een');
  }
}

let map: string;
let poort: number;
let nats: Server;
let o: Omgeving;
const start = (): Promise<Server> => startNats({ map: join(map, 'nats'), poort });

beforeEach(async () => {
  map = await mkdtemp(join(tmpdir(), 'events-'));
  poort = await vrijePoort();
  nats = await start();
  o = await maakOmgeving({ natsUrl: nats.url, ackWaitMs: 2_000 });
});
afterEach(async () => {
  await o.sluit();
  await nats.stop();
  await rm(map, { recursive: true, force: true });
});

const inPostvak = async (): Promise<number> => (await o.beheer.query('select 1 from bron.inkomend')).rowCount ?? 0;
async function leef(): Promise<void> {
  await o.consument(Proef);
  const relay = o.relay({ controleMs: 500, deadlineMs: 1_000 });
  o.bron.naCommit(() => relay.wek());
  relay.start();
}
const schrijf = async (n: number): Promise<void> => {
  for (let i = 0; i < n; i++) await wijzig(o.bron, OVERBRUGGE, uuidv7());
};

test('NATS away for a minute while there is writing: writing goes on, and all arrives once when it is back', async () => {
  await leef();
  await schrijf(20);
  await wachtTot(async () => (await inPostvak()) === 20);
  await nats.dood();
  const begin = performance.now();
  await schrijf(50);
  expect(performance.now() - begin).toBeLessThan(5_000);
  // A whole minute: every wait between two tries has reached its longest by then.
  for (let i = 0; i < 60; i++) {
    await schrijf(1);
    await new Promise((klaar) => setTimeout(klaar, 1_000));
  }
  nats = await start();
  await wachtTot(async () => (await inPostvak()) === 130, { ms: 20_000, wat: '130 events in het postvak' });
  expect(new Set((await o.gedaan()).map((g) => g.event)).size).toBe(130);
  expect(await o.gedaan()).toHaveLength(130);
}, 180_000);

test('the storage of NATS deleted: everything kept goes out again, also what a consumer had not yet fetched', async () => {
  const relay = o.relay({ controleMs: 500 });
  relay.start();
  await schrijf(30);
  await wachtTot(async () => (await inStroom(o)).length === 30);
  await nats.dood();
  await rm(join(map, 'nats'), { recursive: true });
  nats = await start();
  await o.migreer();
  await wachtTot(async () => (await inStroom(o)).length === 30, { ms: 20_000, wat: 'alles opnieuw in de stroom' });
  await o.consument(Proef);
  await wachtTot(async () => (await inPostvak()) === 30, { ms: 20_000 });
  expect(await o.gedaan()).toHaveLength(30);
});

test('the storage deleted under a consumer that had everything: nothing is done twice, and what follows arrives', async () => {
  await leef();
  await schrijf(30);
  await wachtTot(async () => (await inPostvak()) === 30);
  await nats.dood();
  await rm(join(map, 'nats'), { recursive: true });
  await schrijf(5);
  nats = await start();
  await o.migreer();
  await wachtTot(async () => (await inPostvak()) === 35, { ms: 20_000, wat: '35 events in het postvak' });
  await schrijf(1);
  await wachtTot(async () => (await inPostvak()) === 36, { ms: 20_000 });
  expect(await o.gedaan()).toHaveLength(36);
});

test('a stream that lost its last messages (a disk that lied) gets them again', async () => {
  const relay = o.relay({ controleMs: 300 });
  relay.start();
  await schrijf(10);
  await wachtTot(async () => (await inStroom(o)).length === 10);
  // What was acknowledged stands further than what the stream holds.
  await relay.stop();
  await o.beheer.query('update bron.relay_stand set volgnummer = volgnummer + 3 where stroom like $1', [`%_events-proef`]);
  const volgende = o.relay({ controleMs: 300 });
  volgende.start();
  await wachtTot(() => volgende.tellers.verzonden === 10, { ms: 10_000, wat: 'tien events opnieuw verzonden' });
  expect(await inStroom(o)).toHaveLength(10); // within the window JetStream itself recognises them
});

test('without a stream the relay waits and keeps everything', async () => {
  await nats.dood();
  await rm(join(map, 'nats'), { recursive: true });
  nats = await start();
  const meldingen: string[] = [];
  const relay = o.relay({ log: { info: () => undefined, warn: (g) => meldingen.push(JSON.stringify(g)), error: () => undefined } });
  relay.start();
  await schrijf(3);
  await wachtTot(() => meldingen.some((m) => m.includes('voer de migratiestap')), { ms: 10_000 });
  expect((await relay.achterstand()).events).toBe(3);
  await o.migreer();
  await wachtTot(async () => (await relay.achterstand()).events === 0, { ms: 15_000 });
  expect(await inStroom(o)).toHaveLength(3);
});
