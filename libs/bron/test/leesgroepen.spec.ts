import { randomUUID } from 'node:crypto';
import { anders, ctx, kijk, OVERBRUGGE, proef, VOEG, VOORBEELDSTAD, type Proef } from './hulp.ts';

// Hot reads of one moment share a statement: what one does may not touch what another gets.
let p: Proef;
const ids = { [OVERBRUGGE]: randomUUID(), [VOORBEELDSTAD]: randomUUID() } as Record<string, string>;

beforeAll(async () => {
  p = await proef();
  for (const c of [ctx, anders]) {
    await p.bron.transactie(c, (tx) => tx.query(VOEG, [c.organisatie, ids[c.organisatie], 1, new Date(), c.organisatie]));
  }
});
afterAll(() => p.sluit());

const lees = (organisatie: string, id = ids[organisatie] ?? ''): Promise<string | null> => p.bron.functie({ naam: 'lees_ding', organisatie, soorten: ['uuid'], waarden: [id] });
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
    Array.from({ length: 4 }, () => p.bron.functie({ naam: 'lees_langzaam', organisatie: OVERBRUGGE, soorten: ['int'], waarden: ['5'] })),
  );
  await onderweg;
  await kijk(p.db.beheer, "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query like 'select lees_langzaam%'");
  const fouten = (await traag).flatMap((u) => (u.status === 'rejected' ? [u.reason as unknown] : []));
  expect(fouten).toHaveLength(4);
  for (const fout of fouten) expect(fout).toMatchObject({ status: 503 });
  expect(naamUit(await lees(OVERBRUGGE))).toBe(OVERBRUGGE);
  expect(p.bron.statistiek().find((s) => s.pool === 'heet')).toMatchObject({ wachtend: 0, max: 3 });
});

it('one statement for what comes in one moment', async () => {
  const moment = (): Promise<string | null> => p.bron.functie({ naam: 'lees_moment', organisatie: OVERBRUGGE, soorten: ['text'], waarden: ['x'] });
  await kijk(p.db.beheer, 'create function lees_moment(o text, i text) returns text language sql as $$ select statement_timestamp()::text $$');
  try {
    expect(new Set(await Promise.all(Array.from({ length: 40 }, moment))).size).toBe(1);
    expect(new Set([await moment(), await moment()]).size).toBe(2);
  } finally {
    await kijk(p.db.beheer, 'drop function lees_moment');
  }
});

it('a function that a migration replaces is the new one at once, while others read', async () => {
  const maak = (voor: string): Promise<unknown> => kijk(p.db.beheer, `drop function if exists lees_naam; create function lees_naam(o text, i text) returns text language sql as $$ select '${voor}' || i $$`);
  const namen = () => Promise.all(Array.from({ length: 20 }, (_, i) => p.bron.functie({ naam: 'lees_naam', organisatie: OVERBRUGGE, soorten: ['text'], waarden: [String(i)] })));
  const verwacht = (voor: string) => Array.from({ length: 20 }, (_, i) => `${voor}${i}`);
  await maak('oud');
  try {
    expect(await namen()).toEqual(verwacht('oud'));
    await maak('nieuw');
    const [na, dingen] = await Promise.all([namen(), Promise.all(Array.from({ length: 20 }, () => lees(OVERBRUGGE)))]);
    expect(na).toEqual(verwacht('nieuw'));
    expect(new Set(dingen.map(naamUit))).toEqual(new Set([OVERBRUGGE]));
  } finally {
    await kijk(p.db.beheer, 'drop function lees_naam');
  }
});
