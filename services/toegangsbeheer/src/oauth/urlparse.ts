/**
 * oidc-provider is written for Node 22: it reads addresses with `URL.parse`, that not every Node 20 has.
 * https://nodejs.org/api/url.html#urlparseinput-base
 */
if (typeof URL.parse !== 'function') {
  URL.parse = (adres, basis) => (URL.canParse(adres, basis) ? new URL(adres, basis) : null);
}
