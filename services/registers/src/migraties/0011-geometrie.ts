import type { Migratie } from '@bronhuis/bron';
import { migratie as hetePaden } from './0005-hete-paden.ts';

const MAAK_OUD = 'maak_objecten(text, uuid[], timestamptz[], uuid[], bigint[], uuid[], date[], text[], text[], date[], text[], date[], date[])';
const MAAK = 'maak_objecten(text, uuid[], timestamptz[], uuid[], bigint[], uuid[], date[], text[], text[], date[], text[], date[], date[], text[])';

/** As in 0005, with the geometry behind the data: who rewrites it in another coordinate system finds it at the end. */
const tekst = (eind: string): string => /* sql */ `e'\\n{"id":"', o.id, '","objecttype":"', o.objecttype, '","objecttypeVersie":', v.typeversie, ',"soort":"', o.soort,
      '","dossier":', coalesce('"' || o.dossier::text || '"', 'null'), ',"versie":', v.versie, ',"beginGeldigheid":"', v.begin_geldigheid,
      '","eindGeldigheid":', coalesce('"' || ${eind}::text || '"', 'null'),
      ',"tijdstipRegistratie":"', to_char(v.registratietijd at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      '","correctieVoor":', coalesce(v.correctie_voor::text, 'null'), ',"gegevens":', v.gegevens, ',"geometrie":', coalesce(v.geometrie::text, 'null'), '}'`;

