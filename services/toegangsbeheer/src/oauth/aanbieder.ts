import './urlparse.ts';
import { hkdfSync, type X509Certificate } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Bron } from '@bronhuis/bron';
import { Probleem, type Klok } from '@bronhuis/standaarden';
import type { Niveau } from '@bronhuis/toegang';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { JWK } from 'jose';
import { errors, interactionPolicy, Provider, type AccessToken, type ClientCredentials, type Configuration, type KoaContextWithOIDC } from 'oidc-provider';
import type { Logger } from 'pino';
import type { Aanmeldingen } from '../aanmeldingen/aanmeldingen.ts';
import { vraagApplicatie, vraagHosts, type Applicatierij } from '../applicaties/applicatie.queries.ts';
import type { Sleutelbeheer } from '../sleutels/sleutelbeheer.ts';
import { systeemContext } from '../systeem.ts';
import type { Tokenlezer } from '../tokens/huistoken.ts';
import type { Tokens } from '../tokens/tokens.ts';
import { LEVENSDUUR_S, type Tokenuitgever } from '../tokens/tokenuitgever.ts';
import type { Uitkomst } from './aanmelden.ts';
import { leesAccount } from './account.ts';
import { heeftNaam, isVertrouwd, leesCertificaat, oinVan } from './certificaat.ts';
import { Clients, registratieVan, terugInPortaal, type EigenGegevens } from './clientgegevens.ts';
import { DETAILSOORT, doelVan, toetsDetail } from './doeldetail.ts';
import { foutpagina, pagina } from './foutpagina.ts';
import { registreerGrants } from './grants.ts';
import type { Herroeping } from './herroeping.ts';
import { beantwoordHuistokens } from './huistokens.ts';
import { AANMELDPAD, eindpunten, PADEN } from './paden.ts';
import { Toestand } from './toestand.ts';
import { ALGORITMEN, eisKort, isEersteKeer, SPELING_S } from './verklaring.ts';
import { leesZonderOpenid } from './zonder-openid.ts';

/** RFC 6749 appendix A.1, and bounded. */
const CLIENT_ID = /^[\x20-\x7e]{1,200}$/;
/** RFC 8707: the one thing that our tokens are for. */
const HULPBRON = 'urn:bronhuis';

export interface Aanbiederdelen {
  bron: Bron;
  klok: Klok;
  tokens: Tokens;
  uitgever: Tokenuitgever;
  sleutels: Sleutelbeheer;
  aanmeldingen: Aanmeldingen;
  herroeping: Herroeping;
  /** Addresses by which a client may know the token endpoint, beside the issuer. */
  publiek: string[];
  /** Address where a client certificate is asked for; null when that is the issuer itself. */
  applicatiedeur: string | null;
  bundelsleutel: JWK;
  lezer: Tokenlezer;
  logger: Logger;
}

interface Aanmelding {
  uid: string;
  params: object;
}

/** oidc-provider with our storage, our decisions and our keys; a new one when another key signs. */
export class Aanbieder {
  private huidig: { kid: string; provider: Provider; beantwoord: ReturnType<Provider['callback']> } | null = null;
  private readonly traces = new WeakMap<IncomingMessage, string>();

  constructor(private readonly delen: Aanbiederdelen) {}

  /** Answers a request on one of our paths, from its first byte to its last. */
  async beantwoord(verzoek: FastifyRequest, antwoord: FastifyReply, traceparent: string): Promise<void> {
    const { beantwoord } = await this.geldende();
    const { req, res } = this.neem(verzoek, antwoord);
    this.traces.set(req, traceparent);
    await beantwoord(req, res);
  }

