import type { Bron } from '@bronhuis/bron';
import { fragmentdelen, MARKERING, ontleed } from './zoekvraag.ts';

interface Rij {
  publicatie: string;
  document: string;
  pagina: number;
  titel: string;
  gemarkeerd: string;
  gepubliceerdOp: Date;
  rang: string;
}

export interface Treffer {
  publicatie: string;
  document: string;
  pagina: number;
  titel: string;
  fragment: string;
  fragmentdelen: { tekst: string; treffer: boolean }[];
  gepubliceerdOp: string;
  cursor: string;
}

// The best page of each document. Freshness adds a little and never multiplies: a newer one wins from an equal, an old
// one that fits better wins from a newer. The fragment is made for the rows shown only.
const ZOEK = /* sql */ `
with v as (select zoekvraag($2::jsonb) as q),
treffers as (
  select distinct on (g.document) g.document, g.publicatie, g.nummer, p.officiele_titel as titel, p.gepubliceerd_op,
    (ts_rank(g.zoek, v.q) + extract(epoch from p.gepubliceerd_op - timestamptz '2000-01-01Z') / 31557600 * 0.0005)::numeric(10, 6) as rang
  from v, pagina g join publicatie p on p.organisatie = g.organisatie and p.id = g.publicatie
  where g.organisatie = $1 and g.zoek @@ v.q and p.status = 'gepubliceerd'
  order by g.document, rang desc, g.nummer),
bladzij as (
  select * from treffers where $3::numeric is null or (rang, document) < ($3::numeric, $4::uuid) order by rang desc, document desc limit $5)
select b.publicatie, b.document, b.nummer as pagina, b.titel, b.gepubliceerd_op as "gepubliceerdOp", b.rang::text as rang,
  ts_headline('dutch', g.tekst, v.q, 'StartSel="${MARKERING.begin}", StopSel="${MARKERING.eind}", MaxWords=32, MinWords=14, MaxFragments=1') as gemarkeerd
from v, bladzij b join pagina g on g.organisatie = $1 and g.document = b.document and g.nummer = b.nummer
order by b.rang desc, b.document desc`;

const TEL = /* sql */ `
select count(distinct g.document) as aantal from (select zoekvraag($2::jsonb) as q) v, pagina g
  join publicatie p on p.organisatie = g.organisatie and p.id = g.publicatie
  where g.organisatie = $1 and g.zoek @@ v.q and p.status = 'gepubliceerd'`;

export async function zoek(bron: Bron, organisatie: string, q: string, na: string | null, omvang: number): Promise<Treffer[]> {
  const vraag = ontleed(q);
  if (vraag.length === 0) return [];
  const [rang = null, document = null] = na?.split('_') ?? [];
  const rijen = await bron.lees<Rij>({ organisatie }, { name: 'woo_zoek', text: ZOEK, values: [organisatie, JSON.stringify(vraag), rang, document, omvang + 1] });
  return rijen.map((r) => {
    const delen = fragmentdelen(r.gemarkeerd);
    return {
      publicatie: r.publicatie, document: r.document, pagina: r.pagina, titel: r.titel, fragment: delen.map((d) => d.tekst).join(''), fragmentdelen: delen,
      gepubliceerdOp: r.gepubliceerdOp.toISOString(), cursor: `${r.rang}_${r.document}`,
    };
  });
}

export async function telTreffers(bron: Bron, organisatie: string, q: string): Promise<number> {
  const vraag = ontleed(q);
  if (vraag.length === 0) return 0;
  const [rij] = await bron.lees<{ aantal: number }>({ organisatie }, { name: 'woo_zoek_telling', text: TEL, values: [organisatie, JSON.stringify(vraag)] });
  return rij?.aantal ?? 0;
}
