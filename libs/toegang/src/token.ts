import { isOin, Probleem } from '@bronhuis/standaarden';
import { createLocalJWKSet, errors, jwtVerify, type JWTPayload } from 'jose';
import type { ApiTokenrechten } from './api-token.ts';
import type { Bundel } from './bundel.ts';
import { niveauVan } from './omstandigheden.ts';

/** Is this `Authorization` of the scheme Bearer? Its name is written in any case (RFC 9110 §11.1). The token follows at the eighth sign. */
export const isBearer = (authorization: string | undefined): authorization is string => /^bearer /i.test(authorization ?? '');

export const SOORTEN = ['applicatie', 'medewerker', 'inwoner', 'component'] as const;

/** What a verified token says (RFC 9068 with the claims of the house). */
export interface Token {
  jti: string;
  organisatie: string;
  uitvoerder: string;
  /** Who acted before, when the token was handed on (RFC 8693 §4.1): from the last to the first. */
  keten: string[];
  soort: (typeof SOORTEN)[number];
  id: string;
  applicatie: string | null;
  rollen: string[];
  /** Of the sign-in: 0 when nothing is known of one. */
  niveau: number;
  doel: string | null;
  betrokkene: { soort: 'bsn'; pseudoniem: string } | null;
  verloopt: number;
  /** SHA-256 of the certificate that it holds with (RFC 8705 §3.1); null for a token that holds by itself. */
  certificaat: string | null;
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
  private readonly uitgever: { issuer?: string };

  constructor(bundel: Pick<Bundel, 'jwks' | 'ingetrokken' | 'uitgever'>) {
    this.uitgever = bundel.uitgever === undefined ? {} : { issuer: bundel.uitgever };
    this.sleutels = createLocalJWKSet({ keys: bundel.jwks });
    this.ingetrokken = new Set(bundel.ingetrokken.map((i) => (i.jti ? `jti ${i.jti}` : `applicatie ${i.applicatie}`)));
  }

  /** @throws Probleem 401, with a reason that does not help a stranger. */
  async controleer(authorization: string | undefined, nu: Date): Promise<Token> {
    if (!isBearer(authorization)) throw Probleem.nietAangemeld('Geef een geldig token mee in de header Authorization.');
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
        ...this.uitgever,
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
  const [uitvoerder, ...keten] = actoren(p['act']);
  const soort = p['soort'] as Token['soort'];
  const organisatie = p['organisatie'];
  if (typeof organisatie !== 'string' || !isOin(organisatie) || uitvoerder === undefined || !SOORTEN.includes(soort)) {
    throw Probleem.nietAangemeld('Het token is niet geldig.');
  }
  const applicatie = String(p['client_id']);
  const gebruiker = typeof p['gebruiker'] === 'string' ? p['gebruiker'] : null;
  const betrokkene = p['betrokkene'] as Token['betrokkene'] | undefined;
  return {
    jti: String(p.jti),
    organisatie,
    uitvoerder,
    keten,
    soort: gebruiker ? 'medewerker' : soort,
    id: gebruiker ?? String(p.sub),
    applicatie,
    rollen: Array.isArray(p['rollen']) ? p['rollen'].map(String).sort() : [],
    niveau: niveauVan(p['acr']),
    doel: typeof p['verwerkingsactiviteit'] === 'string' ? p['verwerkingsactiviteit'] : null,
    betrokkene: betrokkene ?? null,
    verloopt: p.exp ?? 0,
    certificaat: certificaatVan(p['cnf']),
    apiToken: null,
  };
}

/** As many as are ever given out; more is not ours. */
const MAX_ACTOREN = 3;

/** The organisations that act (RFC 8693 §4.1), from who acts now to who began. */
function actoren(act: unknown): string[] {
  const uit: string[] = [];
  for (let a = act as { sub?: unknown; act?: unknown } | undefined; a !== undefined; a = a.act as typeof a) {
    if (typeof a !== 'object' || a === null || typeof a.sub !== 'string' || !isOin(a.sub) || uit.length === MAX_ACTOREN) throw Probleem.nietAangemeld('Het token is niet geldig.');
    uit.push(a.sub);
  }
  return uit;
}

/** A token that is bound in a way we do not know holds for nobody. */
function certificaatVan(cnf: unknown): string | null {
  if (cnf === undefined) return null;
  const afdruk = (cnf as { 'x5t#S256'?: unknown } | null)?.['x5t#S256'];
  if (typeof afdruk !== 'string') throw Probleem.nietAangemeld('Het token is niet geldig.');
  return afdruk;
}
