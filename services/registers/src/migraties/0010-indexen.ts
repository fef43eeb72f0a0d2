import type { Migratie } from '@bronhuis/bron';
import { NIEUW_PER_TYPE } from './0009-sleutels.ts';

/** A table of values that a type declares an index on. A row for each version; of a list one for each element. */
const waarden = (tabel: string, soort: string): string => /* sql */ `
create table ${tabel} (
  organisatie text not null,
  nr          bigint not null,
  waarde      ${soort},
  object      uuid not null,
  versie      bigint not null
);
-- What a question walks: by value, and by object where values are equal.
create index ${tabel}_waarde on ${tabel} (organisatie, nr, waarde, object, versie);
-- Filling is done again after a kill, and an object takes its rows with it.
create unique index ${tabel}_object on ${tabel} (organisatie, object, versie, nr, waarde) nulls not distinct;
select bron.beveilig('${tabel}');`;

/**
 * Rows of one index, the row `i`, for versions `n`. Most look at one member of the data: then `enkel` is its name, and nothing
 * has to be walked. A list has no row for what is not there; of words there is always one.
 */
export const vulling = (versies: string): string => /* sql */ `
  enkel := case when not i.lijst and jsonb_array_length(i.stappen -> 0) = 1 then i.stappen #>> '{0,0}' end;
  if i.soort = 'woorden' then
    insert into object_index_woorden (organisatie, nr, object, versie, woorden)
      select n.organisatie, i.nr, n.object, n.versie, index_woorden(n.gegevens, i.nr, i.stappen) from ${versies} on conflict do nothing;
  elsif i.soort in ('tekst', 'datum') then
    insert into object_index_tekst (organisatie, nr, object, versie, waarde, klein)
      select n.organisatie, i.nr, n.object, n.versie, t.waarde, case when i.soort = 'tekst' then left(lower(t.waarde), 90) end
      from ${versies} cross join lateral ${BLADEREN} cross join lateral (select index_tekst(b.w, i.soort) as waarde) t
      where t.waarde is not null or not i.lijst on conflict do nothing;
  else
    insert into object_index_getal (organisatie, nr, object, versie, waarde)
      select n.organisatie, i.nr, n.object, n.versie, t.waarde
      from ${versies} cross join lateral ${BLADEREN} cross join lateral (select index_getal(b.w, i.soort) as waarde) t
      where t.waarde is not null or not i.lijst on conflict do nothing;
  end if;`;
const BLADEREN = "(select n.gegevens -> enkel as w where enkel is not null union all select w from index_bladeren(n.gegevens, i.stappen -> 0) w where enkel is null) b";

const TABELLEN = ['object_index_tekst', 'object_index_getal', 'object_index_woorden'];

export const IN_INDEX = /* sql */ `create function object_versie_in_index() returns trigger language plpgsql as $$
declare
  groep record;
  i object_index;
  enkel text;
begin
  for groep in
    ${NIEUW_PER_TYPE}
  loop
    for i in select * from object_index x where x.organisatie = groep.organisatie and x.objecttype = groep.objecttype and x.status <> 'weg' order by x.nr loop${vulling('(select * from nieuw w where groep.typen = 1 or w.object = any(groep.objecten)) n')}
    end loop;
  end loop;
  return null;
end $$;
create trigger object_versie_in_index after insert on object_versie referencing new table as nieuw
  for each statement execute function object_versie_in_index();`;

export const UIT_INDEX = /* sql */ `create function object_uit_index() returns trigger language plpgsql as $$
begin
  delete from object_index_tekst w using weg o where w.organisatie = o.organisatie and w.object = o.id;
  delete from object_index_getal w using weg o where w.organisatie = o.organisatie and w.object = o.id;
  delete from object_index_woorden w using weg o where w.organisatie = o.organisatie and w.object = o.id;
  return null;
end $$;`;

