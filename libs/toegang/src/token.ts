import { isOin, Probleem } from '@bronhuis/standaarden';
import { createLocalJWKSet, errors, jwtVerify, type JWTPayload } from 'jose';
import type { ApiTokenrechten } from './api-token.ts';
import type { Bundel } from './bundel.ts';

export const SOORTEN = ['applicatie', 'medewerker', 'inwoner', 'component'] as const;

/** What a verified token says (RFC 9068 with the claims of the house). */
export interface Token {
  jti: string;
  organisatie: string;
  uitvoerder: string;
  soort: (typeof SOORTEN)[number];
  id: string;
  applicatie: string | null;
  rollen: string[];
  doel: string | null;
  betrokkene: { soort: 'bsn'; pseudoniem: string } | null;
  verloopt: number;
  /** What a lasting token of the application narrows; null for a Bearer token. */
  apiToken: ApiTokenrechten | null;
}

/**
 * Verifies access tokens with the keys of the bundle. A signature check costs more than the rest of a request, so a
 * verified token is remembered until it ends; a new bundle (keys, revocations) forgets all.
 */
export class Tokencontrole {
  private readonly bekend = new Map<string, Token>();
  private readonly sleutels: ReturnType<typeof createLocalJWKSet>;
  private readonly ingetrokken: ReadonlySet<string>;

  constructor(bundel: Pick<Bundel, 'jwks' | 'ingetrokken'>) {
    this.sleutels = createLocalJWKSet({ keys: bundel.jwks });
    this.ingetrokken = new Set(bundel.ingetrokken.map((i) => (i.jti ? `jti ${i.jti}` : `applicatie ${i.applicatie}`)));
  }

  /** @throws Probleem 401, with a reason that does not help a stranger. */
  async controleer(authorization: string | undefined, nu: Date): Promise<Token> {
    if (!authorization?.startsWith('Bearer ')) throw Probleem.nietAangemeld('Geef een geldig token mee in de header Authorization.');
    const ruw = authorization.slice(7);
    const seconden = nu.getTime() / 1000;
    const eerder = this.bekend.get(ruw);
    if (eerder) {
      if (eerder.verloopt > seconden) return eerder;
      this.bekend.delete(ruw);
    }
    const token = await this.lees(ruw, nu);
    if (this.bekend.size >= 10_000) this.bekend.clear();
    this.bekend.set(ruw, token);
    return token;
  }

  private async lees(ruw: string, nu: Date): Promise<Token> {
    try {
      const { payload } = await jwtVerify(ruw, this.sleutels, {
        audience: 'bronhuis',
        algorithms: ['PS256', 'EdDSA'],
        currentDate: nu,
        clockTolerance: 5,
        requiredClaims: ['iss', 'sub', 'exp', 'iat', 'jti', 'client_id', 'organisatie', 'act', 'soort'],
      });
      const token = uitClaims(payload);
      if (this.ingetrokken.has(`jti ${token.jti}`) || (token.applicatie && this.ingetrokken.has(`applicatie ${token.applicatie}`))) {
        throw Probleem.nietAangemeld('Het token is ingetrokken.');
      }
      return token;
    } catch (fout) {
      if (fout instanceof Probleem) throw fout;
      if (fout instanceof errors.JWTExpired) throw Probleem.nietAangemeld('Het token is verlopen.');
      if (fout instanceof errors.JOSEError) throw Probleem.nietAangemeld('Het token is niet geldig.');
      throw fout;
    }
  }
}

function uitClaims(p: JWTPayload): Token {
  const act = (p['act'] as { sub?: unknown } | undefined)?.sub;
  const soort = p['soort'] as Token['soort'];
  const organisatie = p['organisatie'];
  if (typeof organisatie !== 'string' || !isOin(organisatie) || typeof act !== 'string' || !isOin(act) || !SOORTEN.includes(soort)) {
    throw Probleem.nietAangemeld('Het token is niet geldig.');
  }
  const applicatie = String(p['client_id']);
  const gebruiker = typeof p['gebruiker'] === 'string' ? p['gebruiker'] : null;
  const betrokkene = p['betrokkene'] as Token['betrokkene'] | undefined;
  return {
    jti: String(p.jti),
    organisatie,
    uitvoerder: act,
    soort: gebruiker ? 'medewerker' : soort,
    id: gebruiker ?? String(p.sub),
    applicatie,
    rollen: Array.isArray(p['rollen']) ? p['rollen'].map(String).sort() : [],
    doel: typeof p['verwerkingsactiviteit'] === 'string' ? p['verwerkingsactiviteit'] : null,
    betrokkene: betrokkene ?? null,
    verloopt: p.exp ?? 0,
    apiToken: null,
  };
}
