/** Each record in a row of its own. */
export const ELK_EEN_RIJ = /* sql */ `if v_spoor <> '{}' then
    insert into bron.verwerking_uit (organisatie, traceparent, onderwerp, verwerking, beslissing)
      select o, x.spoor, x.onderwerp, x.verwerking::json, x.beslissing::json
      from unnest(v_spoor, v_onderwerp, v_verwerking, v_beslissing, bezwaren) as x(spoor, onderwerp, verwerking, beslissing, bezwaar)
      where x.bezwaar is null and (x.verwerking is not null or x.beslissing is not null);
  end if;`;

/** `bron.leg_vast` behind `create`, around what it does with the records. */
export const legVast = (regels: string): string => /* sql */ `function bron.leg_vast(
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
  end if;
  ${regels}
  return bezwaren;
end $$;`;
