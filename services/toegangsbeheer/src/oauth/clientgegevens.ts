import type { JWK } from 'jose';
import type { Adapter, ClientMetadata } from 'oidc-provider';
import type { Applicatierij } from '../applicaties/applicatie.queries.ts';
import { DETAILSOORT } from './doeldetail.ts';

export const TOKEN_EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';

/** Ours: one of the people of a demonstration organisatie, without a password. Never at another (RFC 6749 §4.5). */
export const DEMONSTRATIEPERSOON = 'urn:bronhuis:oauth:grant-type:demonstratiepersoon';

/**
 * An application of the register as oidc-provider knows clients. What it may is decided when it asks, with the facts of
 * then: here is only how it shows itself and where it takes people back to.
 */
export function alsClient(a: Applicatierij): ClientMetadata {
  const terug = a.redirectUris.length > 0;
  return {
    client_id: a.id,
    client_name: a.naam,
    // OAuth NL GOV 1.2 §2.1: an application works with redirects or in its own name, not both.
    grant_types: [terug ? 'authorization_code' : 'client_credentials', TOKEN_EXCHANGE, ...(a.soort === 'portaal' ? [DEMONSTRATIEPERSOON] : [])],
    response_types: terug ? ['code'] : [],
    redirect_uris: a.redirectUris,
    authorization_details_types: [DETAILSOORT],
    token_endpoint_auth_method: a.clientauthenticatie,
    ...(a.clientauthenticatie === 'tls_client_auth' && a.certificaatnaam !== null ? { tls_client_auth_san_dns: a.certificaatnaam } : {}),
    ...(a.clientauthenticatie === 'tls_client_auth' ? {} : a.jwksUri === null ? { jwks: { keys: a.jwks.keys.map(metElkeNaam) } as ClientMetadata['jwks'] } : { jwks_uri: a.jwksUri }),
    tls_client_certificate_bound_access_tokens: a.gebonden === true,
    ...({ registratie: a } satisfies EigenGegevens),
  };
}

/** EdDSA with this curve is Ed25519 since RFC 9864: a key that is registered under the old name signs under the new one too. */
const metElkeNaam = ({ alg, ...sleutel }: JWK): JWK => (alg === undefined || alg === 'EdDSA' ? sleutel : { ...sleutel, alg });

/** What we know of a client beside the standard: all that the register says of it, as it was when this request began. */
export interface EigenGegevens {
  registratie: Applicatierij;
}

/** @throws Error on what is no client of the register */
export function registratieVan(client: object | undefined): Applicatierij {
  const { registratie } = (client ?? {}) as Partial<EigenGegevens>;
  if (!registratie) throw new Error('every client is an application of the register');
  return registratie;
}

/** Where people come back to in the portaal: at the host of each organisatie, reached as the house itself is. */
export function terugInPortaal(issuer: string, hosts: readonly string[]): string[] {
  return [new URL(issuer).hostname, ...hosts].map((host) => {
    const adres = new URL('/aanmelden/terug', issuer);
    adres.hostname = host;
    return adres.href;
  });
}

/** The applicatieregister as the storage of clients: read only, and new for each request. */
export class Clients implements Adapter {
  constructor(private readonly applicatie: (id: string) => Promise<Applicatierij | null>) {}

  async find(id: string): Promise<ClientMetadata | undefined> {
    const a = await this.applicatie(id);
    return a ? alsClient(a) : undefined;
  }

  upsert = nooit;
  findByUid = nooit;
  findByUserCode = nooit;
  consume = nooit;
  destroy = nooit;
  revokeByGrantId = nooit;
}

function nooit(): Promise<never> {
  return Promise.reject(new Error('clients are registered in the applicatieregister'));
}
