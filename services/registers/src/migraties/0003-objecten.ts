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
-- (maak_objecten), and a type is never removed (0001).

-- Append-only, on both time axes. Ends are derived; versions go only together with their object (cascade).
create table object_versie (
  organisatie      text not null,
  object           uuid not null,
  versie           bigint not null,
  registratietijd  timestamptz not null,
  begin_geldigheid date not null,
  -- the first day on which it no longer holds; null when only a later version ends it
  eind_geldigheid  date,
  -- what is known of a begin or an end that is no whole date: {"begin": "1998", "eind": "2001-05"}
  onvolledig       jsonb,
  correctie_voor   bigint,
  typeversie       bigint not null,
  gegevens         jsonb not null,
  -- GeoJSON in EPSG:4326
  geometrie        jsonb,
  betrokkenen      jsonb not null,
  -- who registered it, for whom and why
  wie              jsonb not null,
  primary key (organisatie, object, versie),
  -- two versions never share a moment of registration, and a version is corrected at most once
  constraint object_versie_moment unique (organisatie, object, registratietijd),
  foreign key (organisatie, object) references object (organisatie, id) on delete cascade,
  foreign key (organisatie, object, correctie_voor) references object_versie (organisatie, object, versie)
);
-- Most versions correct nothing: they need no entry.
create unique index object_versie_correctie on object_versie (organisatie, object, correctie_voor) where correctie_voor is not null;
select bron.beveilig_alleen_toevoegen('object_versie');
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

-- The version that holds on a day, as it was known at a moment. The same rule as objecten/tijdassen.ts.
create function geldende_versie(p_object uuid, p_geldig_op date, p_beschikbaar_op timestamptz)
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

revoke execute on function geldende_versie(uuid, date, timestamptz) from public;
grant execute on function geldende_versie(uuid, date, timestamptz) to {{toepassing}};
`;

const down = /* sql */ `
drop function geldende_versie(uuid, date, timestamptz);
drop table object_moment, object_versie, object;
`;

export const migratie: Migratie = { naam: '0003-objecten', up, down };
