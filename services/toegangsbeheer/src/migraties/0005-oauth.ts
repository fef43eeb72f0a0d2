import type { Migratie } from '@bronhuis/bron';

const up = /* sql */ `
-- How an application shows who it is, and where somebody who signs in comes back to.
alter table applicatie
  add column clientauthenticatie text not null default 'private_key_jwt' check (clientauthenticatie in ('private_key_jwt', 'tls_client_auth', 'self_signed_tls_client_auth')),
  -- keys that the application publishes itself, instead of jwks
  add column jwks_uri text,
  -- name in the certificate (SAN DNS) of an application that shows itself by mutual TLS; the OIN in it is that of uitvoerder
  add column certificaatnaam text,
  -- its tokens hold only on a connection with the certificate that they were asked with (RFC 8705 §3)
  add column gebonden_tokens boolean not null default false,
  add column redirect_uris text[] not null default '{}',
  add check (clientauthenticatie <> 'tls_client_auth' or certificaatnaam is not null);

-- Codes, sessions and pushed requests of oidc-provider, each known to its holder only: the hash of its name is kept.
create table oauth_toestand (
  model     text not null,
  naam      bytea not null,
  inhoud    jsonb not null,
  toestemming bytea,
  verbruikt timestamptz,
  verloopt  timestamptz not null,
  primary key (model, naam)
);
create index oauth_toestand_toestemming on oauth_toestand (toestemming) where toestemming is not null;
create index oauth_toestand_verloopt on oauth_toestand (verloopt);

-- Where employees of an organisatie sign in: its OpenID Provider.
create table identiteitsaanbieder (
  organisatie     text primary key,
  issuer          text not null,
  client_id       text not null,
  -- whose employees these are, when not of the organisatie itself
  werkgever       text check (werkgever ~ '^[0-9]{20}$'),
  gebruikersclaim text not null,
  rollenclaim     text not null,
  -- value in that claim to role of the house
  rollen          jsonb not null,
  -- acr of the provider to level of assurance (eIDAS)
  niveaus         jsonb not null,
  laagste_niveau  text not null check (laagste_niveau in ('laag', 'substantieel', 'hoog'))
);

-- of who signed in elsewhere there is a level, and no token yet
alter table aanmelding alter column jti drop not null, add column niveau text check (niveau in ('laag', 'substantieel', 'hoog'));

select bron.beveilig('identiteitsaanbieder');
select bron.zonder_organisatie('oauth_toestand', 'aanmeldingen die bezig zijn, hoogstens een kwartier: nog van niemand, en alleen te vinden met het geheim zelf');
`;

const down = /* sql */ `
delete from aanmelding where jti is null;
alter table aanmelding alter column jti set not null, drop column niveau;
drop table identiteitsaanbieder, oauth_toestand;
alter table applicatie drop column redirect_uris, drop column gebonden_tokens, drop column certificaatnaam, drop column jwks_uri, drop column clientauthenticatie;
delete from bron.zonder_organisatie where tabel = 'public.oauth_toestand';
`;

export const migratie: Migratie = { naam: '0005-oauth', up, down };
