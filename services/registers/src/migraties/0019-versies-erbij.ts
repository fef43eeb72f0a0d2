import type { Migratie } from '@bronhuis/bron';
import { HOUD_SLEUTELS, NIEUW_PER_TYPE, SLEUTEL, SLEUTELS_BIJ, STAAT, VUL_SLEUTELS } from './0009-sleutels.ts';
import { IN_INDEX, UIT_INDEX, vulling } from './0010-indexen.ts';

const GETAL = "abs(p_getal) > 1.7976931348623157e308 then case when p_getal > 0 then 'Infinity' else '-Infinity' end::float8\n    when abs(p_getal) < 5e-324 then 0 else p_getal::float8 end";
const benaderd = (taal: 'sql' | 'plpgsql', tekst: string): string => /* sql */ `
create or replace function benaderd(p_getal numeric) returns float8 language ${taal} immutable strict parallel safe as $$
${tekst}
$$;`;

/**
 * What 0009 does with the keys of what was written, of the type `groep`; the key of a first version is never that of its object
 * already. With `alleen`: which keys of what was corrected may be free again.
 */
const sleutels = (alleen: string): string => /* sql */ `
    perform pg_advisory_xact_lock_shared(sleutel_slot(groep.organisatie, groep.objecttype));
    select k.paden into p from objecttype_sleutel k where k.organisatie = groep.organisatie and k.objecttype = groep.objecttype;
    if p is not null then
      if exists (select from nieuw where correctie_voor is not null) then
        delete from object_sleutel k
        where k.organisatie = groep.organisatie and k.objecttype = groep.objecttype and k.object = any(array(select object from nieuw where correctie_voor is not null))${alleen}
          and not exists (select from object_versie v cross join ${SLEUTEL('v.gegevens', 'p')}
            where v.organisatie = k.organisatie and v.object = k.object and s.sleutel = k.sleutel and ${STAAT('v')});
      end if;
      insert into object_sleutel (organisatie, objecttype, sleutel, object)
        select distinct groep.organisatie, groep.objecttype, s.sleutel, n.object
        from nieuw n
        cross join ${SLEUTEL('n.gegevens', 'p')}
        where (groep.typen = 1 or n.object = any(groep.objecten)) and s.sleutel is not null
          and (n.versie = 1 or (select k.object from object_sleutel k where k.organisatie = groep.organisatie and k.objecttype = groep.objecttype and k.sleutel = s.sleutel) is distinct from n.object)
        order by s.sleutel;
    end if;`;

/** One value of each version, at one member of its data: the most of all indexes, and of what is new there is no row yet. */
const enkel = (tabel: string, kolommen: string, waarden: string, functie: string): string => /* sql */ `
        insert into ${tabel} (organisatie, nr, object, versie, ${kolommen})
          select n.organisatie, i.nr, n.object, n.versie, ${waarden}
          from nieuw n cross join lateral (select ${functie}(n.gegevens -> enkel, i.soort) as waarde) t
          where groep.typen = 1 or n.object = any(groep.objecten);`;

/** What has to be done for each version that was written: `eerst` of all of them, and of the type `groep` what comes after its keys. */
export const ERBIJ = (verder: string, { eerst = '', alleen = '' } = {}): string => /* sql */ `function object_versie_erbij() returns trigger language plpgsql as $$
declare
  groep record;
  p text[];
  i object_index;
  enkel text;
begin${eerst}
  for groep in
    ${NIEUW_PER_TYPE}
  loop${sleutels(alleen)}${verder}
    for i in select * from object_index x where x.organisatie = groep.organisatie and x.objecttype = groep.objecttype and x.status <> 'weg' order by x.nr loop
      enkel := case when not i.lijst and jsonb_array_length(i.stappen -> 0) = 1 then i.stappen #>> '{0,0}' end;
      if enkel is not null and i.soort in ('tekst', 'datum') then${enkel('object_index_tekst', 'waarde, klein', "t.waarde, case when i.soort = 'tekst' then left(lower(t.waarde), 90) end", 'index_tekst')}
      elsif enkel is not null and i.soort <> 'woorden' then${enkel('object_index_getal', 'waarde', 't.waarde', 'index_getal')}
      else${vulling('(select * from nieuw w where groep.typen = 1 or w.object = any(groep.objecten)) n')}
      end if;
    end loop;
  end loop;
  return null;
end $$;`;

/** What an object takes with it, beside its versions. */
export const BIJ_OBJECT = ['object_sleutel', 'object_index_tekst', 'object_index_getal', 'object_index_woorden'];
export const UIT = (tabellen: readonly string[]): string => /* sql */ `create or replace function object_uit_index() returns trigger language plpgsql as $$
begin
${tabellen.map((t) => `  delete from ${t} w using weg o where w.organisatie = o.organisatie and w.object = o.id;`).join('\n')}
  return null;
end $$;`;

const up = /* sql */ `
-- What has to be done for each version that was written is one walk along them: two triggers looked up everything twice.
create ${ERBIJ('')}
drop trigger sleutels on object_versie;
drop trigger object_versie_in_index on object_versie;
drop function houd_sleutels(), object_versie_in_index();
create trigger object_versie_erbij after insert on object_versie referencing new table as nieuw for each statement execute function object_versie_erbij();

-- Keys go with their object as the rows of its indexes do. They are written for an object that is held, by the trigger above
-- and by the filling below: a foreign key would look, for each of them, for what was there a moment ago.
create or replace function vul_sleutels(p_organisatie text, p_objecttype uuid, p_objecten uuid[]) returns void language plpgsql as $$
begin
  -- Somebody may be destroying one; what is gone once this is held, is not read any more.
  perform from object o where o.organisatie = p_organisatie and o.id = any(p_objecten) order by o.id for key share;
  insert into object_sleutel (organisatie, objecttype, sleutel, object)
    select distinct v.organisatie, p_objecttype, s.sleutel, v.object
    from objecttype_sleutel k join object_versie v on v.organisatie = k.organisatie and v.object = any(p_objecten)
    cross join ${SLEUTEL('v.gegevens', 'k.paden')}
    where k.organisatie = p_organisatie and k.objecttype = p_objecttype and s.sleutel is not null and ${STAAT('v')}
    order by s.sleutel;
end $$;
alter table object_sleutel drop constraint object_sleutel_organisatie_object_fkey;
${UIT(BIJ_OBJECT)}
${benaderd('plpgsql', `begin\n  return case when ${GETAL};\nend`)}
revoke execute on function object_versie_erbij() from public;
`;

const down = /* sql */ `
drop trigger object_versie_erbij on object_versie;
drop function object_versie_erbij();
${HOUD_SLEUTELS}
${SLEUTELS_BIJ}
${IN_INDEX}
revoke execute on function houd_sleutels(), object_versie_in_index() from public;
${benaderd('sql', `  select case when ${GETAL}`)}
${UIT_INDEX.replace('create function', 'create or replace function')}
${VUL_SLEUTELS.replace('create function', 'create or replace function')}
alter table object_sleutel add constraint object_sleutel_organisatie_object_fkey foreign key (organisatie, object) references object (organisatie, id) on delete cascade;
`;

export const migratie: Migratie = { naam: '0019-versies-erbij', up, down };
