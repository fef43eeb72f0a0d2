import type { Migratie } from '@bronhuis/bron';

const up = /* sql */ `
create table organisatie (
  oin   text primary key check (oin ~ '^[0-9]{20}$'),
  naam  text not null,
  soort text not null check (soort in ('demonstratie', 'productie')),
  type  text not null check (type in ('gemeente', 'werkorganisatie')),
  hosts text[] not null default '{}',
  tooi  text,
  rsin  text
);

-- Applicatieregister. A client works for several municipalities, so it belongs to none; what it may ask for in the
-- name of one of them is that municipality's own row in applicatie_doel.
create table applicatie (
  id                    text primary key,
  versie                bigint not null,
  registratietijd       timestamptz not null,
  soort                 text not null check (soort in ('applicatie', 'component', 'portaal')),
  naam                  text not null,
  uitvoerder            text check (uitvoerder ~ '^[0-9]{20}$'),
  jwks                  jsonb not null default '{"keys":[]}',
  beheerder             text,
  gegevenseigenaar      text,
  leverancier           text,
  hosting               text,
  extern                boolean not null default false,
  verwerkersovereenkomst text,
  -- only for components of the house: activities that they may ask for whatever the organisatie
  overal                text[] not null default '{}',
  status                text not null check (status in ('actief', 'ingetrokken')),
  check (soort <> 'applicatie' or (uitvoerder is not null and overal = '{}'))
);

create table applicatie_doel (
  organisatie  text not null,
  applicatie   text not null references applicatie (id) on delete cascade,
  activiteiten text[] not null,
  primary key (organisatie, applicatie)
);

create table bevoegdheid (
  organisatie     text not null,
  id              uuid not null,
  versie          bigint not null,
  registratietijd timestamptz not null,
  uitvoerder      text not null check (uitvoerder ~ '^[0-9]{20}$'),
  naam            text not null,
  soort           text not null check (soort in ('mandaat', 'delegatie', 'verwerkersovereenkomst')),
  activiteiten    text[] not null check (cardinality(activiteiten) > 0),
  van             date not null,
  tot             date,
  primary key (organisatie, id),
  check (tot is null or tot >= van)
);

create table activiteit (
  organisatie   text not null,
  id            text not null,
  versie        integer not null,
  naam          text not null,
  werkproces    text not null,
  bestuursorgaan text not null,
  vertrouwelijk boolean not null,
  van           date not null,
  tot           date,
  primary key (organisatie, id, versie)
);

create table persoon (
  organisatie  text not null,
  id           text not null,
  naam         text not null,
  omschrijving text not null,
  soort        text not null check (soort in ('medewerker', 'inwoner')),
  rollen       text[] not null,
  werkgever    text check (werkgever ~ '^[0-9]{20}$'),
  -- a resident is known by the pseudonym of the organisatie; the BSN is not kept here
  betrokkene   jsonb,
  primary key (organisatie, id),
  check ((soort = 'inwoner') = (betrokkene is not null))
);

create table intrekking (
  organisatie text not null,
  id          uuid not null,
  applicatie  text,
  jti         uuid,
  reden       text not null,
  tijdstip    timestamptz not null,
  tot         timestamptz,
  door        text not null,
  primary key (organisatie, id),
  check ((applicatie is null) <> (jti is null))
);

-- Sign-in log (Selectielijst 2020, 19.1.24: P6M).
create table aanmelding (
  organisatie text not null,
  id          uuid not null,
  persoon     text not null,
  applicatie  text not null,
  jti         uuid not null,
  tijdstip    timestamptz not null,
  primary key (organisatie, id)
);

create table beslissing (
  organisatie text not null,
  id          uuid not null,
  tijdstip    timestamptz not null,
  gebruiker   text,
  applicatie  text,
  actie       text not null,
  besluit     text not null check (besluit in ('toegestaan', 'geweigerd')),
  record      jsonb not null,
  primary key (organisatie, id)
);
create index beslissing_gebruiker on beslissing (organisatie, gebruiker, id);
create index beslissing_actie on beslissing (organisatie, actie, id);

create table tokensleutel (
  kid        text primary key,
  publiek    jsonb not null,
  -- AES-256-GCM: nonce, ciphertext, tag; a back-up of the database signs no tokens
  prive      bytea,
  gemaakt    timestamptz not null,
  vanaf      timestamptz,
  tot        timestamptz
);

create table gebruikte_jti (
  applicatie text not null,
  jti        text not null,
  verloopt   timestamptz not null,
  primary key (applicatie, jti)
);
create index gebruikte_jti_verloopt on gebruikte_jti (verloopt);

create table bundel (
  versie     bigint primary key,
  stand      bigint not null,
  hash       text not null,
  uitgegeven timestamptz not null,
  jws        text not null
);

-- One row: raised by every change that the bundle must show, in the transaction of that change.
create table bundelstand (
  enige boolean primary key default true check (enige),
  stand bigint not null
);
insert into bundelstand (stand) values (1);

select bron.beveilig(t) from unnest(array['applicatie_doel', 'bevoegdheid', 'activiteit', 'persoon', 'intrekking']::regclass[]) t;
select bron.beveilig_alleen_toevoegen(t) from unnest(array['aanmelding', 'beslissing']::regclass[]) t;
select bron.zonder_organisatie('organisatie', 'de organisaties zelf; in de bundel voor elke component');
select bron.zonder_organisatie('applicatie', 'een applicatie werkt voor meer organisaties; wat zij per organisatie mag staat in applicatie_doel');
select bron.zonder_organisatie('tokensleutel', 'sleutels waarmee alle tokens worden ondertekend');
select bron.zonder_organisatie('gebruikte_jti', 'eenmalige verklaringen van applicaties, voor alle organisaties');
select bron.zonder_organisatie('bundel', 'de bundel geldt voor alle organisaties en noemt geen personen');
select bron.zonder_organisatie('bundelstand', 'teller van wijzigingen voor de bundel');
`;

const down = /* sql */ `
drop table bundelstand, bundel, gebruikte_jti, tokensleutel, beslissing, aanmelding, intrekking, persoon, activiteit,
  bevoegdheid, applicatie_doel, applicatie, organisatie;
delete from bron.zonder_organisatie where tabel in
  ('public.organisatie', 'public.applicatie', 'public.tokensleutel', 'public.gebruikte_jti', 'public.bundel', 'public.bundelstand');
`;

export const migratie: Migratie = { naam: '0001-toegang', up, down };
