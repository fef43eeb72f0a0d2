import type { Bron } from '@bronhuis/bron';
import { datumInAmsterdam, isOin, type Klok } from '@bronhuis/standaarden';
import type { Bundelhouder } from '@bronhuis/toegang';
import type { VerwerkingSchrijver } from '@bronhuis/verwerking';
import type { Applicatierij } from '../applicaties/applicatie.queries.ts';
import { beslisPersoon, type Aanmelding } from './beslis-persoon.ts';
import { beslisToken, type Tokeninhoud, type Weigering } from './beslis-token.ts';
import { beslisWissel, ketenVan, nieuweKeten, type Wisselfeiten } from './beslis-wissel.ts';
import type { Huistoken, Tokenlezer } from './huistoken.ts';
import { alsFeiten, vraagFeiten, type Feitenrij } from './token.queries.ts';
import { maakTokenbeslissing, type Tokenbeslissing } from './tokenbeslissing.ts';
import type { Tokenuitgever, Uitgegeven } from './tokenuitgever.ts';

/** Of the request, whatever is asked: the trace, and the certificate that the token is bound to or none. */
export interface Verzoek {
  traceparent: string;
  certificaat?: string | undefined;
}

type Vastlegging = Pick<Tokenbeslissing, 'tijdstip' | 'uitvoerder' | 'wie' | 'doel'> & { organisatie: string | null };

/** Decides on tokens with the facts of now, records what was decided, and only then signs. */
export class Tokens {
  constructor(
    private readonly bron: Bron,
    private readonly klok: Klok,
    private readonly uitgever: Tokenuitgever,
    private readonly lezer: Tokenlezer,
    private readonly schrijver: VerwerkingSchrijver,
    private readonly bundelhouder: Bundelhouder,
  ) {}

  /** For an application itself (RFC 6749 §4.4), that may name the employee for whom it asks. */
  async voorApplicatie(a: Applicatierij, v: { organisatie: string | undefined; activiteit: string | null; gebruiker: string | null }, verzoek: Verzoek): Promise<Uitgegeven | Weigering> {
    if (!v.organisatie || !isOin(v.organisatie)) return { fout: 'invalid_request', reden: 'Noem in organisatie de OIN van de organisatie waarvoor u een token vraagt.' };
    const nu = this.klok.nu();
    const rij = await this.feiten(v.organisatie, a.uitvoerder, a.id, v.gebruiker, nu);
    const besluit = beslisToken(a, v, alsFeiten(rij, a.uitvoerder), datumInAmsterdam(nu));
    await this.legVast(besluit, verzoek, {
      tijdstip: nu,
      organisatie: rij.organisatie ? v.organisatie : null,
      uitvoerder: a.uitvoerder ?? v.organisatie,
      wie: v.gebruiker
        ? { soort: 'medewerker', id: v.gebruiker, applicatie: a.id, rollen: 'sub' in besluit ? besluit.rollen : [] }
        : { soort: a.soort, id: a.id, applicatie: a.id, rollen: [] },
      doel: v.activiteit,
    });
    return 'reden' in besluit ? besluit : this.uitgever.geefUit(besluit, { certificaat: verzoek.certificaat });
  }

  /**
   * For another token (RFC 8693).
   * @param binding the certificate that the new token is bound to; `verzoek.certificaat` is that of the connection
   */
  async wissel(a: Applicatierij, v: { token: string; activiteit: string | null }, verzoek: Verzoek, binding: string | undefined): Promise<Uitgegeven | Weigering> {
    const subject = await this.lezer.lees(v.token);
    if (!subject) return { fout: 'invalid_request', reden: 'Het token is verlopen, ingetrokken of niet van hier. Meld u opnieuw aan.' };
    const nu = this.klok.nu();
    const besluit = beslisWissel(a, subject, { activiteit: v.activiteit, certificaat: verzoek.certificaat }, await this.wisselfeiten(a, subject, nu), {
      dag: datumInAmsterdam(nu),
      seconden: Math.floor(nu.getTime() / 1000),
    });
    await this.legVast(besluit, verzoek, {
      tijdstip: nu,
      organisatie: subject.organisatie,
      uitvoerder: 'inhoud' in besluit ? besluit.inhoud.act.sub : subject.act.sub,
      wie: { soort: subject.gebruiker ? 'medewerker' : subject.soort, id: subject.gebruiker ?? subject.sub, applicatie: a.id, rollen: subject.rollen },
      doel: v.activiteit ?? subject.verwerkingsactiviteit ?? null,
    });
    if ('reden' in besluit) return besluit;
    const { inhoud, ...uitgifte } = besluit;
    return this.uitgever.geefUit(inhoud, { ...uitgifte, certificaat: binding });
  }

