import type { Migratie } from '@bronhuis/bron';

const kop = 'create or replace function gegevens_zonder(p_gegevens jsonb, p_verborgen jsonb) returns jsonb language plpgsql immutable strict parallel safe as';

const up = /* sql */ `
-- As before, and what is "***" in the tree is masked: {"houder":{"telefoon":"***"}}. A text becomes that, anything else goes.
-- The same rule as strip of objecttypen/zicht.ts.
${kop} $$
declare
  uit jsonb := p_gegevens;
  deel text;
  onder jsonb;
begin
  if jsonb_typeof(p_gegevens) = 'array' then
    onder := p_verborgen -> '*';
    if onder is null then return p_gegevens; end if;
    if onder = 'true' then return '[]'; end if;
    select coalesce(jsonb_agg(case when onder = '"***"' then onder else gegevens_zonder(e.w, onder) end order by e.nr), '[]') into uit
      from jsonb_array_elements(p_gegevens) with ordinality as e(w, nr) where onder <> '"***"' or jsonb_typeof(e.w) = 'string';
  elsif jsonb_typeof(p_gegevens) = 'object' then
    for deel, onder in select key, value from jsonb_each(p_verborgen) where p_gegevens ? key loop
      uit := case
        when onder = 'true' or (onder = '"***"' and jsonb_typeof(p_gegevens -> deel) <> 'string') then uit - deel
        when onder = '"***"' then jsonb_set(uit, array[deel], onder)
        else jsonb_set(uit, array[deel], gegevens_zonder(p_gegevens -> deel, onder)) end;
    end loop;
  end if;
  return uit;
end $$;
`;

const down = /* sql */ `
${kop} $$
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
`;

export const migratie: Migratie = { naam: '0016-maskers', up, down };
