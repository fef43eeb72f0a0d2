import type { Migratie } from '../migreer.ts';
import { ELK_EEN_RIJ, legVast } from './leg-vast.ts';

// The records of many writes of one moment are one row, as those of reads are, as long as they fit well within a message: a row
// for each is written twice (it is marked when it has left) and costs its indexes both times.
const up = /* sql */ `
create or replace ${legVast(/* sql */ `if cardinality(bezwaren) > 1 and (select sum(octet_length(t)) from unnest(v_verwerking || v_beslissing) t) < 200000 then
    insert into bron.verwerking_uit (organisatie, verwerking, beslissing)
      select o, ('[' || string_agg(x.verwerking, ',') || ']')::json, ('[' || string_agg(x.beslissing, ',') || ']')::json
      from unnest(v_verwerking, v_beslissing, bezwaren) as x(verwerking, beslissing, bezwaar)
      where x.bezwaar is null
      having count(x.verwerking) + count(x.beslissing) > 0;
  else
  ${ELK_EEN_RIJ}
  end if;`)}
`;

const down = /* sql */ `
create or replace ${legVast(ELK_EEN_RIJ)}
`;

export const migratie: Migratie = { naam: '0003-samen', up, down };
