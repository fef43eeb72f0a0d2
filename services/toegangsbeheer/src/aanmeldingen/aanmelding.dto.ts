import { ApiProperty } from '@nestjs/swagger';

export class Demonstratiepersoon {
  @ApiProperty({ type: String, example: 'noor' })
  id: string;

  @ApiProperty({ type: String, example: 'Noor de Graaf' })
  naam: string;

  @ApiProperty({ type: String, example: 'Behandelaar vergunningen' })
  omschrijving: string;

  @ApiProperty({ type: [String], example: ['behandelaar'] })
  rollen: string[];

  @ApiProperty({ type: String, enum: ['medewerker', 'inwoner'] })
  soort: string;
}

export class DemonstratiepersoonLijst {
  @ApiProperty({ type: [Demonstratiepersoon] })
  resultaten: Demonstratiepersoon[];
}
