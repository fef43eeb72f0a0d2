import { join } from 'node:path';
import { bouwComponent, leesConfig } from '@bronhuis/component';
import type { Draaiend } from '@bronhuis/component';
import { Proces } from '@bronhuis/testing';
import type { TestOmgeving } from '@bronhuis/testing';
import { registers } from '../src/definitie.ts';

/** The settings of another process of the component on the same database, with the same keys. */
export const omgevingVan = (o: TestOmgeving, gegevensMap: string): Record<string, string> => ({
  DATABASE_URL: o.db.toepassing,
  DATABASE_URL_WERKER: o.db.werker,
  NATS_URL: o.nats.url,
  NATS_VOORVOEGSEL: o.nats.voorvoegsel,
  TOEGANGSBEHEER_URL: o.buiten.url,
  GATEWAY_URL: o.buiten.url,
  GEHEIMEN_MAP: o.geheimen.map,
  GEGEVENS_MAP: gegevensMap,
  LOG_NIVEAU: 'fatal',
});

/** Another process of the component on the same database, with the same keys and clock. Stop it before the first. */
export async function tweede(o: TestOmgeving, gegevensMap = join(o.gegevensMap, 'tweede')): Promise<Draaiend> {
  return bouwComponent(registers, leesConfig({ PORT: '0', ...omgevingVan(o, gegevensMap) }, { database: true, eigen: registers.instellingen ?? {} }), o.klok);
}

/** The same as a process of the machine, that can be killed; it has been built. With the files of the first. */
export async function eigenProces(o: TestOmgeving): Promise<Proces> {
  return Proces.start({ project: 'services/registers', env: omgevingVan(o, o.gegevensMap), logboek: join(o.gegevensMap, 'eigen-proces.log') });
}
