import type { Migratie } from '@bronhuis/bron';

/** What 0011 says, in which the box of a point needs no walk through it. */
const DOOS = /* sql */ `
  select case when g->>'type' = 'Point' then box(point((g#>>'{coordinates,0}')::float8, (g#>>'{coordinates,1}')::float8)) else (
    select box(point(x1 - ruimte, y1 - ruimte), point(x2 + ruimte, y2 + ruimte))
    from (
      select x1, y1, x2, y2, greatest(x2 - x1, y2 - y1) / 100 as ruimte
      from (
        select min((p->>0)::float8) as x1, min((p->>1)::float8) as y1, max((p->>0)::float8) as x2, max((p->>1)::float8) as y2
        from jsonb_path_query(g, 'strict $.**?(@[0].type() == "number")') as p) as rand) as doos) end`;

const functie = (taal: 'sql' | 'plpgsql', tekst: string): string => /* sql */ `
create or replace function geometrie_omhulling(g jsonb) returns box language ${taal} immutable strict parallel safe as $$${tekst}
$$;`;

const up = /* sql */ `
-- The expression of a generated column is looked at anew by every statement that writes, and a function in SQL is parsed for
-- that: of a create without a place that was a fourteenth. The text of one in plpgsql is read once for each connection.
${functie('plpgsql', `\nbegin\n  return (${DOOS});\nend`)}
`;

const down = functie('sql', DOOS);

export const migratie: Migratie = { naam: '0018-omhulling', up, down };
