import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import type { Tx } from '@bronhuis/bron';
import type { CloudEvent } from '@bronhuis/standaarden';
import { markeerGewijzigd } from '../bundel/stand.store.ts';
import { eisActiviteiten } from './activiteit.ts';
import { vervang } from './activiteit.store.ts';

/** The register of activities is verantwoording's; its events replace the set that shipped with the installation. */
@Controller()
export class ActiviteitEvents {
  @EventPattern<string>('nl.gemeente.verwerkingsactiviteiten.activiteit-gewijzigd')
  async opGewijzigd(@Payload() event: CloudEvent, @Ctx() tx: Tx): Promise<void> {
    await vervang(tx, eisActiviteiten(event.data, tx.organisatie));
    await markeerGewijzigd(tx);
  }
}
