import type { Bron } from '@bronhuis/bron';
import type { FORMAAT } from './diwoo.ts';

export interface SitemapRij {
  document: string;
  publicatie: string;
  titel: string;
  publicatietitel: string;
  omschrijving: string | null;
  mediatype: keyof typeof FORMAAT;
  kenmerk: string | null;
  besluitdatum: string | null;
  aangeboden: Date;
  gewijzigd: Date;
  /** its publication has more documents than this one */
  deel: boolean;
}

// In order of publication: an earlier file of the series changes only when something in it is withdrawn.
const VOLGORDE = 'order by p.gepubliceerd_op, x.id';
const VAN = `from document x join publicatie p on p.organisatie = x.organisatie and p.id = x.publicatie
  join dossier d on d.organisatie = p.organisatie and d.id = p.dossier
  where x.organisatie = $1 and p.categorie = $2 and p.status = 'gepubliceerd'`;

const DEEL = /* sql */ `
select x.id as document, p.id as publicatie, x.titel, p.officiele_titel as publicatietitel, p.omschrijving, x.mediatype, d.kenmerk, p.besluitdatum,
  x.aangeboden_op as aangeboden, p.gepubliceerd_op as gewijzigd,
  exists (select 1 from document y where y.organisatie = p.organisatie and y.publicatie = p.id and y.id <> x.id) as deel
${VAN} ${VOLGORDE} limit $3 offset $4`;

const DELEN = /* sql */ `
select deel, max(gewijzigd) as gewijzigd from (
  select p.gepubliceerd_op as gewijzigd, (row_number() over (${VOLGORDE}) - 1) / $3::int + 1 as deel ${VAN}) r
group by deel order by deel`;

const CATEGORIEEN = `select distinct categorie from publicatie where organisatie = $1 and status = 'gepubliceerd'`;

export function leesDeel(bron: Bron, organisatie: string, categorie: string, deel: number, omvang: number): Promise<SitemapRij[]> {
  return bron.lees<SitemapRij>({ organisatie }, { name: 'woo_sitemap', text: DEEL, values: [organisatie, categorie, omvang, (deel - 1) * omvang] });
}

export function leesDelen(bron: Bron, organisatie: string, categorie: string, omvang: number): Promise<{ deel: number; gewijzigd: Date }[]> {
  return bron.lees({ organisatie }, { name: 'woo_sitemaps', text: DELEN, values: [organisatie, categorie, omvang] });
}

export async function leesCategorieen(bron: Bron, organisatie: string): Promise<string[]> {
  const rijen = await bron.lees<{ categorie: string }>({ organisatie }, { name: 'woo_categorieen', text: CATEGORIEEN, values: [organisatie] });
  return rijen.map((r) => r.categorie);
}
