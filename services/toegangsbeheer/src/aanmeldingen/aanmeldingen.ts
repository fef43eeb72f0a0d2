import type { Bron } from '@bronhuis/bron';
import { datumInAmsterdam, type Klok, Probleem, uuidv7 } from '@bronhuis/standaarden';
import type { Bundelhouder } from '@bronhuis/toegang';
import { systeemContext } from '../systeem.ts';
import type { Applicatierij } from '../applicaties/applicatie.queries.ts';
import type { Weigering } from '../tokens/beslis-token.ts';
import { rollenMet } from '../toegangsverzoeken/toekenning.ts';
import { GROND_WEG, onthoudToken } from '../toegangsverzoeken/uitgegeven.ts';
import { vraagFeiten, type Feitenrij, type Persoonrij } from '../tokens/token.queries.ts';
import { maakTokenbeslissing } from '../tokens/tokenbeslissing.ts';
import type { Tokenuitgever, Uitgegeven } from '../tokens/tokenuitgever.ts';
import type { Demonstratiepersoon } from './aanmelding.dto.ts';
import { beslisAanmelding, GEEN_DEMONSTRATIE, uitvoerderVan } from './beslis-aanmelding.ts';

const PERSONEN = `select id, naam, omschrijving, rollen, soort from persoon where organisatie = $1 and vertrokken_op is null order by soort desc, naam`;

/** Who signed in, for the page that says so. */
export type Aangemelde = Pick<Persoonrij, 'id' | 'naam' | 'soort' | 'rollen'>;

/** Sign-in of the demonstration people; in production an identity provider of the municipality takes this place. */
export class Aanmeldingen {
  constructor(
    private readonly bron: Bron,
    private readonly klok: Klok,
    private readonly uitgever: Tokenuitgever,
    private readonly bundelhouder: Bundelhouder,
  ) {}

  /** @throws Probleem 403 for every organisation that is not a demonstration, known or not */
  async personen(organisatie: string): Promise<Demonstratiepersoon[]> {
    const [o] = await this.bron.lees<{ soort: string }>(systeemContext(), { name: 'soort-organisatie', text: 'select soort from organisatie where oin = $1', values: [organisatie] });
    if (o?.soort !== 'demonstratie') throw Probleem.verboden(GEEN_DEMONSTRATIE, 'geen-demonstratie');
    return this.bron.lees<Demonstratiepersoon>({ organisatie }, { name: 'demonstratiepersonen', text: PERSONEN, values: [organisatie] });
  }

  async meldAan(applicatie: Applicatierij, wie: { organisatie: string; persoon: string }, traceparent: string): Promise<(Uitgegeven & { persoon: Aangemelde }) | Weigering> {
    const { organisatie } = wie;
    const nu = this.klok.nu();
    const dag = datumInAmsterdam(nu);
    const rij = await this.feiten(organisatie, wie.persoon, applicatie.id, dag);
    const inhoud = beslisAanmelding(applicatie, rij, { dag, seconden: Math.floor(nu.getTime() / 1000) });
    if ('reden' in inhoud) return inhoud;
    const claims = this.uitgever.claims(inhoud);
    const { id, naam, soort, rollen } = rij.persoon as Persoonrij;
    const vertrokken = await this.bron.transactie({ organisatie, traceparent }, async (tx) => {
      if (soort === 'medewerker' && !(await onthoudToken(tx, claims, { medewerker: id, verzoeken: [] }))) return true;
      await tx.query('insert into aanmelding (organisatie, id, persoon, applicatie, jti, tijdstip) values ($1, $2, $3, $4, $5, $6)', [
        organisatie, uuidv7(nu), id, applicatie.id, claims.jti, nu,
      ]);
      tx.verwerk({
        verwerking: null,
        beslissing: maakTokenbeslissing({
          traceparent,
          tijdstip: nu,
          organisatie,
          uitvoerder: inhoud.act.sub,
          wie: { soort, id, applicatie: applicatie.id, rollen },
          actie: 'aanmeldingen:aanmaken',
          doel: null,
          reden: null,
          regel: 'aanmelding-demonstratie',
          bundel: this.bundelhouder.huidige().bundel,
        }),
      });
      return false;
    });
    if (vertrokken) return GROND_WEG;
    // For the page: what this person may have for some purpose. The token itself is for none, and has the roles of the employer.
    return { ...(await this.uitgever.geefUit(claims)), persoon: { id, naam, soort, rollen: rollenMet(rollen, rij.toekenningen) } };
  }

  /** Two reads: who somebody works for decides whose bevoegdheden count. */
  private async feiten(organisatie: string, persoon: string, applicatie: string, dag: string): Promise<Feitenrij> {
    const vraag = (uitvoerder: string | null) => this.bron.lees<Feitenrij>({ organisatie }, vraagFeiten({ organisatie, uitvoerder, applicatie, persoon, dag }));
    const [eerst] = await vraag(null);
    const [rij] = eerst ? await vraag(uitvoerderVan(eerst, organisatie)) : [];
    if (!rij) throw new Error('a select without from has one row');
    return rij;
  }
}
