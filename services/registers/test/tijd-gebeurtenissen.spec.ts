import { VasteKlok } from '@bronhuis/standaarden';
import { wachtTot } from '@bronhuis/testing';
import type { Draaiend } from '@bronhuis/component';
import { Tijdwerker } from '../src/objecten/tijdwerker.ts';
import { BAKKER, Proef } from './hulp.ts';
import { tweede } from './tweede.ts';

const klok = new VasteKlok('2026-05-10T10:00:00Z');
let proef: Proef;
let token: string;
let een: Tijdwerker;
let twee: Tijdwerker;
let ander: Draaiend;
beforeAll(async () => {
  proef = await Proef.start({ klok });
  ander = await tweede(proef.o);
  [een, twee] = [proef.o.draaiend, ander].map((d) => d.app.get(Tijdwerker, { strict: false })) as [Tijdwerker, Tijdwerker];
});
afterAll(async () => {
  await ander.stop();
  await proef.stop();
});
/** A day later a token of today is no longer valid. */
beforeEach(async () => {
  klok.zet('2026-05-10T10:00:00Z');
  token = await proef.o.token();
});

const gegevens = { plaats: 'Markt 1', houder: { bsn: BAKKER, naam: 'Naam' } };
const maak = async (extra: Record<string, unknown>): Promise<string> => {
  const a = await proef.standplaats(extra, { token });
  expect(a.status).toBe(201);
  return String(a.body['id']);
};
const zet = async (id: string, etag: number, body: object) => {
  const a = await proef.roep('PUT', `/objecten/${id}`, { token, body, headers: { 'if-match': `"${etag}"` } });
  expect(a.status).toBe(200);
  return a.body;
};
/** Both at once, as two processes do. */
const opDag = async (tijd: string): Promise<number> => {
  klok.zet(tijd);
  const [a, b] = await Promise.all([een.werkBij(), twee.werkBij()]);
  // The processes have rounds of their own as well: whoever took the rows has finished when none is left.
  await wachtTot(async () => (await proef.tel('object_moment where dag <= $1', [tijd.slice(0, 10)])) === 0);
  return a + b;
};
const gemeld = async (id: string): Promise<[string, unknown, unknown, string][]> =>
  (await proef.gebeurtenissen(id)).filter((g) => /-(ingegaan|beeindigd)$/.test(g.type)).map((g) => [g.type.split('.').at(-1) ?? '', g.data['versie'], g.data['dag'], g.sequence]);

describe('what is dated in the future', () => {
  it('is told on its day in Amsterdam, not before, and once', async () => {
    const id = await maak({ beginGeldigheid: '2026-05-12', eindGeldigheid: '2026-05-20' });
    await opDag('2026-05-11T21:59:59.999Z');
    expect(await gemeld(id)).toEqual([]);
    await opDag('2026-05-11T22:00:00Z');
    expect(await gemeld(id)).toEqual([['object-ingegaan', 1, '2026-05-12', '2']]);
    await opDag('2026-05-12T10:00:00Z');
    await opDag('2026-05-20T10:00:00Z');
    await opDag('2026-05-21T10:00:00Z');
    expect(await gemeld(id)).toEqual([['object-ingegaan', 1, '2026-05-12', '2'], ['object-beeindigd', 1, '2026-05-20', '3']]);
    expect((await proef.gebeurtenissen(id)).at(-1)?.data).toEqual({ object: id, objecttype: proef.typeId('standplaats'), soort: 'registratie', versie: 1, dag: '2026-05-20' });
  });

  it('is told in its order after days of standing still', async () => {
    const id = await maak({ beginGeldigheid: '2026-01-01' });
    await zet(id, 1, { beginGeldigheid: '2026-06-01', gegevens });
    await zet(id, 2, { beginGeldigheid: '2026-06-05', eindGeldigheid: '2026-06-05' });
    await zet(id, 3, { beginGeldigheid: '2026-06-09', gegevens });
    await opDag('2026-07-01T10:00:00Z');
    expect(await gemeld(id)).toEqual([
      ['object-ingegaan', 2, '2026-06-01', '5'],
      ['object-beeindigd', 3, '2026-06-05', '6'],
      ['object-ingegaan', 4, '2026-06-09', '7'],
    ]);
    // What a caller gets has changed with the day, and so has its ETag: who still builds on the old one hears it.
    token = await proef.o.token();
    // The policies were fetched weeks ago now: until they are fetched again nothing is decided.
    await wachtTot(() => proef.o.draaiend.bundelhouder?.gereed() ?? false);
    const gelezen = await proef.roep('GET', `/objecten/${id}`, { token });
    expect([gelezen.headers.get('etag'), gelezen.body['versie']]).toEqual(['"7"', 4]);
    expect((await proef.roep('PUT', `/objecten/${id}`, { token, body: { beginGeldigheid: '2026-07-01', gegevens }, headers: { 'if-match': '"4"' } })).status).toBe(412);
    expect(await zet(id, 7, { beginGeldigheid: '2026-06-20', gegevens })).toMatchObject({ versie: 8, uitkomst: 'wijziging' });
  });

  it('is not told when it was corrected, overtaken or continued before its day', async () => {
    const gecorrigeerd = await maak({ beginGeldigheid: '2026-01-01' });
    await zet(gecorrigeerd, 1, { beginGeldigheid: '2026-08-01', gegevens });
    await zet(gecorrigeerd, 2, { beginGeldigheid: '2026-02-01', gegevens, correctieVoor: 2 });
    const ingehaald = await maak({ beginGeldigheid: '2026-08-01' });
    await zet(ingehaald, 1, { beginGeldigheid: '2026-08-01', gegevens });
    const doorgegaan = await maak({ beginGeldigheid: '2026-01-01', eindGeldigheid: '2026-08-01' });
    await zet(doorgegaan, 1, { beginGeldigheid: '2026-08-01', gegevens });
    await opDag('2026-08-02T10:00:00Z');
    expect(await gemeld(gecorrigeerd)).toEqual([]);
    expect(await gemeld(ingehaald)).toEqual([['object-ingegaan', 2, '2026-08-01', '3']]);
    expect(await gemeld(doorgegaan)).toEqual([['object-ingegaan', 2, '2026-08-01', '3']]);
  });

  it('and begins on the day of its registration or before, is told by the registration itself: its ETag stays', async () => {
    for (const beginGeldigheid of ['2026-05-10', '2026-05-09']) {
      const id = await maak({ beginGeldigheid });
      await opDag('2026-05-11T10:00:01Z');
      klok.zet('2026-05-10T10:00:02Z');
      expect(await gemeld(id)).toEqual([]);
      expect((await proef.roep('GET', `/objecten/${id}`, { token })).headers.get('etag')).toBe('"1"');
    }
  });
});

