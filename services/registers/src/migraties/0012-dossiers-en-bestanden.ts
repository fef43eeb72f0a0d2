import type { Migratie } from '@bronhuis/bron';

const up = /* sql */ `
-- Every status that a dossier had: when, by whom and why. Of what was there before this, only the present one is known.
create table dossierstatus (
  organisatie text not null,
  dossier     uuid not null,
  versie      bigint not null,
  status      text not null,
  sinds       timestamptz not null,
  uitkomst    text,
  einddatum   date,
  reden       text,
  wie         jsonb,
  primary key (organisatie, dossier, versie),
  foreign key (organisatie, dossier) references dossier (organisatie, id) on delete cascade
);
select bron.beveilig_alleen_toevoegen('dossierstatus');
insert into dossierstatus (organisatie, dossier, versie, status, sinds, uitkomst, einddatum)
  select organisatie, id, versie, status, registratietijd, uitkomst, einddatum from dossier;

alter table dossier add column heropend_op date;
alter policy organisatie on dossier with check (organisatie = bron.organisatie() and (heropend_op is null or status = 'open'));

-- A file that comes in pieces. "ontvangen" is what is on disk and was written down; "beurt" counts whoever came to write, and
-- "bezig" says that the last of them did not say that it stopped.
create table upload (
  organisatie      text not null,
  id               uuid not null,
  informatieobject uuid not null,
  mediatype        text not null,
  omvang           bigint not null,
  sha256           text,
  if_match         text,
  verloopt         timestamptz not null,
  ontvangen        bigint not null default 0,
  beurt            bigint not null default 0,
  bezig            boolean not null default false,
  klaar            boolean not null default false,
  primary key (organisatie, id),
  foreign key (organisatie, informatieobject) references informatieobject (organisatie, id)
);
create index upload_informatieobject on upload (organisatie, informatieobject);
create index upload_verloopt on upload (organisatie, verloopt);
select bron.beveilig('upload');
alter policy organisatie on upload with check (organisatie = bron.organisatie() and ontvangen between 0 and omvang);

-- The files that hold it until it is whole.
create table upload_deel (
  organisatie text not null,
  upload      uuid not null,
  vanaf       bigint not null,
  bestand     uuid not null,
  primary key (organisatie, upload, vanaf),
  unique (organisatie, bestand),
  foreign key (organisatie, upload) references upload (organisatie, id)
);
select bron.beveilig('upload_deel');

-- The application may remove no type, but for one that was never published: under it nothing was ever stored.
create function verwijder_concepttype(p_id uuid) returns void
language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  delete from objecttype where organisatie = bron.organisatie() and id = p_id and versie = 0
$$;
revoke execute on function verwijder_concepttype(uuid) from public;
grant execute on function verwijder_concepttype(uuid) to {{toepassing}};
`;

const down = /* sql */ `
drop function verwijder_concepttype(uuid);
drop table upload_deel, upload;
alter policy organisatie on dossier with check (organisatie = bron.organisatie());
alter table dossier drop column heropend_op;
drop table dossierstatus;
`;

export const migratie: Migratie = { naam: '0012-dossiers-en-bestanden', up, down };
