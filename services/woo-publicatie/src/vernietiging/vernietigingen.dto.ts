import { ApiProperty } from '@nestjs/swagger';

export class DossiersInvoer {
  @ApiProperty({ type: 'array', items: { type: 'string', format: 'uuid' }, minItems: 1, maxItems: 500, description: 'Dossiers waar het om gaat.' }) dossiers!: string[];
}

export class GaatDto {
  @ApiProperty({ type: String, example: 'publicatie' }) soort!: string;
  @ApiProperty({ type: String }) id!: string;
  @ApiProperty({ type: String, description: 'Wat het is, zonder namen.' }) omschrijving!: string;
  @ApiProperty({ type: Number, required: false }) omvang?: number;
  @ApiProperty({ type: String, required: false }) sha256?: string;
}

export class BlijftDto {
  @ApiProperty({ type: String }) soort!: string;
  @ApiProperty({ type: String }) omschrijving!: string;
  @ApiProperty({ type: String }) reden!: string;
  @ApiProperty({ type: String, required: false }) selectielijstnummer?: string;
}

export class PlanDto {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String, description: 'Leeg als het dossier hier niet bekend is.' }) kenmerk!: string;
  @ApiProperty({ type: Number }) versie!: number;
  @ApiProperty({ type: [GaatDto] }) gaat!: GaatDto[];
  @ApiProperty({ type: [BlijftDto] }) blijft!: BlijftDto[];
  @ApiProperty({ type: String, description: 'Waaraan te zien is of er iets verandert.' }) hash!: string;
}

export class PlannenDto {
  @ApiProperty({ type: [PlanDto] }) dossiers!: PlanDto[];
}

export class TeControlerenDto {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String, maxLength: 128 }) hash!: string;
  @ApiProperty({ type: String, maxLength: 100, nullable: true }) uitkomst!: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) einddatum!: string | null;
}

export class ControleInvoer {
  @ApiProperty({ type: [TeControlerenDto], minItems: 1, maxItems: 500 }) dossiers!: TeControlerenDto[];
}

export class GecontroleerdDto {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: Boolean }) akkoord!: boolean;
  @ApiProperty({ type: String, required: false }) reden?: string;
}

export class ControlesDto {
  @ApiProperty({ type: [GecontroleerdDto] }) dossiers!: GecontroleerdDto[];
}

export class TeVernietigenDto {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String, maxLength: 128 }) hash!: string;
}

export class GrondslagDto {
  @ApiProperty({ type: String, maxLength: 200 }) selectielijst!: string;
  @ApiProperty({ type: String, maxLength: 20, example: '11.1.1' }) nummer!: string;
  @ApiProperty({ type: String, maxLength: 500 }) omschrijving!: string;
}

export class UitvoeringInvoer {
  @ApiProperty({ type: String, format: 'uuid' }) vernietigingslijst!: string;
  @ApiProperty({ type: [TeVernietigenDto], minItems: 1, maxItems: 500 }) dossiers!: TeVernietigenDto[];
  @ApiProperty({ type: GrondslagDto }) grondslag!: GrondslagDto;
}

export class AantallenDto {
  @ApiProperty({ type: Number }) publicaties!: number;
  @ApiProperty({ type: Number }) documenten!: number;
  @ApiProperty({ type: Number }) paginas!: number;
}

export class UitgevoerdDto {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: Boolean }) vernietigd!: boolean;
  @ApiProperty({ type: String, format: 'date-time', required: false }) tijdstip?: string;
  @ApiProperty({ type: AantallenDto, required: false }) aantallen?: AantallenDto;
  @ApiProperty({ type: String, required: false }) reden?: string;
}

export class UitvoeringenDto {
  @ApiProperty({ type: [UitgevoerdDto] }) dossiers!: UitgevoerdDto[];
}

export class RestDto {
  @ApiProperty({ type: String, example: 'bestandsopslag, op inhoud' }) waar!: string;
  @ApiProperty({ type: Number }) aantal!: number;
}

export class BewijsDto {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: [RestDto], description: 'Leeg: er is niets over.' }) resten!: RestDto[];
  @ApiProperty({ type: [BlijftDto] }) blijft!: BlijftDto[];
}

export class BewijzenDto {
  @ApiProperty({ type: [BewijsDto] }) dossiers!: BewijsDto[];
}
