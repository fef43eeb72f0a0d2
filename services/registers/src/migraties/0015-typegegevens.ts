import type { Migratie } from '@bronhuis/bron';

const up = /* sql */ `
create function jsonb_teksten(p_lijst jsonb) returns text[] language sql immutable strict parallel safe as $$
  select coalesce(array_agg(e), '{}') from jsonb_array_elements_text(p_lijst) e
$$;
revoke execute on function jsonb_teksten(jsonb) from public;
grant execute on function jsonb_teksten(jsonb) to {{toepassing}};

-- What policies hear about a type, so that a list is narrowed by it where it is found, without unpacking a whole schema:
-- the same as bronvraag of objecttypen/toegang.ts.
alter table objecttype_versie
  add column vertrouwelijkheid smallint generated always as ((inhoud #>> '{classificatie,vertrouwelijkheid}')::smallint) stored,
  add column persoonsgegevens boolean generated always as (inhoud -> 'betrokkenen' <> '[]' or inhoud -> 'gegevenscategorieen' <> '[]') stored,
  add column verwerkingsactiviteiten text[] generated always as (jsonb_teksten(inhoud -> 'verwerkingsactiviteiten')) stored;
`;

const down = /* sql */ `
alter table objecttype_versie drop column vertrouwelijkheid, drop column persoonsgegevens, drop column verwerkingsactiviteiten;
drop function jsonb_teksten(jsonb);
`;

export const migratie: Migratie = { naam: '0015-typegegevens', up, down };
