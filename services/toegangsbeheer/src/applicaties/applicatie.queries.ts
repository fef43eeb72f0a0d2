import type { Vraag } from '@bronhuis/bron';
import type { JWK } from 'jose';
import { GEBONDEN, type Registratie } from './registratie.ts';

/** How an application shows who it is, and where somebody who signs in comes back to. */
export interface Clientgegevens {
  jwks: { keys: JWK[] };
  jwksUri: string | null;
  clientauthenticatie: 'private_key_jwt' | 'tls_client_auth' | 'self_signed_tls_client_auth';
  certificaatnaam: string | null;
  gebondenTokens: boolean;
  redirectUris: string[];
}

export interface Applicatierij extends Registratie, Clientgegevens {
  versie: number;
}

const VELDEN = `a.id, a.versie, a.soort, a.naam, a.uitvoerder, a.jwks, a.beheerder, a.gegevenseigenaar, a.leverancier, a.hosting,
  a.extern, a.verwerkersovereenkomst, a.verwerkersovereenkomst_tot as "verwerkersovereenkomstTot", a.overal, a.status, a.jwks_uri as "jwksUri", a.clientauthenticatie, a.certificaatnaam,
  a.gebonden_tokens as "gebondenTokens", a.redirect_uris as "redirectUris", ${GEBONDEN} as gebonden`;

/** For the token endpoint, that does not know yet for whom the application asks. */
export const vraagApplicatie = (id: string): Vraag => ({
  name: 'applicatie',
  text: `select ${VELDEN} from applicatie a where id = $1`,
  values: [id],
});

interface Blijvend {
  id: string;
  naam: string;
  geldigTot: string;
  laatstGebruikt: string | null;
}

/** Hosts of all organisaties: the portaal is at each of them. */
export const vraagHosts = (): Vraag => ({
  name: 'hosts',
  text: `select coalesce(array_agg(host order by host), '{}') as hosts from organisatie, unnest(hosts) host`,
  values: [],
});

export interface ZichtbareApplicatie extends Applicatierij {
  activiteiten: string[];
  apiTokens: Blijvend[];
  zgwClients: Blijvend[];
  laatstGebruikt: string | null;
}

const blijvend = (tabel: 'api_token' | 'zgw_client'): string =>
  `(select coalesce(json_agg(json_build_object('id', t.id, 'naam', t.naam, 'geldigTot', t.tot, 'laatstGebruikt', t.laatst_gebruikt) order by t.tot, t.id), '[]')
       from ${tabel} t where t.organisatie = $1 and t.applicatie = a.id and t.ingetrokken_op is null)`;

/**
 * What an organisatie sees of the register: applications that work for it or that it runs itself, and the components of
 * the house; of the activities and the lasting tokens only its own.
 */
export const ZICHTBAAR = `select ${VELDEN}, coalesce(d.activiteiten, case when a.soort = 'applicatie' then '{}' else a.overal end) as activiteiten,
    ${blijvend('api_token')} as "apiTokens",
    ${blijvend('zgw_client')} as "zgwClients",
    (select to_char(b.tijdstip at time zone 'Europe/Amsterdam', 'YYYY-MM-DD') from beslissing b
       where b.organisatie = $1 and b.applicatie = a.id order by b.id desc limit 1) as "laatstGebruikt"
  from applicatie a left join applicatie_doel d on d.applicatie = a.id and d.organisatie = $1
  where (d.applicatie is not null or a.uitvoerder = $1 or a.soort <> 'applicatie')`;

export const vraagZichtbare = (organisatie: string, id: string): Vraag => ({
  name: 'applicatie-zichtbaar',
  text: `${ZICHTBAAR} and a.id = $2`,
  values: [organisatie, id],
});

export const vraagLijst = (organisatie: string, na: string, omvang: number): Vraag => ({
  name: 'applicaties',
  text: `${ZICHTBAAR} and a.id > $2 order by a.id limit $3`,
  values: [organisatie, na, omvang + 1],
});
