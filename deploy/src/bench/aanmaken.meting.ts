import pg from 'pg';
import { uuidv7 } from '@bronhuis/standaarden';
import { belast, omDeBeurt, p95, type Uitslag } from './belasting.ts';
import { cijfer, minstens, type Meting } from './cijfer.ts';
import { objectInvoer } from './object.ts';
import { OVERBRUGGE } from './suite.ts';

const DUUR = { ms: 3_000, tegelijk: 50 };

/** Create with event, idempotency key and record, beside a transaction with one INSERT of the same data through pg. */
export const aanmaken: Meting = {
  naam: 'een object aanmaken',
  async meet(suite, meld) {
    const token = await suite.token();
    const pool = new pg.Pool({ connectionString: suite.beheerUrl('registers'), max: 8 });
    await pool.query('create unlogged table if not exists public.bench_kaal (id uuid primary key)');
    await pool.query('drop table public.bench_kaal');
    await pool.query('create table public.bench_kaal (organisatie text not null, id uuid not null, gegevens jsonb not null, primary key (organisatie, id))');
    const maak = (): Promise<Uitslag> =>
      belast(
        suite.url('registers'),
        () => ({
          method: 'POST',
          path: '/registers/v1/objecten',
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
          body: objectInvoer(),
        }),
        { ...DUUR, pids: [suite.pidVan('registers')] },
      );
    try {
      const u = await suite.alleen(['registers'], async () => {
        // A component that has just started compiles as much as it works.
        meld('warmlopen');
        for (let i = 0; i < 3; i++) await maak();
        meld('kaal en component om de beurt');
        return omDeBeurt(4, { kaal: () => insert(pool), component: maak });
      });
      const uit = [cijfer('aanmaken met event, sleutel en vastlegging', u.component.perSeconde, 'per s', { kaal: u.kaal.perSeconde, doel: minstens(0.5, 'verhouding') })];
      if (u.component.cpuMicro !== null) uit.push(cijfer('  CPU aan de component', u.component.cpuMicro, 'µs'));
      return uit;
    } finally {
      await pool.query('drop table public.bench_kaal');
      await pool.end();
    }
  },
};

async function insert(pool: pg.Pool): Promise<Uitslag> {
  const gegevens = objectInvoer();
  const duur: number[] = [];
  const begin = performance.now();
  await Promise.all(
    Array.from({ length: DUUR.tegelijk }, async () => {
      while (performance.now() - begin < DUUR.ms) {
        const gestuurd = performance.now();
        const client = await pool.connect();
        await client.query('begin');
        await client.query({ name: 'kaal', text: 'insert into public.bench_kaal (organisatie, id, gegevens) values ($1, $2, $3)', values: [OVERBRUGGE, uuidv7(), gegevens] });
        await client.query('commit');
        client.release();
        duur.push(performance.now() - gestuurd);
      }
    }),
  );
  return { perSeconde: duur.length / ((performance.now() - begin) / 1000), p95: p95(duur), cpuMicro: null };
}
