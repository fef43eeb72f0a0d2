import type { Migratie } from '@bronhuis/bron';

/**
 * What leaves for the reader: the head's line, and after it the answer as it is. Parts, because json_build_object costs twice
 * as much. `eind` is the end of its period: what the version says itself, or the begin of the next one that was known. The
 * geometry is behind the data: who rewrites it in another coordinate system finds it at the end.
 */
const tekst = (eind: string, onvolledig: string): string => /* sql */ `e'\\n{"id":"', o.id, '","objecttype":"', o.objecttype, '","objecttypeVersie":', v.typeversie, ',"soort":"', o.soort,
      '","dossier":', coalesce('"' || o.dossier::text || '"', 'null'), ',"versie":', v.versie, ',"beginGeldigheid":"', v.begin_geldigheid,
      '","eindGeldigheid":', coalesce('"' || ${eind}::text || '"', 'null'), ',"onvolledig":', coalesce((${onvolledig})::text, 'null'),
      ',"tijdstipRegistratie":"', to_char(v.registratietijd at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      '","correctieVoor":', coalesce(v.correctie_voor::text, 'null'), ',"gegevens":', v.gegevens, ',"geometrie":', coalesce(v.geometrie::text, 'null'), '}'`;

const MAAK = 'maak_objecten(text, uuid[], timestamptz[], uuid[], bigint[], uuid[], date[], text[], text[], date[], text[], date[], date[], text[], text[])';

/** The hot write. With `gedeeld`: of who registers, one may be given for all. */
export const MAAK_OBJECTEN = ({ gedeeld }: { gedeeld: boolean }): string => /* sql */ `function maak_objecten(p_organisatie text, p_ids uuid[], p_tijden timestamptz[], p_objecttypen uuid[], p_typeversies bigint[],
  p_dossiers uuid[], p_beginnen date[], p_gegevens text[], p_betrokkenen text[],
  p_einden date[], p_wie text[], p_ingaan date[], p_eindigen date[], p_geometrieen text[], p_onvolledig text[])
returns text[] language plpgsql as $$
declare
  o constant text := set_config('bron.organisatie', p_organisatie, true);
  bezwaren text[];${gedeeld ? '\n  allen constant jsonb := case when cardinality(p_wie) = 1 then p_wie[1]::jsonb end;' : ''}
begin
  if array_remove(p_dossiers, null) <> '{}' then
    perform 1 from dossier where organisatie = o and id = any(p_dossiers) order by id for share;
  end if;
  select array_agg(case
      when t.id is null then 'typeversie'
      when t.uitgefaseerd then 'uitgefaseerd'
      when x.dossier is not null and d.status is distinct from 'open' then coalesce('dossier-' || d.status, 'dossier-onbekend')
    end order by x.nr) into bezwaren
  from unnest(p_objecttypen, p_typeversies, p_dossiers) with ordinality as x(objecttype, typeversie, dossier, nr)
  left join objecttype t on t.organisatie = o and t.id = x.objecttype and t.versie = x.typeversie
  left join dossier d on d.organisatie = o and d.id = x.dossier;
  insert into object (organisatie, id, versie, registratietijd, objecttype, soort, dossier)
    select o, x.id, 1, x.tijd, x.objecttype, 'registratie', x.dossier
    from unnest(p_ids, p_tijden, p_objecttypen, p_dossiers, bezwaren) as x(id, tijd, objecttype, dossier, bezwaar)
    where x.bezwaar is null;
  insert into object_versie (organisatie, object, versie, registratietijd, begin_geldigheid, eind_geldigheid, correctie_voor, typeversie, gegevens, betrokkenen, wie, geometrie, onvolledig)
    select o, x.id, 1, x.tijd, x.begin, x.eind, null, x.typeversie, x.gegevens::jsonb, x.betrokkenen::jsonb, ${gedeeld ? 'coalesce(allen, x.wie::jsonb)' : 'x.wie::jsonb'}, x.geometrie::jsonb, x.onvolledig::jsonb
    from unnest(p_ids, p_tijden, p_typeversies, p_beginnen, p_gegevens, p_betrokkenen, bezwaren, p_einden, p_wie, p_geometrieen, p_onvolledig)
      as x(id, tijd, typeversie, begin, gegevens, betrokkenen, bezwaar, eind, wie, geometrie, onvolledig)
    where x.bezwaar is null;
  if array_remove(p_ingaan || p_eindigen, null) <> '{}' then
    insert into object_moment (organisatie, object, versie, soort, dag)
      select o, x.id, 1, m.soort, m.dag
      from unnest(p_ids, bezwaren, p_ingaan, p_eindigen) as x(id, bezwaar, ingaan, eindigen)
      cross join lateral (values ('ingegaan', x.ingaan), ('beeindigd', x.eindigen)) as m(soort, dag)
      where x.bezwaar is null and m.dag is not null;
  end if;
  return bezwaren;
end $$;`;

