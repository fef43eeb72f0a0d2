import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

class Overnameversie {
  @ApiProperty({ type: 'integer', minimum: 1, description: 'De versie van het objecttype waaronder dit is vastgelegd.' }) objecttypeVersie: number;
  @ApiProperty({ type: String, format: 'date', description: 'Vanaf welke dag dit geldt.' }) beginGeldigheid: string;
  @ApiPropertyOptional({ type: String, format: 'date', nullable: true, description: 'Eerste dag waarop dit niet meer geldt; zonder: tot er iets nieuws ingaat.' }) eindGeldigheid?: string | null;
  @ApiPropertyOptional({ type: 'integer', minimum: 1, nullable: true, description: 'De versie die onjuist was: haar plaats in deze lijst, vanaf 1.' }) correctieVoor?: number | null;
  @ApiProperty({ type: String, format: 'date-time', description: 'Sinds wanneer het andere register dit wist.' }) tijdstipRegistratie: string;
  @ApiPropertyOptional({ type: 'object', additionalProperties: true, description: 'De gegevens; een beëindiging heeft er geen.' }) gegevens?: Record<string, unknown>;
  @ApiPropertyOptional({ type: 'object', additionalProperties: true, nullable: true, description: 'De plaats, als GeoJSON in EPSG:4326.' }) geometrie?: Record<string, unknown> | null;
}

class Overnameobject {
  @ApiProperty({ type: String, format: 'uuid', description: 'De id die het object had; hier houdt het die.' }) id: string;
  @ApiProperty({ type: [Overnameversie], minItems: 1, maxItems: 1_000, description: 'Alle versies, de oudste eerst.' }) versies: Overnameversie[];
}

export class Overname {
  @ApiProperty({ type: [Overnameobject], minItems: 1, maxItems: 200 }) objecten: Overnameobject[];
}

class Overnameafwijking {
  @ApiProperty({ type: String, format: 'uuid' }) id: string;
  @ApiProperty({ type: 'integer' }) versie: number;
  @ApiProperty({ type: String, description: 'De plaats in de gegevens.' }) naam: string;
  @ApiProperty({ type: String }) code: string;
}

export class Overnameantwoord {
  @ApiProperty({ type: 'integer', description: 'Objecten waarvan er iets bij kwam.' }) overgenomen: number;
  @ApiProperty({ type: 'integer', description: 'Objecten die er al zo waren.' }) ongewijzigd: number;
  @ApiProperty({ type: 'integer', description: 'Versies die erbij kwamen.' }) versies: number;
  @ApiProperty({ type: [Overnameafwijking], description: 'Wat wel is overgenomen, maar niet past bij het objecttype zoals het nu is. Nooit een waarde.' }) afwijkingen: Overnameafwijking[];
}
