import type { Migratie } from '@bronhuis/bron';

const up = /* sql */ `
-- A right for a time: asked for somebody or for an application, granted by another, and gone unless it is looked at again.
create table toegangsverzoek (
  organisatie     text not null,
  id              uuid not null,
  versie          bigint not null,
  registratietijd timestamptz not null,
  medewerker      text,
  applicatie      text references applicatie (id),
  rol             text,
  activiteiten    text[] not null check (cardinality(activiteiten) > 0),
  reden           text not null,
  -- last day, as asked and later as granted
  tot             date not null,
  -- ISO 8601: how often somebody says again that it is needed
  herbeoordelen   text not null check (herbeoordelen in ('P1M', 'P3M', 'P6M', 'P1Y')),
  status          text not null check (status in ('ingediend', 'toegekend', 'afgewezen', 'ingetrokken', 'beeindigd')),
  aanvrager       text not null,
  beoordelaar     text,
  van             date,
  -- last day on which it holds when nobody looks at it again
  geldig_tot      date,
  primary key (organisatie, id),
  check (num_nonnulls(medewerker, applicatie) = 1),
  check ((rol is null) = (medewerker is null)),
  check ((status in ('toegekend', 'beeindigd')) = (van is not null and geldig_tot is not null)),
  -- Nobody grants what he asked or what is for himself, whatever the code says.
  check (van is null or (beoordelaar is not null and beoordelaar <> aanvrager and beoordelaar is distinct from medewerker))
);
create index toegangsverzoek_medewerker on toegangsverzoek (organisatie, medewerker) where status = 'toegekend';
create index toegangsverzoek_applicatie on toegangsverzoek (organisatie, applicatie) where status = 'toegekend';

-- What was said of it, by whom: explained for as long as it is kept.
create table toegangsverzoek_stap (
  organisatie text not null,
  verzoek     uuid not null,
  versie      bigint not null,
  stap        text not null check (stap in ('ingediend', 'toegekend', 'afgewezen', 'ingetrokken', 'behouden', 'beeindigd')),
  door        text not null,
  tijdstip    timestamptz not null,
  toelichting text not null,
  geldig_tot  date,
  primary key (organisatie, verzoek, versie)
);

-- Tokens of employees, and those that hold by a right for a time: to end them with it. Gone when they are over.
create table uitgegeven_token (
  organisatie text not null,
  jti         uuid not null,
  medewerker  text,
  verzoeken   uuid[] not null,
  verloopt    timestamptz not null,
  primary key (organisatie, jti)
);
create index uitgegeven_token_medewerker on uitgegeven_token (organisatie, medewerker);

-- Asked at each exchange.
create index intrekking_jti on intrekking (organisatie, jti) where jti is not null;

-- Whoever left is nobody here until the employer sends this person again.
alter table persoon add column vertrokken_op timestamptz;
alter table intrekking add column medewerker text, drop constraint intrekking_check, add check (num_nonnulls(applicatie, jti, medewerker) = 1);
-- last day of the processing agreement; null: until further notice
alter table applicatie add column verwerkersovereenkomst_tot date;

select bron.beveilig(t) from unnest(array['toegangsverzoek', 'uitgegeven_token']::regclass[]) t;
select bron.beveilig_alleen_toevoegen('toegangsverzoek_stap');
`;

const down = /* sql */ `
alter table applicatie drop column verwerkersovereenkomst_tot;
drop index intrekking_jti;
delete from intrekking where medewerker is not null;
alter table intrekking drop column medewerker;
alter table intrekking add check ((applicatie is null) <> (jti is null));
alter table persoon drop column vertrokken_op;
drop table uitgegeven_token, toegangsverzoek_stap, toegangsverzoek;
`;

export const migratie: Migratie = { naam: '0007-toegangsverzoeken', up, down };
