import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { GEOMETRIE } from '../geometrie/geometrie.dto.ts';
import type { Onvolledig } from '../objecten/object.ts';
import { ONVOLLEDIG } from '../objecten/objecten.dto.ts';
import { Lijstlinks } from '../objecttypen/objecttypen.dto.ts';

const AANTAL = { type: 'integer', description: 'Aantal, alleen als erom gevraagd is.' } as const;
const AANTALSOORT = { type: String, enum: ['exact', 'geschat'], description: 'Of het aantal geteld is of geschat.' } as const;

export class ObjectenZoekvraag {
  @ApiPropertyOptional({ type: String, format: 'uuid', description: 'Alleen objecten van dit type.' }) objecttype?: string;
  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    description:
      'Een voorwaarde {pad, operator, waarde}, of {en: [...]}, {of: [...]}, {niet: ...} van voorwaarden, ten hoogste 6 niveaus diep met ten hoogste 50 voorwaarden. Paden en operatoren zijn die van de parameter filter van GET; waarden hebben de soort van hun gegeven, en bij in, nin en tussen een lijst.',
    example: { en: [{ pad: 'adres.plaats', operator: 'exact', waarde: 'Overbrugge' }, { niet: { pad: 'oppervlakte', operator: 'tussen', waarde: [10, 20] } }] },
  })
  filter?: Record<string, unknown>;
  @ApiPropertyOptional({ type: String, minLength: 1, maxLength: 500, description: 'Woorden in de zoekvelden van het objecttype, in het Nederlands; als de parameter zoek van GET.' }) zoek?: string;
  @ApiPropertyOptional({ type: [String], description: 'Alleen deze gegevens in het antwoord; id is er altijd bij.', example: ['versie', 'adres.plaats'] }) velden?: string[];
  @ApiPropertyOptional({ type: [String], description: 'Volgorde, op ten hoogste 5 gegevens; met - ervoor van hoog naar laag.', example: ['-beginGeldigheid', 'adres.plaats'] }) sorteer?: string[];
  @ApiPropertyOptional({ type: String, format: 'date', description: 'Wat gold op deze dag; zonder: vandaag.' }) geldigOp?: string;
  @ApiPropertyOptional({ type: String, format: 'date-time', description: 'Wat wij op dit moment wisten; zonder: alles wat wij nu weten.' }) beschikbaarOp?: string;
  @ApiPropertyOptional({ type: String, maxLength: 8000, description: 'De waarde van na uit het vorige antwoord, met verder dezelfde vraag.' }) na?: string;
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 100, description: 'Aantal op een bladzijde; zonder: 50.' }) omvang?: number;
  @ApiPropertyOptional({ type: String, enum: ['exact', 'geschat'], description: 'Tel ook hoeveel het er zijn.' }) aantal?: string;
}

/** With `velden` only what was asked for; without, all of it. */
export class GevondenObjectAntwoord {
  @ApiProperty({ type: String, format: 'uuid' }) id: string;
  @ApiPropertyOptional({ type: String, format: 'uuid' }) objecttype?: string;
  @ApiPropertyOptional({ type: 'integer', description: 'Versie van het objecttype waaraan is getoetst.' }) objecttypeVersie?: number;
  @ApiPropertyOptional({ type: String, description: 'Altijd registratie.', enum: ['registratie'] }) soort?: string;
  @ApiPropertyOptional({ type: String, format: 'uuid', nullable: true, description: 'Dossier waar de registratie bij hoort.' }) dossier?: string | null;
  @ApiPropertyOptional({ type: 'integer', description: 'De versie die geldt.' }) versie?: number;
  @ApiPropertyOptional({ type: String, format: 'date', description: 'Vanaf welke dag dit geldt.' }) beginGeldigheid?: string;
  @ApiPropertyOptional(ONVOLLEDIG) onvolledig?: Onvolledig | null;
  @ApiPropertyOptional({ type: String, format: 'date-time', description: 'Sinds wanneer wij dit weten.' }) tijdstipRegistratie?: string;
  @ApiPropertyOptional({ type: 'integer', nullable: true, description: 'De versie die onjuist was en die hiermee is gecorrigeerd.' }) correctieVoor?: number | null;
  @ApiPropertyOptional({ type: 'object', additionalProperties: true, description: 'De gegevens, of de gekozen velden ervan.' }) gegevens?: Record<string, unknown>;
  @ApiPropertyOptional(GEOMETRIE) geometrie?: Record<string, unknown> | null;
}

export class ObjectenLijst {
  @ApiProperty({ type: Lijstlinks }) links: Lijstlinks;
  @ApiProperty({ type: [GevondenObjectAntwoord] }) resultaten: GevondenObjectAntwoord[];
  @ApiPropertyOptional(AANTAL) aantal?: number;
  @ApiPropertyOptional(AANTALSOORT) aantalSoort?: string;
}

export class ObjectenZoekantwoord {
  @ApiProperty({ type: [GevondenObjectAntwoord] }) resultaten: GevondenObjectAntwoord[];
  @ApiPropertyOptional({ type: String, description: 'Geef dit mee als na voor de volgende bladzijde; ontbreekt als die er niet is.' }) na?: string;
  @ApiPropertyOptional(AANTAL) aantal?: number;
  @ApiPropertyOptional(AANTALSOORT) aantalSoort?: string;
}
