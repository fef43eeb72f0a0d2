const V1 = '/toegangsbeheer/v1';

/** Where oidc-provider answers. The names of RFC 8414, beside `token` and `jwks` that were there before. */
export const PADEN = {
  authorization: `${V1}/authorize`,
  token: `${V1}/token`,
  jwks: `${V1}/jwks`,
  introspection: `${V1}/introspect`,
  revocation: `${V1}/revoke`,
  pushed_authorization_request: `${V1}/par`,
} as const;

/** The endpoints where an application shows who it is, as RFC 8414 names them, at an address. */
export const eindpunten = (adres: string): Record<string, string> => ({
  token_endpoint: `${adres}${PADEN.token}`,
  introspection_endpoint: `${adres}${PADEN.introspection}`,
  revocation_endpoint: `${adres}${PADEN.revocation}`,
  pushed_authorization_request_endpoint: `${adres}${PADEN.pushed_authorization_request}`,
});

/** Where somebody who signs in is sent on to the OpenID Provider of the employer, and comes back to. */
export const AANMELDPAD = `${V1}/aanmelden`;
export const TERUGPAD = `${AANMELDPAD}/terug`;

/** RFC 8414 §3. */
export const METADATAPAD = '.well-known/oauth-authorization-server';
