import pg from 'pg';
import { Pool } from 'undici';
import { uuidv7 } from '@bronhuis/standaarden';
import { opTempo, p95 } from '../belasting.ts';
import { cijfer, hoogstens, type Meting } from '../cijfer.ts';
import { objectInvoer } from '../object.ts';
import { OVERBRUGGE } from '../suite.ts';

const TEMPO = { perSeconde: 300, seconden: 15 };

/** Creates at an even pace with the whole suite at work, beside one INSERT each at the same pace. */
export const tempo: Meting = {
  naam: 'aanmaken bij 300 per seconde',
  async meet(suite, meld) {
    meld('wachten tot verwerkt is wat hiervoor is gevraagd');
    const headers = { authorization: `Bearer ${await suite.token()}`, 'content-type': 'application/json' };
    const pool = new Pool(suite.url('registers'), { connections: 64, pipelining: 1 });
    const db = new pg.Pool({ connectionString: suite.beheerUrl('registers'), max: 8 });
    // What a load of a million leaves, the database writes to its disk for a quarter of an hour; here it does so first.
    await db.query('checkpoint');
    await suite.rust();
    await db.query('create table public.bench_tempo (organisatie text not null, id uuid not null, gegevens jsonb not null, primary key (organisatie, id))');
    const duur = async (doe: () => Promise<unknown>): Promise<number> => {
      const begin = performance.now();
      await doe();
      return performance.now() - begin;
    };
    try {
      const gegevens = objectInvoer();
      const kaal = await opTempo(TEMPO, () => duur(() => db.query({ name: 'kaal', text: 'insert into public.bench_tempo (organisatie, id, gegevens) values ($1, $2, $3)', values: [OVERBRUGGE, uuidv7(), gegevens] })));
      const maak = (): Promise<number> =>
        duur(async () => {
          const { statusCode, body } = await pool.request({ method: 'POST', path: '/registers/v1/objecten', headers: { ...headers, 'idempotency-key': crypto.randomUUID() }, body: objectInvoer() });
          const tekst = await body.text();
          if (statusCode !== 201) throw new Error(`een object maken geeft ${statusCode}: ${tekst.slice(0, 300)}`);
        });
      // Nothing was made this way before: the first second measures the compiler.
      await opTempo({ ...TEMPO, seconden: 5 }, maak);
      const onze = await opTempo(TEMPO, maak);
      return [cijfer('aanmaken, p95 bij 300 per s', p95(onze), 'ms', { kaal: p95(kaal), doel: hoogstens(25) })];
    } finally {
      await db.query('drop table public.bench_tempo');
      await db.end();
      await pool.close();
    }
  },
};
