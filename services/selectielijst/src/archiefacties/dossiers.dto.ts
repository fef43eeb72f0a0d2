import { ApiProperty } from '@nestjs/swagger';
import { LinksDto } from '../lijsten/lijsten.dto.ts';

export class WaarderingDto {
  @ApiProperty({ type: String, example: '11.1.1' }) nummer!: string;
  @ApiProperty({ type: String, example: 'Selectielijst gemeenten en intergemeentelijke organen 2020' }) lijst!: string;
  @ApiProperty({ type: 'integer', example: 2020 }) jaar!: number;
  @ApiProperty({ type: String, enum: ['vernietigen', 'blijvend_bewaren'] }) waardering!: string;
  @ApiProperty({ type: String, nullable: true, example: 'P1Y' }) bewaartermijn!: string | null;
  @ApiProperty({ type: String, description: 'Naam van het resultaat.' }) omschrijving!: string;
}

export class StapDto {
  @ApiProperty({ type: String, example: 'Brondatum' }) stap!: string;
  @ApiProperty({ type: String, example: '2026-11-22' }) waarde!: string;
  @ApiProperty({ type: String, example: 'einddatum van zaak Z-0148' }) bron!: string;
}

export class BevriezingBijDossierDto {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String, example: 'beroep' }) grond!: string;
  @ApiProperty({ type: String }) toelichting!: string;
  @ApiProperty({ type: String, nullable: true }) verwijzing!: string | null;
  @ApiProperty({ type: String, format: 'date-time' }) geplaatstOp!: string;
}

export class DossierDto {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String, example: 'Z-0147' }) kenmerk!: string;
  @ApiProperty({ type: String, description: 'Het type van het dossier.' }) objecttype!: string;
  @ApiProperty({ type: String, example: 'evenementendossier' }) objecttypeNaam!: string;
  @ApiProperty({ type: String, enum: ['open', 'afgesloten', 'vernietigd'] }) status!: string;
  @ApiProperty({ type: String, nullable: true, example: 'verleend' }) uitkomst!: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) einddatum!: string | null;
  @ApiProperty({ type: () => WaarderingDto, nullable: true }) waardering!: WaarderingDto | null;
  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'Leeg als de datum onbekend is of het dossier blijvend wordt bewaard.' }) archiefactiedatum!: string | null;
  @ApiProperty({ type: String, description: 'De datum uitgelegd, of waarom er geen is.' }) toelichting!: string;
  @ApiProperty({ type: () => [StapDto], description: 'Elke stap naar de datum, met zijn bron.' }) afleiding!: StapDto[];
  @ApiProperty({ type: () => [BevriezingBijDossierDto], description: 'Bevriezingen die nu gelden.' }) bevriezingen!: BevriezingBijDossierDto[];
}

export class DossiersDto {
  @ApiProperty({ type: () => LinksDto }) links!: LinksDto;
  @ApiProperty({ type: () => [DossierDto] }) resultaten!: DossierDto[];
  @ApiProperty({ type: 'integer', required: false, description: 'Alleen met aantal=true.' }) aantal?: number;
}
