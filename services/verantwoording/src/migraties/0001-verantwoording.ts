import type { Migratie } from '@bronhuis/bron';

const up = /* sql */ `
-- The register of verwerkingsactiviteiten (AVG art. 30): a head per activity, and every version ever registered.
create table verwerkingsactiviteit (
  organisatie     text not null,
  id              uuid not null,
  kenmerk         text not null check (kenmerk ~ '^VA-[0-9]{2,4}$'),
  versie          bigint not null,
  registratietijd timestamptz not null,
  primary key (organisatie, id),
  unique (organisatie, kenmerk)
);

create table activiteit_versie (
  organisatie         text not null,
  kenmerk             text not null,
  versie              bigint not null,
  naam                text not null,
  doel                text not null,
  toelichting         text,
  grondslag           jsonb not null,
  bestuursorgaan      text not null,
  werkproces          text not null,
  vertrouwelijk       boolean not null,
  betrokkenen         jsonb not null,
  gegevenscategorieen jsonb not null,
  bewaartermijn       jsonb not null,
  van                 date not null,
  tot                 date check (tot >= van),
  vastgelegd_door     text not null,
  registratietijd     timestamptz not null,
  primary key (organisatie, kenmerk, versie),
  foreign key (organisatie, kenmerk) references verwerkingsactiviteit (organisatie, kenmerk)
);

-- The log. One row per organisatie is its head: it is locked while rows are added, and it keeps the right edge of
-- the tree, so that a batch of n rows costs n hashes and reads nothing back.
create table logkop (
  organisatie     text not null primary key,
  grootte         bigint not null,
  keten           bytea not null check (length(keten) = 32),
  rand            bytea[] not null,
  registratietijd timestamptz not null
);

create table verwerking (
  organisatie        text not null,
  id                 uuid not null,
  logindex           bigint not null check (logindex >= 0),
  tijdstip           timestamptz not null,
  registratietijd    timestamptz not null,
  trace_id           text not null,
  span_id            text not null,
  uitvoerder         text not null,
  component          text not null,
  activiteit         text not null,
  activiteit_versie  integer not null,
  bewaartermijn      text,
  te_vernietigen_op  date,
  handeling          text not null,
  gegevens           jsonb not null,
  object_soort       text not null,
  object_id          text not null,
  object_kenmerk     text,
  applicatie         text,
  gebruiker_soort    text,
  gebruiker_id       text,
  geweigerd          boolean not null,
  aantal_betrokkenen integer not null,
  zout               bytea not null,
  vorige             bytea not null,
  primary key (organisatie, id),
  unique (organisatie, logindex)
);
-- Which of these are in the log? One by one, and never by reading the table: a plan made before there were statistics takes
-- the organisatie for the rarest thing, and reads all rows of it for each batch (100 ms at 20,000 rows).
create function bekende_verwerkingen(o text, ids uuid[]) returns setof uuid language sql stable set enable_seqscan = off as
  'select b.id from unnest(ids) x(id) cross join lateral (select v.id from verwerking v where v.organisatie = o and v.id = x.id offset 0) b';
create index verwerking_gebruiker on verwerking (organisatie, gebruiker_id, tijdstip) where gebruiker_id is not null;
create index verwerking_tijdstip on verwerking using brin (tijdstip);

-- No foreign key to verwerking: rows are only added, parent and children in one transaction, and the chain of hashes
-- guards the link better than a check that costs a third of the speed. The rows of one processing follow its own row
-- in the log, so they are found by position.
create table verwerking_betrokkene (
  organisatie     text not null,
  logindex        bigint not null check (logindex >= 0),
  verwerking      uuid not null,
  verwerking_blad bytea not null,
  tijdstip        timestamptz not null,
  soort           text not null,
  -- The name of a key and a hash of 43 characters: never an identifier as such. The ingest looks at every character;
  -- a regular expression here would cost as much as the rest of the row.
  pseudoniem      text not null check (length(pseudoniem) between 45 and 60 and left(right(pseudoniem, 44), 1) = ':'),
  rol             text,
  zout            bytea not null,
  vorige          bytea not null,
  primary key (organisatie, logindex)
);
create index verwerking_betrokkene_inzage on verwerking_betrokkene (organisatie, pseudoniem, tijdstip, verwerking);
create index verwerking_betrokkene_tijdstip on verwerking_betrokkene using brin (tijdstip);

-- A record that could not enter the log: which, from whom and why. Not what was in it: it may have been a BSN.
create table geweigerd_record (
  organisatie text not null,
  id          uuid not null,
  component   text not null,
  reden       text not null,
  ontvangen   timestamptz not null,
  primary key (organisatie, id)
);

-- Full tiles of 256 hashes, eight levels of the tree apart; what is not full yet stands in logkop.rand.
create table logtegel (
  organisatie text not null,
  niveau      integer not null,
  nummer      bigint not null,
  hashes      bytea not null check (length(hashes) = 8192),
  primary key (organisatie, niveau, nummer)
);

create table controlepunt (
  organisatie  text not null,
  grootte      bigint not null check (grootte > 0),
  wortel       bytea not null check (length(wortel) = 32),
  keten        bytea not null check (length(keten) = 32),
  tijdstip     timestamptz not null,
  handtekening jsonb not null,
  primary key (organisatie, grootte)
);

create table controleverzoek (
  organisatie     text not null,
  id              uuid not null,
  versie          bigint not null,
  registratietijd timestamptz not null,
  medewerker      text not null,
  reden           text not null,
  van             date not null,
  tot             date not null check (tot >= van),
  status          text not null check (status in ('aangevraagd', 'goedgekeurd')),
  aanvrager       text not null,
  aangevraagd_op  timestamptz not null,
  goedkeurder     text check (goedkeurder <> aanvrager),
  goedgekeurd_op  timestamptz,
  primary key (organisatie, id),
  check ((status = 'goedgekeurd') = (goedkeurder is not null and goedgekeurd_op is not null))
);

select bron.beveilig(t) from unnest(array['verwerkingsactiviteit', 'logkop', 'controleverzoek']::regclass[]) t;
select bron.beveilig_alleen_toevoegen(t) from unnest(array[
  'activiteit_versie', 'verwerking', 'verwerking_betrokkene', 'geweigerd_record', 'logtegel', 'controlepunt']::regclass[]) t;
revoke delete on logkop, controleverzoek, verwerkingsactiviteit from {{toepassing}};
`;

const down = /* sql */ `
drop function bekende_verwerkingen;
drop table controleverzoek, controlepunt, logtegel, geweigerd_record, verwerking_betrokkene, verwerking, logkop, activiteit_versie, verwerkingsactiviteit;
`;

export const migratie: Migratie = { naam: '0001-verantwoording', up, down };
