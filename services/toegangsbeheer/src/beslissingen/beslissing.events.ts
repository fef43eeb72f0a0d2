import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import type { Tx } from '@bronhuis/bron';
import { TYPE_BESLISSINGEN } from '@bronhuis/events';
import type { CloudEvent } from '@bronhuis/standaarden';
import { merkGebruik } from '../api-tokens/api-token.store.ts';
import { eisBeslissing } from './beslissing.ts';
import { voegToe } from './beslissing.store.ts';

/** Decision log: every decision of every component arrives here, in groups of one organisatie. */
@Controller()
export class BeslissingEvents {
  /** A record that is refused fails its message; that is then taken apart, so that it is parked alone, with its reason. */
  @EventPattern<string>(TYPE_BESLISSINGEN, { reeks: true })
  async opBeslissingen(@Payload() events: CloudEvent<{ beslissingen: unknown[] }>[], @Ctx() tx: Tx): Promise<void> {
    const records = events.flatMap((e) => e.data.beslissingen.map((b) => eisBeslissing(b, tx.organisatie)));
    if (records.length === 0) return;
    await voegToe(tx, records);
    await merkGebruik(tx, records);
  }
}
