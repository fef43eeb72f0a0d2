import type { Bron } from '@bronhuis/bron';
import type { Gewaardeerd, Stap } from './afleiding.ts';

export interface DossierRij {
  id: string;
  versie: number;
  kenmerk: string;
  objecttype: string;
  objecttypeNaam: string;
  status: 'open' | 'afgesloten' | 'vernietigd';
  uitkomst: string | null;
  einddatum: string | null;
  waardering: Gewaardeerd | null;
  archiefactiedatum: string | null;
  toelichting: string;
  afleiding: Stap[];
  bevriezingen: { id: string; grond: string; toelichting: string; verwijzing: string | null; geplaatstOp: string }[];
}

const KOLOMMEN = `d.id, d.versie, d.kenmerk, d.objecttype, d.objecttype_naam as "objecttypeNaam", d.status, d.uitkomst, d.einddatum,
  d.waardering, d.archiefactiedatum, d.toelichting, d.afleiding,
  coalesce((select json_agg(json_build_object('id', b.id, 'grond', b.grond, 'toelichting', b.toelichting, 'verwijzing', b.verwijzing,
      'geplaatstOp', to_char(b.geplaatst_op at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by b.id)
    from bevriezing b where b.organisatie = d.organisatie and b.dossier = d.id and b.opgeheven_op is null), '[]'::json) as bevriezingen`;

const EEN = `select ${KOLOMMEN} from dossier d where d.organisatie = $1 and d.id = $2`;

const WAAR = `d.organisatie = $1 and ($2::text is null or d.status = $2) and ($3::text is null or d.objecttype = $3)
  and ($4::date is null or (d.soort = 'datum' and d.archiefactiedatum <= $4)) and ($5::text is null or d.kenmerk = $5)`;

const LIJST = `select ${KOLOMMEN} from dossier d where ${WAAR} and ($6::uuid is null or d.id > $6) order by d.id limit $7`;
const TELLING = `select count(*) as aantal from dossier d where ${WAAR}`;

export interface Dossierfilter {
  status: string | null;
  objecttype: string | null;
  vervallenOp: string | null;
  kenmerk: string | null;
}

type Lezer = Pick<Bron, 'lees'>;

export async function leesDossier(bron: Lezer, organisatie: string, id: string): Promise<DossierRij | undefined> {
  return (await bron.lees<DossierRij>({ organisatie }, { name: 'sl_dossier', text: EEN, values: [organisatie, id] }))[0];
}

export async function leesDossiers(bron: Lezer, organisatie: string, filter: Dossierfilter, na: string | null, omvang: number): Promise<DossierRij[]> {
  const values = [organisatie, filter.status, filter.objecttype, filter.vervallenOp, filter.kenmerk, na, omvang + 1];
  return bron.lees<DossierRij>({ organisatie }, { name: 'sl_dossiers', text: LIJST, values });
}

export async function telDossiers(bron: Lezer, organisatie: string, filter: Dossierfilter): Promise<number> {
  const values = [organisatie, filter.status, filter.objecttype, filter.vervallenOp, filter.kenmerk];
  return (await bron.lees<{ aantal: number }>({ organisatie }, { name: 'sl_dossiers_telling', text: TELLING, values }))[0]?.aantal ?? 0;
}
