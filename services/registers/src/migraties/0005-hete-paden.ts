import type { Migratie } from '@bronhuis/bron';

/** What leaves for the reader: the head's line, and after it the answer as it is. Parts, because json_build_object costs twice as much. */
const TEKST = /* sql */ `e'\\n{"id":"', o.id, '","objecttype":"', o.objecttype, '","objecttypeVersie":', v.typeversie, ',"soort":"', o.soort,
      '","dossier":', coalesce('"' || o.dossier::text || '"', 'null'), ',"versie":', v.versie, ',"beginGeldigheid":"', v.begin_geldigheid,
      '","tijdstipRegistratie":"', to_char(v.registratietijd at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      '","correctieVoor":', coalesce(v.correctie_voor::text, 'null'), ',"gegevens":', v.gegevens, '}'`;

const up = /* sql */ `
-- The hot write, with bron.leg_vast_na around it in one statement: sets the organisation, and makes the head and its first
-- version. Says what stands in the way, or nothing: the type has a newer version than was checked, or the dossier is not
-- there or closed (held until commit, so that it cannot be destroyed meanwhile).
create function maak_object(p_organisatie text, p_id uuid, p_tijd timestamptz, p_objecttype uuid, p_typeversie bigint, p_dossier uuid, p_begin date, p_gegevens jsonb, p_betrokkenen jsonb)
returns text language plpgsql as $$
declare
  o constant text := set_config('bron.organisatie', p_organisatie, true);
  s text;
begin
  if p_dossier is not null then
    select status into s from dossier where organisatie = o and id = p_dossier for share;
    if s is distinct from 'open' then return coalesce('dossier-' || s, 'dossier-onbekend'); end if;
  end if;
  insert into object (organisatie, id, versie, registratietijd, objecttype, soort, dossier)
    select o, p_id, 1, p_tijd, t.id, 'registratie', p_dossier from objecttype t
    where t.organisatie = o and t.id = p_objecttype and t.versie = p_typeversie;
  if not found then return 'typeversie'; end if;
  insert into object_versie (organisatie, object, versie, registratietijd, begin_geldigheid, correctie_voor, typeversie, gegevens, betrokkenen)
    values (o, p_id, 1, p_tijd, p_begin, null, p_typeversie, p_gegevens, p_betrokkenen);
  return null;
end $$;

-- The hottest read, as one text: "<objecttype> <its newest version> <newest version of the object>", and when something
-- holds at these moments " <betrokkenen>", a line end and the answer. Nothing when there is no such object. Most objects
-- have one version: that one needs no search, and its plan is half as large.
create function object_tekst(p_organisatie text, p_id uuid, p_geldig_op date, p_beschikbaar_op timestamptz)
returns text language plpgsql as $$
declare s text := set_config('bron.organisatie', p_organisatie, true);
begin
  select concat(o.objecttype, ' ', t.versie, ' 1 ', v.betrokkenen, ${TEKST}) into s
  from object o
  join objecttype t on t.organisatie = o.organisatie and t.id = o.objecttype
  join object_versie v on v.organisatie = o.organisatie and v.object = o.id and v.versie = o.versie
  where o.organisatie = p_organisatie and o.id = p_id and o.versie = 1
    and v.begin_geldigheid <= p_geldig_op and v.registratietijd <= p_beschikbaar_op;
  if s is not null then return s; end if;
  select concat(o.objecttype, ' ', t.versie, ' ', o.versie, case when v.versie is not null then concat(' ', v.betrokkenen, ${TEKST}) end) into s
  from object o
  join objecttype t on t.organisatie = o.organisatie and t.id = o.objecttype
  left join lateral (
    select w.* from object_versie w
    where w.organisatie = p_organisatie and w.object = p_id
      and w.begin_geldigheid <= p_geldig_op and w.registratietijd <= p_beschikbaar_op
      and not exists (select 1 from object_versie c
        where c.organisatie = p_organisatie and c.object = p_id and c.correctie_voor = w.versie and c.registratietijd <= p_beschikbaar_op)
    order by w.begin_geldigheid desc, w.versie desc limit 1) v on true
  where o.organisatie = p_organisatie and o.id = p_id;
  return s;
end $$;

revoke execute on function object_tekst(text, uuid, date, timestamptz),
  maak_object(text, uuid, timestamptz, uuid, bigint, uuid, date, jsonb, jsonb) from public;
grant execute on function object_tekst(text, uuid, date, timestamptz),
  maak_object(text, uuid, timestamptz, uuid, bigint, uuid, date, jsonb, jsonb) to {{toepassing}};
`;

const down = /* sql */ `
drop function object_tekst(text, uuid, date, timestamptz),
  maak_object(text, uuid, timestamptz, uuid, bigint, uuid, date, jsonb, jsonb);
`;

export const migratie: Migratie = { naam: '0005-hete-paden', up, down };
