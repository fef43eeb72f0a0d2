import type { Bron } from '@bronhuis/bron';
import { datumInAmsterdam, isOin, type Klok } from '@bronhuis/standaarden';
import type { Bundelhouder } from '@bronhuis/toegang';
import type { VerwerkingSchrijver } from '@bronhuis/verwerking';
import { createLocalJWKSet, errors, jwtVerify } from 'jose';
import type { Applicatierij } from '../applicaties/applicatie.queries.ts';
import type { Sleutelbeheer } from '../sleutels/sleutelbeheer.ts';
import { beslisToken, type Tokeninhoud, type Weigering } from './beslis-token.ts';
import { beslisWissel, type Persoonstoken } from './beslis-wissel.ts';
import type { Clientverklaring } from './clientverklaring.ts';
import { alsFeiten, vraagFeiten, type Feitenrij } from './token.queries.ts';
import { maakTokenbeslissing } from './tokenbeslissing.ts';
import { UITGEVER, type Tokenuitgever, type Uitgegeven } from './tokenuitgever.ts';

export const CLIENT_CREDENTIALS = 'client_credentials';
export const TOKEN_EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const JWT_BEARER = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

export type Tokenverzoek = Partial<
  Record<
    'grant_type' | 'client_assertion_type' | 'client_assertion' | 'organisatie' | 'verwerkingsactiviteit' | 'gebruiker' | 'subject_token' | 'subject_token_type',
    string
  >
>;

const ongeldig = (reden: string): Weigering => ({ fout: 'invalid_request', reden });

/** The token endpoint (RFC 6749 §4.4, RFC 7523, RFC 8693): check who asks, decide, record, sign. */
export class Tokens {
  constructor(
    private readonly bron: Bron,
    private readonly klok: Klok,
    private readonly verklaring: Clientverklaring,
    private readonly uitgever: Tokenuitgever,
    private readonly sleutels: Sleutelbeheer,
    private readonly schrijver: VerwerkingSchrijver,
    private readonly bundelhouder: Bundelhouder,
  ) {}

  async vraag(v: Tokenverzoek, traceparent: string): Promise<Uitgegeven | Weigering> {
    if (v.grant_type !== CLIENT_CREDENTIALS && v.grant_type !== TOKEN_EXCHANGE) {
      return { fout: 'unsupported_grant_type', reden: `Gebruik als grant_type ${CLIENT_CREDENTIALS} of ${TOKEN_EXCHANGE}.` };
    }
    if (v.client_assertion_type !== JWT_BEARER) return ongeldig(`Gebruik als client_assertion_type ${JWT_BEARER}.`);
    const applicatie = await this.verklaring.controleer(v.client_assertion);
    if ('reden' in applicatie) return applicatie;
    return v.grant_type === CLIENT_CREDENTIALS ? this.voorApplicatie(applicatie, v, traceparent) : this.wissel(applicatie, v, traceparent);
  }

  private async voorApplicatie(a: Applicatierij, v: Tokenverzoek, traceparent: string): Promise<Uitgegeven | Weigering> {
    if (!v.organisatie || !isOin(v.organisatie)) return ongeldig('Noem in organisatie de OIN van de organisatie waarvoor u een token vraagt.');
    const nu = this.klok.nu();
    const vraag = { activiteit: v.verwerkingsactiviteit ?? null, gebruiker: v.gebruiker ?? null };
    const rij = await this.feiten(v.organisatie, a.uitvoerder, a.id, vraag.gebruiker, nu);
    const besluit = beslisToken(a, vraag, alsFeiten(rij, a.uitvoerder), datumInAmsterdam(nu));
    return this.rondAf(besluit, {
      traceparent,
      tijdstip: nu,
      organisatie: rij.organisatie ? v.organisatie : null,
      uitvoerder: a.uitvoerder ?? v.organisatie,
      wie: vraag.gebruiker
        ? { soort: 'medewerker', id: vraag.gebruiker, applicatie: a.id, rollen: 'sub' in besluit ? besluit.rollen : [] }
        : { soort: a.soort, id: a.id, applicatie: a.id, rollen: [] },
      doel: vraag.activiteit,
    });
  }

  private async wissel(a: Applicatierij, v: Tokenverzoek, traceparent: string): Promise<Uitgegeven | Weigering> {
    const subject = await this.leesPersoonstoken(v.subject_token);
    if (!subject) return { fout: 'invalid_grant', reden: 'De aanmelding is verlopen of niet geldig. Meld u opnieuw aan.' };
    const nu = this.klok.nu();
    const activiteit = v.verwerkingsactiviteit ?? null;
    const rij = await this.feiten(subject.organisatie, subject.act.sub, a.id, null, nu);
    const besluit = beslisWissel(a, subject, activiteit, alsFeiten(rij, subject.act.sub), {
      dag: datumInAmsterdam(nu),
      seconden: Math.floor(nu.getTime() / 1000),
    });
    return this.rondAf(besluit, {
      traceparent,
      tijdstip: nu,
      organisatie: subject.organisatie,
      uitvoerder: subject.act.sub,
      wie: { soort: subject.soort, id: subject.sub, applicatie: a.id, rollen: subject.rollen },
      doel: activiteit,
    });
  }

  /** Facts as they are now, not as in the last bundle: a token must not outlive its ground by being asked early. */
  private async feiten(organisatie: string, uitvoerder: string | null, applicatie: string, persoon: string | null, nu: Date): Promise<Feitenrij> {
    const vraag = vraagFeiten({ organisatie, uitvoerder, applicatie, persoon, dag: datumInAmsterdam(nu) });
    const [rij] = await this.bron.lees<Feitenrij>({ organisatie }, vraag);
    if (!rij) throw new Error('a select without from has one row');
    return rij;
  }

  /** Signs and records; the token leaves only after its record is durable. Of an organisatie that is not ours nothing is kept. */
  private async rondAf(
    besluit: Tokeninhoud | Weigering,
    b: { traceparent: string; tijdstip: Date; organisatie: string | null; uitvoerder: string; wie: { soort: string; id: string; applicatie: string; rollen: string[] }; doel: string | null },
  ): Promise<Uitgegeven | Weigering> {
    const geweigerd = 'reden' in besluit;
    if (b.organisatie) {
      const beslissing = maakTokenbeslissing({
        ...b,
        organisatie: b.organisatie,
        actie: 'tokens:aanmaken',
        reden: geweigerd ? besluit.reden : null,
        regel: geweigerd ? `token-${besluit.fout}` : 'token',
        bundel: this.bundelhouder.huidige().bundel,
      });
      await this.schrijver.schrijf(b.organisatie, { verwerking: null, beslissing });
    }
    return geweigerd ? besluit : this.uitgever.geefUit(besluit);
  }

  private async leesPersoonstoken(token: string | undefined): Promise<Persoonstoken | null> {
    if (!token) return null;
    try {
      const keys = createLocalJWKSet({ keys: await this.sleutels.publiek() });
      const { payload } = await jwtVerify(token, keys, {
        issuer: UITGEVER,
        audience: 'bronhuis',
        algorithms: ['PS256'],
        currentDate: this.klok.nu(),
        clockTolerance: 5,
      });
      const subject = payload as unknown as Persoonstoken;
      const ingetrokken = this.bundelhouder.huidige().bundel.ingetrokken;
      return ingetrokken.some((i) => i.jti === subject.jti) ? null : subject;
    } catch (fout) {
      if (fout instanceof errors.JOSEError) return null;
      throw fout;
    }
  }
}
