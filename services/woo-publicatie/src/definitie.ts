import type { Componentdefinitie } from '@bronhuis/component';
import { AppModule } from './app.module.ts';
import { DocumentEntity } from './documenten/document.entity.ts';
import { DossierEntity } from './dossiers/dossier.entity.ts';
import { migraties } from './migraties.ts';
import { PublicatieEntity } from './publicaties/publicatie.entity.ts';

export const definitie: Componentdefinitie = {
  naam: 'woo-publicatie',
  titel: 'Woo-publicatie',
  omschrijving: 'Besluiten openbaar maken, doorzoekbaar houden en weer laten verdwijnen als hun tijd voorbij is.',
  versie: '1.0.0',
  module: AppModule,
  entities: [PublicatieEntity, DocumentEntity, DossierEntity],
  migraties,
  consumeert: [{ stroom: 'registers', domein: 'dossiers' }, { stroom: 'selectielijst', domein: 'archiefacties' }],
  instellingen: { MAX_BESTAND_MB: { standaard: '100', uitleg: 'largest file that may be offered, in megabytes' } },
};
