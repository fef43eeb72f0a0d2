import type { Migratie } from '@bronhuis/bron';
import { INDEX, VERSIES_BIJ } from './0011-geometrie.ts';
import { BIJ_OBJECT, ERBIJ, UIT } from './0019-versies-erbij.ts';

/** Where what was written lies, of the type `groep`. */
export const PLAATSEN = /* sql */ `
    if exists (select from nieuw where omhulling is not null) then
      insert into object_plaats (organisatie, objecttype, object, versie, vlak)
        select n.organisatie, groep.objecttype, n.object, n.versie, n.omhulling + strook(groep.objecttype)
        from nieuw n where n.omhulling is not null and (groep.typen = 1 or n.object = any(groep.objecten));
    end if;`;

export const MET_PLAATS = [...BIJ_OBJECT, 'object_plaats'];

const up = /* sql */ `
-- Where versions lie, each type on a sheet of its own: a map shows one kind of things, and what else lies there is not looked at.
create table object_plaats (
  organisatie text not null,
  objecttype  uuid not null,
  object      uuid not null,
  versie      bigint not null,
  -- the box around its geometry, moved to the strip of its type
  vlak        box not null
);
-- A strip is 400 wide and the world 360. Two types that share one cost each other something, no more: the type itself is asked too.
create function strook(p_objecttype uuid) returns point language sql immutable strict parallel safe as $$
  select point(('x' || right(p_objecttype::text, 4))::bit(16)::int * 400, 0)
$$;
-- Who is writing is waited for, and who comes after waits: each version then lies on the map by what was there, or by the trigger.
lock table object_versie in share row exclusive mode;
create or replace ${ERBIJ(PLAATSEN)}
${UIT(MET_PLAATS)}
insert into object_plaats (organisatie, objecttype, object, versie, vlak)
  select v.organisatie, o.objecttype, v.object, v.versie, v.omhulling + strook(o.objecttype)
  from object_versie v join object o on o.organisatie = v.organisatie and o.id = v.object where v.omhulling is not null;
-- With what versies_bij asks of it: the rows themselves are not read.
create index object_plaats_vlak on object_plaats using gist (vlak) include (organisatie, objecttype, object, versie);
create index object_plaats_object on object_plaats (organisatie, object);
select bron.beveilig_alleen_toevoegen('object_plaats');
grant delete on object_plaats to {{toepassing}};

-- As before (0011), of these types; null: of all. Of many types and many boxes the one box around those is looked through, once
-- for each type.
create or replace function versies_bij(p_dozen box[], p_typen uuid[], p_hoogstens int) returns table (object uuid, versie bigint)
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  o constant text := bron.organisatie();
  typen constant uuid[] := coalesce(p_typen, array(select t.id from objecttype t where t.organisatie = o));
  ruw constant boolean := cardinality(typen) * cardinality(p_dozen) > 500;
  dozen constant box[] := case when ruw then array(select box(point(max((d[0])[0]), max((d[0])[1])), point(min((d[1])[0]), min((d[1])[1]))) from unnest(p_dozen) d) else p_dozen end;
  type uuid;
  doos box;
  al int := 0;
  nu int;
begin
  foreach type in array typen loop
    foreach doos in array dozen loop
      return query
        select p.object, p.versie from object_plaats p
        where p.vlak && (doos + strook(type)) and p.organisatie = o and p.objecttype = type
          and (not ruw or exists (select from unnest(p_dozen) d where p.vlak && (d + strook(type))))
        limit p_hoogstens - al;
      get diagnostics nu = row_count;
      al := al + nu;
      exit when al >= p_hoogstens;
    end loop;
    exit when al >= p_hoogstens;
  end loop;
end $$;
drop index object_versie_omhulling;

revoke execute on function strook(uuid) from public;
grant execute on function strook(uuid) to {{toepassing}};
`;

const down = /* sql */ `
${INDEX}
create or replace ${VERSIES_BIJ}
create or replace ${ERBIJ('')}
${UIT(BIJ_OBJECT)}
drop table object_plaats;
drop function strook(uuid);
`;

export const migratie: Migratie = { naam: '0020-plaatsen', up, down };
