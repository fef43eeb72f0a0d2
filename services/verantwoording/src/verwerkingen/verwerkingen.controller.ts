import { Controller, Inject } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import type { Tx } from '@bronhuis/bron';
import { KLOK, LOGGER } from '@bronhuis/component';
import { isUuid, uuidVan, type CloudEvent, type Klok } from '@bronhuis/standaarden';
import { TYPE_VERWERKINGEN } from '@bronhuis/events';
import type { Logger } from 'pino';
import { Controlepunten } from '../logboek/controlepunten.ts';
import { voegToe, type Invoer } from '../logboek/logboek.store.ts';
import { alleVersiesIn, perActiviteit } from '../verwerkingsactiviteiten/activiteit.queries.ts';
import { ontvouw, termijnen, zoutbron } from './ontvouw.ts';
import { leesRecord, OngeldigRecord } from './record.ts';

interface Geweigerd {
  id: string;
  component: string;
  reden: string;
}

const WEIGER = `insert into geweigerd_record (organisatie, id, component, reden, ontvangen)
  select $1, x.id, x.component, x.reden, $5 from unnest($2::uuid[], $3::text[], $4::text[]) as x(id, component, reden) on conflict do nothing`;

/** Takes the records of all components into the log, a whole group of one organisatie at once. */
@Controller()
export class VerwerkingenController {
  private readonly zout = zoutbron();

  constructor(
    @Inject(Controlepunten) private readonly controlepunten: Controlepunten,
    @Inject(KLOK) private readonly klok: Klok,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  @EventPattern<string>(TYPE_VERWERKINGEN, { reeks: true })
  async opReeks(@Payload() events: CloudEvent<{ verwerkingen: unknown[] }>[], @Ctx() tx: Tx): Promise<void> {
    const termijn = termijnen(perActiviteit(await alleVersiesIn(tx)));
    const invoer: Invoer[] = [];
    const geweigerd: Geweigerd[] = [];
    for (const event of events) {
      for (const data of event.data.verwerkingen) {
        try {
          const record = leesRecord(data, tx.organisatie);
          invoer.push(ontvouw(record, termijn(record.activiteit, record.tijdstip), this.zout));
        } catch (fout) {
          if (!(fout instanceof OngeldigRecord)) throw fout;
          geweigerd.push({ id: idVan(data), component: componentVan(event), reden: fout.message });
        }
      }
    }
    const nu = this.klok.nu();
    if (geweigerd.length > 0) await this.weiger(tx, geweigerd, nu);
    if (invoer.length > 0 && (await voegToe(tx, invoer, nu)) > 0) this.controlepunten.meld(tx.organisatie);
  }

  /** Not parked with its content: that may hold the BSN for which it is refused. The producer still has the record. */
  private async weiger(tx: Tx, geweigerd: Geweigerd[], nu: Date): Promise<void> {
    await tx.query(WEIGER, [tx.organisatie, geweigerd.map((g) => g.id), geweigerd.map((g) => g.component), geweigerd.map((g) => g.reden), nu]);
    for (const g of geweigerd) this.log.error({ organisatie: tx.organisatie, ...g }, 'a record was refused');
  }
}

/** A record without a usable id gets one from its content: sent again, in whatever message, it is refused once. */
const idVan = (data: unknown): string => {
  const id = typeof data === 'object' && data !== null && 'id' in data ? data.id : null;
  return isUuid(id) ? id : uuidVan(JSON.stringify(data));
};

const componentVan = (event: CloudEvent): string => /:systeem:([a-z-]{1,60})$/.exec(event.source)?.[1] ?? 'onbekend';
