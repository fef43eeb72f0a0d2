import type { Bron, Kop, Tx } from '@bronhuis/bron';
import { isUuid, type Klok, Probleem, uuidv7 } from '@bronhuis/standaarden';
import type { Aanroep } from '@bronhuis/toegang';
import { vraagZichtbare, type ZichtbareApplicatie } from '../applicaties/applicatie.queries.ts';
import { vergrendel, voegToe as registreer, wijzig as wijzigApplicatie, zetActiviteiten } from '../applicaties/applicatie.store.ts';
import { beslisRegistratie } from '../applicaties/beslis-applicatie.ts';
import { markeerGewijzigd } from '../bundel/stand.store.ts';
import { neemClientId } from '../zgw-clients/zgw-client.store.ts';
import type { ZgwClients } from '../zgw-clients/zgw-clients.ts';
import type { Stand } from './autorisatie.ts';
import { vraagAcApplicatie, vraagAcApplicaties, vraagVanClient, type AcLijst, type AcRij } from './autorisaties.queries.ts';
import { laatVervallen, voegToe, wijzig } from './autorisaties.store.ts';
import { beslisNaam, beslisStand } from './beslis-autorisaties.ts';
import { eis, veldfout } from './facade.ts';
import { leesInvoer } from './invoer.ts';

export const onbekend = (): Probleem => Probleem.nietGevonden('Deze applicatie is er niet.');

/**
 * The Autorisaties API on the applicatieregister. What it writes gives nobody anything in this house: keys, purposes and
 * who answers for an application are registered in the register itself, and without those there is no token.
 */
export class Autorisaties {
  constructor(
    private readonly bron: Bron,
    private readonly klok: Klok,
    private readonly clients: ZgwClients,
  ) {}

  async lijst(organisatie: string, clientIds: string[] | null, vanaf: number, omvang: number): Promise<AcLijst> {
    const [lijst] = await this.bron.lees<AcLijst>({ organisatie }, vraagAcApplicaties(organisatie, clientIds, vanaf, omvang));
    return lijst ?? { count: 0, rijen: [] };
  }

  /** @throws Probleem 404 */
  async lees(organisatie: string, id: string): Promise<AcRij> {
    const [rij] = isUuid(id) ? await this.bron.lees<AcRij>({ organisatie }, vraagAcApplicatie(organisatie, id)) : [];
    if (!rij) throw onbekend();
    return rij;
  }

  /** @throws Probleem 404 */
  async vanClient(organisatie: string, clientId: string): Promise<AcRij> {
    const [rij] = await this.bron.lees<AcRij>({ organisatie }, vraagVanClient(organisatie, clientId));
    if (!rij) throw onbekend();
    return rij;
  }

  /** A new application in the register, with nothing but a name: nobody answers for it yet, so it has no access yet. */
  async maak(aanroep: Aanroep, inhoud: unknown): Promise<AcRij> {
    const invoer = leesInvoer(inhoud, false);
    const stand = beslisStand(null, invoer);
    const gegevens = beslisRegistratie({ naam: invoer.label ?? '', jwks: { keys: [] }, extern: false, activiteiten: [] }, aanroep);
    return this.bron.transactie(aanroep, async (tx) => {
      const kop = tx.nieuw(uuidv7(this.klok.nu()));
      await registreer(tx, kop, gegevens);
      await zetActiviteiten(tx, kop.id, []);
      await neemClientIds(tx, kop.id, stand.clientIds);
      await voegToe(tx, kop.id, kop.tijd, stand);
      return this.rondAf(tx, aanroep, kop, kop.id);
    });
  }

  async wijzig(aanroep: Aanroep, id: string, inhoud: unknown, gedeeltelijk: boolean): Promise<AcRij> {
    const invoer = leesInvoer(inhoud, gedeeltelijk);
    return this.bron.transactie(aanroep, async (tx) => {
      const { kop, huidig } = await this.houdVast(tx, id);
      const stand = beslisStand(gedeeltelijk ? alleenStand(huidig) : null, invoer);
      const naam = beslisNaam(huidig, invoer.label, aanroep);
      await neemClientIds(tx, huidig.applicatie, stand.clientIds);
      await this.clients.trekInBij(tx, huidig.applicatie, huidig.clientIds.filter((c) => !stand.clientIds.includes(c)));
      await wijzigApplicatie(tx, kop, naam === null ? {} : { naam });
      await wijzig(tx, id, kop.tijd, stand);
      return this.rondAf(tx, aanroep, kop, id);
    });
  }

  /** What this organisatie gave the application here is over, and so are its clients; the register keeps the application. */
  async verwijder(aanroep: Aanroep, id: string): Promise<void> {
    await this.bron.transactie(aanroep, async (tx) => {
      const { kop, huidig } = await this.houdVast(tx, id);
      await this.clients.trekInBij(tx, huidig.applicatie, null);
      await wijzigApplicatie(tx, kop, {});
      await laatVervallen(tx, id, kop.tijd);
      await meld(tx, aanroep, kop);
    });
  }

  /** Locks the application first, and reads again what it then is. @throws Probleem 404 */
  private async houdVast(tx: Tx, id: string): Promise<{ kop: Kop; huidig: AcRij }> {
    const gevonden = await leesIn(tx, id);
    const kop = gevonden && (await vergrendel(tx, gevonden.applicatie, this.klok.nu()));
    const huidig = kop && (await leesIn(tx, id));
    if (!kop || !huidig) throw onbekend();
    return { kop, huidig };
  }

  private async rondAf(tx: Tx, aanroep: Aanroep, kop: Kop, id: string): Promise<AcRij> {
    await meld(tx, aanroep, kop);
    const rij = await leesIn(tx, id);
    if (!rij) throw onbekend();
    return rij;
  }
}

async function leesIn(tx: Tx, id: string): Promise<AcRij | undefined> {
  if (!isUuid(id)) return undefined;
  const vraag = vraagAcApplicatie(tx.organisatie, id);
  return (await tx.query<AcRij>(vraag.text, vraag.values))[0];
}

/** ac-001: a client_id is of one application, and stays so. In one order, so that two never wait for each other. */
async function neemClientIds(tx: Tx, applicatie: string, clientIds: readonly string[]): Promise<void> {
  const bezet: string[] = [];
  for (const clientId of [...clientIds].sort()) if (!(await neemClientId(tx, clientId, applicatie))) bezet.push(clientId);
  eis(bezet.length > 0 ? [veldfout('clientIds', 'clientId-exists', `Al van een andere applicatie: ${bezet.join(', ')}.`)] : []);
}

/** The change as every other of the register, with the record of who made it. */
async function meld(tx: Tx, aanroep: Aanroep, kop: Kop): Promise<void> {
  const vraag = vraagZichtbare(tx.organisatie, kop.id);
  const [a] = await tx.query<ZichtbareApplicatie>(vraag.text, vraag.values);
  if (!a) throw onbekend();
  tx.emit(kop, {
    type: 'nl.gemeente.applicaties.applicatie-gewijzigd',
    data: { applicatie: kop.id, naam: a.naam, status: a.status, activiteiten: a.activiteiten, versie: kop.versie },
  });
  tx.verwerk(aanroep.regel(null));
  await markeerGewijzigd(tx);
}

const alleenStand = ({ clientIds, heeftAlleAutorisaties, alleenIsGereedVoorPublicatie, autorisaties }: AcRij): Stand => ({ clientIds, heeftAlleAutorisaties, alleenIsGereedVoorPublicatie, autorisaties });
