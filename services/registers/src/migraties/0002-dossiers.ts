import type { Migratie } from '@bronhuis/bron';

const up = /* sql */ `
create table dossier (
  organisatie     text not null,
  id              uuid not null,
  versie          bigint not null,
  registratietijd timestamptz not null,
  objecttype      uuid not null,
  typeversie      bigint not null,
  kenmerk         text not null,
  onderwerp       text not null,
  status          text not null check (status in ('open', 'afgesloten')),
  startdatum      date not null,
  uitkomst        text,
  einddatum       date,
  gegevens        jsonb not null,
  -- whom it concerns, found by the pointers of the type when it was written: [{soort, identificatie, rol}]
  betrokkenen     jsonb not null,
  overgenomen_uit jsonb,
  primary key (organisatie, id),
  constraint dossier_kenmerk unique (organisatie, kenmerk),
  foreign key (organisatie, objecttype, typeversie) references objecttype_versie (organisatie, objecttype, versie),
  -- the term of retention runs from here: closed has both, open has no end
  check ((status = 'afgesloten') = (einddatum is not null)),
  check (status = 'open' or uitkomst is not null),
  check (einddatum >= startdatum)
);
create index dossier_type on dossier (organisatie, objecttype, id);
create index dossier_status on dossier (organisatie, status, id);
select bron.beveilig('dossier');

create table informatieobject (
  organisatie     text not null,
  id              uuid not null,
  versie          bigint not null,
  registratietijd timestamptz not null,
  objecttype      uuid not null,
  typeversie      bigint not null,
  soort           text not null,
  titel           text not null,
  gegevens        jsonb not null,
  betrokkenen     jsonb not null,
  -- the file of the present version; its bytes are in the file store under this id
  bestand         uuid,
  mediatype       text,
  omvang          bigint,
  sha256          text check (sha256 ~ '^[0-9a-f]{64}$'),
  primary key (organisatie, id),
  unique (organisatie, bestand),
  foreign key (organisatie, objecttype, typeversie) references objecttype_versie (organisatie, objecttype, versie),
  check (num_nulls(bestand, mediatype, omvang, sha256) in (0, 4))
);
select bron.beveilig('informatieobject');

create table dossier_informatieobject (
  organisatie      text not null,
  dossier          uuid not null,
  informatieobject uuid not null,
  primary key (organisatie, dossier, informatieobject),
  foreign key (organisatie, dossier) references dossier (organisatie, id) on delete cascade,
  foreign key (organisatie, informatieobject) references informatieobject (organisatie, id)
);
create index dossier_informatieobject_andersom on dossier_informatieobject (organisatie, informatieobject);
select bron.beveilig('dossier_informatieobject');

create table dossier_relatie (
  organisatie         text not null,
  id                  uuid not null,
  dossier             uuid not null,
  soort               text not null check (soort in ('blijft')),
  omschrijving        text not null,
  systeem             text not null,
  selectielijstnummer text,
  primary key (organisatie, id),
  foreign key (organisatie, dossier) references dossier (organisatie, id) on delete cascade
);
create index dossier_relatie_dossier on dossier_relatie (organisatie, dossier);
select bron.beveilig('dossier_relatie');

-- Work that outlives its transaction: bytes to be removed from the file store, tried until they are gone.
create table te_wissen_bestand (
  organisatie text not null,
  bestand     uuid not null,
  sinds       timestamptz not null,
  primary key (organisatie, bestand)
);
select bron.beveilig('te_wissen_bestand');
`;

const down = /* sql */ `
drop table te_wissen_bestand, dossier_relatie, dossier_informatieobject, informatieobject, dossier;
`;

export const migratie: Migratie = { naam: '0002-dossiers', up, down };
