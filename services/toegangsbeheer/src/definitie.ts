import type { Componentdefinitie } from '@bronhuis/component';
import { AppModule, maakBundeldienst } from './app.module.ts';
import { ApplicatieEntity } from './applicaties/applicatie.entity.ts';
import { BevoegdheidEntity } from './bevoegdheden/bevoegdheid.entity.ts';
import { laadDemonstratie } from './demonstratie/laden.ts';
import { migraties } from './migraties.ts';

export const definitie: Componentdefinitie = {
  naam: 'toegangsbeheer',
  titel: 'Toegangsbeheer',
  omschrijving: 'Wie mag wat, namens wie en waarvoor: applicaties, bevoegdheden, tokens, beleid en het logboek van beslissingen.',
  versie: '1.0.0',
  module: AppModule,
  entities: [ApplicatieEntity, BevoegdheidEntity],
  migraties,
  consumeert: [{ stroom: 'beslissingen' }, { stroom: 'verantwoording', domein: 'verwerkingsactiviteiten' }],
  buitenPrefix: ['toegangsbeheer/access/v1/evaluation'],
  // Its own bundle comes from its own tables: no circle at start.
  bundelbron: (o) => {
    const dienst = maakBundeldienst(o);
    dienst.catch(() => undefined); // whoever asks for the bundle hears of it
    return async (etag) => (await dienst).maker.bundelbron(etag);
  },
  opdrachten: {
    demonstratie: async (o) => {
      const nieuw = await laadDemonstratie({ ...o, geheimenMap: o.config.GEHEIMEN_MAP });
      o.logger.info({ nieuw }, 'demonstration loaded');
    },
    'roteer-sleutels': async (o) => {
      const { sleutels } = await maakBundeldienst(o);
      await sleutels.zorg(true);
      o.logger.info('rotation of token keys started');
    },
  },
};
