import pg from 'pg';
import { bronMigraties, catalogus, migreer, onbeveiligd, terug } from '@bronhuis/bron';
import { testDatabase, type TestDatabase } from '@bronhuis/testing';
import { OVERBRUGGE, VOORBEELDSTAD } from '@bronhuis/testing';
import { migraties } from '../src/migraties.ts';

// Up, down, up gives the same schema; no table can be read across organisations; nothing that must stay can be changed.
describe('the schema of selectielijst', () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await testDatabase('selectielijst', migraties);
  });
  afterAll(() => db.sluit());

  const alsToepassing = async <T>(organisatie: string | null, werk: (c: pg.Client) => Promise<T>): Promise<T> => {
    const client = new pg.Client({ connectionString: db.toepassing });
    await client.connect();
    try {
      await client.query('begin');
      if (organisatie) await client.query("select set_config('bron.organisatie', $1, true)", [organisatie]);
      return await werk(client);
    } finally {
      await client.query('rollback');
      await client.end();
    }
  };

  it('is the same after up, down, up', async () => {
    const eerst = await catalogus(db.eigenaar);
    expect(await terug(db.eigenaar, migraties.length)).toHaveLength(migraties.length);
    expect((await catalogus(db.eigenaar)).filter((r) => /vernietigingslijst|bevriezing|public\.dossier|verklaring|werk\./.test(r))).toEqual([]);
    await migreer(db.eigenaar, [...bronMigraties, ...migraties]);
    expect(await catalogus(db.eigenaar)).toEqual(eerst);
  });

  it('has row security on every table, and names the one without an organisation', async () => {
    expect(await onbeveiligd(db.eigenaar)).toEqual([]);
    const client = new pg.Client({ connectionString: db.eigenaar });
    await client.connect();
    const { rows } = await client.query("select tabel from bron.zonder_organisatie where tabel like 'public.%'");
    await client.end();
    expect(rows).toEqual([{ tabel: 'public.werk' }]);
  });

  it.each(['dossier', 'bevriezing', 'vernietigingslijst', 'vernietigingslijst_regel', 'beoordeling', 'verklaring'])('%s without an organisation is an error, not an empty list', async (tabel) => {
    await expect(alsToepassing(null, (c) => c.query(`select * from ${tabel}`))).rejects.toThrow('geen organisatie');
  });

  it.each(['beoordeling', 'verklaring'])('%s can be added to and nothing else', async (tabel) => {
    await expect(alsToepassing(OVERBRUGGE, (c) => c.query(`delete from ${tabel}`))).rejects.toThrow('permission denied');
    await expect(alsToepassing(OVERBRUGGE, (c) => c.query(`update ${tabel} set organisatie = organisatie`))).rejects.toThrow('permission denied');
  });

  it('refuses a row of another organisation', async () => {
    const sql = `insert into vernietigingslijst (organisatie, id, versie, registratietijd, naam, peildatum, status, samengesteld_door, samengesteld_op)
      values ('${VOORBEELDSTAD}', gen_random_uuid(), 1, now(), 'x', current_date, 'opgesteld', 'ingrid', now())`;
    await expect(alsToepassing(OVERBRUGGE, (c) => c.query(sql))).rejects.toThrow('row-level security');
  });

  it('keeps one person from judging a list twice, whatever the code does', async () => {
    const lijst = '0193f0aa-0000-7000-8000-000000000001';
    const oordeel = (rol: string) => `insert into beoordeling (organisatie, lijst, rol, persoon, besluit, tijdstip) values ('${OVERBRUGGE}', '${lijst}', '${rol}', 'thijs', 'akkoord', now())`;
    const maak = `insert into vernietigingslijst (organisatie, id, versie, registratietijd, naam, peildatum, status, samengesteld_door, samengesteld_op)
      values ('${OVERBRUGGE}', '${lijst}', 1, now(), 'x', current_date, 'in-beoordeling', 'ingrid', now())`;
    await expect(
      alsToepassing(OVERBRUGGE, async (c) => {
        await c.query(maak);
        await c.query(oordeel('proceseigenaar'));
        await c.query(oordeel('archivaris'));
      }),
    ).rejects.toThrow('duplicate key');
  });

  it('lets the worker see jobs, and nothing of what they are about', async () => {
    const client = new pg.Client({ connectionString: db.werker });
    await client.connect();
    try {
      expect((await client.query('select * from werk')).rows).toEqual([]);
      await expect(client.query('select * from vernietigingslijst')).rejects.toThrow('permission denied');
      await expect(client.query("insert into werk (organisatie, lijst, soort, traceparent) values ('" + OVERBRUGGE + "', gen_random_uuid(), 'plannen', 't')")).rejects.toThrow('permission denied');
    } finally {
      await client.end();
    }
  });
});
