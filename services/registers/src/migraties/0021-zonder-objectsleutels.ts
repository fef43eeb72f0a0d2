import type { Migratie } from '@bronhuis/bron';
import { SLEUTEL } from './0009-sleutels.ts';
import { ERBIJ, UIT } from './0019-versies-erbij.ts';
import { MET_PLAATS, PLAATSEN } from './0020-plaatsen.ts';

const WAARDEN = ['object_index_tekst', 'object_index_getal'];

/** Later than the version before it is later than all of them. */
const eerst = /* sql */ `
  if exists (select from nieuw n where n.versie > 1 and n.registratietijd <= (
      select v.registratietijd from object_versie v where v.organisatie = n.organisatie and v.object = n.object and v.versie < n.versie order by v.versie desc limit 1)) then
    raise unique_violation using constraint = 'object_versie_moment', message = 'a version is registered later than the one before it';
  end if;`;

/** Those of the versions that were corrected. */
const alleen = /* sql */ `
          and k.sleutel = any(array(select s.sleutel from nieuw n
            join object_versie v on v.organisatie = n.organisatie and v.object = n.object and v.versie = n.correctie_voor
            cross join ${SLEUTEL('v.gegevens', 'p')}))`;

/** The rows of the object that goes in the table of the index `i`: at the values that its versions have. */
const uit = (tabel: string, functie: string): string => /* sql */ `
      delete from ${tabel} w where w.organisatie = i.organisatie and w.nr = i.nr and w.object = old.id
        and w.waarde = any(array(select ${functie}(b.w, i.soort) from object_versie v cross join lateral index_bladeren(v.gegevens, i.stappen -> 0) b(w)
          where v.organisatie = old.organisatie and v.object = old.id));
      delete from ${tabel} w where w.organisatie = i.organisatie and w.nr = i.nr and w.object = old.id and w.waarde is null;`;

const up = /* sql */ `
-- Nobody asks what stands beside an object by the object, but who takes it away. Of those rows the object had an index entry
-- each, a third of all entries of a write: they are found by what they were made of, as questions find them.
-- Of places it keeps one: thousands may lie on the same spot.
-- First what takes long, and keeps nobody from reading.
${WAARDEN.map((t) => `create unique index ${t}_enig on ${t} (organisatie, nr, waarde, object, versie) nulls not distinct;`).join('\n')}
${WAARDEN.map((t) => `drop index ${t}_waarde, ${t}_object;
alter index ${t}_enig rename to ${t}_waarde;`).join('\n')}
drop index object_sleutel_object;
-- Two versions never share a moment of registration: each is later than the one before it, which a first version has not.
alter table object_versie drop constraint object_versie_moment;
create or replace ${ERBIJ(PLAATSEN, { eerst, alleen })}

drop trigger object_uit_index on object;
-- Before the object goes: after it, its versions have gone too. It is locked by then, so who fills a key or an index waits.
-- A function that says what of a value is kept (index_tekst, index_getal, sleutel_hash) can only change with the rows it made.
create or replace function object_uit_index() returns trigger language plpgsql as $$
declare
  p text[];
  i object_index;
begin
  select k.paden into p from objecttype_sleutel k where k.organisatie = old.organisatie and k.objecttype = old.objecttype;
  if p is not null then
    delete from object_sleutel k
    where k.organisatie = old.organisatie and k.objecttype = old.objecttype and k.object = old.id
      and k.sleutel = any(array(select s.sleutel from object_versie v cross join ${SLEUTEL('v.gegevens', 'p')} where v.organisatie = old.organisatie and v.object = old.id));
  end if;
  for i in select * from object_index x where x.organisatie = old.organisatie and x.objecttype = old.objecttype and x.soort <> 'woorden' order by x.nr loop
    if i.soort in ('tekst', 'datum') then${uit('object_index_tekst', 'index_tekst')}
    else${uit('object_index_getal', 'index_getal')}
    end if;
  end loop;
  delete from object_index_woorden w where w.organisatie = old.organisatie and w.object = old.id;
  delete from object_plaats w where w.organisatie = old.organisatie and w.object = old.id;
  return old;
end $$;
create trigger object_uit_index before delete on object for each row execute function object_uit_index();
`;

const down = /* sql */ `
drop trigger object_uit_index on object;
${UIT(MET_PLAATS)}
create trigger object_uit_index after delete on object referencing old table as weg for each statement execute function object_uit_index();
create or replace ${ERBIJ(PLAATSEN)}
alter table object_versie add constraint object_versie_moment unique (organisatie, object, registratietijd);
create index object_sleutel_object on object_sleutel (organisatie, object);
${WAARDEN.map((t) => `create unique index ${t}_object on ${t} (organisatie, object, versie, nr, waarde) nulls not distinct;
drop index ${t}_waarde;
create index ${t}_waarde on ${t} (organisatie, nr, waarde, object, versie);`).join('\n')}
`;

export const migratie: Migratie = { naam: '0021-zonder-objectsleutels', up, down };
