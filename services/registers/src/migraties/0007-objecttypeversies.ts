import type { Migratie } from '@bronhuis/bron';

const up = /* sql */ `
-- objecttype.versie stays what it was, the newest published version; nothing is published yet when it is 0. What can still
-- change lies apart, so that the table of versions stays append-only for the application.
create table objecttype_concept (
  organisatie     text not null,
  objecttype      uuid not null,
  wijziging       bigint not null,
  registratietijd timestamptz not null,
  inhoud          jsonb not null,
  primary key (organisatie, objecttype),
  foreign key (organisatie, objecttype) references objecttype (organisatie, id)
);
select bron.beveilig('objecttype_concept');

create table objecttype_uitfasering (
  organisatie     text not null,
  objecttype      uuid not null,
  versie          bigint not null,
  registratietijd timestamptz not null,
  reden           text,
  primary key (organisatie, objecttype, versie),
  foreign key (organisatie, objecttype, versie) references objecttype_versie (organisatie, objecttype, versie)
);
select bron.beveilig_alleen_toevoegen('objecttype_uitfasering');

-- The moving of what lies under older versions: a piece at a time, "na" is how far it is. Another round follows until one
-- finds nothing: an object may have been made behind its back.
create table objectmigratie (
  organisatie     text not null,
  id              uuid not null,
  versie          bigint not null,
  registratietijd timestamptz not null,
  objecttype      uuid not null,
  doelversie      bigint not null,
  omzetting       jsonb not null,
  opdracht        jsonb not null,
  status          text not null,
  ronde           int not null default 1,
  na              uuid,
  in_ronde        bigint not null default 0,
  totaal          bigint not null,
  bekeken         bigint not null default 0,
  verplaatst      bigint not null default 0,
  mislukt         bigint not null default 0,
  begonnen        timestamptz not null,
  klaar           timestamptz,
  primary key (organisatie, id),
  foreign key (organisatie, objecttype, doelversie) references objecttype_versie (organisatie, objecttype, versie)
);
create unique index objectmigratie_loopt on objectmigratie (organisatie, objecttype) where status = 'loopt';
create index objectmigratie_type on objectmigratie (organisatie, objecttype, id);
select bron.beveilig('objectmigratie');
alter policy organisatie on objectmigratie with check (organisatie = bron.organisatie() and status in ('loopt', 'klaar'));

-- What stayed where it was, and why: places and codes, never a value. Goes with its object.
create table objectmigratie_fout (
  organisatie text not null,
  migratie    uuid not null,
  object      uuid not null,
  fouten      jsonb not null,
  primary key (organisatie, migratie, object),
  foreign key (organisatie, migratie) references objectmigratie (organisatie, id),
  foreign key (organisatie, object) references object (organisatie, id) on delete cascade
);
create index objectmigratie_fout_object on objectmigratie_fout (organisatie, object);
select bron.beveilig_alleen_toevoegen('objectmigratie_fout');
`;

const down = /* sql */ `
drop table objectmigratie_fout, objectmigratie, objecttype_uitfasering, objecttype_concept;
-- A type of which nothing was published has no place in the schema before this one.
delete from objecttype where versie = 0;
`;

export const migratie: Migratie = { naam: '0007-objecttypeversies', up, down };
