import type { Migratie } from '@bronhuis/bron';

const KOP = /* sql */ `
create or replace function maak_object(p_id uuid, p_tijd timestamptz, p_objecttype uuid, p_typeversie bigint, p_dossier uuid, p_begin date, p_gegevens jsonb, p_betrokkenen jsonb)
returns text language plpgsql as $$
declare o text := bron.organisatie(); s text;
begin`;

const VERSIE = /* sql */ `
  insert into object_versie (organisatie, object, versie, registratietijd, begin_geldigheid, correctie_voor, typeversie, gegevens, betrokkenen)
    values (o, p_id, 1, p_tijd, p_begin, null, p_typeversie, p_gegevens, p_betrokkenen);
  return null;
end $$;`;

const DOSSIER = /* sql */ `
  if p_dossier is not null then
    select status into s from dossier where organisatie = o and id = p_dossier for share;
    if s is distinct from 'open' then return coalesce('dossier-' || s, 'dossier-onbekend'); end if;
  end if;`;

const up = /* sql */ `
-- Planning the read anew costs as much as doing it, and its plan never depends on the values.
alter function lees_object(text, uuid, date, timestamptz) set plan_cache_mode = force_generic_plan;

-- Most versions correct nothing: they need no entry.
alter table object_versie drop constraint object_versie_correctie;
create unique index object_versie_correctie on object_versie (organisatie, object, correctie_voor) where correctie_voor is not null;

-- The check of the type and the insert of the head in one statement.
${KOP}${DOSSIER}
  insert into object (organisatie, id, versie, registratietijd, objecttype, soort, dossier)
    select o, p_id, 1, p_tijd, t.id, 'registratie', p_dossier from objecttype t
    where t.organisatie = o and t.id = p_objecttype and t.versie = p_typeversie;
  if not found then return 'typeversie'; end if;
${VERSIE}
`;

const down = /* sql */ `
${KOP}
  perform 1 from objecttype where organisatie = o and id = p_objecttype and versie = p_typeversie;
  if not found then return 'typeversie'; end if;${DOSSIER}
  insert into object (organisatie, id, versie, registratietijd, objecttype, soort, dossier)
    values (o, p_id, 1, p_tijd, p_objecttype, 'registratie', p_dossier);
${VERSIE}
drop index object_versie_correctie;
alter table object_versie add constraint object_versie_correctie unique (organisatie, object, correctie_voor);
alter function lees_object(text, uuid, date, timestamptz) reset plan_cache_mode;
`;

export const migratie: Migratie = { naam: '0005-hete-paden', up, down };
