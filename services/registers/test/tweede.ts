import { join } from 'node:path';
import { bouwComponent, leesConfig } from '@bronhuis/component';
import type { Draaiend } from '@bronhuis/component';
import type { TestOmgeving } from '@bronhuis/testing';
import { registers } from '../src/definitie.ts';

/** Another process of the component on the same database, with the same keys and clock. Stop it before the first. */
export async function tweede(o: TestOmgeving): Promise<Draaiend> {
  const config = leesConfig(
    {
      PORT: '0',
      DATABASE_URL: o.db.toepassing,
      DATABASE_URL_WERKER: o.db.werker,
      NATS_URL: o.nats.url,
      NATS_VOORVOEGSEL: o.nats.voorvoegsel,
      TOEGANGSBEHEER_URL: o.buiten.url,
      GATEWAY_URL: o.buiten.url,
      GEHEIMEN_MAP: o.geheimen.map,
      GEGEVENS_MAP: join(o.gegevensMap, 'tweede'),
      LOG_NIVEAU: 'fatal',
    },
    { database: true, eigen: registers.instellingen ?? {} },
  );
  return bouwComponent(registers, config, o.klok);
}
