import pg from 'pg';

const CATALOGUS = /* sql */ `
with schemas as (
  select oid, nspname from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema')
select regel from (
  select format('kolom %s.%s.%s %s%s%s%s', n.nspname, c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
      case when a.attnotnull then ' not null' else '' end,
      coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), ''), case when a.attidentity <> '' then ' identity ' || a.attidentity::text else '' end) as regel
    from pg_attribute a join pg_class c on c.oid = a.attrelid join schemas n on n.oid = c.relnamespace
    left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'p', 'v', 'm')
  union all
  select format('relatie %s.%s %s eigenaar %s rls %s/%s rechten %s', n.nspname, c.relname, c.relkind, pg_get_userbyid(c.relowner),
      c.relrowsecurity, c.relforcerowsecurity, (select array_agg(x::text order by x::text) from unnest(c.relacl) x))
    from pg_class c join schemas n on n.oid = c.relnamespace
  union all
  select format('index %s', indexdef) from pg_indexes i join schemas n on n.nspname = i.schemaname
  union all
  select format('beperking %s.%s %s %s', n.nspname, coalesce(r.relname, ''), k.conname, pg_get_constraintdef(k.oid))
    from pg_constraint k join schemas n on n.oid = k.connamespace left join pg_class r on r.oid = k.conrelid
  union all
  select format('beleid %s.%s %s %s %s %s %s %s', schemaname, tablename, policyname, permissive, roles, cmd, qual, with_check) from pg_policies
  union all
  select format('functie %s rechten %s', pg_get_functiondef(p.oid), (select array_agg(x::text order by x::text) from unnest(p.proacl) x))
    from pg_proc p join schemas n on n.oid = p.pronamespace
    where p.prokind in ('f', 'p') and not exists (select 1 from pg_depend where objid = p.oid and deptype = 'e')
  union all
  select format('trigger %s', pg_get_triggerdef(t.oid)) from pg_trigger t where not t.tgisinternal
  union all
  select format('weergave %s.%s %s', schemaname, viewname, definition) from pg_views v join schemas n on n.nspname = v.schemaname
  union all
  select format('type %s.%s %s %s', n.nspname, t.typname, t.typtype, (select array_agg(e.enumlabel order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid))
    from pg_type t join schemas n on n.oid = t.typnamespace where t.typtype in ('e', 'd')
  union all
  select format('schema %s %s', n.nspname, (select array_agg(x::text order by x::text) from pg_namespace s, unnest(s.nspacl) x where s.oid = n.oid)) from schemas n
  union all
  select format('uitbreiding %s', extname) from pg_extension
) alles order by regel collate "C"`;

async function met<T>(url: string, werk: (c: pg.Client) => Promise<T>): Promise<T> {
  const c = new pg.Client({ connectionString: url });
  await c.connect();
  try {
    return await werk(c);
  } finally {
    await c.end();
  }
}

/** Everything that the schema is, a line per thing: up, down, up must give the same. */
export async function catalogus(url: string): Promise<string[]> {
  return met(url, async (c) => (await c.query<{ regel: string }>(CATALOGUS)).rows.map((r) => r.regel));
}

// Views are left out on purpose only when they run with the rights of the reader (security_invoker).
const ONBEVEILIGD = /* sql */ `
with t as (
  select c.oid, n.nspname || '.' || c.relname as naam, c.relkind, c.relrowsecurity, c.relforcerowsecurity, c.reloptions
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p', 'v', 'm') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
    and not exists (select 1 from pg_depend d where d.objid = c.oid and d.deptype = 'e')
), eigen as (select * from t where naam not in (select tabel from bron.zonder_organisatie))
select naam || ': rijbeveiliging is niet aan en afgedwongen' as bezwaar from eigen
  where relkind in ('r', 'p') and not (relrowsecurity and relforcerowsecurity)
union all
select naam || ': weergave zonder security_invoker' from eigen
  where relkind = 'v' and not coalesce('security_invoker=true' = any(reloptions) or 'security_invoker=on' = any(reloptions), false)
union all
select naam || ': een materialized view kent geen rijbeveiliging' from eigen where relkind = 'm'
union all
select e.naam || ': sleutel ' || i.relname || ' begint niet met organisatie'
  from eigen e join pg_index x on x.indrelid = e.oid join pg_class i on i.oid = x.indexrelid
  join pg_attribute a on a.attrelid = e.oid and a.attnum = x.indkey[0]
  where x.indisunique and a.attname <> 'organisatie'
union all
select e.naam || ': verwijzing ' || k.conname || ' begint niet met organisatie'
  from eigen e join pg_constraint k on k.conrelid = e.oid and k.contype = 'f'
  join pg_attribute a on a.attrelid = e.oid and a.attnum = k.conkey[1] where a.attname <> 'organisatie'
    and k.confrelid not in (select to_regclass(tabel) from bron.zonder_organisatie where to_regclass(tabel) is not null)
union all
select p.schemaname || '.' || p.tablename || ': beleid ' || p.policyname || ' is van niemand van ons'
  from pg_policies p where p.policyname not in ('organisatie', 'eigenaar', 'werker')
union all
select tabel || ': staat op de lijst van tabellen zonder organisatie, maar bestaat niet' from bron.zonder_organisatie where to_regclass(tabel) is null
order by 1`;

/** What would let one organisation see another's rows; a migrated database answers with an empty list. Runs as role eigenaar. */
export async function onbeveiligd(urlEigenaar: string): Promise<string[]> {
  return met(urlEigenaar, async (c) => (await c.query<{ bezwaar: string }>(ONBEVEILIGD)).rows.map((r) => r.bezwaar));
}
