import type { Bron } from '@bronhuis/bron';
import type { Klok } from '@bronhuis/standaarden';
import { createLocalJWKSet, decodeJwt, errors, jwtVerify, type JWTPayload } from 'jose';
import { vraagApplicatie, type Applicatierij } from '../applicaties/applicatie.queries.ts';
import { systeemContext } from '../systeem.ts';
import type { Weigering } from './beslis-token.ts';

/** Longest life of an assertion, in seconds. */
export const MAX_LEVEN_S = 300;
const SPELING_S = 5;
export const ALGORITMEN = ['PS256', 'ES256', 'EdDSA'];

const onbekend = (reden: string): Weigering => ({ fout: 'invalid_client', reden });

/** `private_key_jwt` (RFC 7523 §2.2 and §3; OAuth NL GOV 2.3): who the client is, shown once. */
export class Clientverklaring {
  constructor(
    private readonly bron: Bron,
    private readonly klok: Klok,
    /** Audiences that mean us: the issuer and the token endpoint. */
    private readonly publiek: string[],
  ) {}

  async controleer(verklaring: string | undefined): Promise<Applicatierij | Weigering> {
    if (!verklaring) return onbekend('Stuur een client_assertion mee: een door de applicatie ondertekende verklaring.');
    const id = uitgever(verklaring);
    const [applicatie] = id ? await this.bron.lees<Applicatierij>(systeemContext(), vraagApplicatie(id)) : [];
    if (!applicatie) return onbekend('Deze applicatie staat niet in het applicatieregister.');
    const payload = await this.verifieer(verklaring, applicatie);
    if ('reden' in payload) return payload as Weigering;
    return (await this.isNieuw(applicatie.id, String(payload.jti), payload.exp ?? 0))
      ? applicatie
      : onbekend('Deze verklaring is al eens gebruikt. Maak voor elk verzoek een nieuwe.');
  }

  private async verifieer(verklaring: string, a: Applicatierij): Promise<JWTPayload | Weigering> {
    const nu = this.klok.nu();
    try {
      const { payload } = await jwtVerify(verklaring, createLocalJWKSet(a.jwks), {
        issuer: a.id,
        subject: a.id,
        audience: this.publiek,
        algorithms: ALGORITMEN,
        currentDate: nu,
        clockTolerance: SPELING_S,
        requiredClaims: ['exp', 'iat', 'jti'],
      });
      if (payload.jti!.length < 16) return onbekend('De jti van de verklaring is te kort: gebruik ten minste 128 willekeurige bits.');
      if (payload.exp! - nu.getTime() / 1000 > MAX_LEVEN_S + SPELING_S) return onbekend('De verklaring geldt te lang: ten hoogste vijf minuten.');
      return payload;
    } catch (fout) {
      if (!(fout instanceof errors.JOSEError)) throw fout;
      return onbekend(redenVan(fout));
    }
  }

  /** One statement: of two at once with the same jti only one gets a row. */
  private async isNieuw(applicatie: string, jti: string, exp: number): Promise<boolean> {
    const verloopt = new Date((exp + 2 * SPELING_S) * 1000);
    return this.bron.transactie(systeemContext(), async (tx) => {
      const rijen = await tx.query<{ jti: string }>(
        'insert into gebruikte_jti (applicatie, jti, verloopt) values ($1, $2, $3) on conflict do nothing returning jti',
        [applicatie, jti, verloopt],
      );
      return rijen.length === 1;
    });
  }
}

function uitgever(verklaring: string): string | null {
  try {
    return decodeJwt(verklaring).iss ?? null;
  } catch (fout) {
    if (fout instanceof errors.JOSEError) return null;
    throw fout;
  }
}

function redenVan(fout: errors.JOSEError): string {
  if (fout instanceof errors.JWTExpired) return 'De verklaring is verlopen.';
  if (fout instanceof errors.JWTClaimValidationFailed) return `De verklaring klopt niet: controleer ${fout.claim}.`;
  if (fout instanceof errors.JOSEAlgNotAllowed) return `Onderteken de verklaring met ${ALGORITMEN.join(', ')}.`;
  return 'De handtekening van de verklaring klopt niet met de sleutel in het applicatieregister.';
}
