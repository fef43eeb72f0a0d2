import type { Migratie } from '@bronhuis/bron';

const up = /* sql */ `
-- What remains of a destroyed thing: that it was there, and why it is not any more. Never changed, never removed.
create table grafsteen (
  organisatie        text not null,
  id                 uuid not null,
  soort              text not null check (soort in ('dossier', 'informatieobject', 'object')),
  dossier            uuid not null,
  kenmerk            text not null,
  objecttype         uuid not null,
  versie             bigint not null,
  vernietigd_op      timestamptz not null,
  vernietigingslijst uuid not null,
  grondslag          jsonb not null,
  plan_hash          text not null,
  aantallen          jsonb not null,
  -- ids of files, so that the proof can look for them
  bestanden          uuid[] not null,
  blijft             jsonb not null,
  primary key (organisatie, id),
  foreign key (organisatie, objecttype) references objecttype (organisatie, id)
);
create index grafsteen_dossier on grafsteen (organisatie, dossier);
create unique index grafsteen_kenmerk on grafsteen (organisatie, kenmerk) where soort = 'dossier';
select bron.beveilig_alleen_toevoegen('grafsteen');
`;

const down = /* sql */ `
drop table grafsteen;
`;

export const migratie: Migratie = { naam: '0004-vernietiging', up, down };
