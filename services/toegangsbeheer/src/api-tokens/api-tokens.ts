import { randomBytes } from 'node:crypto';
import type { Antwoord, Bron, Kop, Tx } from '@bronhuis/bron';
import { eisIfMatch, etag } from '@bronhuis/component';
import { datumInAmsterdam, type Klok, Probleem, sha256Hex, uuidv7 } from '@bronhuis/standaarden';
import type { Aanroep } from '@bronhuis/toegang';
import { vraagZichtbare, type ZichtbareApplicatie } from '../applicaties/applicatie.queries.ts';
import { applicatieOnbekend, schrijfcontext } from '../applicaties/applicaties.ts';
import { markeerGewijzigd } from '../bundel/stand.store.ts';
import { alsFeiten, vraagFeiten, type Feitenrij } from '../tokens/token.queries.ts';
import type { ApiTokenAangemaakt, ApiTokenAntwoord, ApiTokenInvoer, ApiTokenWijziging } from './api-token.dto.ts';
import { vraagApiToken, vraagApiTokens, type ApiTokenrij } from './api-token.queries.ts';
import { neemHash, trekIn, voegToe, wijzig } from './api-token.store.ts';
import { belemmering, beslisApiToken, beslisTokenwijziging } from './beslis-api-token.ts';

const onbekend = (): Probleem => Probleem.nietGevonden('Dit token is er niet.');

function alsAntwoord(t: ApiTokenrij, vandaag: string): ApiTokenAntwoord {
  const { id, applicatie, naam, contactpersoon, email, alleTypen, rechten, meegebracht, laatstGebruikt, versie } = t;
  return {
    id, applicatie, naam, contactpersoon, email,
    verwerkingsactiviteit: t.doel,
    geldigVan: t.van,
    geldigTot: t.tot,
    alleTypen, rechten, meegebracht,
    status: t.ingetrokken ? 'ingetrokken' : t.tot < vandaag ? 'verlopen' : 'actief',
    belemmering: belemmering(t.registratie, t.toegestaan, t.doel, vandaag),
    laatstGebruikt, versie,
  };
}

/** Lasting tokens of an application: for clients of an API that knows no other way (Objects API, Objecttypes API). */
export class ApiTokens {
  constructor(
    private readonly bron: Bron,
    private readonly klok: Klok,
  ) {}

  /** @throws Probleem 404 */
  async lijst(organisatie: string, applicatie: string, na: string, omvang: number): Promise<ApiTokenAntwoord[]> {
    const [a] = await this.bron.lees<ZichtbareApplicatie>({ organisatie }, vraagZichtbare(organisatie, applicatie));
    if (!a) throw applicatieOnbekend();
    return (await this.bron.lees<ApiTokenrij>({ organisatie }, vraagApiTokens(organisatie, applicatie, na, omvang))).map((t) => alsAntwoord(t, this.vandaag()));
  }

  /** @throws Probleem 404 */
  async lees(organisatie: string, applicatie: string, id: string): Promise<ApiTokenAntwoord> {
    const [t] = await this.bron.lees<ApiTokenrij>({ organisatie }, vraagApiToken(organisatie, applicatie, id));
    if (!t) throw onbekend();
    return alsAntwoord(t, this.vandaag());
  }

  /** The secret goes with the answer that leaves now, and not with the one that is kept for a repeated request. */
  async maak(aanroep: Aanroep, applicatie: string, invoer: ApiTokenInvoer): Promise<Antwoord> {
    const geheim = invoer.geheim ?? randomBytes(20).toString('hex');
    const id = uuidv7(this.klok.nu());
    const antwoord = await this.bron.schrijf(schrijfcontext(aanroep), async (tx) => {
      const vandaag = this.vandaag();
      await this.eisMag(tx, applicatie, invoer, vandaag);
      const hash = sha256Hex(geheim);
      if (!(await neemHash(tx, hash))) throw Probleem.conflict('Dit geheim is al in gebruik of eerder gebruikt. Laat het weg voor een nieuw geheim.', 'geheim-bezet');
      const kop = tx.nieuw(id);
      const vast = { applicatie, doel: invoer.verwerkingsactiviteit, hash, meegebracht: invoer.geheim !== undefined, van: vandaag };
      await voegToe(tx, kop, vast, invoer);
      return this.rondAf(tx, aanroep, kop, applicatie, 201);
    });
    const body = antwoord.body as ApiTokenAangemaakt;
    return body.id === id && !body.meegebracht ? { ...antwoord, body: { ...body, geheim } } : antwoord;
  }

