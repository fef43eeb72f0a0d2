import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { Bron } from '../src/index.ts';
import { anders, ctx, Ding, kijk, OVERBRUGGE, proef, VOEG, VOORBEELDSTAD, type Proef } from './hulp.ts';

let p: Proef;
const id = randomUUID();

beforeAll(async () => {
  p = await proef();
  await p.bron.transactie(ctx, async (tx) => {
    await tx.query(VOEG, [OVERBRUGGE, id, 1, new Date(), 'van Overbrugge']);
    // PostgreSQL evaluates the policy when there is a row to hold it against: an empty table has nothing to hide.
    tx.verwerk({ verwerking: { a: 1 }, beslissing: null });
  });
});
afterAll(() => p.sluit());

const ALLES = { name: 'alles', text: 'select * from ding', values: [] };

/** A connection with the role that a component has, as an attacker inside it would use it. */
async function alsToepassing<T>(url: string, werk: (c: pg.Client) => Promise<T>): Promise<T> {
  const c = new pg.Client({ connectionString: url });
  await c.connect();
  try {
    return await werk(c);
  } finally {
    await c.end();
  }
}

describe('no query crosses from one organisation to another', () => {
  it('reads only its own rows, whatever the query says', async () => {
    expect(await p.bron.lees(ctx, ALLES)).toHaveLength(1);
    expect(await p.bron.lees(anders, ALLES)).toEqual([]);
    expect(await p.bron.lees(anders, { name: 'van-een-ander', text: 'select * from ding where organisatie = $1', values: [OVERBRUGGE] })).toEqual([]);
    expect(await p.bron.transactie(anders, (tx) => tx.manager.count(Ding))).toBe(0);
    const gestroomd = [];
    for await (const rij of p.bron.stroom(anders, ALLES)) gestroomd.push(rij);
    expect(gestroomd).toEqual([]);
  });

  it('cannot change or remove what is of another', async () => {
    const sql = 'update ding set naam = $2 where id = $1 returning id';
    expect(await p.bron.transactie(anders, (tx) => tx.query(sql, [id, 'gekaapt']))).toEqual([]);
    expect(await p.bron.transactie(anders, (tx) => tx.query('delete from ding where id = $1 returning id', [id]))).toEqual([]);
    expect(await kijk(p.db.beheer, 'select naam from ding where id = $1', [id])).toEqual([{ naam: 'van Overbrugge' }]);
  });

  it('refuses a row for another organisation, by SQL and by TypeORM', async () => {
    const rij = { organisatie: OVERBRUGGE, id: randomUUID(), versie: 1, registratietijd: new Date(), naam: 'binnengesmokkeld' };
    await expect(p.bron.transactie(anders, (tx) => tx.query(VOEG, Object.values(rij)))).rejects.toThrow(/row-level security/);
    await expect(p.bron.transactie(anders, (tx) => tx.manager.insert(Ding, rij))).rejects.toThrow(/row-level security/);
    const verhuizing = p.bron.transactie(ctx, (tx) => tx.query('update ding set organisatie = $2 where id = $1', [id, VOORBEELDSTAD]));
    await expect(verhuizing).rejects.toThrow(/row-level security/);
  });

  it('makes a query without an organisation an error, not an empty list', async () => {
    for (const tabel of ['ding', 'regel', 'bron.uitgaand', 'bron.verwerking_uit', 'bron.inkomend', 'bron.geparkeerd', 'bron.idempotentie']) {
      await expect(alsToepassing(p.db.toepassing, (c) => c.query(`select * from ${tabel}`))).rejects.toMatchObject({ code: 'BRN01' });
    }
    await expect(p.bron.functie({ naam: 'lees_ding', organisatie: '', soorten: ['uuid'], waarden: [id] })).rejects.toThrow('OIN');
  });

  it('finds nothing for a text that is no organisation', async () => {
    await alsToepassing(p.db.toepassing, async (c) => {
      await c.query(`select set_config('bron.organisatie', 'x', false)`);
      expect((await c.query('select count(*)::int as n from ding')).rows).toEqual([{ n: 0 }]);
    });
  });

  it('leaves nothing of an organisation on the connection', async () => {
    await alsToepassing(p.db.toepassing, async (c) => {
      for (const werk of ['begin', `select set_config('bron.organisatie', '${OVERBRUGGE}', true)`, 'select count(*) from ding', 'commit']) await c.query(werk);
      await expect(c.query('select count(*) from ding')).rejects.toThrow('Er is geen organisatie gezet');
    });
    const smal = await p.nog({ poolgrootte: 1 });
    await smal.transactie(ctx, (tx) => tx.query('select 1'));
    const zonder = () => smal.functie({ naam: 'tel_dingen', organisatie: OVERBRUGGE, soorten: ['text'], waarden: ['x'] });
    await expect(zonder()).rejects.toThrow('Er is geen organisatie gezet');
    // The connections of the hot reads, each of them.
    await Promise.all(Array.from({ length: 200 }, () => smal.functie({ naam: 'lees_ding', organisatie: OVERBRUGGE, soorten: ['uuid'], waarden: [id] })));
    for (let n = 0; n < 6; n++) await expect(zonder()).rejects.toThrow('Er is geen organisatie gezet');
  });

  it('cannot switch row security off', async () => {
    await alsToepassing(p.db.toepassing, async (c) => {
      await c.query('begin');
      await c.query("select set_config('bron.organisatie', $1, true)", [VOORBEELDSTAD]);
      await c.query('set local row_security = off');
      // `off` makes the query an error; it never shows more.
      await expect(c.query('select * from ding')).rejects.toMatchObject({ code: '42501' });
      await c.query('rollback');
      for (const poging of [
        'alter table ding disable row level security',
        'alter table ding no force row level security',
        'drop policy organisatie on ding',
        'create policy alles on ding using (true)',
        'alter role current_user bypassrls',
        'set role bronproef_eigenaar',
        'set role postgres',
        'set session authorization postgres',
        "select bron.beveilig('ding')",
        "create or replace function bron.organisatie() returns text language sql as $$ select '' $$",
        'create table public.eigen (id int)',
        'create temporary table eigen (id int)',
        'truncate ding',
        "select * from bron.migratie",
      ]) {
        await expect(c.query(poging)).rejects.toMatchObject({ code: expect.stringMatching(/^(42501|42809|22023|0LP01)$/) as string });
      }
      await c.query('reset role');
      expect((await c.query('select current_user as u')).rows).toEqual([{ u: 'bronproef_toepassing' }]);
    });
  });

  it('lets the worker see the queues of all organisations, and no table of the domain', async () => {
    await p.bron.transactie(ctx, async (tx) => tx.verwerk({ verwerking: { a: 1 }, beslissing: null }));
    await p.bron.transactie(anders, async (tx) => tx.verwerk({ verwerking: { a: 1 }, beslissing: null }));
    const { rows } = await p.bron.werker.query('select distinct organisatie from bron.verwerking_uit order by 1');
    expect(rows).toEqual([{ organisatie: OVERBRUGGE }, { organisatie: VOORBEELDSTAD }]);
    for (const tabel of ['ding', 'regel', 'instelling', 'bron.idempotentie', 'bron.migratie']) {
      await expect(p.bron.werker.query(`select * from ${tabel}`)).rejects.toMatchObject({ code: '42501' });
    }
  });

  it('may only add to an append-only table, and never rewrite what goes out', async () => {
    await p.bron.transactie(ctx, (tx) => tx.query("insert into regel (organisatie, tekst) values ($1, 'x')", [OVERBRUGGE]));
    for (const poging of ["update regel set tekst = 'y'", 'delete from regel', "update bron.uitgaand set payload = ''", "update bron.verwerking_uit set verwerking = null"]) {
      await expect(p.bron.transactie(ctx, (tx) => tx.query(poging))).rejects.toMatchObject({ code: '42501' });
    }
  });

  it('refuses an organisation that is not an OIN', async () => {
    await expect(p.bron.lees({ organisatie: '' }, ALLES)).rejects.toThrow('is geen OIN');
    await expect(p.bron.transactie({ ...ctx, organisatie: "' or 1=1" }, async () => 1)).rejects.toThrow('is geen OIN');
  });
});

describe('a component that could step over row security does not start', () => {
  const open = (o: { toepassing?: string; werker?: string }): Promise<Bron> =>
    Bron.open({ component: 'bronproef', toepassing: p.db.toepassing, werker: p.db.werker, entities: [], ...o });

  it('as superuser', async () => {
    await expect(open({ toepassing: p.db.beheer })).rejects.toThrow(/superuser is/);
    await expect(open({ werker: p.db.beheer })).rejects.toThrow(/superuser is/);
  });
  it('as owner of a table', async () => {
    await expect(open({ toepassing: p.db.eigenaar })).rejects.toThrow(/eigenaar is van \d+ tabel/);
  });
  it('with BYPASSRLS', async () => {
    await kijk(p.db.beheer, 'alter role bronproef_werker bypassrls');
    try {
      await expect(open({})).rejects.toThrow(/BYPASSRLS heeft/);
    } finally {
      await kijk(p.db.beheer, 'alter role bronproef_werker nobypassrls');
    }
  });
});
