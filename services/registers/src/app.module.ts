import { Module } from '@nestjs/common';
import { BulkController } from './bulk/bulk.controller.ts';
import { Bulkloper } from './bulk/bulk.loper.ts';
import { Bulkontvangst } from './bulk/bulk.ontvangst.ts';
import { Bulkschrijver } from './bulk/bulk.schrijver.ts';
import { ExportController } from './bulk/export.controller.ts';
import { ObjectsController } from './compat/objects-v2/objects.controller.ts';
import { ObjectsLezen } from './compat/objects-v2/objects.lezen.ts';
import { ObjectsSchrijven } from './compat/objects-v2/objects.schrijven.ts';
import { ObjecttypesController } from './compat/objecttypes-v2/objecttypes.controller.ts';
import { ObjecttypesSchrijven } from './compat/objecttypes-v2/objecttypes.schrijven.ts';
import { DossiersController } from './dossiers/dossiers.controller.ts';
import { DossiersWijzigen } from './dossiers/dossiers.wijzigen.ts';
import { Bestandsopslag } from './informatieobjecten/bestandsopslag.ts';
import { InformatieobjectenController } from './informatieobjecten/informatieobjecten.controller.ts';
import { InformatieobjectenWijzigen } from './informatieobjecten/informatieobjecten.wijzigen.ts';
import { Opruimer } from './informatieobjecten/opruimer.ts';
import { GeschiedenisController } from './objecten/geschiedenis.controller.ts';
import { ObjectenController } from './objecten/objecten.controller.ts';
import { ObjectenVernietigen } from './objecten/objecten.vernietigen.ts';
import { ObjectenWijzigen } from './objecten/objecten.wijzigen.ts';
import { Tijdwerker } from './objecten/tijdwerker.ts';
import { WijzigingenController } from './objecten/wijzigingen.controller.ts';
import { Indexgebruik } from './indexen/gebruik.ts';
import { Indexbouwer } from './indexen/indexbouwer.ts';
import { IndexenController } from './indexen/indexen.controller.ts';
import { BekendeRsins } from './objecttypen/bekende-rsins.ts';
import { ObjectmigratieController } from './objecttypen/objectmigratie.controller.ts';
import { Objectmigratieloper } from './objecttypen/objectmigratie.loper.ts';
import { ObjecttypenController } from './objecttypen/objecttypen.controller.ts';
import { ObjecttypenWijzigen } from './objecttypen/objecttypen.wijzigen.ts';
import { Typen } from './objecttypen/typen.ts';
import { Typestanden } from './objecttypen/typestanden.ts';
import { OvernameController } from './overname/overname.controller.ts';
import { Overnemen } from './overname/overnemen.ts';
import { UploadsController } from './uploads/uploads.controller.ts';
import { UploadsWijzigen } from './uploads/uploads.wijzigen.ts';
import { Vernietigen } from './vernietiging/vernietigen.ts';
import { VernietigingenController } from './vernietiging/vernietigingen.controller.ts';
import { VragenController } from './vragen/vragen.controller.ts';

@Module({
  controllers: [
    ObjecttypenController, BulkController, ExportController, ObjectmigratieController, IndexenController, VragenController, ObjectenController, GeschiedenisController, WijzigingenController,
    OvernameController, DossiersController, InformatieobjectenController, UploadsController, VernietigingenController,
    ObjectsController, ObjecttypesController,
  ],
  providers: [
    Typen, Typestanden, Indexbouwer, Indexgebruik, BekendeRsins, ObjecttypenWijzigen, Objectmigratieloper, ObjectenWijzigen, ObjectenVernietigen, Tijdwerker, DossiersWijzigen,
    InformatieobjectenWijzigen, Bestandsopslag, Opruimer, UploadsWijzigen, Vernietigen, Bulkschrijver, Bulkloper, Bulkontvangst, Overnemen,
    ObjectsLezen, ObjectsSchrijven, ObjecttypesSchrijven,
  ],
})
export class AppModule {}
