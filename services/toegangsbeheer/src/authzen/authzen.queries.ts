import type { Vraag } from '@bronhuis/bron';
import type { Datum } from '@bronhuis/standaarden';
import { toekenningenVan, type Toekenning } from '../toegangsverzoeken/toekenning.ts';

/** Of many at once: the number of questions to the database does not follow the number of items. */
export const vraagRollen = (organisatie: string, dag: Datum, ids: readonly string[]): Vraag => ({
  name: 'authzen-rollen',
  // Who left is known, and may nothing.
  text: `select p.id, case when p.vertrokken_op is null then p.rollen else '{}' end as rollen, ${toekenningenVan('medewerker', 'p.id', '$2::date')} as toekenningen
    from persoon p where p.organisatie = $1 and p.soort = 'medewerker' and p.id = any($3::text[])`,
  values: [organisatie, dag, ids],
});

export interface Kandidaatrij {
  id: string;
  /** Null: the organisatie itself. */
  uitvoerder: string | null;
  /** Null of what is no employee. */
  rollen: string[] | null;
  toekenningen: Toekenning[] | null;
}

export const vraagMedewerkers = (organisatie: string, dag: Datum, na: string, omvang: number): Vraag => ({
  name: 'authzen-medewerkers',
  text: `select p.id, p.werkgever as uitvoerder, p.rollen, ${toekenningenVan('medewerker', 'p.id', '$2::date')} as toekenningen
    from persoon p where p.organisatie = $1 and p.soort = 'medewerker' and p.vertrokken_op is null and p.id > $3 order by p.id limit $4`,
  values: [organisatie, dag, na, omvang],
});

/** Applications that may have a token of this organisatie for this purpose, or, without one, any token of it. */
export const vraagApplicaties = (organisatie: string, dag: Datum, doel: string | null, na: string, omvang: number): Vraag => ({
  name: 'authzen-applicaties',
  text: `select a.id, a.uitvoerder, null as rollen, null as toekenningen
    from applicatie a left join applicatie_doel d on d.applicatie = a.id and d.organisatie = $1
    where a.soort = 'applicatie' and a.status = 'actief' and a.id > $3
      and case when $2::text is null then d.applicatie is not null or a.uitvoerder = $1
        else d.activiteiten && array[$2::text, '*'] or exists (select 1 from toegangsverzoek t where t.organisatie = $1 and t.applicatie = a.id
          and t.status = 'toegekend' and $2::text = any(t.activiteiten) and t.van <= $5::date and t.geldig_tot >= $5::date) end
    order by a.id limit $4`,
  values: [organisatie, doel, na, omvang, dag],
});

/** Is this an application that works for this organisatie, or a component of the house? */
export const vraagBekend = (organisatie: string, soort: string, id: string): Vraag => ({
  name: 'authzen-bekend',
  text: `select 1 from applicatie a left join applicatie_doel d on d.applicatie = a.id and d.organisatie = $1
    where a.id = $3 and a.soort = $2 and a.status = 'actief' and (a.soort = 'component' or d.applicatie is not null or a.uitvoerder = $1)`,
  values: [organisatie, soort, id],
});
