import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { GEOMETRIE } from '../geometrie/geometrie.dto.ts';
import { UITKOMSTEN } from './object.ts';
import type { Uitkomst } from './object.ts';

const GEGEVENS = { type: 'object', additionalProperties: true, description: 'De gegevens, volgens het schema van het objecttype.' } as const;
const BEGIN = { type: String, format: 'date', description: 'Vanaf welke dag dit geldt.', example: '2026-01-01' } as const;
const EIND = { type: String, format: 'date', nullable: true, description: 'Eerste dag waarop dit niet meer geldt; zonder: tot er iets nieuws ingaat.', example: '2027-01-01' } as const;
const CORRECTIE = { type: 'integer', minimum: 1, nullable: true, description: 'De versie die onjuist was en die hiermee wordt gecorrigeerd.' } as const;

export class ObjectInvoer {
  @ApiProperty({ type: String, format: 'uuid', description: 'Objecttype van de soort registratie.' }) objecttype: string;
  @ApiProperty(BEGIN) beginGeldigheid: string;
  @ApiPropertyOptional(EIND) eindGeldigheid?: string | null;
  @ApiProperty(GEGEVENS) gegevens: Record<string, unknown>;
  @ApiPropertyOptional(GEOMETRIE) geometrie?: Record<string, unknown> | null;
  @ApiPropertyOptional({ type: String, format: 'uuid', description: 'Dossier waar de registratie bij hoort; zij gaat weg als het dossier weggaat.' }) dossier?: string;
}

export class ObjectversieInvoer {
  @ApiProperty(BEGIN) beginGeldigheid: string;
  @ApiPropertyOptional({ ...EIND, description: 'Eerste dag waarop het object niet meer geldt, tot er iets nieuws ingaat. Dezelfde dag als het begin: deze versie beëindigt het object alleen, en heeft geen gegevens.' }) eindGeldigheid?: string | null;
  @ApiPropertyOptional(GEGEVENS) gegevens?: Record<string, unknown>;
  @ApiPropertyOptional(GEOMETRIE) geometrie?: Record<string, unknown> | null;
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

/** What a change answers besides: what it turned out to be, and until when it holds. */
export class ObjectGewijzigd extends ObjectStand {
  @ApiProperty(EIND) eindGeldigheid: string | null;
  @ApiProperty({ type: String, enum: [...UITKOMSTEN], description: 'Wat deze wijziging bleek te zijn: een gewone wijziging, de vervanging van een versie met hetzelfde begin, een tussenvoeging in de geschiedenis, een wijziging die nog ingaat, een correctie of een beëindiging.' }) uitkomst: Uitkomst;
}

export class ObjectAntwoord extends ObjectStand {
  @ApiPropertyOptional({ ...EIND, description: 'Eerste dag waarop dit niet meer geldt, als die bekend was.' }) eindGeldigheid?: string | null;
  @ApiProperty({ type: String, description: 'Altijd registratie.', enum: ['registratie'] }) soort: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Dossier waar de registratie bij hoort.' }) dossier: string | null;
  @ApiProperty(CORRECTIE) correctieVoor: number | null;
  @ApiProperty(GEGEVENS) gegevens: Record<string, unknown>;
  @ApiProperty(GEOMETRIE) geometrie: Record<string, unknown> | null;
}
