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

export class AanmeldingInvoer {
  @ApiProperty({ type: String, pattern: '^[a-z0-9-]{1,100}$', description: 'Id van de demonstratiepersoon.', example: 'noor' })
  persoon: string;

  @ApiProperty({ type: String, pattern: '^[0-9]{20}$', description: 'OIN van de organisatie.', example: '00000001999990007000' })
  organisatie: string;
}

export class Aangemeld {
  @ApiProperty({ type: String })
  id: string;

  @ApiProperty({ type: String })
  naam: string;

  @ApiProperty({ type: String, enum: ['medewerker', 'inwoner'] })
  soort: string;

  @ApiProperty({ type: [String] })
  rollen: string[];
}

export class AanmeldingAntwoord {
  @ApiProperty({ type: String, description: 'Token van deze persoon, zonder doel. Wissel het voor een token met een doel.' })
  access_token: string;

  @ApiProperty({ type: 'integer', description: 'Seconden dat het token geldt.' })
  expires_in: number;

  @ApiProperty({ type: Aangemeld })
  persoon: Aangemeld;
}
