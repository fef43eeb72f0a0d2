import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import type { Tx } from '@bronhuis/bron';
import type { CloudEvent } from '@bronhuis/standaarden';
import { eisBeslissing } from './beslissing.ts';
import { voegToe } from './beslissing.store.ts';

/** Decision log: every decision of every component arrives here, in groups of one organisatie. */
@Controller()
export class BeslissingEvents {
  @EventPattern<string>('nl.gemeente.beslissingen.beslissing-genomen', { reeks: true })
  async opBeslissingen(@Payload() events: CloudEvent[], @Ctx() tx: Tx): Promise<void> {
    await voegToe(tx, events.map((e) => eisBeslissing(e.data, tx.organisatie)));
  }
}
