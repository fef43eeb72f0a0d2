import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { GEOMETRIE } from '../geometrie/geometrie.dto.ts';
import { UITKOMSTEN } from './object.ts';
import type { Onvolledig, Uitkomst } from './object.ts';

const GEGEVENS = { type: 'object', additionalProperties: true, description: 'De gegevens, volgens het schema van het objecttype.' } as const;
const BEGIN = { type: String, format: 'date', description: 'Vanaf welke dag dit geldt.', example: '2026-01-01' } as const;
const EIND = { type: String, format: 'date', nullable: true, description: 'Eerste dag waarop dit niet meer geldt; zonder: tot er iets nieuws ingaat.', example: '2027-01-01' } as const;
const DEEL = { type: 'string', maxLength: 10, pattern: '^(\\d{4}(-\\d{2}(-\\d{2})?)?|onbekend)$' } as const;
const OPGAVE = { ...DEEL, type: String, description: 'Vanaf welke dag dit geldt, of wat daarvan bekend is: een jaar, een maand of onbekend. Dan telt de eerste dag die het kan zijn.', example: '2026-01-01' } as const;
const EINDOPGAVE = { ...DEEL, type: String, nullable: true, description: 'Eerste dag waarop dit niet meer geldt; zonder: tot er iets nieuws ingaat. Of wat daarvan bekend is: dan telt de laatste dag die het kan zijn, en bij onbekend de dag van registratie.', example: '2027-01-01' } as const;
export const ONVOLLEDIG = {
  type: 'object',
  nullable: true,
  additionalProperties: false,
  properties: { begin: DEEL, eind: DEEL },
  description: 'Wat bekend is van een begin of een einde dat geen hele datum is: een jaar, een maand of onbekend. In beginGeldigheid en eindGeldigheid staat de dag die telt.',
  example: { begin: '1998' },
} as const;
const CORRECTIE = { type: 'integer', minimum: 1, nullable: true, description: 'De versie die onjuist was en die hiermee wordt gecorrigeerd.' } as const;

export class ObjectInvoer {
  @ApiProperty({ type: String, format: 'uuid', description: 'Objecttype van de soort registratie.' }) objecttype: string;
  @ApiProperty(OPGAVE) beginGeldigheid: string;
  @ApiPropertyOptional(EINDOPGAVE) eindGeldigheid?: string | null;
  @ApiPropertyOptional(ONVOLLEDIG) onvolledig?: Onvolledig | null;
  @ApiProperty(GEGEVENS) gegevens: Record<string, unknown>;
  @ApiPropertyOptional(GEOMETRIE) geometrie?: Record<string, unknown> | null;
  @ApiPropertyOptional({ type: String, format: 'uuid', description: 'Dossier waar de registratie bij hoort; zij gaat weg als het dossier weggaat.' }) dossier?: string;
}

export class ObjectversieInvoer {
  @ApiProperty(OPGAVE) beginGeldigheid: string;
  @ApiPropertyOptional({ ...EINDOPGAVE, description: `${EINDOPGAVE.description} Hetzelfde als het begin: deze versie beëindigt het object alleen, en heeft geen gegevens.` }) eindGeldigheid?: string | null;
  @ApiPropertyOptional(ONVOLLEDIG) onvolledig?: Onvolledig | null;
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
  @ApiProperty(ONVOLLEDIG) onvolledig: Onvolledig | null;
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