describe('two processes', () => {
  const ZOVEEL = 350;
  const velen = async (dag: string): Promise<string[]> => {
    const ids: string[] = [];
    while (ids.length < ZOVEEL) ids.push(...(await Promise.all(Array.from({ length: 50 }, () => maak({ beginGeldigheid: dag })))));
    return ids;
  };
  const telling = async (ids: string[]): Promise<number[]> => {
    const { rows } = await proef.db.query("select count(*)::int as n from bron.uitgaand where onderwerp = any($1::text[]) and type like '%object-ingegaan' group by onderwerp", [ids]);
    return (rows as { n: number }[]).map((r) => r.n);
  };

  it('share the work and tell everything exactly once', async () => {
    const ids = await velen('2026-09-01');
    await opDag('2026-09-01T00:00:00Z');
    expect(await telling(ids)).toEqual(ids.map(() => 1));
  });

  it('tell everything exactly once when one is killed in the middle of it', async () => {
    const ids = await velen('2026-10-01');
    expect(await telling(ids)).toEqual([]);
    // Nobody can finish: each that works hangs on its last statement, right before its commit.
    const slot = await proef.db.connect();
    let uitslag: string | null = null;
    let gedood = 0;
    try {
      await slot.query('begin; lock table bron.uitgaand in share mode');
      klok.zet('2026-10-01T00:00:00Z');
      void twee.werkBij().then(() => (uitslag = 'klaar'), (fout: Error) => (uitslag = fout.message));
      const HANGT = "from pg_locks l join pg_class c on c.oid = l.relation where not l.granted and c.relname = 'uitgaand' and l.database = (select oid from pg_database where datname = current_database())";
      await wachtTot(
        async () => {
          gedood += (await proef.db.query(`select pg_terminate_backend(l.pid) ${HANGT}`)).rows.length;
          return uitslag !== null;
        },
        { wat: 'the process that is killed in the middle of its work' },
      );
    } finally {
      await slot.query('commit');
      slot.release();
    }
    expect([gedood > 0, uitslag]).toEqual([true, expect.stringContaining('niet bereikbaar')]);
    await opDag('2026-10-01T00:00:01Z');
    expect(await telling(ids)).toEqual(ids.map(() => 1));
    // And no version of the head went up for an event that was not sent.
    expect(await proef.tel('object where id = any($1::uuid[]) and versie = 2', [ids])).toBe(ZOVEEL);
  });
});

it('while it is changed and destroyed at the same time nothing hangs, and no event is left of what is gone', async () => {
  const ids = await Promise.all(Array.from({ length: 40 }, () => maak({ beginGeldigheid: '2026-11-01' })));
  const bezig = (async () => {
    for (const id of ids) {
      const client = await proef.db.connect();
      try {
        // As a destruction does it: the head first.
        await client.query('begin');
        await client.query('select from object where id = $1 for update', [id]);
        await client.query('delete from object where id = $1', [id]);
        await client.query('commit');
      } finally {
        client.release();
      }
    }
  })();
  await Promise.all([bezig, opDag('2026-11-01T00:00:00Z')]);
  expect(await proef.tel('object where id = any($1::uuid[])', [ids])).toBe(0);
  expect(await proef.tel('object_moment where object = any($1::uuid[])', [ids])).toBe(0);
});
