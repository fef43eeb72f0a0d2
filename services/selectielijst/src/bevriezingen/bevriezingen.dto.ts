import { ApiProperty } from '@nestjs/swagger';
import { LinksDto } from '../lijsten/lijsten.dto.ts';
import { GRONDEN, type Grond } from './bevriezing.ts';

export class NieuweBevriezingDto {
  @ApiProperty({ type: String, format: 'uuid', description: 'Het dossier dat niet vernietigd mag worden.' }) dossier!: string;
  @ApiProperty({ type: String, enum: GRONDEN, description: 'Waarom niet.' }) grond!: Grond;
  @ApiProperty({ type: String, pattern: '\\S', maxLength: 1000, description: 'Uitleg. Noem geen personen.' }) toelichting!: string;
  @ApiProperty({ type: String, maxLength: 200, required: false, description: 'Kenmerk van bijvoorbeeld de beroepszaak.' }) verwijzing?: string;
}

export class BevriezingDto {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String, format: 'uuid' }) dossier!: string;
  @ApiProperty({ type: String, example: 'Z-0112' }) kenmerk!: string;
  @ApiProperty({ type: String, enum: GRONDEN }) grond!: string;
  @ApiProperty({ type: String }) toelichting!: string;
  @ApiProperty({ type: String, nullable: true }) verwijzing!: string | null;
  @ApiProperty({ type: String, description: 'Medewerker die de bevriezing plaatste.' }) geplaatstDoor!: string;
  @ApiProperty({ type: String, format: 'date-time' }) geplaatstOp!: string;
  @ApiProperty({ type: String, nullable: true }) opgehevenDoor!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) opgehevenOp!: string | null;
}

export class BevriezingenDto {
  @ApiProperty({ type: () => LinksDto }) links!: LinksDto;
  @ApiProperty({ type: () => [BevriezingDto] }) resultaten!: BevriezingDto[];
}
