import { randomUUID } from 'node:crypto';
import { anders, ctx, kijk, OVERBRUGGE, proef, VOEG, VOORBEELDSTAD, type Proef } from './hulp.ts';

// Hot reads share a few pipelined connections: what one does may not touch what another gets.
let p: Proef;
const ids = { [OVERBRUGGE]: randomUUID(), [VOORBEELDSTAD]: randomUUID() } as Record<string, string>;

beforeAll(async () => {
  p = await proef();
  for (const c of [ctx, anders]) {
    await p.bron.transactie(c, (tx) => tx.query(VOEG, [c.organisatie, ids[c.organisatie], 1, new Date(), c.organisatie]));
  }
});
afterAll(() => p.sluit());

const lees = async (organisatie: string, id = ids[organisatie]): Promise<string | null> => {
  const [rij] = await p.bron.functie<{ json: string | null }>({ name: 'lees_ding', text: 'select lees_ding($1, $2) as json', values: [organisatie, id] });
  return rij?.json ?? null;
};
const naamUit = (json: string | null): unknown => json && (JSON.parse(json) as { naam: string }).naam;

it('many at once, of two organisations mixed: each gets its own, and never the other’s', async () => {
  const vragen = Array.from({ length: 500 }, (_, i) => (i % 2 ? OVERBRUGGE : VOORBEELDSTAD));
  expect((await Promise.all(vragen.map((o) => lees(o)))).map(naamUit)).toEqual(vragen);
  const kruislings = vragen.map((o) => lees(o, ids[o === OVERBRUGGE ? VOORBEELDSTAD : OVERBRUGGE]));
  expect(new Set(await Promise.all(kruislings))).toEqual(new Set([null]));
});

it('a read that fails fails alone', async () => {
  const uitkomsten = await Promise.allSettled(Array.from({ length: 60 }, (_, i) => (i % 3 ? lees(OVERBRUGGE) : lees(OVERBRUGGE, 'geen-uuid'))));
  expect(uitkomsten.map((u) => u.status)).toEqual(uitkomsten.map((_, i) => (i % 3 ? 'fulfilled' : 'rejected')));
});

it('a connection that is cut: its reads are told so, and the next ones work', async () => {
  const onderweg = Promise.allSettled(Array.from({ length: 200 }, () => lees(OVERBRUGGE)));
  const traag = Promise.allSettled(
    Array.from({ length: 4 }, () => p.bron.functie({ name: 'traag', text: 'select pg_sleep(5)', values: [] })),
  );
  await onderweg;
  await kijk(p.db.beheer, "select pg_terminate_backend(pid) from pg_stat_activity where query like '%pg_sleep(5)%' and pid <> pg_backend_pid()");
  const fouten = (await traag).flatMap((u) => (u.status === 'rejected' ? [u.reason as unknown] : []));
  expect(fouten).toHaveLength(4);
  for (const fout of fouten) expect(fout).toMatchObject({ status: 503 });
  expect(naamUit(await lees(OVERBRUGGE))).toBe(OVERBRUGGE);
  expect(p.bron.statistiek().find((s) => s.pool === 'heet')).toMatchObject({ wachtend: 0, max: 2 });
});

it('a plan from before a migration is made anew, while others read', async () => {
  await kijk(p.db.beheer, "insert into instelling (naam, waarde) values ('kleur', 'rood')");
  const breed = () => p.bron.functie<Record<string, unknown>>({ name: 'breed', text: 'select * from instelling', values: [] });
  await Promise.all(Array.from({ length: 20 }, breed));
  await kijk(p.db.beheer, 'alter table instelling add column erbij text');
  try {
    const [rijen, namen] = await Promise.all([Promise.all(Array.from({ length: 20 }, breed)), Promise.all(Array.from({ length: 20 }, () => lees(OVERBRUGGE)))]);
    expect(rijen.every(([r]) => r && 'erbij' in r)).toBe(true);
    expect(new Set(namen.map(naamUit))).toEqual(new Set([OVERBRUGGE]));
  } finally {
    await kijk(p.db.beheer, 'alter table instelling drop column erbij');
  }
});
