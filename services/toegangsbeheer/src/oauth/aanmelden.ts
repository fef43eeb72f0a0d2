import { isIP } from 'node:net';
import type { Bron } from '@bronhuis/bron';
import { leesGeheim } from '@bronhuis/component';
import { importJWK, type CryptoKey, type JWK } from 'jose';
import { uuidv7, type Klok } from '@bronhuis/standaarden';
import { NIVEAUS, type Niveau } from '@bronhuis/toegang';
import * as oidc from 'openid-client';
import type { Logger } from 'pino';
import { alsAccount } from './account.ts';
import { gevraagdeAcrs, leesAangemeld, vraagIdentiteitsaanbieder, type Aangemeld, type Identiteitsaanbieder } from './identiteit.ts';
import { TERUGPAD } from './paden.ts';
import { Toestand } from './toestand.ts';

const POGING_S = 900;
/** What a provider says of itself is asked again after an hour: its keys and addresses may move. */
const VERS_MS = 3600_000;

interface Poging {
  organisatie: string;
  state: string;
  nonce: string;
  verifier: string;
  niveau: Niveau;
}

/** What oidc-provider takes as the outcome of a sign-in. */
export type Uitkomst = { login: { accountId: string; acr: Niveau; ts: number; remember: false } } | { error: string; error_description: string };

const geweigerd = (error_description: string, error = 'access_denied'): Uitkomst => ({ error, error_description });

/** Sends who wants to sign in to the OpenID Provider of the employer, and takes in who comes back (OpenID Connect Core §3.1). */
export class AanmeldenElders {
  private readonly bekend = new Map<string, { config: oidc.Configuration; tot: number }>();
  private readonly pogingen: Toestand;

  constructor(
    private readonly bron: Bron,
    private readonly klok: Klok,
    private readonly geheimenMap: string,
    private readonly issuer: string,
    private readonly logger: Logger,
  ) {
    this.pogingen = new Toestand(bron, klok, 'Aanmeldpoging', () => Promise.resolve());
  }

  /** @returns where to send the browser, or why there is nowhere */
  async begin(uid: string, organisatie: string, gevraagd: string | undefined): Promise<URL | Uitkomst> {
    const aanbieder = await this.aanbieder(organisatie);
    if (!aanbieder) return geweigerd('Bij deze organisatie kunt u zich hier niet aanmelden.');
    const niveau = NIVEAUS.find((n) => n === gevraagd) ?? aanbieder.laagsteNiveau;
    const [verifier, state, nonce] = [oidc.randomPKCECodeVerifier(), oidc.randomState(), oidc.randomNonce()];
    const acrs = gevraagdeAcrs(aanbieder, niveau);
    const config = await this.config(organisatie, aanbieder);
    await this.pogingen.upsert(uid, { organisatie, state, nonce, verifier, niveau } satisfies Poging as never, POGING_S);
    return oidc.buildAuthorizationUrl(config, {
      redirect_uri: `${this.issuer}${TERUGPAD}`,
      response_type: 'code',
      scope: 'openid profile',
      state,
      nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      ...(acrs.length > 0 ? { acr_values: acrs.join(' ') } : {}),
    });
  }

  /** @param adres path and query with which the browser came back */
  async rondAf(uid: string, adres: string): Promise<Uitkomst> {
    const poging = (await this.pogingen.find(uid)) as unknown as Poging | undefined;
    // Once: an answer of the provider that comes again finds nothing.
    await this.pogingen.destroy(uid);
    const aanbieder = poging && (await this.aanbieder(poging.organisatie));
    if (!aanbieder) return geweigerd('De aanmelding duurde te lang. Probeer het opnieuw.');
    const gelezen = await this.claims(poging, aanbieder, new URL(adres, this.issuer));
    if ('error' in gelezen) return gelezen;
    const aangemeld = leesAangemeld(aanbieder, gelezen.claims, poging.niveau);
    if ('reden' in aangemeld) return geweigerd(aangemeld.reden, aangemeld.fout);
    const onbekend = await this.onthoud(poging.organisatie, aanbieder, aangemeld);
    if (onbekend) return geweigerd(onbekend);
    const { auth_time: tijd } = gelezen.claims;
    const ts = typeof tijd === 'number' ? tijd : Math.floor(this.klok.nu().getTime() / 1000);
    return { login: { accountId: alsAccount({ organisatie: poging.organisatie, persoon: aangemeld.persoon }), acr: aangemeld.niveau, ts, remember: false } };
  }

