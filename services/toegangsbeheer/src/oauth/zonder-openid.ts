import { NIVEAUS } from '@bronhuis/toegang';

/** Parameters of OpenID Connect that say nothing here: there is no ID token, and nobody stays signed in. */
const ONBEKEND = ['claims_locales', 'id_token_hint', 'max_age', 'nonce'];

/**
 * What a request asks, read as plain OAuth: oidc-provider refuses these parameters without the scope `openid`, where an
 * authorization server ignores what it does not know (RFC 6749 §3.1). `acr_values` is how a client asks for the level
 * that a component demanded (RFC 9470 §4): the first of them that is a level here.
 */
export function zonderOpenid(params: Record<string, unknown>): void {
  for (const naam of ONBEKEND) if (typeof params[naam] === 'string') params[naam] = undefined;
  const { acr_values: gevraagd } = params;
  // Twice is refused, as any other parameter is.
  if (typeof gevraagd !== 'string') return;
  params['acr_values'] = undefined;
  params['betrouwbaarheidsniveau'] ??= NIVEAUS.find((n) => gevraagd.split(' ').includes(n));
}

/** Has every set of parameters that the library reads go through {@link zonderOpenid}: it checks them before it asks us anything. */
export function leesZonderOpenid(contextvorm: object): void {
  Object.defineProperty(contextvorm, 'params', {
    configurable: true,
    set(this: object, params: Record<string, unknown> | undefined) {
      if (params) zonderOpenid(params);
      Object.defineProperty(this, 'params', { value: params, writable: true, enumerable: true, configurable: true });
    },
  });
}
