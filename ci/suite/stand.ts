import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wacht } from 'node:timers/promises';
import pg from 'pg';
import { MET_DATABASE } from '../../deploy/src/lokaal/config.ts';
import { GEHEIMEN } from './hulp.ts';

// What stands in the databases, seen from outside and above row security: per table and organisatie how much, and what.

const beheer = (): string => (JSON.parse(readFileSync(join(GEHEIMEN, 'database.json'), 'utf8')) as { beheer: string }).beheer;
export const beheerUrl = (): string => `postgres://postgres:${encodeURIComponent(beheer())}@127.0.0.1:${process.env['POORT_POSTGRES'] ?? ''}/postgres`;

export async function alsBeheer<T>(component: string, werk: (c: pg.Client) => Promise<T>): Promise<T> {
  const url = new URL(beheerUrl());
  url.pathname = `/${component.replaceAll('-', '_')}`;
  const c = new pg.Client({ connectionString: url.toString() });
  await c.connect();
  try {
    return await werk(c);
  } finally {
    await c.end();
  }
}

/** Whose a row is. A table that has neither column belongs to the installation. */
const EIGENAAR = ['organisatie', 'oin'];

interface Tabel {
  naam: string;
  eigenaar: string | null;
}

async function tabellen(c: pg.Client): Promise<Tabel[]> {
  const { rows } = await c.query<Tabel>(
    `select format('%I.%I', n.nspname, k.relname) as naam,
       (select attname from pg_attribute where attrelid = k.oid and attname = any($1) and not attisdropped limit 1) as eigenaar
     from pg_class k join pg_namespace n on n.oid = k.relnamespace
     where k.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') and not k.relispartition order by 1`,
    [EIGENAAR],
  );
  return rows;
}

/** `<component> <table> <organisatie>` → number of rows and a digest of every column of them. */
export type Stand = Record<string, string>;

export const VAN_NIEMAND = 'installatie';

export async function leesStand(): Promise<Stand> {
  const uit: Stand = {};
  for (const component of MET_DATABASE) {
    await alsBeheer(component, async (c) => {
      for (const { naam, eigenaar } of await tabellen(c)) {
        const { rows } = await c.query<{ van: string; n: number; som: string }>(
          `select coalesce(${eigenaar ?? 'null'}::text, '${VAN_NIEMAND}') van, count(*)::int n, md5(string_agg(md5(t::text), '' order by md5(t::text))) som from ${naam} t group by 1`,
        );
        for (const r of rows) uit[`${component} ${naam} ${r.van}`] = `${r.n} rijen, ${r.som}`;
      }
    });
  }
  return uit;
}

/** What differs between two states, of one organisatie (or of nobody), as lines that can be read. */
export function verschil(voor: Stand, na: Stand, van: string): string[] {
  const sleutels = [...new Set([...Object.keys(voor), ...Object.keys(na)])].filter((s) => s.endsWith(` ${van}`)).sort();
  return sleutels.filter((s) => voor[s] !== na[s]).map((s) => `${s}: ${voor[s] ?? 'niets'} -> ${na[s] ?? 'niets'}`);
}

/** Nothing on its way any more: all outboxes empty, and two looks after each other see the same. */
export async function rustigeStand(): Promise<Stand> {
  let vorige: Stand = {};
  for (let i = 0; i < 60; i++) {
    const onderweg: string[] = [];
    for (const component of MET_DATABASE) {
      await alsBeheer(component, async (c) => {
        // Housekeeping comes by once in a while; here it has been already.
        await c.query('select bron.ruim_op()');
        const { rows } = await c.query<{ n: number }>(
          'select ((select count(*) from bron.uitgaand where verzonden is null) + (select count(*) from bron.verwerking_uit where verzonden is null))::int n',
        );
        if (rows[0]!.n > 0) onderweg.push(component);
      });
    }
    const nu = await leesStand();
    if (onderweg.length === 0 && JSON.stringify(nu) === JSON.stringify(vorige)) return nu;
    vorige = onderweg.length === 0 ? nu : {};
    await wacht(1_500);
  }
  throw new Error('the suite does not come to rest');
}

/** The newest ids of an organisatie in each table of a component that has ids, at most `aantal` per table. */
export async function idsVan(component: string, organisatie: string, aantal = 2): Promise<{ tabel: string; id: string }[]> {
  return alsBeheer(component, async (c) => {
    const uit: { tabel: string; id: string }[] = [];
    for (const { naam } of (await tabellen(c)).filter((t) => t.eigenaar === 'organisatie' && t.naam.startsWith('public.'))) {
      const { rows: kolom } = await c.query("select 1 from pg_attribute where attrelid = $1::regclass and attname = 'id' and atttypid = 'uuid'::regtype", [naam]);
      if (kolom.length === 0) continue;
      const { rows } = await c.query<{ id: string }>(`select id from ${naam} where organisatie = $1 order by id desc limit $2`, [organisatie, aantal]);
      uit.push(...rows.map((r) => ({ tabel: naam, id: r.id })));
    }
    return uit;
  });
}

/** All that can be told apart in the rows of each organisatie: ids, and texts of some length. Value → tables that hold it. */
export type Woorden = Map<string, Set<string>>;

export async function woordenVan(organisatie: string): Promise<Woorden> {
  const uit: Woorden = new Map();
  for (const component of MET_DATABASE) {
    await alsBeheer(component, async (c) => {
      for (const { naam, eigenaar } of (await tabellen(c)).filter((t) => t.eigenaar)) {
        const { rows } = await c.query<{ rij: unknown }>(`select to_jsonb(t) rij from ${naam} t where ${eigenaar} = $1`, [organisatie]);
        for (const { rij } of rows) {
          for (const w of woordenIn(rij)) {
            const waar = uit.get(w);
            if (waar) waar.add(`${component} ${naam}`);
            else uit.set(w, new Set([`${component} ${naam}`]));
          }
        }
      }
    });
  }
  return uit;
}

/** Every id, number of a case and word of ten characters or more, however deep, also inside a text that is JSON itself. */
export function woordenIn(waarde: unknown): Set<string> {
  const tekst = typeof waarde === 'string' ? waarde : JSON.stringify(waarde);
  return new Set(tekst.match(/[A-Za-z0-9][A-Za-z0-9_-]{9,}/g) ?? []);
}
