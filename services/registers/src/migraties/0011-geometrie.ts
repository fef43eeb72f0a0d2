import type { Migratie } from '@bronhuis/bron';

export const INDEX = 'create index object_versie_omhulling on object_versie using gist (omhulling) include (organisatie, object, versie) where omhulling is not null;';
export const VERSIES_BIJ = /* sql */ `function versies_bij(p_dozen box[], p_typen uuid[], p_hoogstens int) returns table (object uuid, versie bigint)
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  o constant text := bron.organisatie();
  doos box;
  al int := 0;
  nu int;
begin
  -- A box at a time: one statement for all of them would be planned for a number that nobody knows beforehand.
  foreach doos in array p_dozen loop
    return query
      select v.object, v.versie from object_versie v
      where v.omhulling && doos and v.organisatie = o
        and (p_typen is null or (select w.objecttype from object w where w.organisatie = o and w.id = v.object) = any(p_typen))
      limit p_hoogstens - al;
    get diagnostics nu = row_count;
    al := al + nu;
    exit when al >= p_hoogstens;
  end loop;
end $$;`;

const up = /* sql */ `
-- The box around all positions of a GeoJSON geometry, whatever its kind. A line that is straight in one coordinate system
-- is bent in another, by less than a hundredth of its length in the Netherlands: so much wider is the box of what has a length.
create function geometrie_omhulling(g jsonb) returns box language sql immutable strict parallel safe as $$
  -- Most are points: of those nothing has to be gone through.
  select case when g->>'type' = 'Point' then box(point((g#>>'{coordinates,0}')::float8, (g#>>'{coordinates,1}')::float8)) else (
    select box(point(x1 - ruimte, y1 - ruimte), point(x2 + ruimte, y2 + ruimte))
    from (
      select x1, y1, x2, y2, greatest(x2 - x1, y2 - y1) / 100 as ruimte
      from (
        select min((p->>0)::float8) as x1, min((p->>1)::float8) as y1, max((p->>0)::float8) as x2, max((p->>1)::float8) as y2
        from jsonb_path_query(g, 'strict $.**?(@[0].type() == "number")') as p) as rand) as doos) end
$$;
revoke execute on function geometrie_omhulling(jsonb) from public;
grant execute on function geometrie_omhulling(jsonb) to {{toepassing}};

-- A generated column: whoever writes a version, and however, it can be found on the map.
alter table object_versie add column omhulling box generated always as (geometrie_omhulling(geometrie)) stored;
-- With what versies_bij asks of it: the versions themselves are not read.
${INDEX}

-- Which versions lie near one of these boxes, of these types (null: of any): ids, no more, and some more than once. "&&" of
-- boxes is not leakproof, so row security would keep it from its index; here the organisation is written beside it, and every
-- row that leaves is read again under row security. Boxes are compared with a play of 1e-6: those of a question allow for it.
create ${VERSIES_BIJ}
revoke execute on function versies_bij(box[], uuid[], int) from public;
grant execute on function versies_bij(box[], uuid[], int) to {{toepassing}};
`;

const down = /* sql */ `
drop function versies_bij(box[], uuid[], int);
alter table object_versie drop column omhulling;
drop function geometrie_omhulling(jsonb);
`;

export const migratie: Migratie = { naam: '0011-geometrie', up, down };
