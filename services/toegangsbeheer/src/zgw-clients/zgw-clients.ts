import { randomBytes } from 'node:crypto';
import { schendt, type Antwoord, type Bron, type Kop, type Tx } from '@bronhuis/bron';
import { eisIfMatch, etag } from '@bronhuis/component';
import { datumInAmsterdam, type Klok, Probleem, uuidv7 } from '@bronhuis/standaarden';
import type { Aanroep } from '@bronhuis/toegang';
import { koppelClient } from '../autorisaties/autorisaties.store.ts';
import { belemmering } from '../api-tokens/beslis-api-token.ts';
import { vraagZichtbare, type ZichtbareApplicatie } from '../applicaties/applicatie.queries.ts';
import { applicatieOnbekend, schrijfcontext } from '../applicaties/applicaties.ts';
import { markeerGewijzigd } from '../bundel/stand.store.ts';
import type { Sleutelkluis } from '../sleutels/sleutelkluis.ts';
import { alsFeiten, vraagFeiten, type Feitenrij } from '../tokens/token.queries.ts';
import { beslisClientwijziging, beslisZgwClient } from './beslis-zgw-client.ts';
import { sluitGeheim } from './geheim.ts';
import type { ZgwClientAangemaakt, ZgwClientAntwoord, ZgwClientInvoer, ZgwClientWijziging } from './zgw-client.dto.ts';
import { vraagZgwClient, vraagZgwClients, type ZgwClientrij } from './zgw-client.queries.ts';
import { actieveClients, isInGebruik, neemClientId, trekIn, voegToe, wijzig } from './zgw-client.store.ts';

const onbekend = (): Probleem => Probleem.nietGevonden('Deze client is er niet.');
const bezet = (): Probleem => Probleem.conflict('Deze client_id is al in gebruik. Kies een andere, of trek eerst de client in die hem heeft.', 'client-id-bezet');

function alsAntwoord(c: ZgwClientrij, vandaag: string): ZgwClientAntwoord {
  const { id, applicatie, clientId, naam, meegebracht, laatstGebruikt, versie } = c;
  return {
    id, applicatie, clientId, naam,
    verwerkingsactiviteit: c.doel,
    geldigVan: c.van,
    geldigTot: c.tot,
    meegebracht,
    status: c.ingetrokken ? 'ingetrokken' : c.tot < vandaag ? 'verlopen' : 'actief',
    belemmering: belemmering(c.registratie, c.toegestaan, c.doel, vandaag),
    laatstGebruikt, versie,
  };
}

/** ZGW clients of an application: for software that signs a JWT with a shared secret and knows no other way. */
export class ZgwClients {
  constructor(
    private readonly bron: Bron,
    private readonly klok: Klok,
    private readonly kluis: Sleutelkluis,
  ) {}

  /** @throws Probleem 404 */
  async lijst(organisatie: string, applicatie: string, na: string, omvang: number): Promise<ZgwClientAntwoord[]> {
    const [a] = await this.bron.lees<ZichtbareApplicatie>({ organisatie }, vraagZichtbare(organisatie, applicatie));
    if (!a) throw applicatieOnbekend();
    return (await this.bron.lees<ZgwClientrij>({ organisatie }, vraagZgwClients(organisatie, applicatie, na, omvang))).map((c) => alsAntwoord(c, this.vandaag()));
  }

  /** @throws Probleem 404 */
  async lees(organisatie: string, applicatie: string, id: string): Promise<ZgwClientAntwoord> {
    const [c] = await this.bron.lees<ZgwClientrij>({ organisatie }, vraagZgwClient(organisatie, applicatie, id));
    if (!c) throw onbekend();
    return alsAntwoord(c, this.vandaag());
  }

