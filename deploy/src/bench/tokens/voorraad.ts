import type { JWK } from 'jose';
import pg from 'pg';
import { startKaal, type Kaal } from '../kaalproces.ts';
import type { Suite } from '../suite.ts';

/** @throws Error when this server answers before what it wrote is on disk: such a figure says nothing */
export async function eisDuurzaam(db: pg.Pool): Promise<void> {
  const { rows } = await db.query<{ name: string; setting: string }>("select name, setting from pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes') and setting = 'off'");
  if (rows.length > 0) throw new Error(`de databaseserver staat op ${rows.map((r) => `${r.name}=off`).join(', ')}`);
}

/** Of the application that asks. */
export const sleutelVan = (suite: Suite): JWK => suite.geheim<JWK>('client-zaaksysteem.key.json');

/** The bare server, with its own tables in the database of toegangsbeheer while `werk` lasts. */
export async function metKaal<T>(suite: Suite, werk: (kaal: Kaal, beheer: pg.Pool) => Promise<T>): Promise<T> {
  const url = suite.beheerUrl('toegangsbeheer');
  const beheer = new pg.Pool({ connectionString: url, max: 2 });
  try {
    await eisDuurzaam(beheer);
    await beheer.query('drop table if exists public.bench_jti, public.bench_record');
    await beheer.query(`create table public.bench_jti (applicatie text not null, jti text not null, verloopt timestamptz not null, primary key (applicatie, jti));
      create table public.bench_record (nummer bigint generated always as identity, record json not null)`);
    const { kty, crv, x } = sleutelVan(suite);
    const kaal = await startKaal(url, { sleutel: { kty, crv, x } }, 'tokens/kaal.js');
    try {
      return await werk(kaal, beheer);
    } finally {
      await kaal.stop();
    }
  } finally {
    await beheer.query('drop table if exists public.bench_jti, public.bench_record');
    await beheer.end();
  }
}
