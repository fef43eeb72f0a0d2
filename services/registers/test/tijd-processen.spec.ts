import { Tijdwerker } from '../src/objecten/tijdwerker.ts';
import { datumInAmsterdam } from '@bronhuis/standaarden';
import { wachtTot } from '@bronhuis/testing';
import { Proef } from './hulp.ts';
import { eigenProces } from './tweede.ts';

const ZOVEEL = 350;
let proef: Proef;
beforeAll(async () => {
  proef = await Proef.start();
  // Only the process that is killed tells of days here.
  await proef.o.draaiend.app.get(Tijdwerker, { strict: false }).onApplicationShutdown();
});
afterAll(() => proef.stop());

it('a process that is killed in the middle of its work, again and again: each event is told exactly once', async () => {
  const morgen = datumInAmsterdam(new Date(Date.now() + 86_400_000));
  const ids: string[] = [];
  while (ids.length < ZOVEEL) {
    const gemaakt = await Promise.all(Array.from({ length: 50 }, () => proef.standplaats({ beginGeldigheid: morgen })));
    ids.push(...gemaakt.map((a) => String(a.body['id'])));
  }
  // The night is over.
  await proef.db.query('update object_versie set begin_geldigheid = begin_geldigheid - 1 where object = any($1::uuid[])', [ids]);
  await proef.db.query('update object_moment set dag = dag - 1 where object = any($1::uuid[])', [ids]);
  const gemeld = async (): Promise<number[]> => {
    const { rows } = await proef.db.query<{ n: number }>("select count(*)::int as n from bron.uitgaand where onderwerp = any($1::text[]) and type like '%object-ingegaan' group by onderwerp", [ids]);
    return rows.map((r) => r.n);
  };
  const HANGT = "pg_locks l join pg_class c on c.oid = l.relation where not l.granted and c.relname = 'uitgaand' and l.database = (select oid from pg_database where datname = current_database())";

  const slot = await proef.db.connect();
  let proces: Awaited<ReturnType<typeof eigenProces>> | null = null;
  try {
    // It cannot finish: it hangs on its last statement, and dies there.
    await slot.query('begin; lock table bron.uitgaand in share mode');
    proces = await eigenProces(proef.o);
    await wachtTot(async () => (await proef.tel(HANGT)) > 0, { ms: 20_000, wat: 'the process that is killed in the middle of its work' });
    await proces.dood();
    expect(await gemeld()).toEqual([]);
  } finally {
    await slot.query('commit');
    slot.release();
  }
  try {
    for (const ms of [400, 1_200, 2_200, 2_600]) {
      await proces.herstart({ wacht: false });
      await new Promise((klaar) => setTimeout(klaar, ms));
      await proces.dood();
    }
    // After some time of standing still.
    await proces.herstart();
    await wachtTot(async () => (await proef.tel('object_moment where object = any($1::uuid[])', [ids])) === 0, { ms: 30_000 });
  } finally {
    await proces.dood();
  }
  expect(await gemeld()).toEqual(ids.map(() => 1));
  // And no version of a head went up for an event that was not sent.
  expect(await proef.tel('object where id = any($1::uuid[]) and versie = 2', [ids])).toBe(ZOVEEL);
}, 120_000);