const up = /* sql */ `
-- The box around all positions of a GeoJSON geometry, whatever its kind. A line that is straight in one coordinate system
-- is bent in another, by less than a hundredth of its length in the Netherlands: so much wider is the box of what has a length.
create function geometrie_omhulling(g jsonb) returns box language sql immutable strict parallel safe as $$
  select box(point(x1 - ruimte, y1 - ruimte), point(x2 + ruimte, y2 + ruimte))
  from (
    select x1, y1, x2, y2, greatest(x2 - x1, y2 - y1) / 100 as ruimte
    from (
      select min((p->>0)::float8) as x1, min((p->>1)::float8) as y1, max((p->>0)::float8) as x2, max((p->>1)::float8) as y2
      from jsonb_path_query(g, 'strict $.**?(@[0].type() == "number")') as p) as rand) as doos
$$;
revoke execute on function geometrie_omhulling(jsonb) from public;
grant execute on function geometrie_omhulling(jsonb) to {{toepassing}};

-- GeoJSON in EPSG:4326. A generated column: whoever writes a version, and however, it can be found on the map.
alter table object_versie add column geometrie jsonb,
  add column omhulling box generated always as (geometrie_omhulling(geometrie)) stored;
-- With what versies_bij asks of it: the versions themselves are not read.
create index object_versie_omhulling on object_versie using gist (omhulling) include (organisatie, object, versie) where omhulling is not null;

-- Which versions lie near one of these boxes, of these types (null: of any): ids, no more, and some more than once. "&&" of
-- boxes is not leakproof, so row security would keep it from its index; here the organisation is written beside it, and every
-- row that leaves is read again under row security. Boxes are compared with a play of 1e-6: those of a question allow for it.
create function versies_bij(p_dozen box[], p_typen uuid[], p_hoogstens int) returns table (object uuid, versie bigint)
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
end $$;
revoke execute on function versies_bij(box[], uuid[], int) from public;
grant execute on function versies_bij(box[], uuid[], int) to {{toepassing}};

-- As in 0005, with the geometries, which a caller of before this does not give.
drop function ${MAAK_OUD};
create function maak_objecten(p_organisatie text, p_ids uuid[], p_tijden timestamptz[], p_objecttypen uuid[], p_typeversies bigint[],
  p_dossiers uuid[], p_beginnen date[], p_gegevens text[], p_betrokkenen text[],
  p_einden date[], p_wie text[], p_ingaan date[], p_eindigen date[], p_geometrieen text[] default null)
returns text[] language plpgsql as $$
declare
  o constant text := set_config('bron.organisatie', p_organisatie, true);
  bezwaren text[];
begin
  if array_remove(p_dossiers, null) <> '{}' then
    perform 1 from dossier where organisatie = o and id = any(p_dossiers) order by id for share;
  end if;
  select array_agg(case
      when t.id is null then 'typeversie'
      when x.dossier is not null and d.status is distinct from 'open' then coalesce('dossier-' || d.status, 'dossier-onbekend')
    end order by x.nr) into bezwaren
  from unnest(p_objecttypen, p_typeversies, p_dossiers) with ordinality as x(objecttype, typeversie, dossier, nr)
  left join objecttype t on t.organisatie = o and t.id = x.objecttype and t.versie = x.typeversie
  left join dossier d on d.organisatie = o and d.id = x.dossier;
  insert into object (organisatie, id, versie, registratietijd, objecttype, soort, dossier)
    select o, x.id, 1, x.tijd, x.objecttype, 'registratie', x.dossier
    from unnest(p_ids, p_tijden, p_objecttypen, p_dossiers, bezwaren) as x(id, tijd, objecttype, dossier, bezwaar)
    where x.bezwaar is null;
  insert into object_versie (organisatie, object, versie, registratietijd, begin_geldigheid, eind_geldigheid, correctie_voor, typeversie, gegevens, betrokkenen, wie, geometrie)
    select o, x.id, 1, x.tijd, x.begin, x.eind, null, x.typeversie, x.gegevens::jsonb, x.betrokkenen::jsonb, x.wie::jsonb, x.geometrie::jsonb
    from unnest(p_ids, p_tijden, p_typeversies, p_beginnen, p_gegevens, p_betrokkenen, bezwaren, p_einden, p_wie, p_geometrieen)
      as x(id, tijd, typeversie, begin, gegevens, betrokkenen, bezwaar, eind, wie, geometrie)
    where x.bezwaar is null;
  if array_remove(p_ingaan || p_eindigen, null) <> '{}' then
    insert into object_moment (organisatie, object, versie, soort, dag)
      select o, x.id, 1, m.soort, m.dag
      from unnest(p_ids, bezwaren, p_ingaan, p_eindigen) as x(id, bezwaar, ingaan, eindigen)
      cross join lateral (values ('ingegaan', x.ingaan), ('beeindigd', x.eindigen)) as m(soort, dag)
      where x.bezwaar is null and m.dag is not null;
  end if;
  return bezwaren;
end $$;
revoke execute on function ${MAAK} from public;
grant execute on function ${MAAK} to {{toepassing}};

create or replace function object_tekst(p_organisatie text, p_id uuid, p_geldig_op date, p_beschikbaar_op timestamptz)
returns text language plpgsql as $$
declare s text := set_config('bron.organisatie', p_organisatie, true);
begin
  select concat(o.objecttype, ' ', t.versie, ' 1 ', v.betrokkenen, ${tekst('v.eind_geldigheid')}) into s
  from object o
  join objecttype t on t.organisatie = o.organisatie and t.id = o.objecttype
  join object_versie v on v.organisatie = o.organisatie and v.object = o.id and v.versie = o.versie
  where o.organisatie = p_organisatie and o.id = p_id and o.versie = 1
    and v.begin_geldigheid <= p_geldig_op and v.registratietijd <= p_beschikbaar_op
    and (v.eind_geldigheid is null or v.eind_geldigheid > p_geldig_op);
  if s is not null then return s; end if;
  select concat(o.objecttype, ' ', t.versie, ' ', o.versie, case when v.versie is not null then concat(' ', v.betrokkenen, ${tekst('least(v.eind_geldigheid, v.volgende)')}) end) into s
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
`;

const down = /* sql */ `
drop function versies_bij(box[], uuid[], int), ${MAAK}, object_tekst(text, uuid, date, timestamptz);
alter table object_versie drop column omhulling, drop column geometrie;
drop function geometrie_omhulling(jsonb);
${hetePaden.up}
`;

export const migratie: Migratie = { naam: '0011-geometrie', up, down };
