import type { Migratie } from '@bronhuis/bron';

const up = /* sql */ `
-- A delivery of many objects: its lines are a file, and "positie" and "regel" are how far it is. Work for the component, a
-- piece at a time; what a piece made and how far it came are one commit.
create table bulkopdracht (
  organisatie     text not null,
  id              uuid not null,
  versie          bigint not null,
  registratietijd timestamptz not null,
  objecttype      uuid not null,
  modus           text not null,
  status          text not null,
  bestand         uuid not null,
  omvang          bigint not null,
  regels          bigint not null,
  opdracht        jsonb not null,
  positie         bigint not null default 0,
  regel           bigint not null default 0,
  aangemaakt      bigint not null default 0,
  gewijzigd       bigint not null default 0,
  ongewijzigd     bigint not null default 0,
  fout            bigint not null default 0,
  begonnen        timestamptz not null,
  klaar           timestamptz,
  primary key (organisatie, id),
  foreign key (organisatie, objecttype) references objecttype (organisatie, id)
);
create index bulkopdracht_loopt on bulkopdracht (organisatie, id) where status = 'loopt';
select bron.beveilig('bulkopdracht');
revoke delete on bulkopdracht from {{toepassing}};
alter policy organisatie on bulkopdracht with check (organisatie = bron.organisatie() and status in ('loopt', 'klaar', 'mislukt') and modus in ('alles-of-niets', 'doorgaan'));
-- The worker looks which organisations have something to do, and no more.
create policy werker on bulkopdracht for select to {{werker}} using (true);
grant select on bulkopdracht to {{werker}};

-- What was wrong with a line: places and codes, never a value.
create table bulkfout (
  organisatie text not null,
  opdracht    uuid not null,
  regel       bigint not null,
  fouten      jsonb not null,
  primary key (organisatie, opdracht, regel),
  foreign key (organisatie, opdracht) references bulkopdracht (organisatie, id)
);
select bron.beveilig_alleen_toevoegen('bulkfout');
`;

const down = /* sql */ `
drop table bulkfout, bulkopdracht;
`;

export const migratie: Migratie = { naam: '0013-bulk', up, down };
