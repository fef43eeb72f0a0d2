import pg from 'pg';
import { bronMigraties, type Migratie } from '@bronhuis/bron';
import { testDatabase, wachtTot } from '../src/index.ts';

const dingen: Migratie = {
  naam: '0001-dingen',
  up: `create table ding (organisatie text not null, id uuid not null, primary key (organisatie, id)); select bron.beveilig('ding');`,
  down: 'drop table ding',
};

async function een<R extends pg.QueryResultRow>(url: string, sql: string): Promise<R> {
  const c = new pg.Client({ connectionString: url });
  await c.connect();
  try {
    const rij = (await c.query<R>(sql)).rows[0];
    if (!rij) throw new Error('geen rij');
    return rij;
  } finally {
    await c.end();
  }
}

describe('testDatabase', () => {
  it('gives each test a migrated database of its own, with the real roles', async () => {
    const [a, b] = await Promise.all([testDatabase('proef', [dingen]), testDatabase('proef', [dingen])]);
    try {
      expect(a.naam).not.toBe(b.naam);
      expect(await een(a.url, 'select current_user as rol, current_database() as db')).toEqual({ rol: 'proef_toepassing', db: a.naam });
      expect(await een(a.eigenaar, 'select count(*)::int as n from bron.migratie')).toEqual({ n: bronMigraties.length + 1 });
      await expect(een(a.url, 'select * from ding')).rejects.toThrow('Er is geen organisatie gezet');
    } finally {
      await Promise.all([a.sluit(), b.sluit()]);
    }
  });

  it('clones quickly once the template is there', async () => {
    const duren: number[] = [];
    for (let n = 0; n < 5; n++) {
      const begin = performance.now();
      const db = await testDatabase('proef', [dingen]);
      duren.push(performance.now() - begin);
      await db.sluit();
    }
    // The best of five: other tests may keep the machine busy.
    expect(Math.min(...duren)).toBeLessThan(1_000);
  });

  it('refuses a table that is open to every organisation', async () => {
    const open: Migratie = { naam: '0001-open', up: 'create table los (id uuid primary key)', down: 'drop table los' };
    await expect(testDatabase('proef', [open])).rejects.toThrow('public.los: rijbeveiliging is niet aan en afgedwongen');
  });
});

describe('wachtTot', () => {
  it('names what did not happen', async () => {
    await expect(wachtTot(() => false, { ms: 30, wat: 'het wonder' })).rejects.toThrow('Na 30 ms nog niet: het wonder');
  });
});
