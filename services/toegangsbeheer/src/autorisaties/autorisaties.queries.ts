import type { Vraag } from '@bronhuis/bron';
import type { Stand } from './autorisatie.ts';

export interface AcRij extends Stand {
  id: string;
  applicatie: string;
  naam: string;
  uitvoerder: string | null;
}

const RIJ = `c.id, c.applicatie, a.naam, a.uitvoerder, c.client_ids as "clientIds", c.heeft_alle as "heeftAlleAutorisaties",
    c.alleen_gereed as "alleenIsGereedVoorPublicatie", c.autorisaties`;
const UIT = 'from ac_applicatie c join applicatie a on a.id = c.applicatie where c.organisatie = $1 and c.vervallen_op is null';

export const vraagAcApplicatie = (organisatie: string, id: string): Vraag => ({ name: 'ac-applicatie', text: `select ${RIJ} ${UIT} and c.id = $2`, values: [organisatie, id] });

export const vraagVanClient = (organisatie: string, clientId: string): Vraag => ({ name: 'ac-applicatie-client', text: `select ${RIJ} ${UIT} and $2 = any(c.client_ids)`, values: [organisatie, clientId] });

export interface AcLijst {
  count: number;
  rijen: AcRij[];
}

/** One page, with the count of all. */
export const vraagAcApplicaties = (organisatie: string, clientIds: string[] | null, vanaf: number, omvang: number): Vraag => ({
  name: 'ac-applicaties',
  text: `with alle as (select ${RIJ} ${UIT} and ($2::text[] is null or c.client_ids && $2::text[]))
    select (select count(*)::int from alle) as count, coalesce((select json_agg(b) from (select * from alle order by id limit $4 offset $3) b), '[]') as rijen`,
  values: [organisatie, clientIds, vanaf, omvang],
});
