import { Module } from '@nestjs/common';
import { Bron } from '@bronhuis/bron';
import { KLOK } from '@bronhuis/component';
import type { Klok } from '@bronhuis/standaarden';
import { Bundelhouder } from '@bronhuis/toegang';
import { BeleidsversieController } from './beleidsversie.controller.ts';
import { Beleidsversies } from './beleidsversies.ts';
import { GeldendBeleid } from './geldend-beleid.ts';
import { Simulaties } from './simulaties.ts';

@Module({
  controllers: [BeleidsversieController],
  providers: [
    {
      provide: Beleidsversies,
      inject: [Bron, KLOK, Bundelhouder],
      useFactory: (bron: Bron, klok: Klok, bundelhouder: Bundelhouder) => new Beleidsversies(bron, klok, bundelhouder, new GeldendBeleid(bron)),
    },
    {
      provide: Simulaties,
      inject: [Bron, KLOK, Bundelhouder, Beleidsversies],
      useFactory: (...delen: ConstructorParameters<typeof Simulaties>) => new Simulaties(...delen),
    },
  ],
})
export class BeleidsversiesModule {}
