import type { Migratie } from '../migreer.ts';
import { ELK_EEN_RIJ, legVast } from './leg-vast.ts';

export const ORGANISATIE = /* sql */ `function bron.organisatie() returns text language plpgsql stable parallel safe as $$
declare o text := current_setting('bron.organisatie', true);
begin
  -- twenty digits, as o ~ '^[0-9]{20}$' says it, for a third of the price
  if o is null or length(o) <> 20 or ltrim(o, '0123456789') <> '' then
    raise exception 'Er is geen organisatie gezet voor deze transactie' using errcode = 'BRN01';
  end if;
  return o;
end $$;`;

const up = /* sql */ `
revoke create on schema public from public;
grant usage on schema public, bron to {{toepassing}}, {{werker}};

-- Raises instead of returning null: an empty result would turn a bug into a 404. plpgsql and stable: measured, an SQL
-- function here makes an insert twice as slow. Policies call it as it is: a key of an index, or, beside "organisatie = $1",
-- one comparison before the rows. An init plan for each table costs more than the call.
create ${ORGANISATIE}

create table bron.zonder_organisatie (
  tabel text primary key,
  reden text not null check (length(reden) >= 10)
);

-- What a row must be stands in WITH CHECK of the policies and not in check constraints: a policy is part of the plan, the
-- text of a check constraint is parsed anew by every statement that writes (measured: a fifth of a create).
create function bron.beveilig(tabel regclass) returns void language plpgsql as $$
declare oin constant text := 'length(organisatie) = 20 and ltrim(organisatie, ''0123456789'') = ''''';
begin
  if not exists (select 1 from pg_attribute where attrelid = tabel and attname = 'organisatie'
                   and atttypid = 'text'::regtype and attnotnull and not attisdropped) then
    raise exception 'Tabel % heeft geen kolom "organisatie text not null"', tabel;
  end if;
  execute format('alter table %s enable row level security', tabel);
  execute format('alter table %s force row level security', tabel);
  execute format('create policy organisatie on %s to {{toepassing}} using (organisatie = bron.organisatie()) with check (organisatie = bron.organisatie())', tabel);
  execute format('create policy eigenaar on %s to {{eigenaar}} using (true) with check (%s)', tabel, oin);
  execute format('grant select, insert, update, delete on %s to {{toepassing}}', tabel);
end $$;

create function bron.beveilig_alleen_toevoegen(tabel regclass) returns void language plpgsql as $$
begin
  perform bron.beveilig(tabel);
  execute format('revoke update, delete on %s from {{toepassing}}', tabel);
end $$;

create function bron.zonder_organisatie(tabel regclass, reden text) returns void language plpgsql as $$
begin
  insert into bron.zonder_organisatie (tabel, reden)
    select n.nspname || '.' || c.relname, zonder_organisatie.reden
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.oid = zonder_organisatie.tabel;
  execute format('grant select, insert, update, delete on %s to {{toepassing}}', tabel);
end $$;

create function bron.voor_werker(tabel regclass) returns void language plpgsql as $$
declare oin constant text := 'length(organisatie) = 20 and ltrim(organisatie, ''0123456789'') = ''''';
begin
  execute format('create policy werker on %s to {{werker}} using (true) with check (%s)', tabel, oin);
  execute format('grant select, insert, update, delete on %s to {{werker}}', tabel);
end $$;

-- Outbox: a queue with a "not yet sent" index, not a cursor over a number (a cursor loses what commits late). No partial
-- indexes here: their condition is prepared anew by every insert. Subjects and keys are compared as bytes ("C").
create table bron.uitgaand (
  organisatie text not null,
  onderwerp   text collate "C" not null,
  volgnummer  bigint generated always as identity,
  id          uuid not null,
  type        text not null,
  versie      bigint not null,
  payload     text not null,
  aangemaakt  timestamptz not null default clock_timestamp(),
  verzonden   timestamptz,
  -- the thing was destroyed while this waited: the row goes as soon as it is sent
  wissen      boolean not null default false,
  primary key (organisatie, onderwerp, volgnummer)
);
-- "where verzonden is null order by verzonden, volgnummer" is the queue, "verzonden < ..." what may go
create index uitgaand_verzonden on bron.uitgaand (verzonden, volgnummer);

-- Records of processings and decisions on their way to verantwoording and toegangsbeheer. json, not jsonb: sent as written.
create table bron.verwerking_uit (
  organisatie text not null,
  volgnummer  bigint generated always as identity,
  onderwerp   text collate "C",
  verwerking  json,
  beslissing  json,
  traceparent text not null,
  aangemaakt  timestamptz not null default clock_timestamp(),
  verzonden   timestamptz,
  wissen      boolean not null default false
);
-- No primary key: nothing looks a record up, and each index costs every write.
create index verwerking_uit_verzonden on bron.verwerking_uit (verzonden, volgnummer);
create index verwerking_uit_onderwerp on bron.verwerking_uit (organisatie, onderwerp);

-- Inbox: which event a consumer has seen (kept 21 days) and how often it was tried.
create table bron.inkomend (
  organisatie text not null,
  consument   text not null,
  id          text not null,
  domein      text not null,
  onderwerp   text not null,
  versie      bigint not null,
  pogingen    integer not null default 0,
  ontvangen   timestamptz not null default clock_timestamp(),
  verwerkt    timestamptz,
  primary key (organisatie, consument, id)
);
create index inkomend_onderwerp on bron.inkomend (organisatie, onderwerp);
create index inkomend_ontvangen on bron.inkomend (ontvangen);

-- The highest version that a consumer has applied; lives as long as the thing may send events.
create table bron.inkomend_stand (
  organisatie text not null,
  consument   text not null,
  domein      text not null,
  onderwerp   text not null,
  hoogste     bigint not null,
  bijgewerkt  timestamptz not null default clock_timestamp(),
  primary key (organisatie, consument, domein, onderwerp)
);

-- What keeps failing: visible, with its reason, and to be replayed.
create table bron.geparkeerd (
  organisatie text not null,
  consument   text not null,
  id          text not null,
  domein      text not null,
  onderwerp   text not null,
  versie      bigint not null,
  reden       text not null,
  pogingen    integer not null,
  payload     text not null,
  geparkeerd  timestamptz not null default clock_timestamp(),
  opnieuw     timestamptz,
  primary key (organisatie, consument, id)
);
create index geparkeerd_onderwerp on bron.geparkeerd (organisatie, onderwerp);

-- text, not jsonb: a repeated request gets the first answer byte for byte.
create table bron.idempotentie (
  organisatie  text not null,
  sleutel      text collate "C" not null,
  verzoek_hash text not null,
  onderwerp    text collate "C",
  antwoord     text not null,
  aangemaakt   timestamptz not null default clock_timestamp(),
  primary key (organisatie, sleutel)
);
create index idempotentie_onderwerp on bron.idempotentie (organisatie, onderwerp);
create index idempotentie_aangemaakt on bron.idempotentie using brin (aangemaakt);

select bron.beveilig(t) from unnest(array[
  'bron.uitgaand', 'bron.verwerking_uit', 'bron.inkomend', 'bron.inkomend_stand', 'bron.geparkeerd', 'bron.idempotentie']::regclass[]) t;
select bron.voor_werker(t) from unnest(array[
  'bron.uitgaand', 'bron.verwerking_uit', 'bron.inkomend', 'bron.inkomend_stand', 'bron.geparkeerd']::regclass[]) t;

alter policy organisatie on bron.idempotentie with check (organisatie = bron.organisatie() and length(sleutel) between 1 and 1000);
alter policy organisatie on bron.verwerking_uit with check (organisatie = bron.organisatie() and (verwerking is not null or beslissing is not null));
alter policy werker on bron.verwerking_uit with check (length(organisatie) = 20 and ltrim(organisatie, '0123456789') = ''
  and (verwerking is not null or beslissing is not null));

-- What was written to go out is not rewritten: the application may only mark it, or remove it when its thing is destroyed.
revoke update on bron.uitgaand, bron.verwerking_uit from {{toepassing}};
grant update (wissen) on bron.uitgaand, bron.verwerking_uit to {{toepassing}};

-- The start of a write with an Idempotency-Key in one call: sets the organisation, waits for whoever holds the same key,
-- and then (a volatile function looks anew for each statement) sees the answer that the first one left.
create function bron.open_sleutel(o text, s text) returns text[] language plpgsql volatile as $$
declare
  stil text;
  eerder text[];
begin
  -- assignments, not PERFORM: plpgsql evaluates a plain expression without a plan
  stil := set_config('bron.organisatie', o, true);
  stil := pg_advisory_xact_lock(hashtextextended(o || ' ' || s, 0))::text;
  select array[i.verzoek_hash, i.antwoord] into eerder from bron.idempotentie i where i.organisatie = o and i.sleutel = s;
  return eerder;
end $$;

-- The end of a write, of one or of many of one moment: events, records, and the answers of keys. Of many it stands around
-- their writes in the same statement, leg_vast(maak_dingen(...), ...): what stood in the way of one goes back to the caller
-- and leaves nothing, and the statement is the whole transaction: no BEGIN, no COMMIT, one round trip. A key that is already
-- there is a unique violation of idempotentie_pkey, after waiting for whoever was writing it; in the order of the keys, so
-- that two never wait for each other.
create ${legVast(ELK_EEN_RIJ)}

insert into bron.zonder_organisatie (tabel, reden) values
  ('bron.migratie', 'lijst van uitgevoerde migraties; alleen de eigenaar komt erbij'),
  ('bron.zonder_organisatie', 'de lijst zelf; alleen de eigenaar komt erbij');

-- Housekeeping over all tenants without giving the worker a view on the answers.
create function bron.ruim_op() returns bigint language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare n bigint; totaal bigint := 0;
begin
  delete from bron.idempotentie where aangemaakt < clock_timestamp() - interval '7 days';
  get diagnostics n = row_count; totaal := totaal + n;
  delete from bron.uitgaand where verzonden is not null and (wissen or verzonden < clock_timestamp() - interval '14 days');
  get diagnostics n = row_count; totaal := totaal + n;
  delete from bron.verwerking_uit where verzonden is not null and (wissen or verzonden < clock_timestamp() - interval '14 days');
  get diagnostics n = row_count; totaal := totaal + n;
  delete from bron.inkomend where ontvangen < clock_timestamp() - interval '21 days';
  get diagnostics n = row_count; totaal := totaal + n;
  return totaal;
end $$;

revoke execute on all functions in schema bron from public;
grant execute on function bron.organisatie() to {{toepassing}}, {{werker}}, {{eigenaar}};
grant execute on function bron.ruim_op() to {{werker}};
grant execute on function bron.open_sleutel, bron.leg_vast to {{toepassing}};
`;

const down = /* sql */ `
drop function bron.ruim_op(), bron.leg_vast, bron.open_sleutel;
drop table bron.idempotentie, bron.geparkeerd, bron.inkomend_stand, bron.inkomend, bron.verwerking_uit, bron.uitgaand;
drop function bron.voor_werker(regclass), bron.zonder_organisatie(regclass, text),
  bron.beveilig_alleen_toevoegen(regclass), bron.beveilig(regclass);
drop table bron.zonder_organisatie;
drop function bron.organisatie();
revoke usage on schema public, bron from {{toepassing}}, {{werker}};
`;

export const migratie: Migratie = { naam: '0001-bron', up, down };
