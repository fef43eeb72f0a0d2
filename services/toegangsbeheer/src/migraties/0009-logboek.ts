import type { Migratie } from '@bronhuis/bron';

const up = /* sql */ `
-- A control of an employee that two persons agreed on: it opens the log of decisions for those two, for a while.
create table controle (
  organisatie text not null,
  id          uuid not null,
  medewerker  text not null,
  van         date not null,
  tot         date not null,
  inzage      text[] not null,
  inzage_tot  timestamptz not null,
  primary key (organisatie, id)
);
select bron.beveilig('controle');

-- How long what is done for this activity is kept (ISO 8601); null: its register did not say yet, so nothing goes.
alter table activiteit add column bewaartermijn text;

-- The log goes as its activity goes, and never in the first half year: whatever asks so.
grant delete on beslissing, aanmelding to {{toepassing}};
create function logboek_niet_te_vroeg() returns trigger language plpgsql as $$
begin
  if old.tijdstip > now() - interval '6 months' then raise exception 'Het logboek (%) wordt het eerste halfjaar niet gewist', tg_table_name; end if;
  return old;
end $$;
create trigger niet_te_vroeg before delete on beslissing for each row execute function logboek_niet_te_vroeg();
create trigger niet_te_vroeg before delete on aanmelding for each row execute function logboek_niet_te_vroeg();
`;

const down = /* sql */ `
drop trigger niet_te_vroeg on aanmelding;
drop trigger niet_te_vroeg on beslissing;
drop function logboek_niet_te_vroeg;
revoke delete on beslissing, aanmelding from {{toepassing}};
alter table activiteit drop column bewaartermijn;
drop table controle;
`;

export const migratie: Migratie = { naam: '0009-logboek', up, down };
