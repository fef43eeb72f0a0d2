import type { Migratie } from '@bronhuis/bron';

const up = /* sql */ `
-- The policies of the installation, version by version. What was put forward stays as it was: somebody judged that text.
create table beleidsversie (
  versie           bigint primary key check (versie >= 0),
  -- of this row; its ETag
  wijziging        bigint not null,
  registratietijd  timestamptz not null,
  status           text not null check (status in ('concept', 'voorgelegd', 'vastgesteld', 'afgewezen')),
  -- the version that the text was made from; 0 for the files that ship
  basis            bigint check (basis < versie),
  tekst            text not null,
  hash             text not null check (hash ~ '^[0-9a-f]{64}$'),
  onderzoek        jsonb,
  -- null: the files that ship
  auteur           text,
  auteur_van       text,
  reden            text not null,
  ingangsdatum     date not null,
  aangemaakt       timestamptz not null,
  voorgelegd_op    timestamptz,
  beoordelaar      text,
  beoordelaar_van  text,
  beoordeeld_op    timestamptz,
  oordeel          text,
  geldig_vanaf     date,
  terug_naar       bigint references beleidsversie (versie),
  check ((status in ('vastgesteld', 'afgewezen')) = (beoordeeld_op is not null)),
  check ((status = 'vastgesteld') = (geldig_vanaf is not null)),
  check ((versie = 0) = (auteur is null)),
  -- Two persons for a change, whatever the code says. Only a roll-back, to what two persons decided before, is one person's.
  check (status <> 'vastgesteld' or versie = 0 or terug_naar is not null or (beoordelaar is not null and beoordelaar <> auteur))
);
-- What was established last, of what has begun, holds: so no two share a moment.
create unique index beleidsversie_vastgesteld on beleidsversie (beoordeeld_op) where status = 'vastgesteld';

create function beleidsversie_blijft() returns trigger language plpgsql as $$
begin
  if old.status in ('vastgesteld', 'afgewezen')
     or (new.versie, new.aangemaakt, new.auteur, new.auteur_van, new.terug_naar) is distinct from (old.versie, old.aangemaakt, old.auteur, old.auteur_van, old.terug_naar)
     or (old.status = 'voorgelegd' and (new.status = 'concept'
       or (new.basis, new.tekst, new.hash, new.onderzoek, new.reden, new.ingangsdatum, new.voorgelegd_op)
          is distinct from (old.basis, old.tekst, old.hash, old.onderzoek, old.reden, old.ingangsdatum, old.voorgelegd_op)))
     or (old.status = 'concept' and new.status not in ('concept', 'voorgelegd')) then
    raise exception 'Versie % van het beleid (%) kan zo niet veranderen', old.versie, old.status;
  end if;
  return new;
end $$;
create trigger beleidsversie_blijft before update on beleidsversie for each row execute function beleidsversie_blijft();

select bron.zonder_organisatie('beleidsversie', 'het beleid is van de hele installatie: alle organisaties delen één bundel');
revoke delete on beleidsversie from {{toepassing}};
`;

const down = /* sql */ `
drop table beleidsversie;
drop function beleidsversie_blijft;
delete from bron.zonder_organisatie where tabel = 'public.beleidsversie';
`;

export const migratie: Migratie = { naam: '0003-beleidsversies', up, down };
