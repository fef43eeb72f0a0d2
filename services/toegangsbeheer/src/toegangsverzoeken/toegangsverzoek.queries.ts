import type { Vraag } from '@bronhuis/bron';
import type { Datum } from '@bronhuis/standaarden';
import type { Verzoek } from './beslis-toegangsverzoek.ts';

export interface Stap {
  stap: 'ingediend' | 'toegekend' | 'afgewezen' | 'ingetrokken' | 'behouden' | 'beeindigd';
  door: string;
  naam: string | null;
  tijdstip: string;
  toelichting: string;
  geldigTot: Datum | null;
}

export interface Verzoekrij extends Verzoek {
  id: string;
  versie: number;
  applicatie: string | null;
  /** Of the employee or the application; null for an employee whom we do not know any more. */
  naam: string | null;
  rol: string | null;
  activiteiten: string[];
  reden: string;
  beoordelaar: string | null;
  stappen: Stap[];
}

const naamVan = (id: string): string => `(select p.naam from persoon p where p.organisatie = $1 and p.id = ${id})`;

/** `$2` is the day. */
const RIJ = `select v.id, v.versie, v.medewerker, v.applicatie, v.rol, v.activiteiten, v.reden, v.tot, v.herbeoordelen, v.aanvrager, v.beoordelaar, v.van, v.geldig_tot as "geldigTot",
    case when v.status = 'toegekend' and v.geldig_tot < $2::date then 'verlopen' else v.status end as status,
    coalesce(${naamVan('v.medewerker')}, (select a.naam from applicatie a where a.id = v.applicatie)) as naam,
    (select json_agg(json_build_object('stap', s.stap, 'door', s.door, 'naam', ${naamVan('s.door')}, 'tijdstip', s.tijdstip, 'toelichting', s.toelichting,
       'geldigTot', s.geldig_tot) order by s.versie) from toegangsverzoek_stap s where s.organisatie = $1 and s.verzoek = v.id) as stappen
  from toegangsverzoek v where v.organisatie = $1`;

export const EEN = `${RIJ} and v.id = $3`;

export const vraagVerzoek = (organisatie: string, dag: Datum, id: string): Vraag => ({ name: 'toegangsverzoek', text: EEN, values: [organisatie, dag, id] });

export interface Filter {
  status?: string | undefined;
  medewerker?: string | undefined;
  applicatie?: string | undefined;
}

/** The newest first. */
export const vraagVerzoeken = (organisatie: string, dag: Datum, f: Filter, na: string | null, omvang: number): Vraag => ({
  name: 'toegangsverzoeken',
  text: `select * from (${RIJ}) v where ($3::text is null or status = $3) and ($4::text is null or medewerker = $4) and ($5::text is null or applicatie = $5)
    and ($6::uuid is null or id < $6) order by id desc limit $7`,
  values: [organisatie, dag, f.status ?? null, f.medewerker ?? null, f.applicatie ?? null, na, omvang + 1],
});

/** Whether the one it is for is known here, and which activities hold on that day. */
export const FEITEN = `select
  case when $2::text is not null then exists (select 1 from persoon where organisatie = $1 and id = $2 and soort = 'medewerker' and vertrokken_op is null)
    else exists (select 1 from applicatie a left join applicatie_doel d on d.organisatie = $1 and d.applicatie = a.id
      where a.id = $3 and a.soort = 'applicatie' and a.status = 'actief' and (d.applicatie is not null or a.uitvoerder = $1)) end as bekend,
  coalesce((select array_agg(distinct id) from activiteit where organisatie = $1 and van <= $4::date and (tot is null or tot >= $4::date)), '{}') as geldig`;
