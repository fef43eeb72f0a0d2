import type { Vraag } from '@bronhuis/bron';
import type { ApiToken } from '@bronhuis/toegang';
import { REGISTRATIE, type Registratie } from '../applicaties/registratie.ts';
import { belemmering } from './beslis-api-token.ts';

/** A token with what decides whether it works: the registration of its application, and what that may ask for here. */
export interface ApiTokenrij extends Omit<ApiToken, 'uitvoerder' | 'hash'> {
  versie: number;
  naam: string;
  contactpersoon: string | null;
  email: string | null;
  meegebracht: boolean;
  laatstGebruikt: string | null;
  ingetrokken: boolean;
  registratie: Registratie;
  toegestaan: string[];
}

const RIJ = `t.id, t.applicatie, t.organisatie, t.doel, t.van, t.tot, t.alle_typen as "alleTypen", t.rechten, t.ingetrokken_op is not null as ingetrokken,
    ${REGISTRATIE} as registratie,
    coalesce(d.activiteiten, '{}') as toegestaan`;

const UIT = `from api_token t join applicatie a on a.id = t.applicatie
  left join applicatie_doel d on d.organisatie = t.organisatie and d.applicatie = t.applicatie where t.organisatie = $1`;

const ZICHTBAAR = `select ${RIJ}, t.versie, t.naam, t.contactpersoon, t.email, t.meegebracht, t.laatst_gebruikt as "laatstGebruikt" ${UIT} and t.applicatie = $2`;

export const vraagApiToken = (organisatie: string, applicatie: string, id: string): Vraag => ({
  name: 'api-token',
  text: `${ZICHTBAAR} and t.id = $3`,
  values: [organisatie, applicatie, id],
});

export const vraagApiTokens = (organisatie: string, applicatie: string, na: string, omvang: number): Vraag => ({
  name: 'api-tokens',
  text: `${ZICHTBAAR} and t.id > $3 order by t.id limit $4`,
  values: [organisatie, applicatie, na, omvang + 1],
});

export type Bundelrij = Pick<ApiTokenrij, 'id' | 'applicatie' | 'organisatie' | 'doel' | 'van' | 'tot' | 'alleTypen' | 'rechten' | 'registratie' | 'toegestaan'> & { hash: string };

export const vraagVoorBundel = (organisatie: string, dag: string): Vraag => ({
  name: 'api-tokens-bundel',
  text: `select ${RIJ}, t.hash ${UIT} and t.ingetrokken_op is null and t.tot >= $2::date`,
  values: [organisatie, dag],
});

/** What every component hears of the tokens of an organisatie: those that work, and no name of anybody. */
export function voorBundel(rijen: readonly Bundelrij[], dag: string): ApiToken[] {
  return rijen.flatMap(({ id, hash, applicatie, organisatie, doel, van, tot, alleTypen, rechten, registratie, toegestaan }) =>
    belemmering(registratie, toegestaan, doel, dag) === null && registratie.uitvoerder !== null
      ? [{ id, hash, applicatie, organisatie, uitvoerder: registratie.uitvoerder, doel, van, tot, alleTypen, rechten }]
      : [],
  );
}
