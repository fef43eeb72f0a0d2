import { Module } from '@nestjs/common';
import { CONFIG, type Config } from '@bronhuis/component';
import { CijfersController } from './cijfers/cijfers.controller.ts';
import { ControleverzoekenController } from './controleverzoeken/controleverzoeken.controller.ts';
import { InzageController } from './inzage/inzage.controller.ts';
import { Controlepunten } from './logboek/controlepunten.ts';
import { LogboekController } from './logboek/logboek.controller.ts';
import { Logsleutels } from './logboek/logsleutels.ts';
import { VerwerkingenController } from './verwerkingen/verwerkingen.controller.ts';
import { ActiviteitenController } from './verwerkingsactiviteiten/activiteiten.controller.ts';

@Module({
  controllers: [ActiviteitenController, VerwerkingenController, InzageController, LogboekController, CijfersController, ControleverzoekenController],
  providers: [Controlepunten, { provide: Logsleutels, inject: [CONFIG], useFactory: (c: Config) => new Logsleutels(c.GEHEIMEN_MAP) }],
})
export class AppModule {}
