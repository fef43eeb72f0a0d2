import type { Migratie } from '@bronhuis/bron';

const up = /* sql */ `
-- What remains of a destroyed thing: that it was there, and why it is not any more. Never changed, never removed. A single
-- object goes by no list and out of no dossier, but by somebody on a ground.
create table grafsteen (
  organisatie        text not null,
  id                 uuid not null,
  soort              text not null check (soort in ('dossier', 'informatieobject', 'object')),
  dossier            uuid,
  kenmerk            text,
  objecttype         uuid not null,
  versie             bigint not null,
  vernietigd_op      timestamptz not null,
  vernietigingslijst uuid,
  grondslag          jsonb not null,
  plan_hash          text,
  aantallen          jsonb not null,
  -- ids of files, so that the proof can look for them
  bestanden          uuid[] not null,
  blijft             jsonb not null,
  wie                jsonb,
  primary key (organisatie, id),
  foreign key (organisatie, objecttype) references objecttype (organisatie, id)
);
create index grafsteen_dossier on grafsteen (organisatie, dossier);
create unique index grafsteen_kenmerk on grafsteen (organisatie, kenmerk) where soort = 'dossier';
select bron.beveilig_alleen_toevoegen('grafsteen');
alter policy organisatie on grafsteen with check (organisatie = bron.organisatie()
  and ((dossier is not null and kenmerk is not null and vernietigingslijst is not null and plan_hash is not null) or (soort = 'object' and wie is not null)));
`;

const down = /* sql */ `
drop table grafsteen;
`;

export const migratie: Migratie = { naam: '0004-vernietiging', up, down };