  /** Goes on with the sign-in that the cookie of this browser names: to an address, or back with its outcome. */
  async inAanmelding(verzoek: FastifyRequest, antwoord: FastifyReply, stap: (a: Aanmelding) => Promise<URL | Uitkomst>): Promise<void> {
    const { provider } = await this.geldende();
    const aanmelding = await vind(provider, verzoek.raw, antwoord.raw);
    const uitkomst = aanmelding && (await this.probeer(() => stap(aanmelding)));
    const { req, res } = this.neem(verzoek, antwoord);
    if (uitkomst === null) {
      res.writeHead(400, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
      res.end(pagina('Aanmelden lukt niet', 'De aanmelding duurde te lang, of begon in een andere browser. Ga terug naar de applicatie en probeer het opnieuw.', 'geen aanmelding bij deze cookie'));
    } else if (uitkomst instanceof URL) {
      res.writeHead(303, { location: uitkomst.href, 'cache-control': 'no-store' });
      res.end();
    } else await provider.interactionFinished(req, res, uitkomst);
  }

  /** Their provider, their network: the application hears that it may be tried again (RFC 6749 §4.1.2.1). */
  private async probeer(stap: () => Promise<URL | Uitkomst>): Promise<URL | Uitkomst> {
    try {
      return await stap();
    } catch (fout) {
      this.delen.logger.error({ fout: (fout as Error).stack ?? String(fout) }, 'the provider of the employer could not be asked');
      return { error: 'temporarily_unavailable', error_description: 'De aanmelding bij uw organisatie is nu niet bereikbaar.' };
    }
  }

  /** Takes the socket over from Fastify, with the headers that every answer has. */
  private neem(verzoek: FastifyRequest, antwoord: FastifyReply): { req: IncomingMessage; res: ServerResponse } {
    const [req, res] = [verzoek.raw, antwoord.hijack().raw];
    for (const [naam, waarde] of Object.entries(antwoord.getHeaders())) if (waarde !== undefined && naam !== 'cache-control') res.setHeader(naam, waarde);
    const { host, protocol } = new URL(this.delen.uitgever.issuer);
    // Whoever follows an address of ours comes back at the door, whatever name the door has for this component.
    Object.assign(req.headers, { host, 'x-forwarded-host': host, 'x-forwarded-proto': protocol.slice(0, -1) });
    return { req, res };
  }

  private async geldende(): Promise<{ provider: Provider; beantwoord: ReturnType<Provider['callback']> }> {
    const { kid, prive } = await this.delen.sleutels.ondertekensleutel();
    if (this.huidig?.kid !== kid) {
      const provider = this.maak({ ...prive, kid, alg: 'PS256', use: 'sig' });
      this.huidig = { kid, provider, beantwoord: provider.callback() };
    }
    return this.huidig;
  }

  private maak(sleutel: JWK): Provider {
    const { bron, uitgever, publiek, tokens, aanmeldingen, logger } = this.delen;
    const provider = new Provider(uitgever.issuer, this.configuratie(sleutel));
    provider.proxy = true;
    // RFC 7523 §3: the token endpoint by each of its names, inside and outside.
    const { prototype } = provider.OIDCContext as unknown as { prototype: { clientJwtAuthExpectedAudience: () => Set<string> } };
    prototype.clientJwtAuthExpectedAudience = () => new Set([uitgever.issuer, ...publiek]);
    leesZonderOpenid(prototype);
    // Theirs looks first and writes then: two processes at once would both accept it.
    provider.ReplayDetection.unique = (applicatie, jti, exp) => isEersteKeer(bron, applicatie, jti, exp);
    registreerGrants(provider, { tokens, aanmeldingen, traceparent: (ctx) => this.traceparent(ctx) });
    beantwoordHuistokens(provider, this.delen);
    for (const soort of ['grant', 'introspection', 'revocation', 'authorization', 'pushed_authorization_request'] as const) {
      provider.on(`${soort}.error` as 'grant.error', (ctx: KoaContextWithOIDC, fout: errors.OIDCProviderError) => {
        logger.info({ applicatie: ctx.oidc.client?.clientId, fout: fout.error, reden: fout.error_detail ?? fout.error_description }, 'refused');
      });
    }
    provider.on('server_error', (ctx, fout) => {
      // What cannot be recorded now is not given out now: that is no error of the software.
      if (fout instanceof Probleem && fout.status === 503) ctx.state['later'] = true;
      else logger.error({ fout: fout.stack ?? fout.message }, 'unexpected error in OAuth');
    });
    return provider;
  }

  private configuratie(sleutel: JWK): Configuration {
    const { bron, klok, herroeping, bundelsleutel, applicatiedeur } = this.delen;
    const policy = interactionPolicy.base();
    // Applications of the municipality itself: the register says what they may, nobody is asked.
    policy.remove('consent');
    const koek = { httpOnly: true, sameSite: 'lax', signed: true } as const;
    return {
      adapter: (model: string) =>
        model === 'Client'
          ? new Clients((id) => this.applicatie(id))
          : new Toestand(bron, klok, model, (toestemming) => herroeping.vanToestemming(toestemming)),
      jwks: { keys: [sleutel as never] },
      clientAuthMethods: ['private_key_jwt', 'tls_client_auth', 'self_signed_tls_client_auth'],
      clientDefaults: { id_token_signed_response_alg: 'PS256' },
      enabledJWA: { clientAuthSigningAlgValues: ALGORITMEN as never, idTokenSigningAlgValues: ['PS256'], requestObjectSigningAlgValues: ['PS256'] },
      extraClientMetadata: { properties: ['registratie'] satisfies (keyof EigenGegevens)[] },
      assertJwtClientAuthClaimsAndHeader: (_, claims) => eisKort(claims),
      clockTolerance: SPELING_S,
      // For keys that applications publish (https, as the register says): they stand in the network of the municipality too.
      fetch: (url, { headers, signal } = {}) => fetch(url, { ...(headers ? { headers } : {}), ...(signal ? { signal } : {}), redirect: 'error' }),
      routes: PADEN,
      // RFC 8705 §5
      ...(applicatiedeur === null ? {} : { discovery: { mtls_endpoint_aliases: eindpunten(applicatiedeur) } }),
      scopes: [],
      claims: {},
      responseTypes: ['code'],
      // The second is `acr_values` on its way (zonder-openid.ts).
      extraParams: ['organisatie', 'betrouwbaarheidsniveau'],
      pkce: { required: () => true },
      allowOmittingSingleRegisteredRedirectUri: false,
      expiresWithSession: () => false,
      revokeGrantPolicy: () => true,
      ttl: { AccessToken: LEVENSDUUR_S, ClientCredentials: LEVENSDUUR_S, AuthorizationCode: 60, Grant: 900, Interaction: 900, Session: 900 },
      cookies: { names: { session: 'bronhuis_oauth', interaction: 'bronhuis_aanmelden', resume: 'bronhuis_verder' }, keys: [koeksleutel(bundelsleutel)], long: { ...koek, path: '/toegangsbeheer/v1' }, short: koek },
      interactions: { policy, url: () => AANMELDPAD },
      findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
      loadExistingGrant: nieuweToestemming,
      formats: { customizers: { jwt: (ctx, token, deel) => this.vulIn(ctx, token, deel) } },
      renderError: foutpagina,
      features: {
        devInteractions: { enabled: false },
        userinfo: { enabled: false },
        rpInitiatedLogout: { enabled: false },
        dPoP: { enabled: false },
        clientCredentials: { enabled: true },
        introspection: { enabled: true },
        revocation: { enabled: true },
        pushedAuthorizationRequests: { enabled: true },
        resourceIndicators: {
          enabled: true,
          defaultResource: () => HULPBRON,
          useGrantedResource: () => true,
          getResourceServerInfo: (_, naam) => {
            if (naam !== HULPBRON) throw new errors.InvalidTarget();
            return { scope: 'bronhuis', audience: 'bronhuis', accessTokenTTL: LEVENSDUUR_S, accessTokenFormat: 'jwt', jwt: { sign: { alg: 'PS256' } } };
          },
        },
        richAuthorizationRequests: {
          enabled: true,
          types: { [DETAILSOORT]: { validate: (_, detail) => toetsDetail(detail) } },
          authorizationDetailsForGrantSource: (ctx) => JSON.parse(ctx.oidc.params?.['authorization_details'] as string) as never,
          authorizationDetailsForAccessToken: (_, __, bron_) => (bron_ as { rar?: never }).rar,
          authorizationDetailsForIntrospection: () => undefined,
        },
        mTLS: {
          enabled: true,
          certificateBoundAccessTokens: true,
          tlsClientAuth: true,
          selfSignedTlsClientAuth: true,
          getCertificate: (ctx) => leesCertificaat(ctx.req.headers) as X509Certificate,
          certificateAuthorized: (ctx) => isVertrouwd(ctx.req.headers),
          certificateSubjectMatches: (ctx, _, verwacht) => {
            const certificaat = leesCertificaat(ctx.req.headers);
            return certificaat !== undefined && heeftNaam(certificaat, verwacht) && oinVan(certificaat) === registratieVan(ctx.oidc.client).uitvoerder;
          },
        },
      },
    };
  }

  /** The token of who signed in says what our rules say, and is recorded before it is signed. @throws OIDCProviderError */
  private async vulIn(ctx: KoaContextWithOIDC, token: AccessToken | ClientCredentials, deel: { payload: Record<string, unknown> }): Promise<void> {
    const { accountId, grantId, 'x5t#S256': certificaat } = token as AccessToken;
    const code = ctx.oidc.entities.AuthorizationCode;
    if (!accountId || !grantId || !code) throw new Error('only the sign-in of a person leads here');
    const applicatie = registratieVan(ctx.oidc.client);
    const wie = leesAccount(accountId);
    const aanmelding = { activiteit: doelVan(code.rar), niveau: code.acr as Niveau, tijdstip: code.authTime as number };
    const besluit = await this.delen.tokens.voorPersoon(applicatie, wie, aanmelding, { traceparent: this.traceparent(ctx), certificaat });
    if ('reden' in besluit) throw new errors.CustomOIDCProviderError(besluit.fout, besluit.reden);
    const { claims, naam, rollen } = besluit;
    // For the page that says who is signed in; the token itself names nobody.
    ctx.state['persoon'] = { id: claims.sub, naam, soort: claims.soort, rollen };
    if (!(await this.delen.herroeping.onthoud(grantId, { organisatie: wie.organisatie, jti: claims.jti }))) throw new errors.InvalidGrant('the code was used twice');
    deel.payload = { ...claims };
  }

  private async applicatie(id: string): Promise<Applicatierij | null> {
    // Whatever a stranger sends is looked up: what cannot be a name is nobody's.
    if (!CLIENT_ID.test(id)) return null;
    const [a] = await this.delen.bron.lees<Applicatierij>(systeemContext(), vraagApplicatie(id));
    if (a?.soort !== 'portaal') return a ?? null;
    const [{ hosts } = { hosts: [] }] = await this.delen.bron.lees<{ hosts: string[] }>(systeemContext(), vraagHosts());
    return { ...a, redirectUris: terugInPortaal(this.delen.uitgever.issuer, hosts) };
  }

  private traceparent(ctx: KoaContextWithOIDC): string {
    const trace = this.traces.get(ctx.req);
    if (trace === undefined) throw new Error('a request that did not come through our routes');
    return trace;
  }
}

/** Cookies are signed under a key of their own. */
const koeksleutel = (bundelsleutel: JWK): string =>
  Buffer.from(hkdfSync('sha256', Buffer.from(bundelsleutel.d as string, 'base64url'), '', 'bronhuis oauth cookies', 32)).toString('base64url');

/** Nobody is asked what the register says already. Without a scope it is the one that there is (RFC 6749 §3.3). */
async function nieuweToestemming(ctx: KoaContextWithOIDC): Promise<InstanceType<Provider['Grant']>> {
  const { provider, session, client, params } = ctx.oidc;
  if (!session?.accountId || !client || !params) throw new Error('a grant is made for who signed in');
  params['scope'] ??= 'bronhuis';
  const grant = new provider.Grant({ accountId: session.accountId, clientId: client.clientId });
  grant.addResourceScope(HULPBRON, 'bronhuis');
  await grant.save();
  return grant;
}

/** The sign-in of this browser; null when there is none. */
async function vind(provider: Provider, req: IncomingMessage, res: ServerResponse): Promise<Aanmelding | null> {
  try {
    return await provider.interactionDetails(req, res);
  } catch (fout) {
    if (fout instanceof errors.SessionNotFound) return null;
    throw fout;
  }
}
