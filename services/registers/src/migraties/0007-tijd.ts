import type { Migratie } from '@bronhuis/bron';
import { migratie as hetePaden } from './0005-hete-paden.ts';

/** As in 0005, with the end of its period: what the version says itself, or the begin of the next one that was known. */
const tekst = (eind: string): string => /* sql */ `e'\\n{"id":"', o.id, '","objecttype":"', o.objecttype, '","objecttypeVersie":', v.typeversie, ',"soort":"', o.soort,
      '","dossier":', coalesce('"' || o.dossier::text || '"', 'null'), ',"versie":', v.versie, ',"beginGeldigheid":"', v.begin_geldigheid,
      '","eindGeldigheid":', coalesce('"' || ${eind}::text || '"', 'null'),
      ',"tijdstipRegistratie":"', to_char(v.registratietijd at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      '","correctieVoor":', coalesce(v.correctie_voor::text, 'null'), ',"gegevens":', v.gegevens, '}'`;

const MAAK_OUD = 'maak_objecten(text, uuid[], timestamptz[], uuid[], bigint[], uuid[], date[], text[], text[])';
const MAAK = 'maak_objecten(text, uuid[], timestamptz[], uuid[], bigint[], uuid[], date[], text[], text[], date[], text[], date[], date[])';

const up = /* sql */ `
-- Nullable: a version from before this knows neither.
alter table object_versie add column eind_geldigheid date, add column wie jsonb;
alter policy organisatie on object_versie with check (organisatie = bron.organisatie() and (correctie_voor is null or correctie_voor < versie)
  and (eind_geldigheid is null or eind_geldigheid >= begin_geldigheid));

-- Days on which a version is to start or to end its object; gone once that day has been dealt with. The head decides about
-- locks: who adds, takes or removes a row holds it.
create table object_moment (
  organisatie text not null,
  object      uuid not null,
  versie      bigint not null,
  soort       text not null check (soort in ('ingegaan', 'beeindigd')),
  dag         date not null,
  primary key (organisatie, object, versie, soort),
  foreign key (organisatie, object) references object (organisatie, id) on delete cascade
);
create index object_moment_dag on object_moment (dag, organisatie);
select bron.beveilig('object_moment');
revoke update on object_moment from {{toepassing}};
-- The worker looks which organisations have something to do, and no more.
create policy werker on object_moment for select to {{werker}} using (true);
grant select on object_moment to {{werker}};

insert into object_moment (organisatie, object, versie, soort, dag)
  select organisatie, object, versie, 'ingegaan', begin_geldigheid from object_versie
  where begin_geldigheid > (now() at time zone 'Europe/Amsterdam')::date;

create or replace function geldende_versie(p_object uuid, p_geldig_op date, p_beschikbaar_op timestamptz)
returns setof object_versie language sql stable as $$
  select w.* from (
    select v.* from object_versie v
    where v.organisatie = bron.organisatie() and v.object = p_object
      and v.begin_geldigheid <= p_geldig_op and v.registratietijd <= p_beschikbaar_op
      and not exists (select 1 from object_versie c
        where c.organisatie = v.organisatie and c.object = v.object and c.correctie_voor = v.versie and c.registratietijd <= p_beschikbaar_op)
    order by v.begin_geldigheid desc, v.versie desc limit 1) w
  where w.eind_geldigheid is null or w.eind_geldigheid > p_geldig_op
$$;

-- The same as before, with four more columns that a caller of the old form leaves out: ends, who registered, and the
-- moments that are still to come (most versions have none).
drop function ${MAAK_OUD};
create function maak_objecten(p_organisatie text, p_ids uuid[], p_tijden timestamptz[], p_objecttypen uuid[], p_typeversies bigint[],
  p_dossiers uuid[], p_beginnen date[], p_gegevens text[], p_betrokkenen text[],
  p_einden date[] default null, p_wie text[] default null, p_ingaan date[] default null, p_eindigen date[] default null)
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
  insert into object_versie (organisatie, object, versie, registratietijd, begin_geldigheid, eind_geldigheid, correctie_voor, typeversie, gegevens, betrokkenen, wie)
    select o, x.id, 1, x.tijd, x.begin, x.eind, null, x.typeversie, x.gegevens::jsonb, x.betrokkenen::jsonb, x.wie::jsonb
    from unnest(p_ids, p_tijden, p_typeversies, p_beginnen, p_gegevens, p_betrokkenen, bezwaren, p_einden, p_wie)
      as x(id, tijd, typeversie, begin, gegevens, betrokkenen, bezwaar, eind, wie)
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

revoke execute on function ${MAAK} from public;
grant execute on function ${MAAK} to {{toepassing}};

-- A single object too leaves a tombstone: of no dossier and by no list, but by somebody on a ground.
alter table grafsteen alter column dossier drop not null, alter column kenmerk drop not null,
  alter column vernietigingslijst drop not null, alter column plan_hash drop not null, add column wie jsonb;
alter policy organisatie on grafsteen with check (organisatie = bron.organisatie()
  and ((dossier is not null and kenmerk is not null and vernietigingslijst is not null and plan_hash is not null) or (soort = 'object' and wie is not null)));
`;

// What a single object left behind does not fit in the old form, and goes.
const down = /* sql */ `
alter policy organisatie on grafsteen with check (organisatie = bron.organisatie());
delete from grafsteen where dossier is null;
alter table grafsteen drop column wie, alter column dossier set not null, alter column kenmerk set not null,
  alter column vernietigingslijst set not null, alter column plan_hash set not null;
drop function ${MAAK}, object_tekst(text, uuid, date, timestamptz);
${hetePaden.up}
create or replace function geldende_versie(p_object uuid, p_geldig_op date, p_beschikbaar_op timestamptz)
returns setof object_versie language sql stable as $$
  select v.* from object_versie v
  where v.organisatie = bron.organisatie() and v.object = p_object
    and v.begin_geldigheid <= p_geldig_op and v.registratietijd <= p_beschikbaar_op
    and not exists (select 1 from object_versie c
      where c.organisatie = v.organisatie and c.object = v.object and c.correctie_voor = v.versie and c.registratietijd <= p_beschikbaar_op)
  order by v.begin_geldigheid desc, v.versie desc limit 1
$$;
drop table object_moment;
alter policy organisatie on object_versie with check (organisatie = bron.organisatie() and (correctie_voor is null or correctie_voor < versie));
alter table object_versie drop column eind_geldigheid, drop column wie;
`;

export const migratie: Migratie = { naam: '0007-tijd', up, down };
