import { readFile } from 'node:fs/promises';
import type { Opdrachtomgeving } from '@bronhuis/component';
import { nieuweTrace } from '@bronhuis/standaarden';
import { alsNieuweVersie, type NieuweActiviteitVerzoek } from './activiteit.dto.ts';
import { registreerActiviteit, zoekActiviteit } from './activiteit.store.ts';

type Demonstratie = NieuweActiviteitVerzoek & { organisatie: string; versie: number };

/** Loads the activities of the demonstration organisations; what is already there stays as it is. */
export async function laadDemonstratie({ bron, config, logger }: Opdrachtomgeving): Promise<void> {
  const pad = `${config.eigen['DEMONSTRATIE_MAP']}/verwerkingsactiviteiten.json`;
  const activiteiten = JSON.parse(await readFile(pad, 'utf8')) as Demonstratie[];
  let nieuw = 0;
  for (const a of activiteiten) {
    nieuw += await bron.transactie({ organisatie: a.organisatie, traceparent: nieuweTrace() }, async (tx) => {
      if (await zoekActiviteit(tx, a.id)) return 0;
      await registreerActiviteit(tx, a.id, alsNieuweVersie(a), 'demonstratie');
      return 1;
    });
  }
  logger.info({ nieuw, alGeladen: activiteiten.length - nieuw }, 'demonstration activities loaded');
}
