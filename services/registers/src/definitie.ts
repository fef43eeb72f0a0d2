import type { Componentdefinitie } from '@bronhuis/component';
import { AppModule } from './app.module.ts';
import { FACADES, foutweergave, zetVersie } from './compat/compat.ts';
import { laadDemonstratie } from './demonstratie/demonstratie.ts';
import { laadRegistraties } from './demonstratie/registraties.laden.ts';
import { DossierRelatieRij, DossierRij, DossierStatusRij } from './dossiers/dossier.entity.ts';
import { DossierInformatieobjectRij, InformatieobjectRij, TeWissenBestandRij } from './informatieobjecten/informatieobject.entity.ts';
import { migraties } from './migraties.ts';
import { ObjecttypeConceptRij, ObjecttypeRij, ObjecttypeUitfaseringRij, ObjecttypeVersieRij } from './objecttypen/objecttype.entity.ts';
import { UploadRij } from './uploads/upload.entity.ts';
import { GrafsteenRij } from './vernietiging/grafsteen.entity.ts';

export const registers: Componentdefinitie = {
  naam: 'registers',
  titel: 'Registers',
  omschrijving: 'Objecttypen, objecten met beide tijdassen, en dossiers met hun documenten: gegevens bij de bron.',
  versie: '1.0.0',
  module: AppModule,
  entities: [ObjecttypeRij, ObjecttypeVersieRij, ObjecttypeConceptRij, ObjecttypeUitfaseringRij, DossierRij, DossierRelatieRij, DossierStatusRij, InformatieobjectRij, DossierInformatieobjectRij, TeWissenBestandRij, UploadRij, GrafsteenRij],
  migraties,
  instellingen: {
    BESTAND_MAX_BYTES: { standaard: String(2_147_483_648), uitleg: 'largest file that a document may have, in bytes' },
  },
  facades: FACADES,
  foutweergave,
  fastify: zetVersie,
  opdrachten: {
    demonstratie: async (omgeving) => {
      await laadDemonstratie(omgeving);
      await laadRegistraties(omgeving);
    },
  },
};
