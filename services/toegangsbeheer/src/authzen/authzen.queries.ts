import type { Vraag } from '@bronhuis/bron';

/** Of many at once: the number of questions to the database does not follow the number of items. */
export const vraagRollen = (organisatie: string, ids: readonly string[]): Vraag => ({
  name: 'authzen-rollen',
  text: `select id, rollen from persoon where organisatie = $1 and soort = 'medewerker' and id = any($2::text[])`,
  values: [organisatie, ids],
});

export interface Kandidaatrij {
  id: string;
  /** Null: the organisatie itself. */
  uitvoerder: string | null;
  rollen: string[] | null;
}

export const vraagMedewerkers = (organisatie: string, na: string, omvang: number): Vraag => ({
  name: 'authzen-medewerkers',
  text: `select id, werkgever as uitvoerder, rollen from persoon where organisatie = $1 and soort = 'medewerker' and id > $2 order by id limit $3`,
  values: [organisatie, na, omvang],
});

/** Applications that may have a token of this organisatie for this purpose, or, without one, any token of it. */
export const vraagApplicaties = (organisatie: string, doel: string | null, na: string, omvang: number): Vraag => ({
  name: 'authzen-applicaties',
  text: `select a.id, a.uitvoerder, null as rollen
    from applicatie a left join applicatie_doel d on d.applicatie = a.id and d.organisatie = $1
    where a.soort = 'applicatie' and a.status = 'actief' and a.id > $3
      and case when $2::text is null then d.applicatie is not null or a.uitvoerder = $1 else d.activiteiten && array[$2::text, '*'] end
    order by a.id limit $4`,
  values: [organisatie, doel, na, omvang],
});

/** Is this an application that works for this organisatie, or a component of the house? */
export const vraagBekend = (organisatie: string, soort: string, id: string): Vraag => ({
  name: 'authzen-bekend',
  text: `select 1 from applicatie a left join applicatie_doel d on d.applicatie = a.id and d.organisatie = $1
    where a.id = $3 and a.soort = $2 and a.status = 'actief' and (a.soort = 'component' or d.applicatie is not null or a.uitvoerder = $1)`,
  values: [organisatie, soort, id],
});
