import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Lijstlinks } from '../objecttypen/objecttypen.dto.ts';

const GEGEVENS = { type: 'object', additionalProperties: true, description: 'De gegevens, volgens het schema van het objecttype.' } as const;
const BEGIN = { type: String, format: 'date', description: 'Vanaf welke dag dit geldt.', example: '2026-01-01' } as const;
const CORRECTIE = { type: 'integer', minimum: 1, nullable: true, description: 'De versie die onjuist was en die hiermee wordt gecorrigeerd.' } as const;

export class ObjectInvoer {
  @ApiProperty({ type: String, format: 'uuid', description: 'Objecttype van de soort registratie.' }) objecttype: string;
  @ApiProperty(BEGIN) beginGeldigheid: string;
  @ApiProperty(GEGEVENS) gegevens: Record<string, unknown>;
  @ApiPropertyOptional({ type: String, format: 'uuid', description: 'Dossier waar de registratie bij hoort; zij gaat weg als het dossier weggaat.' }) dossier?: string;
}

export class ObjectversieInvoer {
  @ApiProperty(BEGIN) beginGeldigheid: string;
  @ApiProperty(GEGEVENS) gegevens: Record<string, unknown>;
  @ApiPropertyOptional(CORRECTIE) correctieVoor?: number | null;
}

/** What a write answers: no data, the caller has just sent it. */
export class ObjectStand {
  @ApiProperty({ type: String, format: 'uuid' }) id: string;
  @ApiProperty({ type: String, format: 'uuid' }) objecttype: string;
  @ApiProperty({ type: 'integer', description: 'Versie van het objecttype waaraan is getoetst.' }) objecttypeVersie: number;
  @ApiProperty({ type: 'integer', description: 'De versie die is vastgelegd.' }) versie: number;
  @ApiProperty(BEGIN) beginGeldigheid: string;
  @ApiProperty({ type: String, format: 'date-time', description: 'Sinds wanneer wij dit weten.' }) tijdstipRegistratie: string;
}

export class ObjectAntwoord extends ObjectStand {
  @ApiProperty({ type: String, description: 'Altijd registratie.', enum: ['registratie'] }) soort: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Dossier waar de registratie bij hoort.' }) dossier: string | null;
  @ApiProperty(CORRECTIE) correctieVoor: number | null;
  @ApiProperty(GEGEVENS) gegevens: Record<string, unknown>;
}

export class ObjectenLijst {
  @ApiProperty({ type: Lijstlinks }) links: Lijstlinks;
  @ApiProperty({ type: [ObjectAntwoord] }) resultaten: ObjectAntwoord[];
  @ApiPropertyOptional({ type: 'integer', description: 'Aantal, alleen als erom gevraagd is.' }) aantal?: number;
}

export class VoorkomenAntwoord {
  @ApiProperty({ type: 'integer' }) versie: number;
  @ApiProperty(BEGIN) beginGeldigheid: string;
  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'Eerste dag waarop dit niet meer geldt.' }) eindGeldigheid: string | null;
  @ApiProperty({ type: String, format: 'date-time', description: 'Sinds wanneer wij dit weten.' }) tijdstipRegistratie: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Sinds wanneer wij beter weten.' }) eindRegistratie: string | null;
  @ApiProperty(CORRECTIE) correctieVoor: number | null;
  @ApiProperty({ type: 'integer', nullable: true, description: 'De versie die deze corrigeert.' }) gecorrigeerdDoor: number | null;
  @ApiProperty(GEGEVENS) gegevens: Record<string, unknown>;
}

export class TijdlijnAntwoord {
  @ApiProperty({ type: Lijstlinks }) links: Lijstlinks;
  @ApiProperty({ type: [VoorkomenAntwoord], description: 'Alle versies, de eerst geregistreerde voorop.' }) resultaten: VoorkomenAntwoord[];
}
