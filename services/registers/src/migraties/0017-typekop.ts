import type { Migratie } from '@bronhuis/bron';

const ZET = /* sql */ `
update objecttype t set vertrouwelijkheid = v.vertrouwelijkheid, persoonsgegevens = v.persoonsgegevens, verwerkingsactiviteiten = v.verwerkingsactiviteiten
  from objecttype_versie v where v.organisatie = t.organisatie and v.objecttype = t.id and v.versie = t.versie;
`;

const up = /* sql */ `
-- What policies hear about a type stands in its head: a list looks at every type, and at no version of any.
-- Of the newest version, as bronvraag of objecttypen/toegang.ts; empty while nothing was published.
alter table objecttype add column vertrouwelijkheid smallint, add column persoonsgegevens boolean, add column verwerkingsactiviteiten text[];
${ZET}
alter table objecttype_versie drop column vertrouwelijkheid, drop column persoonsgegevens, drop column verwerkingsactiviteiten;
drop function jsonb_teksten(jsonb);
`;

const down = /* sql */ `
create function jsonb_teksten(p_lijst jsonb) returns text[] language sql immutable strict parallel safe as $$
  select coalesce(array_agg(e), '{}') from jsonb_array_elements_text(p_lijst) e
$$;
revoke execute on function jsonb_teksten(jsonb) from public;
grant execute on function jsonb_teksten(jsonb) to {{toepassing}};
alter table objecttype_versie
  add column vertrouwelijkheid smallint generated always as ((inhoud #>> '{classificatie,vertrouwelijkheid}')::smallint) stored,
  add column persoonsgegevens boolean generated always as (inhoud -> 'betrokkenen' <> '[]' or inhoud -> 'gegevenscategorieen' <> '[]') stored,
  add column verwerkingsactiviteiten text[] generated always as (jsonb_teksten(inhoud -> 'verwerkingsactiviteiten')) stored;
alter table objecttype drop column vertrouwelijkheid, drop column persoonsgegevens, drop column verwerkingsactiviteiten;
`;

export const migratie: Migratie = { naam: '0017-typekop', up, down };
