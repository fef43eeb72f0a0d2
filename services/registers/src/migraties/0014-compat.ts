import type { Migratie } from '@bronhuis/bron';

const up = /* sql */ `
-- What the Objects API v2 and the Objecttypes API v2 keep and the domain has no word for. Nothing else looks here.

-- Cases that a record names (references). Goes with its version, and that with its object.
create table objects_v2_referentie (
  organisatie text not null,
  object      uuid not null,
  versie      bigint not null,
  soort       text not null,
  url         text not null,
  primary key (organisatie, object, versie, soort, url),
  foreign key (organisatie, object, versie) references object_versie (organisatie, object, versie) on delete cascade
);
select bron.beveilig('objects_v2_referentie');

-- A type as that API describes it: once for all its versions.
create table objecttypes_v2_type (
  organisatie text not null,
  objecttype  uuid not null,
  gegevens    jsonb not null,
  gemaakt     timestamptz not null,
  gewijzigd   timestamptz not null,
  primary key (organisatie, objecttype),
  foreign key (organisatie, objecttype) references objecttype (organisatie, id) on delete cascade
);
select bron.beveilig('objecttypes_v2_type');

-- The JSON Schema as the client wrote it, in whatever draft; the version of the type has it in 2020-12.
create table objecttypes_v2_versie (
  organisatie text not null,
  objecttype  uuid not null,
  versie      bigint not null,
  json_schema jsonb not null,
  gemaakt     timestamptz not null,
  gewijzigd   timestamptz not null,
  primary key (organisatie, objecttype, versie),
  foreign key (organisatie, objecttype) references objecttype (organisatie, id) on delete cascade
);
select bron.beveilig('objecttypes_v2_versie');
`;

const down = /* sql */ `
drop table objecttypes_v2_versie, objecttypes_v2_type, objects_v2_referentie;
`;

export const migratie: Migratie = { naam: '0014-compat', up, down };