  /** What the token of who signed in elsewhere says, or why there is none; oidc-provider signs it. */
  async voorPersoon(a: Applicatierij, wie: { organisatie: string; persoon: string }, aanmelding: Aanmelding, verzoek: Verzoek): Promise<{ inhoud: Tokeninhoud; naam: string } | Weigering> {
    const nu = this.klok.nu();
    const { persoon } = await this.feiten(wie.organisatie, null, a.id, wie.persoon, nu);
    const werkgever = persoon?.werkgever ?? wie.organisatie;
    const rij = await this.feiten(wie.organisatie, werkgever, a.id, wie.persoon, nu);
    const besluit = beslisPersoon(a, aanmelding, alsFeiten(rij, werkgever), datumInAmsterdam(nu));
    await this.legVast(besluit, verzoek, {
      tijdstip: nu,
      organisatie: wie.organisatie,
      uitvoerder: werkgever,
      wie: { soort: 'medewerker', id: wie.persoon, applicatie: a.id, rollen: 'sub' in besluit ? besluit.rollen : [] },
      doel: aanmelding.activiteit,
    });
    return 'reden' in besluit ? besluit : { inhoud: besluit, naam: rij.persoon?.naam ?? besluit.sub };
  }

  /** Facts as they are now, not as in the last bundle: a token must not outlive its ground by being asked early. */
  private async feiten(organisatie: string, uitvoerder: string | null, applicatie: string, persoon: string | null, nu: Date): Promise<Feitenrij> {
    const vraag = vraagFeiten({ organisatie, uitvoerder, applicatie, persoon, dag: datumInAmsterdam(nu) });
    const [rij] = await this.bron.lees<Feitenrij>({ organisatie }, vraag);
    if (!rij) throw new Error('a select without from has one row');
    return rij;
  }

  private async wisselfeiten(a: Applicatierij, subject: Huistoken, nu: Date): Promise<Wisselfeiten> {
    const oins = [...new Set(ketenVan(nieuweKeten(a, subject)))];
    const rijen = await Promise.all(oins.map((oin) => this.feiten(subject.organisatie, oin, a.id, null, nu)));
    const { organisatie, toegestaan, geldig } = rijen[0] as Feitenrij;
    return { organisatie, toegestaan, geldig, actoren: oins.map((oin, i) => ({ oin, naam: rijen[i]?.uitvoerder ?? oin, bevoegdheden: rijen[i]?.bevoegdheden ?? [] })) };
  }

  /** The token leaves only after its record is durable. Of an organisatie that is not ours nothing is kept. */
  private async legVast(besluit: object | Weigering, { traceparent }: Verzoek, v: Vastlegging): Promise<void> {
    const { organisatie } = v;
    if (!organisatie) return;
    const geweigerd = 'reden' in besluit ? (besluit as Weigering) : null;
    const beslissing = maakTokenbeslissing({
      ...v,
      organisatie,
      traceparent,
      actie: 'tokens:aanmaken',
      reden: geweigerd?.reden ?? null,
      regel: geweigerd ? `token-${geweigerd.fout}` : 'token',
      bundel: this.bundelhouder.huidige().bundel,
    });
    await this.schrijver.schrijf(organisatie, { verwerking: null, beslissing });
  }
}
