import type { Vraag } from '@bronhuis/bron';
import type { ZgwClient } from '@bronhuis/toegang';
import { belemmering } from '../api-tokens/beslis-api-token.ts';
import { REGISTRATIE, type Registratie } from '../applicaties/registratie.ts';

/** A client with what decides whether it works: the registration of its application, and what that may ask for here. */
export interface ZgwClientrij extends ZgwClient {
  versie: number;
  naam: string;
  meegebracht: boolean;
  laatstGebruikt: string | null;
  ingetrokken: boolean;
  registratie: Registratie;
  toegestaan: string[];
}

const RIJ = `c.id, c.client_id as "clientId", c.applicatie, c.organisatie, c.doel, c.van, c.tot, c.ingetrokken_op is not null as ingetrokken,
    ${REGISTRATIE} as registratie, coalesce(d.activiteiten, '{}') as toegestaan`;

const UIT = `from zgw_client c join applicatie a on a.id = c.applicatie
  left join applicatie_doel d on d.organisatie = c.organisatie and d.applicatie = c.applicatie where c.organisatie = $1`;

const ZICHTBAAR = `select ${RIJ}, c.versie, c.naam, c.meegebracht, c.laatst_gebruikt as "laatstGebruikt" ${UIT} and c.applicatie = $2`;

export const vraagZgwClient = (organisatie: string, applicatie: string, id: string): Vraag => ({
  name: 'zgw-client',
  text: `${ZICHTBAAR} and c.id = $3`,
  values: [organisatie, applicatie, id],
});

export const vraagZgwClients = (organisatie: string, applicatie: string, na: string, omvang: number): Vraag => ({
  name: 'zgw-clients',
  text: `${ZICHTBAAR} and c.id > $3 order by c.id limit $4`,
  values: [organisatie, applicatie, na, omvang + 1],
});

/** Of which organisatie is the client that a JWT names? */
export const vraagOrganisatieVanClient = (clientId: string): Vraag => ({
  name: 'zgw-client-organisatie',
  text: 'select organisatie from zgw_client_id where client_id = $1',
  values: [clientId],
});

export type Meldrij = Pick<ZgwClientrij, 'id' | 'applicatie' | 'organisatie' | 'doel' | 'van' | 'tot' | 'laatstGebruikt' | 'registratie'> & { geheim: Buffer };

/** The client that calls itself so, with its secret as it is kept. */
export const vraagMelding = (organisatie: string, clientId: string): Vraag => ({
  name: 'zgw-client-melding',
  text: `select ${RIJ}, c.laatst_gebruikt as "laatstGebruikt", c.geheim ${UIT} and c.client_id = $2 and c.ingetrokken_op is null`,
  values: [organisatie, clientId],
});

export type ClientBundelrij = ZgwClient & Pick<ZgwClientrij, 'registratie' | 'toegestaan'>;

export const vraagClientsVoorBundel = (organisatie: string, dag: string): Vraag => ({
  name: 'zgw-clients-bundel',
  text: `select ${RIJ} ${UIT} and c.ingetrokken_op is null and c.tot >= $2::date`,
  values: [organisatie, dag],
});

/** What the gateway hears of the clients of an organisatie: those that work, and nothing of their secrets. */
export function clientsVoorBundel(rijen: readonly ClientBundelrij[], dag: string): ZgwClient[] {
  return rijen.flatMap(({ id, clientId, applicatie, organisatie, doel, van, tot, registratie, toegestaan }) =>
    belemmering(registratie, toegestaan, doel, dag) === null ? [{ id, clientId, applicatie, organisatie, doel, van, tot }] : [],
  );
}
