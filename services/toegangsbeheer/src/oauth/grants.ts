import { isOin } from '@bronhuis/standaarden';
import { errors, type KoaContextWithOIDC, type Provider } from 'oidc-provider';
import type { Aanmeldingen } from '../aanmeldingen/aanmeldingen.ts';
import type { Weigering } from '../tokens/beslis-token.ts';
import type { Tokens } from '../tokens/tokens.ts';
import type { Uitgegeven } from '../tokens/tokenuitgever.ts';
import { afdrukVan, leesCertificaat } from './certificaat.ts';
import { DEMONSTRATIEPERSOON, registratieVan, TOKEN_EXCHANGE } from './clientgegevens.ts';
import { doelVan } from './doeldetail.ts';

const ACCESS_TOKEN = 'urn:ietf:params:oauth:token-type:access_token';
const JWT = 'urn:ietf:params:oauth:token-type:jwt';
const DOEL = ['verwerkingsactiviteit', 'authorization_details'];

interface Omgeving {
  tokens: Tokens;
  aanmeldingen: Aanmeldingen;
  traceparent: (ctx: KoaContextWithOIDC) => string;
}

/** The grants that are decided by our rules alone: who the client is, is established when they are called. */
export function registreerGrants(provider: Provider, o: Omgeving): void {
  provider.registerGrantType(
    'client_credentials',
    async (ctx) => {
      const { params, client } = van(ctx);
      const vraag = { organisatie: params['organisatie'], activiteit: doelUit(params), gebruiker: params['gebruiker'] ?? null };
      const verzoek = { traceparent: o.traceparent(ctx), certificaat: binding(ctx) };
      ctx.body = antwoord(await o.tokens.voorApplicatie(registratieVan(client), vraag, verzoek), params);
    },
    ['organisatie', 'gebruiker', ...DOEL],
  );
  provider.registerGrantType(
    TOKEN_EXCHANGE,
    async (ctx) => {
      const { params, client } = van(ctx);
      eisWisselverzoek(params);
      const verzoek = { traceparent: o.traceparent(ctx), certificaat: afdruk(ctx) };
      const uitgegeven = await o.tokens.wissel(registratieVan(client), { token: params['subject_token'] ?? '', activiteit: doelUit(params) }, verzoek, binding(ctx));
      ctx.body = { ...antwoord(uitgegeven, params), issued_token_type: ACCESS_TOKEN };
    },
    ['subject_token', 'subject_token_type', 'requested_token_type', 'actor_token', ...DOEL],
  );
  provider.registerGrantType(
    DEMONSTRATIEPERSOON,
    async (ctx) => {
      const { params, client } = van(ctx);
      const { organisatie = '', persoon = '' } = params;
      if (!isOin(organisatie) || persoon === '') throw new errors.InvalidRequest('Noem organisatie (OIN) en persoon.');
      const aangemeld = await o.aanmeldingen.meldAan(registratieVan(client), { organisatie, persoon }, o.traceparent(ctx));
      ctx.body = { ...antwoord(aangemeld, params), ...('persoon' in aangemeld ? { persoon: aangemeld.persoon } : {}) };
    },
    ['organisatie', 'persoon'],
  );
}

function van(ctx: KoaContextWithOIDC): { params: Record<string, string | undefined>; client: { clientId: string; tlsClientCertificateBoundAccessTokens?: boolean } } {
  const { params, client } = ctx.oidc;
  if (!params || !client) throw new Error('a grant is called for a known client');
  // What no database keeps is no name of anything.
  const vreemd = Object.keys(params).filter((naam) => String(params[naam]).includes('\0'));
  if (vreemd.length > 0) throw new errors.InvalidRequest(`Onleesbaar: ${vreemd.join(', ')}.`);
  return { params: params as Record<string, string | undefined>, client };
}

const afdruk = (ctx: KoaContextWithOIDC): string | undefined => {
  const certificaat = leesCertificaat(ctx.req.headers);
  return certificaat && afdrukVan(certificaat);
};

/** The certificate that the token is bound to, for who is registered so (RFC 8705 §3). @throws InvalidGrant without one */
function binding(ctx: KoaContextWithOIDC): string | undefined {
  if (!van(ctx).client.tlsClientCertificateBoundAccessTokens) return undefined;
  const gezien = afdruk(ctx);
  if (!gezien) throw new errors.CustomOIDCProviderError('invalid_request', 'Tokens van deze applicatie horen bij een certificaat: vraag ze op een verbinding met dat certificaat.');
  return gezien;
}

/** RFC 8693 §2.1: who acts is who asks, so there is no other actor; and there is one kind of token. */
function eisWisselverzoek(params: Record<string, string | undefined>): void {
  const weiger = (reden: string): never => {
    throw new errors.InvalidRequest(reden);
  };
  if (!params['subject_token'] || !params['subject_token_type']) weiger('Noem subject_token en subject_token_type.');
  if (params['subject_token_type'] !== ACCESS_TOKEN && params['subject_token_type'] !== JWT) weiger(`Gebruik als subject_token_type ${ACCESS_TOKEN}.`);
  const soort = params['requested_token_type'];
  if (soort !== undefined && soort !== ACCESS_TOKEN && soort !== JWT) weiger(`Gebruik als requested_token_type ${ACCESS_TOKEN}.`);
  if (params['actor_token'] !== undefined) weiger('Een actor_token is niet nodig: wie het verzoek ondertekent, handelt.');
}

/** The purpose, by its own name or as authorization details (RFC 9396). @throws InvalidAuthorizationDetails when they differ */
function doelUit(params: Record<string, string | undefined>): string | null {
  const details = params['authorization_details'];
  const genoemd = params['verwerkingsactiviteit'] ?? null;
  const doel = details === undefined ? null : doelVan(JSON.parse(details) as object[]);
  if (doel !== null && genoemd !== null && doel !== genoemd) throw new errors.InvalidAuthorizationDetails('Een token is voor één verwerkingsactiviteit.');
  return doel ?? genoemd;
}

/** @throws CustomOIDCProviderError with the code and reason of the decision */
function antwoord(uitkomst: Uitgegeven | Weigering, params: Record<string, string | undefined>): object {
  if ('reden' in uitkomst) throw new errors.CustomOIDCProviderError(uitkomst.fout, uitkomst.reden);
  const details = params['authorization_details'];
  return {
    access_token: uitkomst.token,
    token_type: 'Bearer',
    expires_in: uitkomst.verlooptOver,
    ...(details === undefined ? {} : { authorization_details: JSON.parse(details) as object }),
  };
}
