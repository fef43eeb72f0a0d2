/**
 * An OpenID Provider as an employer has it, in a process of its own. Settings come as JSON in the first argument;
 * the first line that it writes is its address. `/inloggen/<uid>?als=<person>&acr=<level>` is its page with a password.
 */
import http from 'node:http';
import Provider from 'oidc-provider';

const { client, jwks, personen, terug } = JSON.parse(process.argv[2]);
const server = http.createServer();
await new Promise((klaar) => server.listen(0, '127.0.0.1', klaar));
const issuer = `http://127.0.0.1:${server.address().port}`;

const provider = new Provider(issuer, {
  clients: [{ client_id: client, token_endpoint_auth_method: 'private_key_jwt', jwks, redirect_uris: [terug], grant_types: ['authorization_code'], response_types: ['code'], id_token_signed_response_alg: 'RS256' }],
  enabledJWA: { clientAuthSigningAlgValues: ['EdDSA', 'Ed25519'] },
  clientAuthMethods: ['private_key_jwt'],
  cookies: { keys: ['alleen voor een test'] },
  scopes: ['openid', 'profile'],
  claims: { openid: ['sub', 'acr', 'auth_time'], profile: ['name', 'medewerker', 'groepen'] },
  acrValues: ['urn:hoog', 'urn:midden', 'urn:laag'],
  interactions: { url: (_, { uid }) => `/inloggen/${uid}` },
  features: { devInteractions: { enabled: false } },
  findAccount: (_, id) => (personen[id] ? { accountId: id, claims: () => ({ sub: id, ...personen[id] }) } : undefined),
  loadExistingGrant: async (ctx) => {
    const grant = new provider.Grant({ accountId: ctx.oidc.session.accountId, clientId: ctx.oidc.client.clientId });
    grant.addOIDCScope('openid profile');
    await grant.save();
    return grant;
  },
});

server.on('request', async (verzoek, antwoord) => {
  const url = new URL(verzoek.url, issuer);
  if (!url.pathname.startsWith('/inloggen/')) return provider.callback()(verzoek, antwoord);
  const als = url.searchParams.get('als');
  const uitkomst = als ? { login: { accountId: als, acr: url.searchParams.get('acr') ?? 'urn:laag' } } : { error: 'access_denied', error_description: 'niet vandaag' };
  await provider.interactionFinished(verzoek, antwoord, uitkomst, { mergeWithLastSubmission: false });
});
process.stdout.write(`${issuer}\n`);
