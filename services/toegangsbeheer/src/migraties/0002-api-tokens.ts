import type { Migratie } from '@bronhuis/bron';

const up = /* sql */ `
-- Lasting tokens for clients of an API that knows no others (Objects API). The secret is shown once and not kept.
create table api_token (
  organisatie     text not null,
  id              uuid not null,
  versie          bigint not null,
  registratietijd timestamptz not null,
  applicatie      text not null references applicatie (id),
  naam            text not null,
  -- whom to call about it; in no event and no bundle, and gone when the token is withdrawn
  contactpersoon  text,
  email           text,
  doel            text not null,
  hash            text not null check (hash ~ '^[0-9a-f]{64}$'),
  meegebracht     boolean not null,
  van             date not null,
  tot             date not null check (tot >= van),
  alle_typen      text check (alle_typen in ('lezen', 'lezen-en-schrijven')),
  rechten         jsonb not null,
  laatst_gebruikt date,
  ingetrokken_op  timestamptz,
  primary key (organisatie, id)
);
create index api_token_applicatie on api_token (organisatie, applicatie, id);

-- A secret is found without knowing whose it is, so it is of one token in the whole installation, for ever.
create table api_token_hash (
  hash text primary key check (hash ~ '^[0-9a-f]{64}$')
);

select bron.beveilig('api_token');
revoke delete on api_token from {{toepassing}};
select bron.zonder_organisatie('api_token_hash', 'een geheim hoort in de hele installatie bij één token; noemt geen organisatie en geen token');
revoke update, delete on api_token_hash from {{toepassing}};
`;

const down = /* sql */ `
drop table api_token_hash, api_token;
delete from bron.zonder_organisatie where tabel = 'public.api_token_hash';
`;

export const migratie: Migratie = { naam: '0002-api-tokens', up, down };
