import { createHash, randomBytes } from 'node:crypto';
import type { Sessie } from '../sessie/sessie.ts';

export const CLIENT = 'component-portaal';
const AANMELDPAD = '/aanmelden/terug';

type Onderweg = NonNullable<Sessie['onderweg']>;

/** Where somebody comes back to, at the site where the sign-in began. */
export const terugAdres = (site: { host: string; https: boolean }): string => `http${site.https ? 's' : ''}://${site.host}${AANMELDPAD}`;

export const nieuwOnderweg = (verder: string | null): Onderweg => ({ state: randomBytes(24).toString('base64url'), verifier: randomBytes(32).toString('base64url'), verder });

/** The address that begins a sign-in at the provider of the municipality (RFC 6749 §4.1.1, with PKCE), at least as strong as `niveau`. */
export function beginAdres(issuer: string, organisatie: string, terug: string, o: Onderweg, niveau?: string): string {
  const url = new URL('/toegangsbeheer/v1/authorize', issuer);
  url.search = new URLSearchParams({
    response_type: 'code',
    client_id: CLIENT,
    redirect_uri: terug,
    scope: 'bronhuis',
    organisatie,
    state: o.state,
    code_challenge: createHash('sha256').update(o.verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...(niveau ? { acr_values: niveau } : {}),
  }).toString();
  return url.href;
}

/** Refusals of which the person may read the reason; the second one is of a sign-in that is not strong enough (RFC 9470 §5). */
const GEWEIGERD: ReadonlySet<unknown> = new Set(['access_denied', 'unmet_authentication_requirements']);

/** The code that this browser went for, or why it came back without. An answer to another question is none (RFC 9207). */
export function leesTerug(query: Record<string, unknown>, issuer: string, o: Onderweg | undefined): { code: string } | { reden: string | null } {
  const { state, iss, code, error, error_description: uitleg } = query;
  if (!o || state !== o.state || iss !== issuer) return { reden: null };
  if (typeof code === 'string') return { code };
  return { reden: GEWEIGERD.has(error) && typeof uitleg === 'string' ? uitleg : null };
}