const up = /* sql */ `
-- What types declare, and how far the filling of it is. "wacht": for transactions that began before it was declared, and so
-- may add a version without a row here; "weg": declared no more, its rows go in rounds.
create table object_index (
  organisatie text not null,
  nr          bigint generated always as identity,
  objecttype  uuid not null,
  -- the pointer, or for words the list of them as JSON text
  pad         text collate "C" not null,
  soort       text not null,
  -- for each pointer its steps; null is each element of a list
  stappen     jsonb not null,
  lijst       boolean not null,
  status      text not null,
  sinds       timestamptz not null default now(),
  wacht_op    bigint,
  na          uuid,
  gevuld      bigint not null default 0,
  totaal      bigint not null default 0,
  primary key (organisatie, nr),
  foreign key (organisatie, objecttype) references objecttype (organisatie, id)
);
create unique index object_index_pad on object_index (organisatie, objecttype, pad) where status <> 'weg';
select bron.beveilig('object_index');
alter policy organisatie on object_index with check (organisatie = bron.organisatie()
  and soort in ('tekst', 'datum', 'getal', 'tijdstip', 'waarheid', 'woorden') and status in ('wacht', 'bouwt', 'gereed', 'weg'));
-- The worker looks which organisations have something to do, and no more.
create policy werker on object_index for select to {{werker}} using (true);
grant select on object_index to {{werker}};

${waarden('object_index_tekst', 'text collate "C"')}
-- Without capitals, for what begins with something; a text only.
alter table object_index_tekst add column klein text collate "C";
create index object_index_tekst_klein on object_index_tekst (organisatie, nr, klein, object, versie) where klein is not null;
${waarden('object_index_getal', 'float8')}

create table object_index_woorden (
  organisatie text not null,
  nr          bigint not null,
  object      uuid not null,
  versie      bigint not null,
  -- each word with the number of the index and of its field before it: an organisation, a type and a field are then words too
  woorden     tsvector not null,
  primary key (organisatie, object, versie, nr)
);
create index object_index_woorden_woorden on object_index_woorden using gin (woorden);
create index object_index_woorden_nr on object_index_woorden (organisatie, nr, object, versie);
select bron.beveilig('object_index_woorden');

-- Which fields are asked by, how often and at what cost: names, never a value.
create table index_gebruik (
  organisatie text not null,
  objecttype  uuid not null,
  pad         text collate "C" not null,
  gebruik     text not null,
  keren       bigint not null,
  ms          float8 not null,
  laatst      timestamptz not null,
  primary key (organisatie, objecttype, pad, gebruik),
  foreign key (organisatie, objecttype) references objecttype (organisatie, id)
);
select bron.beveilig('index_gebruik');
alter policy organisatie on index_gebruik with check (organisatie = bron.organisatie() and gebruik in ('filter', 'volgorde', 'index'));

-- The values at the end of a path, one null where there is none. Member by member: a name is never a place in a list.
create function index_bladeren(p_json jsonb, p_stappen jsonb, p_van int default 0) returns setof jsonb language plpgsql immutable parallel safe as $$
declare
  hier jsonb := p_json;
  stap text;
begin
  for i in p_van .. jsonb_array_length(p_stappen) - 1 loop
    stap := p_stappen ->> i;
    if stap is null then
      return query select b from jsonb_array_elements(case jsonb_typeof(hier) when 'array' then hier else '[]' end) e(w),
        index_bladeren(e.w, p_stappen, i + 1) b;
      return;
    end if;
    hier := hier -> stap;
  end loop;
  return next hier;
end $$;

-- What of a value is kept: as the questions compare it (vragen/compileer.ts), a text by its beginning.
create function index_tekst(p_json jsonb, p_soort text) returns text language sql immutable parallel safe as $$
  select case when jsonb_typeof(p_json) = 'string' and (p_soort = 'tekst' or p_json #>> '{}' ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$') then left(p_json #>> '{}', 100) end
$$;

-- Never further from the number than it must, and never out of range: of two numbers the larger never gets the smaller.
create function benaderd(p_getal numeric) returns float8 language sql immutable strict parallel safe as $$
  select case when abs(p_getal) > 1.7976931348623157e308 then case when p_getal > 0 then 'Infinity' else '-Infinity' end::float8
    when abs(p_getal) < 5e-324 then 0 else p_getal::float8 end
$$;

create function index_getal(p_json jsonb, p_soort text) returns float8 language sql immutable parallel safe as $$
  select case jsonb_typeof(p_json)
    when 'number' then case when p_soort = 'getal' then benaderd(p_json::numeric) end
    when 'boolean' then case when p_soort = 'waarheid' then (p_json::boolean)::int::float8 end
    when 'string' then case when p_soort = 'tijdstip' then benaderd(tijdstip_getal(p_json #>> '{}')) end
  end
$$;

-- The words of the fields of one version, with their places, and one word that each version of the index has.
create function index_woorden(p_gegevens jsonb, p_nr bigint, p_stappen jsonb) returns tsvector language sql immutable parallel safe as $$
  select (coalesce(string_agg(format('''%s.%s:%s'':%s', p_nr, f.i, replace(replace(u.lexeme, e'\\\\', e'\\\\\\\\'), '''', ''''''), array_to_string(u.positions, ',')), ' '), '') || format(' ''%s''', p_nr))::tsvector
  from jsonb_array_elements(p_stappen) with ordinality as f(stappen, i)
  cross join lateral (select left(string_agg(b #>> '{}', ' '), 10000) as tekst from index_bladeren(p_gegevens, f.stappen) b where jsonb_typeof(b) = 'string') t
  cross join lateral unnest(to_tsvector('dutch', t.tekst)) u
$$;

-- What to look for, in the words of these fields of an index.
create function index_zoekvraag(p_tekst text, p_nr bigint, p_velden int[]) returns tsquery language sql immutable parallel safe as $$
  select case when numnode(q) > 0 then (format('''%s'' & (', p_nr) || regexp_replace(q::text, '''((?:[^'']|'''')*)''',
      (select '(' || string_agg(format('''%s.%s:\\1''', p_nr, veld), ' | ') || ')' from unnest(p_velden) veld), 'g') || ')')::tsquery end
  from websearch_to_tsquery('dutch', p_tekst) q
$$;

-- The versions that have what is looked for. With the rights of its owner, because @@ may not go before row security and an
-- index on words is then of no use; every version that it names is read again through row security (0013 in docs/besluiten).
create function index_kandidaten(p_zoek tsquery, p_hoogstens int) returns table (object uuid, versie bigint)
language sql stable security definer set search_path = pg_catalog, public as $$
  select w.object, w.versie from object_index_woorden w where w.woorden @@ p_zoek and w.organisatie = bron.organisatie() limit p_hoogstens
$$;

-- Rows of what is there already: one index, some of its objects.
create function index_vul(p_nr bigint, p_objecten uuid[]) returns void language plpgsql as $$
declare
  i object_index;
  enkel text;
begin
  select * into strict i from object_index x where x.organisatie = bron.organisatie() and x.nr = p_nr;${vulling('(select * from object_versie v where v.organisatie = i.organisatie and v.object = any(p_objecten)) n')}
end $$;

-- Every version comes by here, whichever way it was written; a type that declares nothing pays for looking so.
${IN_INDEX}

-- A version goes with its object; its rows have no foreign key, because filling would then lock what it reads.
${UIT_INDEX}
create trigger object_uit_index after delete on object referencing old table as weg
  for each statement execute function object_uit_index();

revoke execute on function index_bladeren(jsonb, jsonb, int), index_tekst(jsonb, text), benaderd(numeric), index_getal(jsonb, text),
  index_woorden(jsonb, bigint, jsonb), index_zoekvraag(text, bigint, int[]), index_kandidaten(tsquery, int),
  index_vul(bigint, uuid[]), object_versie_in_index(), object_uit_index() from public;
grant execute on function index_bladeren(jsonb, jsonb, int), index_tekst(jsonb, text), benaderd(numeric), index_getal(jsonb, text),
  index_woorden(jsonb, bigint, jsonb), index_zoekvraag(text, bigint, int[]), index_kandidaten(tsquery, int),
  index_vul(bigint, uuid[]) to {{toepassing}};
`;

const down = /* sql */ `
drop trigger object_versie_in_index on object_versie;
drop trigger object_uit_index on object;
drop function object_versie_in_index(), object_uit_index(), index_vul(bigint, uuid[]),
  index_kandidaten(tsquery, int), index_zoekvraag(text, bigint, int[]), index_woorden(jsonb, bigint, jsonb), index_getal(jsonb, text),
  benaderd(numeric), index_tekst(jsonb, text), index_bladeren(jsonb, jsonb, int);
drop table index_gebruik, ${TABELLEN.join(', ')}, object_index;
`;

export const migratie: Migratie = { naam: '0010-indexen', up, down };
