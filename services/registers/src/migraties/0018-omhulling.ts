import type { Migratie } from '@bronhuis/bron';

const PUNT = "box(point((g#>>'{coordinates,0}')::float8, (g#>>'{coordinates,1}')::float8))";
const RAND = /* sql */ `(
    select box(point(x1 - ruimte, y1 - ruimte), point(x2 + ruimte, y2 + ruimte))
    from (
      select x1, y1, x2, y2, greatest(x2 - x1, y2 - y1) / 100 as ruimte
      from (
        select min((p->>0)::float8) as x1, min((p->>1)::float8) as y1, max((p->>0)::float8) as x2, max((p->>1)::float8) as y2
        from jsonb_path_query(g, 'strict $.**?(@[0].type() == "number")') as p) as rand) as doos)`;

const up = /* sql */ `
-- The same box as of 0011. The expression of a generated column is looked at anew by every statement that writes, and a
-- function in SQL is parsed for that: of a create, also without a place, a fourteenth. One in plpgsql is read once for each
-- connection; the box of a point stands by itself, because what has no query in it is computed without starting one.
create or replace function geometrie_omhulling(g jsonb) returns box language plpgsql immutable strict parallel safe as $$
begin
  if g->>'type' = 'Point' then
    return ${PUNT};
  end if;
  return ${RAND};
end $$;
`;

const down = /* sql */ `
create or replace function geometrie_omhulling(g jsonb) returns box language sql immutable strict parallel safe as $$
  select case when g->>'type' = 'Point' then ${PUNT} else ${RAND} end
$$;
`;

export const migratie: Migratie = { naam: '0018-omhulling', up, down };
