import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

const UUID = { type: String, format: 'uuid' } as const;
const HASH = { type: String, pattern: '^[0-9a-f]{64}$', description: 'Controlegetal van het plan (SHA-256).' } as const;

export class DossierIdsInvoer {
  @ApiProperty({ type: 'array', items: { type: 'string', format: 'uuid' }, minItems: 1, maxItems: 500, description: 'De dossiers.' }) dossiers: string[];
}

export class GaatAntwoord {
  @ApiProperty({ type: String, enum: ['dossier', 'informatieobject', 'bestand', 'object'] }) soort: string;
  @ApiProperty(UUID) id: string;
  @ApiProperty({ type: String, description: 'Wat het is, zonder namen.' }) omschrijving: string;
  @ApiPropertyOptional({ type: 'integer', description: 'Omvang in bytes.' }) omvang?: number;
  @ApiPropertyOptional(HASH) sha256?: string;
}

export class BlijftAntwoord {
  @ApiProperty({ type: String }) soort: string;
  @ApiProperty({ type: String }) omschrijving: string;
  @ApiProperty({ type: String, description: 'Waarom het blijft.' }) reden: string;
  @ApiPropertyOptional({ type: String, description: 'Nummer in de selectielijst.' }) selectielijstnummer?: string;
}

export class PlanAntwoord {
  @ApiProperty(UUID) id: string;
  @ApiProperty({ type: String }) kenmerk: string;
  @ApiProperty({ type: 'integer' }) versie: number;
  @ApiProperty({ type: [GaatAntwoord] }) gaat: GaatAntwoord[];
  @ApiProperty({ type: [BlijftAntwoord] }) blijft: BlijftAntwoord[];
  @ApiProperty(HASH) hash: string;
}

export class OnbekendAntwoord {
  @ApiProperty(UUID) id: string;
  @ApiProperty({ type: String, description: 'Waarom er geen plan is.' }) reden: string;
}

export class PlannenAntwoord {
  @ApiProperty({ type: [PlanAntwoord] }) dossiers: PlanAntwoord[];
  @ApiProperty({ type: [OnbekendAntwoord], description: 'Dossiers die hier niet (meer) zijn.' }) onbekend: OnbekendAntwoord[];
}

export class OpgaveInvoer {
  @ApiProperty(UUID) id: string;
  @ApiProperty(HASH) hash: string;
  @ApiProperty({ type: String, nullable: true, maxLength: 50 }) uitkomst: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) einddatum: string | null;
}

export class ControleInvoer {
  @ApiProperty({ type: [OpgaveInvoer], minItems: 1, maxItems: 500 }) dossiers: OpgaveInvoer[];
}

export class AkkoordAntwoord {
  @ApiProperty(UUID) id: string;
  @ApiProperty({ type: Boolean }) akkoord: boolean;
  @ApiPropertyOptional({ type: String, description: 'Waarom niet.' }) reden?: string;
}

export class ControleAntwoord {
  @ApiProperty({ type: [AkkoordAntwoord] }) dossiers: AkkoordAntwoord[];
}

export class TeVernietigenInvoer {
  @ApiProperty(UUID) id: string;
  @ApiProperty(HASH) hash: string;
}

export class GrondslagInvoer {
  @ApiProperty({ type: String, minLength: 1, maxLength: 200, example: 'Selectielijst gemeenten en intergemeentelijke organen 2020' }) selectielijst: string;
  @ApiProperty({ type: String, minLength: 1, maxLength: 20, example: '11.1.1' }) nummer: string;
  @ApiProperty({ type: String, minLength: 1, maxLength: 500 }) omschrijving: string;
}

export class UitvoeringInvoer {
  @ApiProperty({ ...UUID, description: 'De goedgekeurde lijst.' }) vernietigingslijst: string;
  @ApiProperty({ type: [TeVernietigenInvoer], minItems: 1, maxItems: 500 }) dossiers: TeVernietigenInvoer[];
  @ApiProperty({ type: GrondslagInvoer }) grondslag: GrondslagInvoer;
}

export class UitgevoerdAntwoord {
  @ApiProperty(UUID) id: string;
  @ApiProperty({ type: Boolean }) vernietigd: boolean;
  @ApiPropertyOptional({ type: String, format: 'date-time' }) tijdstip?: string;
  @ApiPropertyOptional({ type: 'object', additionalProperties: { type: 'integer' }, description: 'Hoeveel er is vernietigd, per soort.' }) aantallen?: Record<string, number>;
  @ApiPropertyOptional({ type: String, description: 'Waarom niet.' }) reden?: string;
}

export class UitvoeringAntwoord {
  @ApiProperty({ type: [UitgevoerdAntwoord] }) dossiers: UitgevoerdAntwoord[];
}

export class RestAntwoord {
  @ApiProperty({ type: String, description: 'Waar nog iets is.' }) waar: string;
  @ApiProperty({ type: 'integer' }) aantal: number;
}

export class BewijsDossierAntwoord {
  @ApiProperty(UUID) id: string;
  @ApiProperty({ type: [RestAntwoord], description: 'Leeg: er is niets meer.' }) resten: RestAntwoord[];
  @ApiProperty({ type: [BlijftAntwoord] }) blijft: BlijftAntwoord[];
}

export class BewijsAntwoord {
  @ApiProperty({ type: [BewijsDossierAntwoord] }) dossiers: BewijsDossierAntwoord[];
}
