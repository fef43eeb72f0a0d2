import type { Bron } from '@bronhuis/bron';
import { datumInAmsterdam, isOin, type Klok } from '@bronhuis/standaarden';
import type { Bundelhouder } from '@bronhuis/toegang';
import type { VerwerkingSchrijver } from '@bronhuis/verwerking';
import type { Applicatierij } from '../applicaties/applicatie.queries.ts';
import { beslisPersoon, type Aanmelding } from './beslis-persoon.ts';
import { beslisToken, type Tokeninhoud, type Weigering } from './beslis-token.ts';
import { beslisWissel, ketenVan, nieuweKeten, type Wisselfeiten } from './beslis-wissel.ts';
import type { Huistoken, Tokenlezer } from './huistoken.ts';
import { rollenMet, uiterlijkVan, voorDoel, type Toekenning } from '../toegangsverzoeken/toekenning.ts';
import { GROND_WEG, onthoudToken, type Grondslag } from '../toegangsverzoeken/uitgegeven.ts';
import { alsFeiten, metToekenningen, vraagFeiten, type Feitenrij } from './token.queries.ts';
import { maakTokenbeslissing, type Tokenbeslissing } from './tokenbeslissing.ts';
import type { Tokenclaims, Tokenuitgever, Uitgegeven, Uitgifte } from './tokenuitgever.ts';

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
    const { rij, gebruikt } = metToekenningen(await this.feiten(v.organisatie, a.uitvoerder, a.id, v.gebruiker, nu), v.activiteit);
    const besluit = beslisToken(a, v, alsFeiten(rij, a.uitvoerder), datumInAmsterdam(nu));
    const uitgifte = { certificaat: verzoek.certificaat, medewerker: v.gebruiker, gebruikt };
    const claims = await this.rondAf(besluit, uitgifte, verzoek, {
      tijdstip: nu,
      organisatie: rij.organisatie ? v.organisatie : null,
      uitvoerder: a.uitvoerder ?? v.organisatie,
      wie: v.gebruiker
        ? { soort: 'medewerker', id: v.gebruiker, applicatie: a.id, rollen: 'sub' in besluit ? besluit.rollen : [] }
        : { soort: a.soort, id: a.id, applicatie: a.id, rollen: [] },
      doel: v.activiteit,
    });
    return 'reden' in claims ? claims : this.uitgever.geefUit(claims);
  }

  /**
   * For another token (RFC 8693).
   * @param binding the certificate that the new token is bound to; `verzoek.certificaat` is that of the connection
   */
  async wissel(a: Applicatierij, v: { token: string; activiteit: string | null }, verzoek: Verzoek, binding: string | undefined): Promise<Uitgegeven | Weigering> {
    const subject = await this.lezer.lees(v.token);
    if (!subject) return { fout: 'invalid_request', reden: 'Het token is verlopen, ingetrokken of niet van hier. Meld u opnieuw aan.' };
    const nu = this.klok.nu();
    const { feiten, rollen, gebruikt } = await this.wisselfeiten(a, subject, v.activiteit ?? subject.verwerkingsactiviteit ?? null, nu);
    const besluit = beslisWissel(a, { ...subject, rollen }, { activiteit: v.activiteit, certificaat: verzoek.certificaat }, feiten, {
      dag: datumInAmsterdam(nu),
      seconden: Math.floor(nu.getTime() / 1000),
    });
    const { uiterlijk } = 'reden' in besluit ? {} : besluit;
    const medewerker = medewerkerVan(subject);
    const claims = await this.rondAf('reden' in besluit ? besluit : besluit.inhoud, { certificaat: binding, medewerker, gebruikt, van: subject.jti, ...(uiterlijk === undefined ? {} : { uiterlijk }) }, verzoek, {
      tijdstip: nu,
      organisatie: subject.organisatie,
      uitvoerder: 'inhoud' in besluit ? besluit.inhoud.act.sub : subject.act.sub,
      wie: { soort: subject.gebruiker ? 'medewerker' : subject.soort, id: medewerker ?? subject.sub, applicatie: a.id, rollen },
      doel: v.activiteit ?? subject.verwerkingsactiviteit ?? null,
    });
    return 'reden' in claims ? claims : this.uitgever.geefUit(claims);
  }

  /** What the token of who signed in elsewhere says, or why there is none; oidc-provider signs it. */
  async voorPersoon(
    a: Applicatierij,
    wie: { organisatie: string; persoon: string },
    aanmelding: Aanmelding,
    verzoek: Verzoek,
  ): Promise<{ claims: Tokenclaims; naam: string; rollen: string[] } | Weigering> {
    const nu = this.klok.nu();
    const { persoon } = await this.feiten(wie.organisatie, null, a.id, wie.persoon, nu);
    const werkgever = persoon?.werkgever ?? wie.organisatie;
    const { rij, gebruikt } = metToekenningen(await this.feiten(wie.organisatie, werkgever, a.id, wie.persoon, nu), aanmelding.activiteit);
    const besluit = beslisPersoon(a, aanmelding, alsFeiten(rij, werkgever), datumInAmsterdam(nu));
    const claims = await this.rondAf(besluit, { certificaat: verzoek.certificaat, medewerker: wie.persoon, gebruikt }, verzoek, {
      tijdstip: nu,
      organisatie: wie.organisatie,
      uitvoerder: werkgever,
      wie: { soort: 'medewerker', id: wie.persoon, applicatie: a.id, rollen: 'sub' in besluit ? besluit.rollen : [] },
      doel: aanmelding.activiteit,
    });
    return 'reden' in claims ? claims : { claims, naam: rij.persoon?.naam ?? claims.sub, rollen: rollenMet(claims.rollen, rij.toekenningen) };
  }

  /** Facts as they are now, not as in the last bundle: a token must not outlive its ground by being asked early. */
  private async feiten(organisatie: string, uitvoerder: string | null, applicatie: string, persoon: string | null, nu: Date): Promise<Feitenrij> {
    const vraag = vraagFeiten({ organisatie, uitvoerder, applicatie, persoon, dag: datumInAmsterdam(nu) });
    const [rij] = await this.bron.lees<Feitenrij>({ organisatie }, vraag);
    if (!rij) throw new Error('a select without from has one row');
    return rij;
  }

  /** The facts of an exchange; and with which roles: at the portaal also those for a time, as whoever hands on gives no more than the token has. */
  private async wisselfeiten(a: Applicatierij, subject: Huistoken, doel: string | null, nu: Date): Promise<{ feiten: Wisselfeiten; rollen: string[]; gebruikt: Toekenning[] }> {
    const oins = [...new Set(ketenVan(nieuweKeten(a, subject)))];
    const persoon = a.soort === 'portaal' ? medewerkerVan(subject) : null;
    const rijen = await Promise.all(oins.map((oin) => this.feiten(subject.organisatie, oin, a.id, persoon, nu)));
    const { rij, gebruikt } = metToekenningen(rijen[0] as Feitenrij, doel);
    const { organisatie, toegestaan, geldig, toekenningen } = rij;
    const actoren = oins.map((oin, i) => ({ oin, naam: rijen[i]?.uitvoerder ?? oin, bevoegdheden: rijen[i]?.bevoegdheden ?? [] }));
    return { feiten: { organisatie, toegestaan, geldig, actoren }, rollen: rollenMet(subject.rollen, voorDoel(toekenningen, doel)), gebruikt };
  }

  /** Claims for what was decided: remembered when their ground can end before they do, and recorded, before they are signed. */
  private async rondAf(besluit: Tokeninhoud | Weigering, u: Uitgifte & { medewerker: string | null; gebruikt: Toekenning[]; van?: string }, verzoek: Verzoek, v: Vastlegging): Promise<Tokenclaims | Weigering> {
    const { medewerker, gebruikt, van, uiterlijk = Infinity, certificaat } = u;
    const claims = 'reden' in besluit ? besluit : this.uitgever.claims(besluit, { certificaat, uiterlijk: Math.min(uiterlijk, uiterlijkVan(gebruikt)) });
    const uitkomst = 'reden' in claims || (await this.onthoud(claims, { medewerker, verzoeken: gebruikt.map((t) => t.id), ...(van === undefined ? {} : { van }) }, verzoek)) ? claims : GROND_WEG;
    await this.legVast(uitkomst, verzoek, v);
    return uitkomst;
  }

  private async onthoud(claims: Tokenclaims, op: Grondslag, { traceparent }: Verzoek): Promise<boolean> {
    if (op.medewerker === null && op.verzoeken.length === 0 && op.van === undefined) return true;
    return this.bron.transactie({ organisatie: claims.organisatie, traceparent }, (tx) => onthoudToken(tx, claims, op));
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

/** The employee that a token is about, whether as its subject or as who an application works for. */
const medewerkerVan = (t: Huistoken): string | null => t.gebruiker ?? (t.soort === 'medewerker' ? t.sub : null);
