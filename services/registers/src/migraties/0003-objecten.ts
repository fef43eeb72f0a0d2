import type { Migratie } from '@bronhuis/bron';

const up = /* sql */ `
create table object (
  organisatie     text not null,
  id              uuid not null,
  versie          bigint not null,
  registratietijd timestamptz not null,
  objecttype      uuid not null,
  soort           text not null,
  -- of a dossier, it goes when the dossier goes; otherwise it follows the rule of its register
  dossier         uuid,
  primary key (organisatie, id),
  foreign key (organisatie, dossier) references dossier (organisatie, id)
);
create index object_type on object (organisatie, objecttype, id);
create index object_dossier on object (organisatie, dossier) where dossier is not null;
select bron.beveilig('object');
alter policy organisatie on object with check (organisatie = bron.organisatie() and soort = 'registratie');
-- No foreign key to the type: each create would lock and mark that one row. A head is inserted from the row of its type
-- (maak_object), and a type is never removed (0001).

-- Append-only, on both time axes. Ends are derived; versions go only together with their object (cascade).
create table object_versie (
  organisatie      text not null,
  object           uuid not null,
  versie           bigint not null,
  registratietijd  timestamptz not null,
  begin_geldigheid date not null,
  correctie_voor   bigint,
  typeversie       bigint not null,
  gegevens         jsonb not null,
  betrokkenen      jsonb not null,
  primary key (organisatie, object, versie),
  -- two versions never share a moment of registration, and a version is corrected at most once
  constraint object_versie_moment unique (organisatie, object, registratietijd),
  constraint object_versie_correctie unique (organisatie, object, correctie_voor),
  foreign key (organisatie, object) references object (organisatie, id) on delete cascade,
  foreign key (organisatie, object, correctie_voor) references object_versie (organisatie, object, versie)
);
select bron.beveilig_alleen_toevoegen('object_versie');
alter policy organisatie on object_versie with check (organisatie = bron.organisatie() and (correctie_voor is null or correctie_voor < versie));

-- The version that holds on a day, as it was known at a moment. The same rule as objecten/tijdassen.ts.
create function geldende_versie(p_object uuid, p_geldig_op date, p_beschikbaar_op timestamptz)
returns setof object_versie language sql stable as $$
  select v.* from object_versie v
  where v.organisatie = bron.organisatie() and v.object = p_object
    and v.begin_geldigheid <= p_geldig_op and v.registratietijd <= p_beschikbaar_op
    and not exists (select 1 from object_versie c
      where c.organisatie = v.organisatie and c.object = v.object and c.correctie_voor = v.versie and c.registratietijd <= p_beschikbaar_op)
  order by v.begin_geldigheid desc, v.versie desc limit 1
$$;

-- The hot read: sets the organisation and gives the body as text, whom it concerns and what the decision needs,
-- in one statement and one round trip.
create function lees_object(p_organisatie text, p_id uuid, p_geldig_op date, p_beschikbaar_op timestamptz)
returns table (objecttype uuid, typeversie bigint, versie bigint, tekst text, betrokkenen jsonb)
language plpgsql as $$
begin
  perform set_config('bron.organisatie', p_organisatie, true);
  return query
  select o.objecttype, t.versie, o.versie,
    case when v.versie is not null then json_build_object(
      'id', o.id, 'objecttype', o.objecttype, 'objecttypeVersie', v.typeversie, 'soort', o.soort, 'dossier', o.dossier,
      'versie', v.versie, 'beginGeldigheid', v.begin_geldigheid,
      'tijdstipRegistratie', to_char(v.registratietijd at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'correctieVoor', v.correctie_voor, 'gegevens', v.gegevens)::text end,
    v.betrokkenen
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
end $$;

-- The hot write: head and first version in one statement. Says what stands in the way, or nothing: the type has a newer
-- version than was checked, or the dossier is not there or closed (held until commit, so that it cannot be destroyed meanwhile).
create function maak_object(p_id uuid, p_tijd timestamptz, p_objecttype uuid, p_typeversie bigint, p_dossier uuid, p_begin date, p_gegevens jsonb, p_betrokkenen jsonb)
returns text language plpgsql as $$
declare o text := bron.organisatie(); s text;
begin
  perform 1 from objecttype where organisatie = o and id = p_objecttype and versie = p_typeversie;
  if not found then return 'typeversie'; end if;
  if p_dossier is not null then
    select status into s from dossier where organisatie = o and id = p_dossier for share;
    if s is distinct from 'open' then return coalesce('dossier-' || s, 'dossier-onbekend'); end if;
  end if;
  insert into object (organisatie, id, versie, registratietijd, objecttype, soort, dossier)
    values (o, p_id, 1, p_tijd, p_objecttype, 'registratie', p_dossier);
  insert into object_versie (organisatie, object, versie, registratietijd, begin_geldigheid, correctie_voor, typeversie, gegevens, betrokkenen)
    values (o, p_id, 1, p_tijd, p_begin, null, p_typeversie, p_gegevens, p_betrokkenen);
  return null;
end $$;

revoke execute on function geldende_versie(uuid, date, timestamptz), lees_object(text, uuid, date, timestamptz),
  maak_object(uuid, timestamptz, uuid, bigint, uuid, date, jsonb, jsonb) from public;
grant execute on function geldende_versie(uuid, date, timestamptz), lees_object(text, uuid, date, timestamptz),
  maak_object(uuid, timestamptz, uuid, bigint, uuid, date, jsonb, jsonb) to {{toepassing}};
`;

const down = /* sql */ `
drop function maak_object(uuid, timestamptz, uuid, bigint, uuid, date, jsonb, jsonb), lees_object(text, uuid, date, timestamptz), geldende_versie(uuid, date, timestamptz);
drop table object_versie, object;
`;

export const migratie: Migratie = { naam: '0003-objecten', up, down };
