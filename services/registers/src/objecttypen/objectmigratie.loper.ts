import { Inject, Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { Bron } from '@bronhuis/bron';
import type { Kop, Tx } from '@bronhuis/bron';
import { KLOK, LOGGER, Rondes } from '@bronhuis/component';
import { datumInAmsterdam, leesTraceparent, nieuweTrace, Probleem } from '@bronhuis/standaarden';
import type { Klok } from '@bronhuis/standaarden';
import { Bundelhouder, geldigeActiviteit } from '@bronhuis/toegang';
import type { Activiteit } from '@bronhuis/toegang';
import { maakVerwerking, Pseudonimiseerder } from '@bronhuis/verwerking';
import type { Logger } from 'pino';
import { objectGebeurtenis, OBJECT_GEWIJZIGD } from '../objecten/events.ts';
import type { Wie } from '../objecten/wie.ts';
import { BekendeRsins } from './bekende-rsins.ts';
import type { Toetstype } from './gegevens.ts';
import { decideOmzetten } from './objectmigratie.ts';
import type { Omgezet } from './objectmigratie.ts';
import { leesLopende } from './objectmigratie.queries.ts';
import { achtergebleven, bewaarVordering, leesStand, verplaats, voegFoutenToe, volgende } from './objectmigratie.store.ts';
import type { Achtergebleven, Stand, Verplaatst } from './objectmigratie.store.ts';
import type { Objecttype } from './objecttype.ts';
import { isSleutelVanAnder } from './sleutel.ts';
import { verwerking } from './toegang.ts';
import { Typen } from './typen.ts';

const ELKE_MS = 15_000;
const PER_KEER = 200;

/**
 * Moves objects to a new version of their type, a piece per transaction: what is moved and how far it is are one commit,
 * so that after a kill the next process goes on behind the last whole piece. Two processes take turns on the lock of the row.
 */
@Injectable()
export class Objectmigratieloper implements OnApplicationBootstrap, OnApplicationShutdown {
  // The work is a row: the next round goes on with it.
  private readonly rondes = new Rondes(() => this.ronde(), {
    elkeMs: ELKE_MS,
    mislukt: (fout) => this.logger.error({ fout }, 'a migration of objects waits for the next round'),
  });

  constructor(
    @Inject(Bron) private readonly bron: Bron,
    @Inject(Typen) private readonly typen: Typen,
    @Inject(BekendeRsins) private readonly rsins: BekendeRsins,
    @Inject(Bundelhouder) private readonly bundelhouder: Bundelhouder,
    @Inject(Pseudonimiseerder) private readonly pseudonimiseerder: Pseudonimiseerder,
    @Inject(KLOK) private readonly klok: Klok,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.rondes.start();
    this.hervat();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.rondes.stop();
  }

  /** Whatever was left unfinished, of whichever organisation. */
  hervat(): void {
    void this.rondes.wek();
  }

  begin(organisatie: string, id: string): void {
    void this.rondes.wek(() => this.draai(organisatie, id));
  }

  /** One piece. Says whether there is more to do. When objects would come to share a key, one by one, and who cannot stays. */
  async stap(organisatie: string, id: string): Promise<boolean> {
    for (const aantal of [PER_KEER, 1]) {
      try {
        return await this.probeer(organisatie, id, aantal, false);
      } catch (fout) {
        if (!isSleutelVanAnder(fout)) throw fout;
      }
    }
    return this.probeer(organisatie, id, 1, true);
  }

  private async probeer(organisatie: string, id: string, aantal: number, botst: boolean): Promise<boolean> {
    return this.bron.transactie({ organisatie, traceparent: nieuweTrace() }, async (tx) => {
      const kop = await tx.vergrendel('objectmigratie', id);
      const stand = kop && (await leesStand(tx, id));
      if (!kop || !stand || stand.status !== 'loopt') return false;
      const toetstype = await this.typen.versie(organisatie, stand.objecttype, stand.doelversie);
      const ids = await volgende(tx, stand.objecttype, stand.na, aantal);
      const oud = ids.length > 0 ? await achtergebleven(tx, id, ids, stand.doelversie, datumInAmsterdam(this.klok.nu())) : [];
      const oordeel = decideOmzetten(toetstype, stand.omzetting, oud, this.rsins.alle());
      const { goed, fout } = botst ? { goed: [], fout: [...oordeel.fout, ...oordeel.goed.map((o) => ({ object: o.id, fouten: [{ pad: '', code: 'sleutel' }] }))] } : oordeel;
      await this.schrijf(tx, stand, toetstype, goed);
      await voegFoutenToe(tx, id, fout);
      return this.vorder(tx, kop, stand, { ids, einde: ids.length < aantal }, goed.length, fout.length);
    });
  }

  /** Behind the last object another round begins, until one moves nothing: what was made meanwhile may lie before it. */
  private async vorder(tx: Tx, kop: Kop, stand: Stand, { ids, einde }: { ids: string[]; einde: boolean }, verplaatst: number, mislukt: number): Promise<boolean> {
    const inRonde = stand.in_ronde + verplaatst + mislukt;
    const klaar = einde && inRonde === 0;
    const ronde = einde ? { ronde: stand.ronde + 1, na: null, inRonde: 0 } : { ronde: stand.ronde, na: ids.at(-1) ?? null, inRonde };
    await bewaarVordering(tx, kop, { ...ronde, bekeken: stand.ronde === 1 ? ids.length : 0, verplaatst, mislukt, klaar });
    return !klaar;
  }

  private async schrijf(tx: Tx, stand: Stand, { type }: Toetstype, objecten: Omgezet<Achtergebleven>[]): Promise<void> {
    const nu = this.klok.nu().getTime();
    const nieuw: Verplaatst[] = [];
    for (const o of objecten) {
      for (const [i, { van, gegevens, betrokkenen }] of o.versies.entries()) {
        // After the lock, and each later than the one before it.
        const tijd = new Date(Math.max(nu, van.registratietijd.getTime() + 1) + i);
        const kop = { id: o.id, versie: van.kopversie + 1 + i, vorige: van.kopversie + i, tijd };
        nieuw.push({ kop, begin: van.begin, eind: van.eind, onvolledig: van.onvolledig, gegevens, geometrie: van.geometrie, betrokkenen });
        tx.emit(kop, { type: OBJECT_GEWIJZIGD, data: objectGebeurtenis(o.id, type.id, type.soort, kop.versie) });
      }
      this.leg(tx, stand, type, o);
    }
    await verplaats(tx, stand.doelversie, nieuw, this.wie(tx.organisatie, stand, type), datumInAmsterdam(this.klok.nu()));
  }

  /** Whoever asked for it has registered what comes of it. */
  private wie(organisatie: string, { opdracht }: Stand, type: Objecttype): Wie {
    const activiteit = this.activiteit(organisatie, type);
    return {
      applicatie: opdracht.applicatie,
      gebruiker: opdracht.gebruiker?.id ?? null,
      uitvoerder: opdracht.uitvoerder,
      activiteit: activiteit?.id ?? null,
      activiteitVersie: activiteit?.versie ?? null,
      trace: leesTraceparent(opdracht.traceparent)?.traceId ?? opdracht.traceparent,
    };
  }

  /** A record for each object, as with any other change; it goes with the object. */
  private leg(tx: Tx, { opdracht }: Stand, type: Objecttype, o: Omgezet<Achtergebleven>): void {
    const v = verwerking(type, 'Registratie omgezet naar een nieuwe versie van het objecttype', { soort: 'object', id: o.id }, o.betrokkenen);
    if (!v) return;
    const trace = leesTraceparent(opdracht.traceparent);
    const activiteit = this.activiteit(tx.organisatie, type);
    if (!trace || !activiteit) throw new Error(`object type ${type.id} has no activity that is valid today`);
    const { uitvoerder, gebruiker, applicatie } = opdracht;
    const context = { organisatie: tx.organisatie, uitvoerder, trace, component: 'registers', activiteit, gebruiker, applicatie, tijdstip: this.klok.nu() };
    tx.verwerk({ verwerking: maakVerwerking(v, context, this.pseudonimiseerder), beslissing: null, onderwerp: o.id });
  }

  /** @throws Probleem 409 when nothing could be recorded: then nothing may be moved either */
  eisActiviteit(organisatie: string, type: Objecttype): void {
    if (type.betrokkenen.length > 0 && !this.activiteit(organisatie, type)) {
      throw Probleem.conflict('De verwerkingsactiviteit van dit objecttype geldt vandaag niet. Noem er een in een nieuwe versie.', 'geen-verwerkingsactiviteit');
    }
  }

  private activiteit(organisatie: string, type: Objecttype): Activiteit | null {
    const id = type.verwerkingsactiviteit ?? type.verwerkingsactiviteiten[0];
    return id === undefined ? null : geldigeActiviteit(this.bundelhouder.huidige().bundel, organisatie, id, datumInAmsterdam(this.klok.nu()));
  }

  private async ronde(): Promise<void> {
    for (const { oin } of this.bundelhouder.huidige().bundel.organisaties) {
      for (const id of await leesLopende(this.bron, oin)) await this.draai(oin, id);
    }
  }

  private async draai(organisatie: string, id: string): Promise<void> {
    while (!this.rondes.gestopt && (await this.stap(organisatie, id))) await new Promise((verder) => setImmediate(verder));
  }
}
