import { ApiProperty } from '@nestjs/swagger';

export class IntrekkingInvoer {
  @ApiProperty({ type: String, required: false, pattern: '^[a-z0-9-]{1,100}$', description: 'Applicatie waarvan alle tokens ophouden.', example: 'zaaksysteem' })
  applicatie?: string;

  @ApiProperty({ type: String, format: 'uuid', required: false, description: 'Het ene token (jti) dat ophoudt.' })
  jti?: string;

  @ApiProperty({ type: String, minLength: 1, maxLength: 100, required: false, description: 'Medewerker die vertrokken is: tokens en tijdelijke toegang houden op.', example: 'noor' })
  medewerker?: string;

  @ApiProperty({ type: String, minLength: 3, maxLength: 500, description: 'Waarom.', example: 'Sleutel is mogelijk gelekt' })
  reden: string;
}

export class IntrekkingAntwoord extends IntrekkingInvoer {
  @ApiProperty({ type: String, format: 'uuid' })
  id: string;

  @ApiProperty({ type: String, format: 'date-time' })
  tijdstip: string;
}
