import { Module } from '@nestjs/common';
import { DossiersController } from './archiefacties/dossiers.controller.ts';
import { DossierEvents } from './archiefacties/dossiers.events.ts';
import { Bevriezen } from './bevriezingen/bevriezen.ts';
import { BevriezingenController } from './bevriezingen/bevriezingen.controller.ts';
import { LijstenController } from './lijsten/lijsten.controller.ts';
import { Ondertekensleutel } from './verklaringen/sleutel.ts';
import { Verklaren } from './verklaringen/verklaren.ts';
import { VerklaringenController } from './verklaringen/verklaringen.controller.ts';
import { Bronnen } from './vernietigingslijsten/bronnen.ts';
import { VernietigingslijstenController } from './vernietigingslijsten/lijsten.controller.ts';
import { Lijsten } from './vernietigingslijsten/lijsten.ts';
import { Plannen } from './vernietigingslijsten/plannen.ts';
import { Uitvoeren } from './vernietigingslijsten/uitvoeren.ts';
import { Werker } from './vernietigingslijsten/werker.ts';

@Module({
  controllers: [LijstenController, DossiersController, DossierEvents, BevriezingenController, VernietigingslijstenController, VerklaringenController],
  providers: [Bevriezen, Bronnen, Lijsten, Plannen, Uitvoeren, Werker, Verklaren, Ondertekensleutel],
})
export class AppModule {}
