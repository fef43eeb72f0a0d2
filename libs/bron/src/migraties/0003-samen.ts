import type { Migratie } from '../migreer.ts';

const KOP = /* sql */ `create or replace function bron.leg_vast(
  bezwaren text[], o text,
  u_onderwerp text[], u_id uuid[], u_type text[], u_versie bigint[], u_payload text[],
  v_spoor text[], v_onderwerp text[], v_verwerking text[], v_beslissing text[],
  i_sleutel text[], i_hash text[], i_onderwerp text[], i_antwoord text[]
) returns text[] language plpgsql as $$
begin
  if i_sleutel <> '{}' then
    insert into bron.idempotentie (organisatie, sleutel, verzoek_hash, onderwerp, antwoord)
      select o, x.sleutel, x.hash, x.onderwerp, x.antwoord
      from unnest(i_sleutel, i_hash, i_onderwerp, i_antwoord, bezwaren) as x(sleutel, hash, onderwerp, antwoord, bezwaar)
      where x.bezwaar is null and x.sleutel is not null order by x.sleutel collate "C";
  end if;
  if u_id <> '{}' then
    insert into bron.uitgaand (organisatie, onderwerp, id, type, versie, payload)
      select o, x.onderwerp, x.id, x.type, x.versie, x.payload
      from unnest(u_onderwerp, u_id, u_type, u_versie, u_payload, bezwaren) as x(onderwerp, id, type, versie, payload, bezwaar)
      where x.bezwaar is null;
  end if;`;

const REGELS = /* sql */ `
    insert into bron.verwerking_uit (organisatie, traceparent, onderwerp, verwerking, beslissing)
      select o, x.spoor, x.onderwerp, x.verwerking::json, x.beslissing::json
      from unnest(v_spoor, v_onderwerp, v_verwerking, v_beslissing, bezwaren) as x(spoor, onderwerp, verwerking, beslissing, bezwaar)
      where x.bezwaar is null and (x.verwerking is not null or x.beslissing is not null);`;

const EINDE = /* sql */ `
  return bezwaren;
end $$;
`;

// The records of many writes of one moment are one row, as those of reads are, as long as they fit well within a message: a row
// for each is written twice (it is marked when it has left) and costs its indexes both times.
const up = /* sql */ `${KOP}
  if cardinality(bezwaren) > 1 and (select sum(octet_length(t)) from unnest(v_verwerking || v_beslissing) t) < 200000 then
    insert into bron.verwerking_uit (organisatie, verwerking, beslissing)
      select o, ('[' || string_agg(x.verwerking, ',') || ']')::json, ('[' || string_agg(x.beslissing, ',') || ']')::json
      from unnest(v_verwerking, v_beslissing, bezwaren) as x(verwerking, beslissing, bezwaar)
      where x.bezwaar is null
      having count(x.verwerking) + count(x.beslissing) > 0;
  elsif v_spoor <> '{}' then${REGELS}
  end if;${EINDE}`;

const down = /* sql */ `${KOP}
  if v_spoor <> '{}' then${REGELS}
  end if;${EINDE}`;

export const migratie: Migratie = { naam: '0003-samen', up, down };
