import type { Migratie } from '@bronhuis/bron';

const up = /* sql */ `
-- A moment of RFC 3339 as seconds since 1970, or null for any other text. Arithmetic instead of a cast: what data of an
-- older version of a type holds is then never an error of the question, and the function is immutable, so an index may use it.
create function tijdstip_getal(t text) returns numeric language sql immutable strict parallel safe as $$
  select (365 * d.jaar + d.jaar / 4 - d.jaar / 100 + d.jaar / 400 + (153 * d.maand + 2) / 5 + d.dag - 719469)::numeric * 86400
    + d.uur * 3600 + d.minuut * 60 + d.seconde - d.verschil
  from (
    select m[1]::int - (m[2]::int <= 2)::int as jaar, (m[2]::int + 9) % 12 as maand, m[3]::int as dag,
      m[4]::int as uur, m[5]::int as minuut, m[6]::numeric as seconde,
      coalesce((m[7] || '1')::int * (m[8]::int * 3600 + coalesce(m[9], '0')::int * 60), 0) as verschil
    from regexp_match(t, '^([0-9]{4})-([0-9]{2})-([0-9]{2})[Tt ]([0-9]{2}):([0-9]{2}):([0-9]{2}(?:[.][0-9]{1,9})?)(?:[Zz]|([+-])([0-9]{2}):?([0-9]{2})?)$') as m
    where m is not null) as d
$$;

-- A question has as many shapes as callers can think of. As the argument of a function it is one statement for the
-- connection, that remembers each statement it was ever sent, and it is planned for its own values. Rights and row
-- security are those of the caller.
create function stel_vraag(p_vraag text, p_waarden text[]) returns setof text language plpgsql as $$
begin
  return query execute p_vraag using p_waarden;
end $$;

revoke execute on function tijdstip_getal(text), stel_vraag(text, text[]) from public;
grant execute on function tijdstip_getal(text), stel_vraag(text, text[]) to {{toepassing}};
`;

const down = /* sql */ `
drop function stel_vraag(text, text[]), tijdstip_getal(text);
`;

export const migratie: Migratie = { naam: '0006-vragen', up, down };
