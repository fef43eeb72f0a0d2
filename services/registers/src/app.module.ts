import { Module } from '@nestjs/common';
import { DossiersController } from './dossiers/dossiers.controller.ts';
import { DossiersWijzigen } from './dossiers/dossiers.wijzigen.ts';
import { Bestandsopslag } from './informatieobjecten/bestandsopslag.ts';
import { InformatieobjectenController } from './informatieobjecten/informatieobjecten.controller.ts';
import { InformatieobjectenWijzigen } from './informatieobjecten/informatieobjecten.wijzigen.ts';
import { Opruimer } from './informatieobjecten/opruimer.ts';
import { ObjectenController } from './objecten/objecten.controller.ts';
import { ObjectenWijzigen } from './objecten/objecten.wijzigen.ts';
import { BekendeRsins } from './objecttypen/bekende-rsins.ts';
import { ObjecttypenController } from './objecttypen/objecttypen.controller.ts';
import { Typen } from './objecttypen/typen.ts';
import { Vernietigen } from './vernietiging/vernietigen.ts';
import { VernietigingenController } from './vernietiging/vernietigingen.controller.ts';

@Module({
  controllers: [ObjecttypenController, ObjectenController, DossiersController, InformatieobjectenController, VernietigingenController],
  providers: [Typen, BekendeRsins, ObjectenWijzigen, DossiersWijzigen, InformatieobjectenWijzigen, Bestandsopslag, Opruimer, Vernietigen],
})
export class AppModule {}
