import type { Bron, Tx } from '@bronhuis/bron';
import type { Typeinhoud } from '../../objecttypen/objecttype.ts';
import type { Typegegevens } from './objecttype.ts';

/** Everything that is kept of a type: ours, and what the Objecttypes API adds to it. */
export interface Typestand {
  id: string;
  naam: string;
  /** The newest published version; 0 when there is none. */
  versie: number;
  inhoud: Typeinhoud | null;
  concept: Typeinhoud | null;
  gegevens: Typegegevens | null;
  gemaakt: Date;
  gewijzigd: Date;
}

export interface Versierij {
  versie: number;
  status: 'draft' | 'published' | 'deprecated';
  schema: Record<string, unknown>;
  jsonSchema: Record<string, unknown> | null;
  gemaakt: Date;
  gewijzigd: Date;
  gepubliceerd: Date | null;
}

// Only registrations are objects to that API.
const TYPEN = `select t.id, t.naam, t.versie, v.inhoud, c.inhoud as concept, f.gegevens,
    coalesce(f.gemaakt, (select min(e.registratietijd) from objecttype_versie e where e.organisatie = t.organisatie and e.objecttype = t.id), c.registratietijd, t.registratietijd) as gemaakt,
    greatest(f.gewijzigd, v.registratietijd, c.registratietijd, t.registratietijd) as gewijzigd
  from objecttype t
  left join objecttype_versie v on v.organisatie = t.organisatie and v.objecttype = t.id and v.versie = t.versie
  left join objecttype_concept c on c.organisatie = t.organisatie and c.objecttype = t.id
  left join objecttypes_v2_type f on f.organisatie = t.organisatie and f.objecttype = t.id
  where t.organisatie = $1 and t.soort = 'registratie' and ($2::uuid is null or t.id = $2) order by gemaakt desc, t.id desc`;

export const leesTypen = (bron: Bron, organisatie: string, id: string | null): Promise<Typestand[]> =>
  bron.lees<Typestand>({ organisatie }, { name: 'objecttypes_v2_typen', text: TYPEN, values: [organisatie, id] });

/** For a change that holds the type. */
export async function leesTypeIn(tx: Tx, id: string): Promise<Typestand | null> {
  const [stand] = await tx.query<Typestand>(TYPEN, [tx.organisatie, id]);
  return stand ?? null;
}

const VERSIES = `select x.versie, x.status, x.schema, f.json_schema as "jsonSchema", least(f.gemaakt, x.tijd) as gemaakt, greatest(f.gewijzigd, x.tijd) as gewijzigd, x.gepubliceerd
  from (
    select v.versie, case when u.versie is null then 'published' else 'deprecated' end as status, v.inhoud->'schema' as schema, coalesce(u.registratietijd, v.registratietijd) as tijd, v.registratietijd as gepubliceerd
      from objecttype_versie v
      left join objecttype_uitfasering u on u.organisatie = v.organisatie and u.objecttype = v.objecttype and u.versie = v.versie
      where v.organisatie = $1 and v.objecttype = $2
    union all
    select t.versie + 1, 'draft', c.inhoud->'schema', c.registratietijd, null
      from objecttype_concept c join objecttype t on t.organisatie = c.organisatie and t.id = c.objecttype
      where c.organisatie = $1 and c.objecttype = $2) x
  left join objecttypes_v2_versie f on f.organisatie = $1 and f.objecttype = $2 and f.versie = x.versie
  order by x.versie desc`;

export const leesVersies = (bron: Bron, organisatie: string, id: string): Promise<Versierij[]> =>
  bron.lees<Versierij>({ organisatie }, { name: 'objecttypes_v2_versies', text: VERSIES, values: [organisatie, id] });

export const leesVersiesIn = (tx: Tx, id: string): Promise<Versierij[]> => tx.query<Versierij>(VERSIES, [tx.organisatie, id]);