  async wijzig(aanroep: Aanroep, applicatie: string, id: string, ifMatch: string | undefined, invoer: ApiTokenWijziging): Promise<Antwoord> {
    return this.bron.schrijf(schrijfcontext(aanroep), async (tx) => {
      const { kop, huidig } = await vergrendel(tx, applicatie, id);
      eisIfMatch(ifMatch, kop.vorige);
      beslisTokenwijziging(huidig, invoer, this.vandaag());
      await wijzig(tx, kop, invoer);
      return this.rondAf(tx, aanroep, kop, applicatie, 200);
    });
  }

  /** Whatever its version: to withdraw can undo nobody's change, and must not wait. Twice is once. */
  async trekIn(aanroep: Aanroep, applicatie: string, id: string): Promise<Antwoord> {
    return this.bron.schrijf(schrijfcontext(aanroep), async (tx) => {
      const { kop, huidig } = await vergrendel(tx, applicatie, id);
      if (huidig.ingetrokken) tx.verwerk(aanroep.regel(null));
      else {
        await trekIn(tx, kop);
        await this.rondAf(tx, aanroep, kop, applicatie, 204);
      }
      return { status: 204, body: null };
    });
  }

  private async eisMag(tx: Tx, applicatie: string, invoer: ApiTokenInvoer, vandaag: string): Promise<void> {
    const zichtbaar = vraagZichtbare(tx.organisatie, applicatie);
    const [a] = await tx.query<ZichtbareApplicatie>(zichtbaar.text, zichtbaar.values);
    if (!a) throw applicatieOnbekend();
    const vraag = vraagFeiten({ organisatie: tx.organisatie, uitvoerder: a.uitvoerder, applicatie, persoon: null, dag: vandaag });
    const [feiten] = await tx.query<Feitenrij>(vraag.text, vraag.values);
    if (!feiten) throw new Error('a select without from has one row');
    beslisApiToken(a, invoer, alsFeiten(feiten, a.uitvoerder), vandaag);
  }

  private async rondAf(tx: Tx, aanroep: Aanroep, kop: Kop, applicatie: string, status: number): Promise<Antwoord> {
    const vraag = vraagApiToken(tx.organisatie, applicatie, kop.id);
    const [rij] = await tx.query<ApiTokenrij>(vraag.text, vraag.values);
    if (!rij) throw onbekend();
    const body = alsAntwoord(rij, this.vandaag());
    tx.emit(kop, {
      type: 'nl.gemeente.applicaties.api-token-gewijzigd',
      data: { apiToken: kop.id, applicatie, status: body.status, verwerkingsactiviteit: rij.doel, geldigTot: rij.tot, versie: kop.versie },
    });
    tx.verwerk(aanroep.regel(null));
    await markeerGewijzigd(tx);
    const location = `/toegangsbeheer/v1/applicaties/${applicatie}/api-tokens/${kop.id}`;
    return { status, body, headers: { etag: etag(kop.versie), ...(status === 201 ? { location } : {}) } };
  }

  private vandaag(): string {
    return datumInAmsterdam(this.klok.nu());
  }
}

/** @throws Probleem 404 */
async function vergrendel(tx: Tx, applicatie: string, id: string): Promise<{ kop: Kop; huidig: ApiTokenrij }> {
  const kop = await tx.vergrendel('api_token', id);
  const vraag = vraagApiToken(tx.organisatie, applicatie, id);
  const [huidig] = await tx.query<ApiTokenrij>(vraag.text, vraag.values);
  if (!kop || !huidig) throw onbekend();
  return { kop, huidig };
}
