import type { Migratie } from '@bronhuis/bron';

const up = /* sql */ `
-- Data without what is hidden, which is a tree: {"houder":{"bsn":true},"delen":{"*":{"naam":true}}}, in which * is each
-- member of a list. The same rule as strip of objecttypen/zicht.ts.
create function gegevens_zonder(p_gegevens jsonb, p_verborgen jsonb) returns jsonb language plpgsql immutable strict parallel safe as $$
declare
  uit jsonb := p_gegevens;
  deel text;
  onder jsonb;
begin
  if jsonb_typeof(p_gegevens) = 'array' then
    onder := p_verborgen -> '*';
    if onder is null then return p_gegevens; end if;
    if onder = 'true' then return '[]'; end if;
    select coalesce(jsonb_agg(gegevens_zonder(e.w, onder) order by e.nr), '[]') into uit from jsonb_array_elements(p_gegevens) with ordinality as e(w, nr);
  elsif jsonb_typeof(p_gegevens) = 'object' then
    for deel, onder in select key, value from jsonb_each(p_verborgen) where p_gegevens ? key loop
      uit := case when onder = 'true' then uit - deel else jsonb_set(uit, array[deel], gegevens_zonder(p_gegevens -> deel, onder)) end;
    end loop;
  end if;
  return uit;
end $$;

revoke execute on function gegevens_zonder(jsonb, jsonb) from public;
grant execute on function gegevens_zonder(jsonb, jsonb) to {{toepassing}};
`;

const down = /* sql */ `
drop function gegevens_zonder(jsonb, jsonb);
`;

export const migratie: Migratie = { naam: '0008-zicht', up, down };
