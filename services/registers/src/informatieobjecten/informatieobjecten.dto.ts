import { ApiProperty } from '@nestjs/swagger';
import { BestandAntwoord } from '../dossiers/dossiers.dto.ts';

const GEGEVENS = { type: 'object', additionalProperties: true, description: 'De gegevens, volgens het schema van het objecttype.' } as const;
const SOORT = { type: String, pattern: '^[a-z][a-z0-9-]{0,49}$', description: 'Soort document.', example: 'besluit' } as const;
const TITEL = { type: String, minLength: 1, maxLength: 200, description: 'Titel.', example: 'Besluit evenementenvergunning' } as const;

export class InformatieobjectInvoer {
  @ApiProperty({ type: String, format: 'uuid', description: 'Objecttype van de soort informatieobject.' }) objecttype: string;
  @ApiProperty(TITEL) titel: string;
  @ApiProperty(SOORT) soort: string;
  @ApiProperty(GEGEVENS) gegevens: Record<string, unknown>;
}

/** What a write answers: no data of persons. */
export class InformatieobjectStandAntwoord {
  @ApiProperty({ type: String, format: 'uuid' }) id: string;
  @ApiProperty({ type: String, format: 'uuid', description: 'Het dossier.' }) dossier: string;
  @ApiProperty({ type: String, format: 'uuid' }) objecttype: string;
  @ApiProperty(SOORT) soort: string;
  @ApiProperty({ type: 'integer' }) versie: number;
}

export class BestandStandAntwoord {
  @ApiProperty({ type: String, format: 'uuid' }) id: string;
  @ApiProperty({ type: 'integer' }) versie: number;
  @ApiProperty({ type: BestandAntwoord }) bestand: BestandAntwoord;
}

export class InformatieobjectAntwoord {
  @ApiProperty({ type: String, format: 'uuid' }) id: string;
  @ApiProperty({ type: String, format: 'uuid' }) objecttype: string;
  @ApiProperty({ type: 'integer' }) objecttypeVersie: number;
  @ApiProperty(SOORT) soort: string;
  @ApiProperty(TITEL) titel: string;
  @ApiProperty(GEGEVENS) gegevens: Record<string, unknown>;
  @ApiProperty({ type: [String], description: 'Dossiers waar het document in zit.' }) dossiers: string[];
  @ApiProperty({ type: 'integer' }) versie: number;
  @ApiProperty({ type: String, format: 'date-time' }) tijdstipRegistratie: string;
  @ApiProperty({ type: BestandAntwoord, nullable: true, description: 'Het bestand, als het er al is.' }) bestand: BestandAntwoord | null;
}
