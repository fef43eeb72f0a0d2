import { randomUUID } from 'node:crypto';
import { createServer, connect, type Server, type Socket } from 'node:net';
import { ctx, kijk, OVERBRUGGE, proef, VOEG, type Proef } from './hulp.ts';

let p: Proef;
let poort: Doorgeefluik;

/** Stands between component and database, so that the way to it can be cut at any moment. */
class Doorgeefluik {
  readonly #server: Server;
  readonly #lijnen = new Set<Socket>();
  open = true;

  constructor(doel: URL) {
    this.#server = createServer((van) => {
      if (!this.open) return void van.destroy();
      const naar = connect(Number(doel.port), doel.hostname);
      for (const s of [van, naar]) {
        this.#lijnen.add(s);
        s.on('error', () => undefined);
        s.on('close', () => (van.destroy(), naar.destroy()));
      }
      van.pipe(naar).pipe(van);
    });
  }
  async start(): Promise<number> {
    await new Promise<void>((klaar) => this.#server.listen(0, '127.0.0.1', klaar));
    return (this.#server.address() as { port: number }).port;
  }
  snij(): void {
    for (const s of this.#lijnen) s.destroy();
    this.#lijnen.clear();
  }
  sluit(): void {
    this.snij();
    this.#server.close();
  }
}

beforeAll(async () => {
  p = await proef();
  poort = new Doorgeefluik(new URL(p.db.toepassing));
});
afterAll(async () => {
  poort.sluit();
  await p.sluit();
});

it('answers 503 while the database is away, and goes on when it is back', async () => {
  const nummer = await poort.start();
  const via = (url: string): string => Object.assign(new URL(url), { port: String(nummer) }).toString();
  const bron = await p.nog({ toepassing: via(p.db.toepassing), werker: via(p.db.werker), verbindTimeout: 500 });
  const vraag = () => bron.lees<{ n: number }>(ctx, { name: 'een', text: 'select 1 as n', values: [] });
  expect(await vraag()).toEqual([{ n: 1 }]);

  poort.open = false;
  poort.snij();
  await expect(vraag()).rejects.toMatchObject({ status: 503 });
  await expect(bron.transactie(ctx, (tx) => tx.query('select 1'))).rejects.toMatchObject({ status: 503 });
  expect(await bron.bereikbaar()).toBe(false);

  poort.open = true;
  expect(await vraag()).toEqual([{ n: 1 }]);
  expect(await bron.bereikbaar()).toBe(true);
});

it('keeps nothing of a transaction whose connection was cut', async () => {
  const id = randomUUID();
  const { pid } = (await kijk<{ pid: number }>(p.db.beheer, 'select pg_backend_pid() as pid'))[0] ?? { pid: 0 };
  expect(pid).toBeGreaterThan(0);
  const geknipt = p.bron.transactie(ctx, async (tx) => {
    await tx.query(VOEG, [OVERBRUGGE, id, 1, new Date(), 'x']);
    const [rij] = await tx.query<{ pid: number }>('select pg_backend_pid() as pid');
    await kijk(p.db.beheer, 'select pg_terminate_backend($1)', [rij?.pid]);
    await tx.query('select 1');
  });
  await expect(geknipt).rejects.toMatchObject({ status: 503 });
  expect(await kijk(p.db.beheer, 'select 1 from ding where id = $1', [id])).toEqual([]);
  expect(await p.bron.transactie(ctx, (tx) => tx.query('select 1 as n'))).toEqual([{ n: 1 }]);
});

it('answers 503 when every connection is taken, and when a statement takes too long', async () => {
  const bron = await p.nog({ poolgrootte: 1, verbindTimeout: 200, statementTimeout: 300 });
  let los = (): void => undefined;
  const vast = bron.transactie(ctx, () => new Promise<void>((klaar) => (los = klaar)));
  await expect(bron.lees(ctx, { name: 'wacht', text: 'select 1', values: [] })).rejects.toMatchObject({ status: 503, headers: { 'Retry-After': '1' } });
  expect(bron.statistiek()[0]).toMatchObject({ pool: 'toepassing', totaal: 1, vrij: 0, max: 1 });
  los();
  await vast;
  await expect(bron.transactie(ctx, (tx) => tx.query('select pg_sleep(5)'))).rejects.toMatchObject({ status: 503 });
  expect(await bron.transactie(ctx, (tx) => tx.query('select 1 as n'))).toEqual([{ n: 1 }]);
});

it('answers 400 for a text that cannot be stored', async () => {
  for (const [sql, tekst] of [
    ['select $1::text', 'a\u0000b'],
    ['select $1::jsonb', JSON.stringify({ a: '\u0000' })],
    ['select $1::jsonb', '{"a":"\\ud83d"}'],
  ] as const) {
    await expect(p.bron.transactie(ctx, (tx) => tx.query(sql, [tekst]))).rejects.toMatchObject({ status: 400, invalidParams: [{ code: 'teken' }] });
  }
});
