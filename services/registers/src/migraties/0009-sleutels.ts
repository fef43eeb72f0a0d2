import type { Migratie } from '@bronhuis/bron';

/** The key of data by the paths of its type, none when all its parts are absent. In a lateral: a function costs more. */
export const SLEUTEL = (gegevens: string, paden: string): string => /* sql */ `lateral (
      select case when count(w) filter (where w <> 'null') > 0 then sleutel_hash(jsonb_agg(coalesce(w, 'null') order by nr)) end as sleutel
      from (select nr, ${gegevens} #> pad::text[] as w from unnest(${paden}) with ordinality as x(pad, nr)) y offset 0) s`;

/** Of a version that was not corrected: a key that was a mistake is free again. */
export const STAAT = (v: string): string => /* sql */ `not exists (select from object_versie c where c.organisatie = ${v}.organisatie and c.object = ${v}.object and c.correctie_voor = ${v}.versie)`;

/** What the statement of a trigger wrote (`nieuw`), by type. One look-up for each: as a join, a plan from when the table was small would go through all of it. */
export const NIEUW_PER_TYPE = /* sql */ `select x.organisatie, x.objecttype, array_agg(x.object) as objecten, count(*) over () as typen
    from (select n.organisatie, n.object, (select o.objecttype from object o where o.organisatie = n.organisatie and o.id = n.object) as objecttype from nieuw n) x
    group by x.organisatie, x.objecttype
    order by x.objecttype`;

export const HOUD_SLEUTELS = /* sql */ `create function houd_sleutels() returns trigger language plpgsql as $$
declare
  t record;
  p text[];
begin
  for t in
    ${NIEUW_PER_TYPE}
  loop
    perform pg_advisory_xact_lock_shared(sleutel_slot(t.organisatie, t.objecttype));
    select k.paden into p from objecttype_sleutel k where k.organisatie = t.organisatie and k.objecttype = t.objecttype;
    continue when p is null;
    if exists (select from nieuw where correctie_voor is not null) then
      delete from object_sleutel k
      where k.organisatie = t.organisatie and k.objecttype = t.objecttype and k.object = any(array(select object from nieuw where correctie_voor is not null))
        and not exists (select from object_versie v cross join ${SLEUTEL('v.gegevens', 'p')}
          where v.organisatie = k.organisatie and v.object = k.object and s.sleutel = k.sleutel and ${STAAT('v')});
    end if;
    insert into object_sleutel (organisatie, objecttype, sleutel, object)
      select distinct t.organisatie, t.objecttype, s.sleutel, n.object
      from nieuw n
      cross join ${SLEUTEL('n.gegevens', 'p')}
      where (t.typen = 1 or n.object = any(t.objecten)) and s.sleutel is not null
        -- And here.
        and (select k.object from object_sleutel k where k.organisatie = t.organisatie and k.objecttype = t.objecttype and k.sleutel = s.sleutel) is distinct from n.object
      order by s.sleutel;
  end loop;
  return null;
end $$;`;

export const SLEUTELS_BIJ = 'create trigger sleutels after insert on object_versie referencing new table as nieuw for each statement execute function houd_sleutels();';

export const VUL_SLEUTELS = /* sql */ `create function vul_sleutels(p_organisatie text, p_objecttype uuid, p_objecten uuid[]) returns void language sql as $$
  insert into object_sleutel (organisatie, objecttype, sleutel, object)
    select distinct v.organisatie, p_objecttype, s.sleutel, v.object
    from objecttype_sleutel k join object_versie v on v.organisatie = k.organisatie and v.object = any(p_objecten)
    cross join ${SLEUTEL('v.gegevens', 'k.paden')}
    where k.organisatie = p_organisatie and k.objecttype = p_objecttype and s.sleutel is not null and ${STAAT('v')}
    order by s.sleutel
$$;`;

const up = /* sql */ `
-- The natural key that a type asks for now: paths into the data. Types without one have no row.
create table objecttype_sleutel (
  organisatie text not null,
  objecttype  uuid not null,
  paden       text[] not null,
  primary key (organisatie, objecttype),
  foreign key (organisatie, objecttype) references objecttype (organisatie, id)
);
select bron.beveilig('objecttype_sleutel');

-- Which object has a key: a hash, so that no value stands here. An object keeps the keys of its earlier versions.
create table object_sleutel (
  organisatie text not null,
  objecttype  uuid not null,
  sleutel     text collate "C" not null,
  object      uuid not null,
  primary key (organisatie, objecttype, sleutel),
  foreign key (organisatie, object) references object (organisatie, id) on delete cascade
);
create index object_sleutel_object on object_sleutel (organisatie, object);
select bron.beveilig('object_sleutel');
revoke update on object_sleutel from {{toepassing}};

create function sleutel_hash(waarden jsonb) returns text language sql immutable as $$
  select encode(sha256(convert_to(waarden::text, 'UTF8')), 'base64')
$$;

-- JSON pointers as paths.
create function sleutel_paden(sleutel jsonb) returns text[] language sql immutable as $$
  select array_agg((select array_agg(replace(replace(d, '~1', '/'), '~0', '~') order by n) from unnest(string_to_array(substr(p, 2), '/')) with ordinality as x(d, n))::text order by nr)
  from jsonb_array_elements_text(sleutel) with ordinality as y(p, nr)
$$;

-- Who gives a type its key waits for who writes under it, and the other way round: what is written is either seen by the
-- one, or knows the key of the other.
create function sleutel_slot(organisatie text, objecttype uuid) returns bigint language sql immutable as $$
  select hashtextextended(organisatie || objecttype::text, 9)
$$;

-- The one place that sees every version, however it was written. In the order of the keys, so that two writers never wait
-- for each other. Somebody else's key is a violation of object_sleutel_pkey.
${HOUD_SLEUTELS}

-- The keys of what is there already, of some objects of a type.
${VUL_SLEUTELS}

revoke execute on function sleutel_hash(jsonb), sleutel_paden(jsonb), sleutel_slot(text, uuid), houd_sleutels(), vul_sleutels(text, uuid, uuid[]) from public;
grant execute on function sleutel_hash(jsonb), sleutel_paden(jsonb), sleutel_slot(text, uuid), vul_sleutels(text, uuid, uuid[]) to {{toepassing}};

-- A key was only declared until now: of objects that share one, the first keeps it.
insert into objecttype_sleutel (organisatie, objecttype, paden)
  select t.organisatie, t.id, sleutel_paden(v.inhoud->'sleutel')
  from objecttype t join objecttype_versie v on v.organisatie = t.organisatie and v.objecttype = t.id and v.versie = t.versie
  where jsonb_array_length(v.inhoud->'sleutel') > 0;
insert into object_sleutel (organisatie, objecttype, sleutel, object)
  select v.organisatie, o.objecttype, s.sleutel, v.object
  from objecttype_sleutel k join object o on o.organisatie = k.organisatie and o.objecttype = k.objecttype
  join object_versie v on v.organisatie = o.organisatie and v.object = o.id
  cross join ${SLEUTEL('v.gegevens', 'k.paden')}
  where s.sleutel is not null and ${STAAT('v')}
  order by v.object, v.versie
  on conflict do nothing;

${SLEUTELS_BIJ}
`;

const down = /* sql */ `
drop trigger sleutels on object_versie;
drop function vul_sleutels(text, uuid, uuid[]), houd_sleutels(), sleutel_slot(text, uuid), sleutel_paden(jsonb), sleutel_hash(jsonb);
drop table object_sleutel, objecttype_sleutel;
`;

export const migratie: Migratie = { naam: '0009-sleutels', up, down };
