import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { MEDIATYPEN } from '../informatieobjecten/bestandscontrole.ts';

const MEDIATYPE = { type: String, enum: Object.keys(MEDIATYPEN), description: 'Mediatype van het bestand.', example: 'application/pdf' } as const;
const OMVANG = { type: 'integer', minimum: 1, maximum: 1_000_000_000_000, description: 'Omvang van het hele bestand in bytes.', example: 1_500_000_000 } as const;

export class UploadInvoer {
  @ApiProperty(MEDIATYPE) mediatype: string;
  @ApiProperty(OMVANG) omvang: number;
  @ApiPropertyOptional({ type: String, pattern: '^[0-9a-f]{64}$', description: 'Controlegetal (SHA-256) van het hele bestand; het mag ook later, met Repr-Digest bij het laatste deel.' }) sha256?: string;
}

export class UploadAntwoord {
  @ApiProperty({ type: String, format: 'uuid' }) id: string;
  @ApiProperty({ type: String, format: 'uuid', description: 'Het document.' }) informatieobject: string;
  @ApiProperty(MEDIATYPE) mediatype: string;
  @ApiProperty(OMVANG) omvang: number;
  @ApiProperty({ type: 'integer', description: 'Hoeveel bytes er zijn ontvangen.' }) ontvangen: number;
  @ApiProperty({ type: String, format: 'date-time', description: 'Wanneer de upload vervalt als er niets meer komt.' }) verloopt: string;
}