  private async claims(poging: Poging, aanbieder: Identiteitsaanbieder, adres: URL): Promise<{ claims: Record<string, unknown> } | (Uitkomst & { error: string })> {
    try {
      const config = await this.config(poging.organisatie, aanbieder);
      const tokens = await oidc.authorizationCodeGrant(config, adres, {
        pkceCodeVerifier: poging.verifier,
        expectedState: poging.state,
        expectedNonce: poging.nonce,
        idTokenExpected: true,
      });
      const claims = tokens.claims() as oidc.IDToken;
      // Many providers keep groups out of the ID token: it would grow too large.
      if (claims[aanbieder.rollenclaim] !== undefined || config.serverMetadata().userinfo_endpoint === undefined) return { claims };
      return { claims: { ...(await oidc.fetchUserInfo(config, tokens.access_token, claims.sub)), ...claims } };
    } catch (fout) {
      // For who manages the connection; what a provider says of a person is not in it.
      if (fout instanceof oidc.ClientError || fout instanceof oidc.ResponseBodyError) this.logger.warn({ issuer: aanbieder.issuer, fout: fout.code, reden: fout instanceof oidc.ResponseBodyError ? fout.error : fout.message }, 'a sign-in elsewhere was not accepted');
      if (fout instanceof oidc.AuthorizationResponseError) return geweigerd('U bent niet aangemeld.') as Uitkomst & { error: string };
      if (fout instanceof oidc.ClientError || fout instanceof oidc.ResponseBodyError) return geweigerd('De aanmelding bij uw organisatie klopt niet.') as Uitkomst & { error: string };
      throw fout;
    }
  }

  private async aanbieder(organisatie: string): Promise<Identiteitsaanbieder | null> {
    const [a] = await this.bron.lees<Identiteitsaanbieder>({ organisatie }, vraagIdentiteitsaanbieder(organisatie));
    return a ?? null;
  }

  private async config(organisatie: string, a: Identiteitsaanbieder): Promise<oidc.Configuration> {
    const sleutel = `${organisatie} ${a.issuer} ${a.clientId}`;
    const eerder = this.bekend.get(sleutel);
    if (eerder && eerder.tot > performance.now()) return eerder.config;
    const geheim = await leesGeheim<JWK & { client_secret?: string }>(this.geheimenMap, `aanmelden-${organisatie}.json`);
    const bewijs = geheim.client_secret === undefined ? oidc.PrivateKeyJwt((await importJWK(geheim)) as CryptoKey) : oidc.ClientSecretPost(geheim.client_secret);
    const issuer = new URL(a.issuer);
    const config = await oidc.discovery(issuer, a.clientId, undefined, bewijs, { timeout: 10, execute: issuer.protocol === 'http:' && isHier(issuer) ? [oidc.allowInsecureRequests] : [] });
    this.bekend.set(sleutel, { config, tot: performance.now() + VERS_MS });
    return config;
  }

  /** The employee as the employer knows this person today, with the sign-in. @returns why not */
  private async onthoud(organisatie: string, a: Identiteitsaanbieder, p: Aangemeld): Promise<string | null> {
    const nu = this.klok.nu();
    return this.bron.transactie({ organisatie, traceparent: '' }, async (tx) => {
      const rijen = await tx.query(
        `insert into persoon (organisatie, id, naam, omschrijving, soort, rollen, werkgever) values ($1, $2, $3, '', 'medewerker', $4, $5)
         on conflict (organisatie, id) do update set naam = excluded.naam, rollen = excluded.rollen, werkgever = excluded.werkgever, vertrokken_op = null
           where persoon.soort = 'medewerker' returning 1`,
        [organisatie, p.persoon, p.naam, p.rollen, a.werkgever],
      );
      if (rijen.length === 0) return 'Deze aanmelding hoort niet bij een medewerker.';
      await tx.query(`insert into aanmelding (organisatie, id, persoon, applicatie, tijdstip, niveau) values ($1, $2, $3, $4, $5, $6)`, [organisatie, uuidv7(nu), p.persoon, a.issuer, nu, p.niveau]);
      return null;
    });
  }
}

/** Without TLS only on this machine itself. */
const isHier = ({ hostname }: URL): boolean => hostname === 'localhost' || (isIP(hostname) === 4 && hostname.startsWith('127.')) || hostname === '[::1]';
