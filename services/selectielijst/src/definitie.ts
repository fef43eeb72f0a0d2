import type { Componentdefinitie } from '@bronhuis/component';
import { AppModule } from './app.module.ts';
import { DossierEntity } from './archiefacties/dossier.entity.ts';
import { BevriezingEntity } from './bevriezingen/bevriezing.entity.ts';
import { migraties } from './migraties.ts';
import { VerklaringEntity } from './verklaringen/verklaring.entity.ts';
import { BeoordelingEntity, LijstEntity, RegelEntity } from './vernietigingslijsten/lijst.entity.ts';

export const definitie: Componentdefinitie = {
  naam: 'selectielijst',
  titel: 'Selectielijst',
  omschrijving:
    'Hoe lang een dossier bewaard blijft en waarom, en hoe het daarna wordt vernietigd: selectielijsten, archiefactiedatums, bevriezingen, vernietigingslijsten en verklaringen van vernietiging.',
  versie: '1.0.0',
  module: AppModule,
  entities: [DossierEntity, BevriezingEntity, LijstEntity, RegelEntity, BeoordelingEntity, VerklaringEntity],
  migraties,
  consumeert: [{ stroom: 'registers', domein: 'dossiers' }],
  instellingen: {
    BACKUP_BEWAARTERMIJN: { standaard: 'P30D', uitleg: 'how long a back-up is kept, ISO 8601; the declaration names the day on which the last one expires' },
  },
};
