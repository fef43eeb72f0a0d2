import type { Migratie } from '@bronhuis/bron';

const up = /* sql */ `
-- The head says which version is the newest; the versions themselves are never changed.
create table objecttype (
  organisatie     text not null,
  id              uuid not null,
  versie          bigint not null,
  registratietijd timestamptz not null,
  naam            text not null,
  soort           text not null check (soort in ('dossier', 'informatieobject', 'registratie')),
  -- the newest version is out of use: nothing new is made of it. Here, because the hot write reads this row anyway
  uitgefaseerd    boolean not null default false,
  primary key (organisatie, id),
  unique (organisatie, naam)
);
select bron.beveilig('objecttype');
-- What is registered stays explainable: a type is never removed, so an object needs no foreign key to it.
revoke delete on objecttype from {{toepassing}};

create table objecttype_versie (
  organisatie     text not null,
  objecttype      uuid not null,
  versie          bigint not null,
  registratietijd timestamptz not null,
  inhoud          jsonb not null,
  -- may it break with the data before it, and why
  brekend         boolean not null default false,
  reden           text,
  primary key (organisatie, objecttype, versie),
  foreign key (organisatie, objecttype) references objecttype (organisatie, id)
);
select bron.beveilig_alleen_toevoegen('objecttype_versie');
`;

const down = /* sql */ `
drop table objecttype_versie, objecttype;
`;

export const migratie: Migratie = { naam: '0001-objecttypen', up, down };
