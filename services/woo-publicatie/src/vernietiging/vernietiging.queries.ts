import type { Bron } from '@bronhuis/bron';
import { categorieVan } from '../sitemaps/categorieen.ts';
import type { TeVernietigen } from './plan.ts';

type Rij = Omit<TeVernietigen, 'publicaties'> & {
  publicaties: (Omit<TeVernietigen['publicaties'][number], 'categorienaam'> & { categorie: string })[];
};

const TE_VERNIETIGEN = /* sql */ `
select v.id, d.kenmerk, coalesce(d.status, 'afgesloten') as status, d.uitkomst, d.einddatum, coalesce(d.bronversie, 0) as bronversie,
  coalesce((select json_agg(json_build_object('id', p.id, 'versie', p.versie, 'status', p.status, 'categorie', p.categorie,
      'documenten', coalesce((select json_agg(json_build_object('id', x.id, 'mediatype', x.mediatype, 'omvang', x.omvang, 'sha256', x.sha256, 'paginas', x.paginas) order by x.id)
        from document x where x.organisatie = p.organisatie and x.publicatie = p.id), '[]')) order by p.id)
    from publicatie p where p.organisatie = $1 and p.dossier = v.id and p.status <> 'bron-vernietigd'), '[]') as publicaties
from unnest($2::uuid[]) with ordinality as v(id, n) left join dossier d on d.organisatie = $1 and d.id = v.id order by v.n`;

export async function leesTeVernietigen(bron: Bron, organisatie: string, dossiers: string[]): Promise<TeVernietigen[]> {
  const rijen = await bron.lees<Rij>({ organisatie }, { name: 'woo_te_vernietigen', text: TE_VERNIETIGEN, values: [organisatie, dossiers] });
  return rijen.map((r) => ({
    ...r,
    publicaties: r.publicaties.map(({ categorie, ...p }) => ({ ...p, categorienaam: categorieVan(categorie)?.naam ?? categorie })),
  }));
}

export interface Telling {
  waar: string;
  aantal: number;
}

// Everything that could still speak of a dossier, its publications or its documents. The tombstones and
// the list of events that were seen hold ids only.
const RESTEN = /* sql */ `
select 'tabel dossier' as waar, count(*) as aantal from dossier where organisatie = $1 and id = $2 and status <> 'vernietigd'
union all select 'tabel dossiertermijn', count(*) from dossiertermijn where organisatie = $1 and id = $2
union all select 'tabel publicatie', count(*) from publicatie where organisatie = $1 and dossier = $2
  and (status <> 'bron-vernietigd' or officiele_titel is not null or omschrijving is not null or afwegingen <> '[]' or weglatingen <> '[]' or einde_toelichting is not null)
union all select 'tabel document', count(*) from document x join publicatie p on p.organisatie = x.organisatie and p.id = x.publicatie
  where x.organisatie = $1 and p.dossier = $2
union all select 'tabel pagina', count(*) from pagina where organisatie = $1 and (publicatie = any($3::uuid[]) or document = any($4::uuid[]))
union all select 'zoekindex', count(*) from pagina where organisatie = $1 and zoek is not null and (publicatie = any($3::uuid[]) or document = any($4::uuid[]))
union all select 'nog te verwijderen bestanden', count(*) from opruiming where organisatie = $1 and dossier = $2
union all select 'antwoorden op herhaalde verzoeken', count(*) from bron.idempotentie where organisatie = $1 and onderwerp = any($5::text[])
union all select 'uitgaande berichten', count(*) from bron.uitgaand where organisatie = $1 and onderwerp = any($5::text[]) and type not like '%-vernietigd' and not wissen
union all select 'geparkeerde berichten', count(*) from bron.geparkeerd where organisatie = $1 and onderwerp = any($5::text[])`;

export async function telResten(bron: Bron, organisatie: string, dossier: string, publicaties: string[], documenten: string[]): Promise<Telling[]> {
  const onderwerpen = [dossier, ...publicaties, ...documenten];
  return bron.lees<Telling>({ organisatie }, { name: 'woo_resten', text: RESTEN, values: [organisatie, dossier, publicaties, documenten, onderwerpen] });
}

/** Files by contents: of another dossier it may rightly be there. */
export async function andermansDocumenten(bron: Bron, organisatie: string, hashes: string[]): Promise<Set<string>> {
  const rijen = await bron.lees<{ id: string }>({ organisatie }, { name: 'woo_per_hash', text: 'select id from document where organisatie = $1 and sha256 = any($2::text[])', values: [organisatie, hashes] });
  return new Set(rijen.map((r) => r.id));
}

export async function leesVernietiging<V>(bron: Bron, organisatie: string, dossier: string): Promise<V | null> {
  const [rij] = await bron.lees<{ vernietiging: V | null }>({ organisatie }, { name: 'woo_grafsteen', text: 'select vernietiging from dossier where organisatie = $1 and id = $2', values: [organisatie, dossier] });
  return rij?.vernietiging ?? null;
}
