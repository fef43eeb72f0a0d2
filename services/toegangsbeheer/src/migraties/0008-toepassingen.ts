import type { Migratie } from '@bronhuis/bron';

const up = /* sql */ `
-- What an application brings of its own, for one organisatie: rules, what they may look at, and whom and what they are
-- about. As texts: a decision is made again with exactly what was decided with.
create table toepassingsversie (
  organisatie      text not null,
  applicatie       text not null references applicatie (id),
  versie           bigint not null check (versie > 0),
  beleid           text not null,
  schema           text,
  entiteiten       text not null,
  regels           integer not null,
  aantal           integer not null,
  hash             text not null check (hash ~ '^[0-9a-f]{64}$'),
  reden            text not null,
  auteur           text not null,
  aangemaakt       timestamptz not null,
  vastgesteld_door text,
  vastgesteld_op   timestamptz,
  primary key (organisatie, applicatie, versie),
  check ((vastgesteld_op is null) = (vastgesteld_door is null)),
  -- Two persons for a change, whatever the code says.
  check (vastgesteld_door <> auteur)
);
-- The newest of these holds; asked with each question of an application.
create index toepassingsversie_vastgesteld on toepassingsversie (organisatie, applicatie, versie) where vastgesteld_op is not null;

create function toepassingsversie_blijft() returns trigger language plpgsql as $$
begin
  if old.vastgesteld_op is not null or new.vastgesteld_op is null
     or (new.organisatie, new.applicatie, new.versie, new.beleid, new.schema, new.entiteiten, new.regels, new.aantal, new.hash, new.reden, new.auteur, new.aangemaakt)
        is distinct from
        (old.organisatie, old.applicatie, old.versie, old.beleid, old.schema, old.entiteiten, old.regels, old.aantal, old.hash, old.reden, old.auteur, old.aangemaakt) then
    raise exception 'Versie % van toepassing % verandert niet', old.versie, old.applicatie;
  end if;
  return new;
end $$;
create trigger toepassingsversie_blijft before update on toepassingsversie for each row execute function toepassingsversie_blijft();

select bron.beveilig('toepassingsversie');
revoke delete on toepassingsversie from {{toepassing}};
`;

const down = /* sql */ `
drop table toepassingsversie;
drop function toepassingsversie_blijft;
`;

export const migratie: Migratie = { naam: '0008-toepassingen', up, down };
