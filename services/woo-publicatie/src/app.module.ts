import { Module } from '@nestjs/common';
import { Betrokkenen } from './concepten/betrokkenen.ts';
import { Bewerken } from './concepten/bewerken.ts';
import { ConceptenController } from './concepten/concepten.controller.ts';
import { Publiceren } from './concepten/publiceren.ts';
import { ContactgegevensController } from './contactgegevens/contactgegevens.controller.ts';
import { Aanbieden } from './documenten/aanbieden.ts';
import { Bestandsopslag } from './documenten/bestandsopslag.ts';
import { DocumentenController } from './documenten/documenten.controller.ts';
import { Opruimer } from './documenten/opruimer.ts';
import { DossierEvents } from './dossiers/dossiers.events.ts';
import { PublicatiesController } from './publicaties/publicaties.controller.ts';
import { SitemapsController } from './sitemaps/sitemaps.controller.ts';
import { VernietigingenController } from './vernietiging/vernietigingen.controller.ts';
import { Vernietigingen } from './vernietiging/vernietigingen.ts';
import { ZoekenController } from './zoeken/zoeken.controller.ts';

@Module({
  controllers: [
    ConceptenController, PublicatiesController, DocumentenController, ZoekenController, SitemapsController, ContactgegevensController, VernietigingenController, DossierEvents,
  ],
  providers: [Bewerken, Aanbieden, Publiceren, Betrokkenen, Bestandsopslag, Opruimer, Vernietigingen],
})
export class AppModule {}