const up = /* sql */ `
-- The hot write, with bron.leg_vast around it in one statement: sets the organisation, and makes the heads and their
-- first versions. Says of each what stands in its way, or nothing: the type has a newer version than was checked or is out of
-- use, or the dossier is not there or closed (held until commit, so that it cannot be destroyed meanwhile). p_ingaan and
-- p_eindigen are the moments that are still to come: most versions have none.
create ${MAAK_OBJECTEN({ gedeeld: false })}

-- The hottest read, as one text: "<objecttype> <its newest version> <newest version of the object>", and when something
-- holds at these moments " <betrokkenen>", a line end and the answer. Nothing when there is no such object. Most objects
-- have one version: that one needs no search, and its plan is half as large.
create function object_tekst(p_organisatie text, p_id uuid, p_geldig_op date, p_beschikbaar_op timestamptz)
returns text language plpgsql as $$
declare s text := set_config('bron.organisatie', p_organisatie, true);
begin
  select concat(o.objecttype, ' ', t.versie, ' 1 ', v.betrokkenen, ${tekst('v.eind_geldigheid', 'v.onvolledig')}) into s
  from object o
  join objecttype t on t.organisatie = o.organisatie and t.id = o.objecttype
  join object_versie v on v.organisatie = o.organisatie and v.object = o.id and v.versie = o.versie
  where o.organisatie = p_organisatie and o.id = p_id and o.versie = 1
    and v.begin_geldigheid <= p_geldig_op and v.registratietijd <= p_beschikbaar_op
    and (v.eind_geldigheid is null or v.eind_geldigheid > p_geldig_op);
  if s is not null then return s; end if;
  select concat(o.objecttype, ' ', t.versie, ' ', o.versie, case when v.versie is not null then concat(' ', v.betrokkenen, ${tekst('least(v.eind_geldigheid, v.volgende)', "case when v.volgende < v.eind_geldigheid then nullif(v.onvolledig - 'eind', '{}') else v.onvolledig end")}) end) into s
  from object o
  join objecttype t on t.organisatie = o.organisatie and t.id = o.objecttype
  left join lateral (
    select w.*, (select min(n.begin_geldigheid) from object_versie n
        where n.organisatie = p_organisatie and n.object = p_id and n.begin_geldigheid > w.begin_geldigheid and n.registratietijd <= p_beschikbaar_op
          and not exists (select 1 from object_versie c
            where c.organisatie = p_organisatie and c.object = p_id and c.correctie_voor = n.versie and c.registratietijd <= p_beschikbaar_op)) as volgende
    from object_versie w
    where w.organisatie = p_organisatie and w.object = p_id
      and w.begin_geldigheid <= p_geldig_op and w.registratietijd <= p_beschikbaar_op
      and not exists (select 1 from object_versie c
        where c.organisatie = p_organisatie and c.object = p_id and c.correctie_voor = w.versie and c.registratietijd <= p_beschikbaar_op)
    order by w.begin_geldigheid desc, w.versie desc limit 1) v on v.eind_geldigheid is null or v.eind_geldigheid > p_geldig_op
  where o.organisatie = p_organisatie and o.id = p_id;
  return s;
end $$;

revoke execute on function object_tekst(text, uuid, date, timestamptz), ${MAAK} from public;
grant execute on function object_tekst(text, uuid, date, timestamptz), ${MAAK} to {{toepassing}};
`;

const down = /* sql */ `
drop function object_tekst(text, uuid, date, timestamptz), ${MAAK};
`;

export const migratie: Migratie = { naam: '0005-hete-paden', up, down };
