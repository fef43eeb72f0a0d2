import type { Componentdefinitie } from '@bronhuis/component';
import { datumInAmsterdam } from '@bronhuis/standaarden';
import { AppModule } from './app.module.ts';
import { AUTHZEN_PADEN } from './authzen/authzen.module.ts';
import { FACADE, foutweergave, zetVersie } from './autorisaties/facade.ts';
import { volgAuthzen } from './authzen/beschrijving.ts';
import { ApiTokenEntity } from './api-tokens/api-token.entity.ts';
import { ApplicatieEntity } from './applicaties/applicatie.entity.ts';
import { verschil } from './beleidsversies/beleidstekst.ts';
import { BeleidsversieEntity } from './beleidsversies/beleidsversie.entity.ts';
import { GeldendBeleid } from './beleidsversies/geldend-beleid.ts';
import { BevoegdheidEntity } from './bevoegdheden/bevoegdheid.entity.ts';
import { maakBundeldienst } from './bundel/bundeldienst.ts';
import { controleerBeleid, leesBeleid } from './bundel/beleidsbestanden.ts';
import { laadDemonstratie } from './demonstratie/laden.ts';
import { migraties } from './migraties.ts';
import { laatFormulierenDoor } from './oauth/oauth.module.ts';
import { METADATAPAD } from './oauth/paden.ts';
import { laadOrganisaties } from './organisaties/laden.ts';
import { ToegangsverzoekEntity } from './toegangsverzoeken/toegangsverzoek.entity.ts';
import { ZgwClientEntity } from './zgw-clients/zgw-client.entity.ts';

export const definitie: Componentdefinitie = {
  naam: 'toegangsbeheer',
  titel: 'Toegangsbeheer',
  omschrijving: 'Wie mag wat, namens wie en waarvoor: applicaties, bevoegdheden, tokens, beleid en het logboek van beslissingen.',
  versie: '1.0.0',
  module: AppModule,
  entities: [ApplicatieEntity, ApiTokenEntity, BeleidsversieEntity, BevoegdheidEntity, ToegangsverzoekEntity, ZgwClientEntity],
  migraties,
  consumeert: [{ stroom: 'beslissingen' }, { stroom: 'verantwoording', domein: 'verwerkingsactiviteiten' }, { stroom: 'verantwoording', domein: 'controleverzoeken' }],
  buitenPrefix: [...AUTHZEN_PADEN, METADATAPAD],
  facades: [FACADE],
  foutweergave,
  fastify: (instantie) => {
    volgAuthzen(instantie);
    laatFormulierenDoor(instantie);
    zetVersie(instantie);
  },
  // Its own bundle comes from its own tables: no circle at start.
  bundelbron: (o) => {
    const dienst = maakBundeldienst(o);
    dienst.catch(() => undefined); // whoever asks for the bundle hears of it
    return async (etag) => (await dienst).maker.bundelbron(etag);
  },
  instellingen: {
    ORGANISATIES_BESTAND: { standaard: '', uitleg: 'JSON file with the organisations of this installation, for the command organisaties' },
    APPLICATIEDEUR_URL: { standaard: '', uitleg: 'address where a client certificate is asked for, when that is not PUBLIEKE_URL' },
  },
  opdrachten: {
    organisaties: async (o) => {
      const bestand = o.config.eigen['ORGANISATIES_BESTAND'];
      if (!bestand) throw new Error('ORGANISATIES_BESTAND is missing (JSON file with the organisations of this installation)');
      o.logger.info({ aantal: await laadOrganisaties(o.bron, bestand) }, 'organisations loaded');
    },
    demonstratie: async (o) => {
      const nieuw = await laadDemonstratie({ ...o, geheimenMap: o.config.GEHEIMEN_MAP });
      o.logger.info({ nieuw }, 'demonstration loaded');
    },
    'controleer-beleid': async (o) => {
      const beleid = leesBeleid();
      controleerBeleid(beleid);
      // Before an upgrade: does what the installation decided fit this release too?
      const geldend = await new GeldendBeleid(o.bron).op(datumInAmsterdam(o.klok.nu()));
      controleerBeleid(geldend.set.regels);
      o.logger.info({ regels: beleid.length, versie: geldend.versie, verschil: verschil(geldend.set.regels, beleid) }, 'policies fit the schema');
    },
    'roteer-sleutels': async (o) => {
      const { sleutels } = await maakBundeldienst(o);
      await sleutels.zorg(true);
      o.logger.info('rotation of token keys started');
    },
  },
};
