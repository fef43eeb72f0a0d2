import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import type { Tx } from '@bronhuis/bron';
import type { CloudEvent } from '@bronhuis/standaarden';
import { eisControle } from './controle.ts';

/** What was agreed on in verantwoording opens this log too. */
@Controller()
export class ControleEvents {
  @EventPattern<string>('nl.gemeente.controleverzoeken.controleverzoek-goedgekeurd')
  async opGoedgekeurd(@Payload() event: CloudEvent, @Ctx() tx: Tx): Promise<void> {
    const c = eisControle(event.data);
    await tx.query('insert into controle (organisatie, id, medewerker, van, tot, inzage, inzage_tot) values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing', [
      tx.organisatie, c.id, c.medewerker, c.van, c.tot, c.inzage, c.inzageTot,
    ]);
  }
}
