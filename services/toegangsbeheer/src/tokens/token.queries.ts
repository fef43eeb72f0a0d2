import type { Vraag } from '@bronhuis/bron';
import type { Bevoegdheidsfeit } from '../bevoegdheden/toets.ts';
import { rollenMet, toekenningenVan, voorDoel, type Toekenning } from '../toegangsverzoeken/toekenning.ts';
import type { Persoonsfeit, Tokenfeiten } from './beslis-token.ts';

export interface Persoonrij extends Persoonsfeit {
  naam: string;
  omschrijving: string;
  betrokkene: { soort: 'bsn'; pseudoniem: string } | null;
}

export interface Feitenrij {
  organisatie: { oin: string; naam: string; soort: 'demonstratie' | 'productie' } | null;
  uitvoerder: string | null;
  toegestaan: string[];
  geldig: string[];
  bevoegdheden: Bevoegdheidsfeit[];
  persoon: Persoonrij | null;
  /** Rights for a time of the employee, and of the application. */
  toekenningen: Toekenning[];
  doelen: Toekenning[];
}

/** All facts of one token decision, in one round trip and within one organisatie. */
export const vraagFeiten = (v: { organisatie: string; uitvoerder: string | null; applicatie: string; persoon: string | null; dag: string }): Vraag => ({
  name: 'tokenfeiten',
  text: `select
    (select json_build_object('oin', oin, 'naam', naam, 'soort', soort) from organisatie where oin = $1) as organisatie,
    (select naam from organisatie where oin = $2) as uitvoerder,
    coalesce((select activiteiten from applicatie_doel where organisatie = $1 and applicatie = $3), '{}') as toegestaan,
    coalesce((select array_agg(distinct id) from activiteit where organisatie = $1 and van <= $5::date and (tot is null or tot >= $5::date)), '{}') as geldig,
    (select coalesce(json_agg(json_build_object('soort', soort, 'activiteiten', activiteiten, 'van', van, 'tot', tot)), '[]')
       from bevoegdheid where organisatie = $1 and uitvoerder = $2) as bevoegdheden,
    (select json_build_object('id', id, 'naam', naam, 'omschrijving', omschrijving, 'soort', soort, 'rollen', rollen, 'werkgever', werkgever, 'betrokkene', betrokkene)
       from persoon where organisatie = $1 and id = $4 and vertrokken_op is null) as persoon,
    ${toekenningenVan('medewerker', '$4', '$5::date')} as toekenningen,
    ${toekenningenVan('applicatie', '$3', '$5::date')} as doelen`,
  values: [v.organisatie, v.uitvoerder, v.applicatie, v.persoon, v.dag],
});

export function alsFeiten(r: Feitenrij, uitvoerder: string | null): Tokenfeiten {
  return {
    organisatie: r.organisatie,
    uitvoerder: uitvoerder ? { oin: uitvoerder, naam: r.uitvoerder ?? uitvoerder } : null,
    toegestaan: r.toegestaan,
    geldig: r.geldig,
    bevoegdheden: r.bevoegdheden,
    persoon: r.persoon,
  };
}

/** The facts with what was granted for a time for this purpose, and what of it they rest on. */
export function metToekenningen(r: Feitenrij, doel: string | null): { rij: Feitenrij; gebruikt: Toekenning[] } {
  const rollen = voorDoel(r.toekenningen, doel);
  const blijvend = doel !== null && (r.toegestaan.includes('*') || r.toegestaan.includes(doel));
  const doelen = blijvend ? [] : voorDoel(r.doelen, doel);
  const rij = {
    ...r,
    toegestaan: doel !== null && doelen.length > 0 ? [...r.toegestaan, doel] : r.toegestaan,
    persoon: r.persoon && { ...r.persoon, rollen: rollenMet(r.persoon.rollen, rollen) },
  };
  return { rij, gebruikt: [...rollen, ...doelen] };
}
