import type { Antwoord, Bron, Kop, Tx } from '@bronhuis/bron';
import { eisIfMatch, etag } from '@bronhuis/component';
import { datumInAmsterdam, type Datum, type Klok, Probleem, uuidv7 } from '@bronhuis/standaarden';
import type { Aanroep } from '@bronhuis/toegang';
import { markeerGewijzigd } from '../bundel/stand.store.ts';
import type { ApplicatieAntwoord, ApplicatieInvoer, ApplicatieWijziging } from './applicatie.dto.ts';
import { vraagLijst, vraagZichtbare, ZICHTBAAR, type ZichtbareApplicatie } from './applicatie.queries.ts';
import { vergrendel, voegToe, wijzig, zetActiviteiten } from './applicatie.store.ts';
import { beslisRegistratie, beslisWijziging } from './beslis-applicatie.ts';
import { eindeVan } from './einde.ts';
import { ontbrekendeGegevens } from './registratie.ts';

export const applicatieOnbekend = (): Probleem => Probleem.nietGevonden('Deze applicatie staat niet in het register van uw organisatie.');

export function alsAntwoord(a: ZichtbareApplicatie, vandaag: Datum): ApplicatieAntwoord {
  const { overal: _, gebonden: __, apiTokens, zgwClients, ...rest } = a;
  const metEinde = <T extends { geldigTot: string }>(t: T) => ({ ...t, einde: eindeVan(t.geldigTot, vandaag) });
  return { ...rest, verwerkersovereenkomstTot: a.verwerkersovereenkomstTot ?? null, ontbreekt: ontbrekendeGegevens(a, vandaag), apiTokens: apiTokens.map(metEinde), zgwClients: zgwClients.map(metEinde) };
}

/** The applicatieregister: the source of which client may ask for a token. */
export class Applicaties {
  constructor(
    private readonly bron: Bron,
    private readonly klok: Klok,
  ) {}

  async lijst(organisatie: string, na: string, omvang: number): Promise<ApplicatieAntwoord[]> {
    return (await this.bron.lees<ZichtbareApplicatie>({ organisatie }, vraagLijst(organisatie, na, omvang))).map((a) => alsAntwoord(a, this.vandaag()));
  }

  /** @throws Probleem 404 */
  async lees(organisatie: string, id: string): Promise<ApplicatieAntwoord> {
    const [a] = await this.bron.lees<ZichtbareApplicatie>({ organisatie }, vraagZichtbare(organisatie, id));
    if (!a) throw applicatieOnbekend();
    return alsAntwoord(a, this.vandaag());
  }

  async registreer(aanroep: Aanroep, invoer: ApplicatieInvoer): Promise<Antwoord> {
    const gegevens = beslisRegistratie(invoer, aanroep);
    return this.bron.schrijf(schrijfcontext(aanroep), async (tx) => {
      const kop = tx.nieuw(uuidv7(this.klok.nu()));
      await voegToe(tx, kop, gegevens);
      await zetActiviteiten(tx, kop.id, invoer.activiteiten);
      return this.rondAf(tx, aanroep, kop, 201);
    });
  }

  async wijzig(aanroep: Aanroep, id: string, ifMatch: string | undefined, invoer: ApplicatieWijziging): Promise<Antwoord> {
    return this.bron.schrijf(schrijfcontext(aanroep), async (tx) => {
      const kop = await vergrendel(tx, id, this.klok.nu());
      const huidig = await zichtbaar(tx, id);
      if (!kop || !huidig) throw applicatieOnbekend();
      eisIfMatch(ifMatch, kop.vorige);
      const gegevens = beslisWijziging(huidig, invoer, aanroep);
      await wijzig(tx, kop, gegevens ?? {});
      await zetActiviteiten(tx, id, invoer.activiteiten);
      return this.rondAf(tx, aanroep, kop, 200);
    });
  }

  private async rondAf(tx: Tx, aanroep: Aanroep, kop: Kop, status: number): Promise<Antwoord> {
    const nieuw = await zichtbaar(tx, kop.id);
    if (!nieuw) throw applicatieOnbekend();
    tx.emit(kop, {
      type: 'nl.gemeente.applicaties.applicatie-gewijzigd',
      data: { applicatie: kop.id, naam: nieuw.naam, status: nieuw.status, activiteiten: nieuw.activiteiten, versie: kop.versie },
    });
    tx.verwerk(aanroep.regel(null));
    await markeerGewijzigd(tx);
    return { status, body: alsAntwoord(nieuw, this.vandaag()), headers: { etag: etag(kop.versie), ...(status === 201 ? { location: `/toegangsbeheer/v1/applicaties/${kop.id}` } : {}) } };
  }

  private vandaag(): Datum {
    return datumInAmsterdam(this.klok.nu());
  }
}

async function zichtbaar(tx: Tx, id: string): Promise<ZichtbareApplicatie | undefined> {
  const [a] = await tx.query<ZichtbareApplicatie>(`${ZICHTBAAR} and a.id = $2`, [tx.organisatie, id]);
  return a;
}

/** What `schrijf` needs of a call; the key only when there is one. */
export function schrijfcontext(a: Aanroep): { organisatie: string; traceparent: string; idempotentie?: { sleutel: string; verzoekHash: string } } {
  const { idempotentie } = a;
  return { organisatie: a.organisatie, traceparent: a.traceparent, ...(idempotentie ? { idempotentie } : {}) };
}
