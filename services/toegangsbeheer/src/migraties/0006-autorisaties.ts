import type { Migratie } from '@bronhuis/bron';

const up = /* sql */ `
-- Clients of the ZGW standards, that sign a JWT of their own (HS256). Such a signature is only checked with the secret
-- itself, so that is kept: encrypted under a key that is not in the database, and gone when the client is withdrawn.
create table zgw_client (
  organisatie     text not null,
  id              uuid not null,
  versie          bigint not null,
  registratietijd timestamptz not null,
  applicatie      text not null references applicatie (id),
  client_id       text not null check (client_id ~ '^[!-~]{1,50}$'),
  naam            text not null,
  doel            text not null,
  geheim          bytea,
  meegebracht     boolean not null,
  van             date not null,
  tot             date not null check (tot >= van),
  laatst_gebruikt date,
  ingetrokken_op  timestamptz,
  primary key (organisatie, id),
  check ((geheim is null) = (ingetrokken_op is not null))
);
create index zgw_client_applicatie on zgw_client (organisatie, applicatie, id);
create unique index zgw_client_een on zgw_client (organisatie, client_id) where ingetrokken_op is null;

-- A JWT names its client and nothing else: so a client_id is of one application of one organisatie, for ever (ZGW ac-001).
create table zgw_client_id (
  client_id   text primary key check (client_id ~ '^[!-~]{1,50}$'),
  organisatie text not null check (organisatie ~ '^[0-9]{20}$'),
  applicatie  text not null references applicatie (id)
);

-- An application as the Autorisaties API of the ZGW standards knows it: what the register itself has no place for, kept by
-- each organisatie. It gives no rights in this house: those follow from purposes and policies.
create table ac_applicatie (
  organisatie     text not null,
  id              uuid not null,
  registratietijd timestamptz not null,
  applicatie      text not null references applicatie (id),
  client_ids      text[] not null,
  heeft_alle      boolean not null default false,
  alleen_gereed   boolean not null default false,
  autorisaties    jsonb not null default '[]',
  vervallen_op    timestamptz,
  primary key (organisatie, id),
  unique (organisatie, applicatie)
);

select bron.beveilig('zgw_client'), bron.beveilig('ac_applicatie');
revoke delete on zgw_client, ac_applicatie from {{toepassing}};
select bron.zonder_organisatie('zgw_client_id', 'een JWT noemt alleen zijn client_id: die wijst de organisatie aan voordat er een is');
revoke update, delete on zgw_client_id from {{toepassing}};
`;

const down = /* sql */ `
drop table ac_applicatie, zgw_client_id, zgw_client;
delete from bron.zonder_organisatie where tabel = 'public.zgw_client_id';
`;

export const migratie: Migratie = { naam: '0006-autorisaties', up, down };