  /** The secret goes with the answer that leaves now, and not with the one that is kept for a repeated request. */
  async maak(aanroep: Aanroep, applicatie: string, invoer: ZgwClientInvoer): Promise<Antwoord> {
    const geheim = invoer.geheim ?? randomBytes(32).toString('base64url');
    const id = uuidv7(this.klok.nu());
    const antwoord = await this.bron.schrijf(schrijfcontext(aanroep), async (tx) => {
      const vandaag = this.vandaag();
      await this.eisMag(tx, applicatie, invoer, vandaag);
      if (!(await neemClientId(tx, invoer.clientId, applicatie)) || (await isInGebruik(tx, invoer.clientId))) throw bezet();
      const kop = tx.nieuw(id);
      const { clientId, verwerkingsactiviteit: doel } = invoer;
      const dicht = sluitGeheim(this.kluis, tx.organisatie, id, geheim);
      try {
        await voegToe(tx, kop, { applicatie, clientId, doel, geheim: dicht, meegebracht: invoer.geheim !== undefined, van: vandaag }, invoer);
      } catch (fout) {
        // Somebody else made it in the same moment.
        if (schendt(fout, 'zgw_client_een')) throw bezet();
        throw fout;
      }
      await koppelClient(tx, applicatie, clientId, kop.tijd);
      return this.rondAf(tx, aanroep, kop, applicatie, 201);
    });
    const body = antwoord.body as ZgwClientAangemaakt;
    return body.id === id && !body.meegebracht ? { ...antwoord, body: { ...body, geheim } } : antwoord;
  }

  async wijzig(aanroep: Aanroep, applicatie: string, id: string, ifMatch: string | undefined, invoer: ZgwClientWijziging): Promise<Antwoord> {
    return this.bron.schrijf(schrijfcontext(aanroep), async (tx) => {
      const { kop, huidig } = await vergrendel(tx, applicatie, id);
      eisIfMatch(ifMatch, kop.vorige);
      beslisClientwijziging(huidig, invoer, this.vandaag());
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

  /** As part of another change, that is recorded with it: the clients with these names, or all. */
  async trekInBij(tx: Tx, applicatie: string, clientIds: readonly string[] | null): Promise<void> {
    for (const id of await actieveClients(tx, applicatie, clientIds)) {
      const { kop } = await vergrendel(tx, applicatie, id);
      await trekIn(tx, kop);
      await this.meld(tx, kop, applicatie);
    }
  }

  private async eisMag(tx: Tx, applicatie: string, invoer: ZgwClientInvoer, vandaag: string): Promise<void> {
    const zichtbaar = vraagZichtbare(tx.organisatie, applicatie);
    const [a] = await tx.query<ZichtbareApplicatie>(zichtbaar.text, zichtbaar.values);
    if (!a) throw applicatieOnbekend();
    const vraag = vraagFeiten({ organisatie: tx.organisatie, uitvoerder: a.uitvoerder, applicatie, persoon: null, dag: vandaag });
    const [feiten] = await tx.query<Feitenrij>(vraag.text, vraag.values);
    if (!feiten) throw new Error('a select without from has one row');
    beslisZgwClient(a, invoer, alsFeiten(feiten, a.uitvoerder), vandaag);
  }

  private async rondAf(tx: Tx, aanroep: Aanroep, kop: Kop, applicatie: string, status: number): Promise<Antwoord> {
    const body = await this.meld(tx, kop, applicatie);
    tx.verwerk(aanroep.regel(null));
    await markeerGewijzigd(tx);
    const location = `/toegangsbeheer/v1/applicaties/${applicatie}/zgw-clients/${kop.id}`;
    return { status, body, headers: { etag: etag(kop.versie), ...(status === 201 ? { location } : {}) } };
  }

  private async meld(tx: Tx, kop: Kop, applicatie: string): Promise<ZgwClientAntwoord> {
    const vraag = vraagZgwClient(tx.organisatie, applicatie, kop.id);
    const [rij] = await tx.query<ZgwClientrij>(vraag.text, vraag.values);
    if (!rij) throw onbekend();
    const body = alsAntwoord(rij, this.vandaag());
    tx.emit(kop, {
      type: 'nl.gemeente.applicaties.zgw-client-gewijzigd',
      data: { zgwClient: kop.id, applicatie, status: body.status, verwerkingsactiviteit: rij.doel, geldigTot: rij.tot, versie: kop.versie },
    });
    return body;
  }

  private vandaag(): string {
    return datumInAmsterdam(this.klok.nu());
  }
}

/** @throws Probleem 404 */
async function vergrendel(tx: Tx, applicatie: string, id: string): Promise<{ kop: Kop; huidig: ZgwClientrij }> {
  const kop = await tx.vergrendel('zgw_client', id);
  const vraag = vraagZgwClient(tx.organisatie, applicatie, id);
  const [huidig] = await tx.query<ZgwClientrij>(vraag.text, vraag.values);
  if (!kop || !huidig) throw onbekend();
  return { kop, huidig };
}
