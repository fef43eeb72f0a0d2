import type { Migratie } from '@bronhuis/bron';

const up = /* sql */ `
-- A dossier of the source as far as its retention goes: facts that name nobody. After destruction the row is a tombstone.
create table dossier (
  organisatie text not null,
  id uuid not null,
  versie bigint not null,
  registratietijd timestamptz not null,
  bronversie bigint not null,
  kenmerk text not null,
  objecttype text not null,
  objecttype_naam text not null,
  status text not null check (status in ('open', 'afgesloten', 'vernietigd')),
  startdatum date,
  uitkomst text,
  einddatum date,
  waarderingsregel jsonb,
  soort text check (soort in ('datum', 'onbekend', 'blijvend')),
  waardering jsonb,
  archiefactiedatum date,
  toelichting text not null,
  afleiding jsonb not null,
  vernietigd_op timestamptz,
  vernietigingslijst uuid,
  primary key (organisatie, id),
  check ((soort = 'datum') = (archiefactiedatum is not null)),
  -- nothing but the tombstone remains of what was destroyed
  check (status <> 'vernietigd' or (vernietigd_op is not null and num_nonnulls(soort, waardering, startdatum, uitkomst, einddatum, waarderingsregel) = 0))
);
create index dossier_datum on dossier (organisatie, archiefactiedatum) where soort = 'datum';
create index dossier_kenmerk on dossier (organisatie, kenmerk);
select bron.beveilig('dossier');

create table bevriezing (
  organisatie text not null,
  id uuid not null,
  versie bigint not null,
  registratietijd timestamptz not null,
  dossier uuid not null,
  grond text not null check (grond in ('beroep', 'bezwaar', 'woo-verzoek', 'avg-verzoek', 'enquete', 'onderzoek')),
  toelichting text not null,
  verwijzing text,
  geplaatst_door text not null,
  geplaatst_op timestamptz not null,
  opgeheven_door text,
  opgeheven_op timestamptz,
  primary key (organisatie, id),
  foreign key (organisatie, dossier) references dossier (organisatie, id),
  check ((opgeheven_op is null) = (opgeheven_door is null))
);
create index bevriezing_dossier on bevriezing (organisatie, dossier);
select bron.beveilig('bevriezing');

create table vernietigingslijst (
  organisatie text not null,
  id uuid not null,
  versie bigint not null,
  registratietijd timestamptz not null,
  naam text not null,
  peildatum date not null,
  status text not null check (status in ('opgesteld', 'in-beoordeling', 'goedgekeurd', 'in-uitvoering', 'uitgevoerd', 'afgewezen')),
  samengesteld_door text not null,
  samengesteld_op timestamptz not null,
  reden text,
  uitvoering_door text,
  uitvoering_begonnen timestamptz,
  verklaring uuid,
  primary key (organisatie, id)
);
select bron.beveilig('vernietigingslijst');

-- One dossier on a list: the facts it was chosen on, the tree frozen by its hashes, and how far its destruction is.
create table vernietigingslijst_regel (
  organisatie text not null,
  lijst uuid not null,
  dossier uuid not null,
  kenmerk text not null,
  objecttype text not null,
  objecttype_naam text not null,
  startdatum date,
  uitkomst text,
  einddatum date,
  waardering jsonb not null,
  archiefactiedatum date not null,
  staat text not null check (staat in ('opgesteld', 'gepland', 'in-uitvoering', 'mislukt', 'vernietigd', 'afgevallen')),
  levend boolean not null,
  plan jsonb,
  hash text,
  reden text,
  pogingen integer not null default 0,
  vernietigd_op timestamptz,
  primary key (organisatie, lijst, dossier),
  foreign key (organisatie, lijst) references vernietigingslijst (organisatie, id),
  foreign key (organisatie, dossier) references dossier (organisatie, id),
  check (staat not in ('gepland', 'in-uitvoering', 'mislukt', 'vernietigd') or hash is not null),
  check ((staat = 'vernietigd') = (vernietigd_op is not null))
);
-- A dossier is on one living list at most.
create unique index regel_levend on vernietigingslijst_regel (organisatie, dossier) where levend;
select bron.beveilig('vernietigingslijst_regel');

create table beoordeling (
  organisatie text not null,
  lijst uuid not null,
  rol text not null check (rol in ('proceseigenaar', 'archivaris', 'zorgdrager')),
  persoon text not null,
  besluit text not null check (besluit in ('akkoord', 'niet-akkoord')),
  tijdstip timestamptz not null,
  toelichting text,
  primary key (organisatie, lijst, rol),
  -- never one person twice, whatever the code does
  unique (organisatie, lijst, persoon),
  foreign key (organisatie, lijst) references vernietigingslijst (organisatie, id)
);
select bron.beveilig_alleen_toevoegen('beoordeling');

-- Itself result 19.1.18, kept for ever: no update, no delete. json, not jsonb: kept as it was signed.
create table verklaring (
  organisatie text not null,
  id uuid not null,
  versie bigint not null,
  registratietijd timestamptz not null,
  lijst uuid not null,
  document json not null,
  primary key (organisatie, id),
  unique (organisatie, lijst),
  foreign key (organisatie, lijst) references vernietigingslijst (organisatie, id)
);
select bron.beveilig_alleen_toevoegen('verklaring');

create table werk (
  organisatie text not null check (organisatie ~ '^[0-9]{20}$'),
  lijst uuid not null,
  soort text not null check (soort in ('plannen', 'uitvoeren')),
  pogingen integer not null default 0,
  niet_voor timestamptz not null default clock_timestamp(),
  traceparent text not null,
  reden text,
  primary key (organisatie, lijst, soort)
);
create index werk_wachtend on werk (niet_voor);
select bron.zonder_organisatie('werk', 'welke lijst wacht op de achtergrondtaak, zonder inhoud; de taak zoekt over alle organisaties');
grant select, update, delete on werk to {{werker}};
`;

const down = /* sql */ `
delete from bron.zonder_organisatie where tabel = 'public.werk';
drop table werk, verklaring, beoordeling, vernietigingslijst_regel, vernietigingslijst, bevriezing, dossier;
`;

export const migratie: Migratie = { naam: '0001-selectielijst', up, down };
