import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Bron, bronMigraties, maakDatabase, migreer, type BronOpties, type Context, type DatabaseUrls, type Migratie } from '../src/index.ts';

export const OVERBRUGGE = '00000001999990007000';
export const VOORBEELDSTAD = '00000001999990019000';
export const ctx: Context = { organisatie: OVERBRUGGE, traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' };
export const anders: Context = { ...ctx, organisatie: VOORBEELDSTAD };

export const dingen: Migratie = {
  naam: '0001-dingen',
  up: `
    create table ding (
      organisatie text not null, id uuid not null, versie bigint not null, registratietijd timestamptz not null,
      naam text not null, dag date, gegevens jsonb, woorden text[], primary key (organisatie, id));
    select bron.beveilig('ding');
    create table regel (organisatie text not null, nr bigint generated always as identity, tekst text not null, primary key (organisatie, nr));
    select bron.beveilig_alleen_toevoegen('regel');
    create table instelling (naam text primary key, waarde text not null);
    select bron.zonder_organisatie('instelling', 'instellingen van de installatie; geen gegevens van een organisatie');
    create function lees_ding(o text, i uuid) returns text language plpgsql stable as $$
    begin
      perform set_config('bron.organisatie', o, true);
      return (select row_to_json(d)::text from ding d where d.organisatie = o and d.id = i);
    end $$;
    create function lees_langzaam(o text, seconden int) returns text language plpgsql as $$
    begin
      perform pg_sleep(seconden);
      return 'klaar';
    end $$;
    create function tel_dingen(o text, i text) returns text language plpgsql as $$
    begin
      -- Without setting the organisation that it was given.
      return (select count(*)::text from ding);
    end $$;
    create function maak_dingen(o text, i uuid[], tijd timestamptz[], n text[]) returns text[] language plpgsql as $$
    begin
      perform set_config('bron.organisatie', o, true);
      insert into ding (organisatie, id, versie, registratietijd, naam)
        select o, x.i, 1, x.tijd, x.n from unnest(i, tijd, n) as x(i, tijd, n) where x.n <> 'bezwaar';
      return (select array_agg(case when x.n = 'bezwaar' then 'naam' end order by x.nr) from unnest(n) with ordinality as x(n, nr));
    end $$;`,
  down: 'drop function maak_dingen; drop function tel_dingen; drop function lees_langzaam; drop function lees_ding; drop table regel; drop table ding; drop table instelling; delete from bron.zonder_organisatie where tabel = \'public.instelling\';',
};

@Entity('ding')
export class Ding {
  @PrimaryColumn({ type: 'text' }) organisatie: string;
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'bigint' }) versie: number;
  @Column({ type: 'timestamptz' }) registratietijd: Date;
  @Column({ type: 'text' }) naam: string;
  @Column({ type: 'date', nullable: true }) dag: string | null;
  @Column({ type: 'jsonb', nullable: true }) gegevens: object | null;
  @Column({ type: 'text', array: true, nullable: true }) woorden: string[] | null;
}

/** A number made by the database: TypeORM has to fetch it. */
@Entity('regel')
export class Regel {
  @PrimaryColumn({ type: 'text' }) organisatie: string;
  @PrimaryColumn({ type: 'bigint', generated: 'increment' }) nr: number;
  @Column({ type: 'text' }) tekst: string;
}

/** Superuser URL of the test server. The test library has one too, but it stands on this lib: no circle. */
export function beheerUrl(): string {
  const url = process.env['BRONHUIS_TEST_PG'];
  if (!url) throw new Error('BRONHUIS_TEST_PG is missing: start the tests with `npm test`');
  return url;
}

export type TestDatabase = DatabaseUrls & { beheer: string; sluit(): Promise<void> };

/** A fresh database with the roles that production has. */
export async function testDatabase(): Promise<TestDatabase> {
  const database = `t_bronproef_${randomBytes(6).toString('hex')}`;
  const wachtwoorden = { toepassing: 'test-toepassing', werker: 'test-werker', eigenaar: 'test-eigenaar' };
  const urls = await maakDatabase(beheerUrl(), { component: 'bronproef', wachtwoorden, database });
  await migreer(urls.eigenaar, [...bronMigraties, dingen]);
  const beheer = Object.assign(new URL(beheerUrl()), { pathname: `/${database}` }).toString();
  return { ...urls, beheer, sluit: async () => void (await kijk(beheerUrl(), `drop database ${database} with (force)`)) };
}

export type Proef = { db: TestDatabase; bron: Bron; nog(o?: Partial<BronOpties>): Promise<Bron>; sluit(): Promise<void> };

export async function proef(opties: Partial<BronOpties> = {}): Promise<Proef> {
  const db = await testDatabase();
  const open: Bron[] = [];
  const nog = async (o: Partial<BronOpties> = {}): Promise<Bron> => {
    const b = await Bron.open({ component: 'bronproef', toepassing: db.toepassing, werker: db.werker, entities: [Ding, Regel], ...opties, ...o });
    open.push(b);
    return b;
  };
  const bron = await nog();
  return {
    db,
    bron,
    nog,
    sluit: async () => {
      await Promise.all(open.map((b) => b.sluit()));
      await db.sluit();
    },
  };
}

/** Looks from outside, as superuser: row security hides nothing from it. */
export async function kijk<R extends pg.QueryResultRow>(url: string, sql: string, values: unknown[] = []): Promise<R[]> {
  const c = new pg.Client({ connectionString: url });
  await c.connect();
  try {
    return (await c.query<R>(sql, values)).rows;
  } finally {
    await c.end();
  }
}

export const VOEG = 'insert into ding (organisatie, id, versie, registratietijd, naam) values ($1, $2, $3, $4, $5)';
