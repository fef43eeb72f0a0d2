import { Module } from '@nestjs/common';
import { Bron } from '@bronhuis/bron';
import { KLOK } from '@bronhuis/component';
import type { Klok } from '@bronhuis/standaarden';
import { Toepassingen } from './toepassingen.ts';
import { ToepassingsversieController } from './toepassingsversie.controller.ts';
import { Toepassingsversies } from './toepassingsversies.ts';

@Module({
  controllers: [ToepassingsversieController],
  providers: [
    { provide: Toepassingen, inject: [Bron], useFactory: (bron: Bron) => new Toepassingen(bron) },
    { provide: Toepassingsversies, inject: [Bron, KLOK], useFactory: (bron: Bron, klok: Klok) => new Toepassingsversies(bron, klok) },
  ],
  exports: [Toepassingen],
})
export class ToepassingenModule {}
