import { bronMigraties, catalogus, maakDatabase, migreer, onbeveiligd, terug, type Migratie } from '../src/index.ts';
import { beheerUrl, dingen, kijk, testDatabase, type TestDatabase } from './hulp.ts';

let db: TestDatabase;
const alles = [...bronMigraties, dingen];

beforeEach(async () => {
  db = await testDatabase();
});
afterEach(() => db.sluit());

it('up, down, up gives the same schema, and down leaves nothing', async () => {
  const eerst = await catalogus(db.eigenaar);
  expect(eerst.length).toBeGreaterThan(100);
  await terug(db.eigenaar, alles.length);
  const leeg = (await catalogus(db.eigenaar)).filter((r) => !/bron\.migratie|migratie_|schema |uitbreiding plpgsql/.test(r));
  expect(leeg).toEqual([]);
  expect(await migreer(db.eigenaar, alles)).toEqual(alles.map((m) => m.naam));
  expect(await catalogus(db.eigenaar)).toEqual(eerst);
});

it('goes back one at a time, newest first', async () => {
  expect(await terug(db.eigenaar, 1)).toEqual(['0001-dingen']);
  expect(await migreer(db.eigenaar, alles)).toEqual(['0001-dingen']);
  expect(await migreer(db.eigenaar, alles)).toEqual([]);
});

it('refuses a migration that was changed after it ran', async () => {
  const gewijzigd: Migratie = { ...dingen, up: `${dingen.up} -- later` };
  await expect(migreer(db.eigenaar, [...bronMigraties, gewijzigd])).rejects.toThrow('Migratie 0001-dingen is gewijzigd nadat zij is uitgevoerd');
  await expect(migreer(db.eigenaar, [...alles, dingen])).rejects.toThrow('komt twee keer voor');
});

it('is all or nothing for each migration', async () => {
  const half: Migratie = { naam: '0002-half', up: 'create table half (a int); select 1/0', down: '' };
  await expect(migreer(db.eigenaar, [...alles, half])).rejects.toThrow('Migratie 0002-half is mislukt: division by zero');
  expect(await kijk(db.beheer, "select to_regclass('half') as t")).toEqual([{ t: null }]);
});

it('runs once when two start together', async () => {
  const twee: Migratie = { naam: '0002-teller', up: "create table teller (naam text primary key); select bron.zonder_organisatie('teller', 'telt alleen maar mee')", down: 'drop table teller' };
  const uitkomst = await Promise.all([migreer(db.eigenaar, [...alles, twee]), migreer(db.eigenaar, [...alles, twee])]);
  expect(uitkomst.flat()).toEqual(['0002-teller']);
});

it('runs only as the owner role', async () => {
  await expect(migreer(db.toepassing, alles)).rejects.toThrow('eindigt, niet als "bronproef_toepassing"');
});

it('finds every table that would be open to another organisation', async () => {
  expect(await onbeveiligd(db.eigenaar)).toEqual([]);
  const fout: Migratie = {
    naam: '0002-fout',
    up: `create table open_tabel (organisatie text not null, id uuid, primary key (organisatie, id));
      create table sleutel_fout (organisatie text not null, id uuid primary key); select bron.beveilig('sleutel_fout');
      create table verwijst (organisatie text not null, id uuid, naar uuid references sleutel_fout (id), primary key (organisatie, id)); select bron.beveilig('verwijst');
      create view kijkgat as select * from ding;
      create policy extra on ding using (true);`,
    down: '',
  };
  await migreer(db.eigenaar, [...alles, fout]);
  expect(await onbeveiligd(db.eigenaar)).toEqual([
    'public.ding: beleid extra is van niemand van ons',
    'public.kijkgat: weergave zonder security_invoker',
    'public.open_tabel: rijbeveiliging is niet aan en afgedwongen',
    'public.sleutel_fout: sleutel sleutel_fout_pkey begint niet met organisatie',
    'public.verwijst: verwijzing verwijst_naar_fkey begint niet met organisatie',
  ]);
  await expect(migreer(db.eigenaar, [...alles, fout, { naam: '0003', up: "create table z (id int); select bron.beveilig('z')", down: '' }])).rejects.toThrow('heeft geen kolom "organisatie');
});

it('makes database and roles as often as asked, without rights that they do not need', async () => {
  const opties = { component: 'bron-herhaal', wachtwoorden: { toepassing: 't', werker: 'w', eigenaar: 'e' } };
  try {
    const urls = await maakDatabase(beheerUrl(), opties);
    expect(await maakDatabase(beheerUrl(), opties)).toEqual(urls);
    expect(new URL(urls.toepassing).pathname).toBe('/bron_herhaal');
    await migreer(urls.eigenaar, bronMigraties);
    const rollen = await kijk(beheerUrl(), "select count(*)::int as n from pg_roles where rolname like 'bron_herhaal_%' and (rolsuper or rolbypassrls or rolcreatedb or rolcreaterole or rolreplication or not rolcanlogin)");
    expect(rollen).toEqual([{ n: 0 }]);
    await expect(maakDatabase(beheerUrl(), { ...opties, component: 'Fout; drop' })).rejects.toThrow('geen bruikbare naam');
  } finally {
    await kijk(beheerUrl(), 'drop database if exists bron_herhaal with (force)');
    for (const rol of ['toepassing', 'werker', 'eigenaar']) await kijk(beheerUrl(), `drop role if exists bron_herhaal_${rol}`);
  }
});
