import type { Vraag } from '@bronhuis/bron';
import { REGISTRATIE } from '../applicaties/registratie.ts';
import type { Activiteit, Bevoegdheid, Organisatie } from '@bronhuis/toegang';

export interface Bundelstand {
  stand: number;
  versie: number | null;
  bundelstand: number | null;
  hash: string | null;
}

export const vraagStand = (): Vraag => ({
  name: 'bundelstand',
  text: `select s.stand, b.versie, b.stand as bundelstand, b.hash
    from bundelstand s left join (select versie, stand, hash from bundel order by versie desc limit 1) b on true`,
  values: [],
});

export const vraagJws = (versie: number): Vraag => ({ name: 'bundel-jws', text: 'select jws from bundel where versie = $1', values: [versie] });

export const vraagOrganisaties = (): Vraag => ({
  name: 'organisaties',
  text: `select jsonb_strip_nulls(to_jsonb(o)) as organisatie from organisatie o order by oin`,
  values: [],
});

export const vraagRegistraties = (): Vraag => ({
  name: 'registraties',
  text: `select ${REGISTRATIE} as registratie from applicatie a`,
  values: [],
});

/** What one organisatie adds to the bundle. */
export interface Bundeldeel {
  bevoegdheden: Bevoegdheid[];
  activiteiten: Activiteit[];
  jtis: string[];
  aanmelden: boolean;
}

export const vraagDeel = (organisatie: string, nu: Date): Vraag => ({
  name: 'bundeldeel',
  text: `select
    (select coalesce(json_agg(json_build_object('id', id, 'uitvoerder', uitvoerder, 'organisatie', organisatie,
      'activiteiten', activiteiten, 'soort', soort, 'van', van, 'tot', tot)), '[]') from bevoegdheid where organisatie = $1) as bevoegdheden,
    (select coalesce(json_agg(to_jsonb(a) - 'bewaartermijn'), '[]') from activiteit a where organisatie = $1) as activiteiten,
    (select coalesce(json_agg(jti), '[]') from intrekking where organisatie = $1 and jti is not null and tot > $2) as jtis,
    exists (select 1 from identiteitsaanbieder where organisatie = $1) as aanmelden`,
  values: [organisatie, nu],
});

export type Organisatierij = { organisatie: Organisatie };
