import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Lijstlinks } from './objecttypen.dto.ts';
import { STAPPEN } from './omzetting.ts';
import type { Stap } from './omzetting.ts';

const WAARDE = {
  nullable: true,
  oneOf: [{ type: 'string' }, { type: 'number' }, { type: 'boolean' }, { type: 'object', additionalProperties: true }, { type: 'array', items: {} }],
  description: 'De waarde, bij standaard en constante.',
  example: 'onbekend',
};

export class StapDto implements Stap {
  @ApiProperty({ type: String, enum: STAPPEN, description: 'Wat er gebeurt: een veld hernoemen, verplaatsen of verwijderen, een waarde invullen waar zij ontbreekt, of altijd dezelfde waarde zetten.' }) stap: Stap['stap'];
  @ApiProperty({ type: String, maxLength: 300, description: 'JSON-pointer naar het veld; * staat voor elk element van een lijst.', example: '/adres/plaats' }) pad: string;
  @ApiPropertyOptional({ type: String, minLength: 1, maxLength: 100, description: 'De nieuwe naam, bij hernoem.', example: 'woonplaats' }) naam?: string;
  @ApiPropertyOptional({ type: String, maxLength: 300, description: 'Waarheen, bij verplaats.', example: '/houder/woonplaats' }) naar?: string;
  @ApiPropertyOptional(WAARDE) waarde?: unknown;
}

export class ProefInvoer {
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 2_147_483_647, description: 'Aan welke versie wordt getoetst; zonder: het concept, en als dat er niet is de nieuwste versie.' }) versie?: number;
  @ApiPropertyOptional({ type: [StapDto], maxItems: 100, description: 'Omzetting die eerst wordt toegepast, zonder iets te bewaren.' }) omzetting?: StapDto[];
}

export class PlaatsfoutDto {
  @ApiProperty({ type: String, description: 'JSON-pointer naar de plaats in de gegevens.' }) pad: string;
  @ApiProperty({ type: String, description: 'Welke regel niet klopt.' }) code: string;
}

export class PlaatsDto extends PlaatsfoutDto {
  @ApiProperty({ type: 'integer', description: 'Bij hoeveel objecten.' }) objecten: number;
}

export class ObjectfoutDto {
  @ApiProperty({ type: String, format: 'uuid' }) object: string;
  @ApiProperty({ type: [PlaatsfoutDto] }) fouten: PlaatsfoutDto[];
}

export class ProefAntwoord {
  @ApiProperty({ type: 'integer', description: 'De versie waaraan is getoetst.' }) versie: number;
  @ApiProperty({ type: [PlaatsfoutDto], description: 'Waar de versie kan breken met de nieuwste gepubliceerde; leeg is een belofte dat niets breekt.' }) breuken: PlaatsfoutDto[];
  @ApiProperty({ type: 'integer' }) objecten: number;
  @ApiProperty({ type: 'integer' }) goed: number;
  @ApiProperty({ type: 'integer' }) fout: number;
  @ApiProperty({ type: [PlaatsDto], description: 'Waar het fout gaat, het vaakst voorop; ten hoogste honderd.' }) plaatsen: PlaatsDto[];
  @ApiProperty({ type: [ObjectfoutDto], description: 'De eerste objecten die niet voldoen; ten hoogste honderd.' }) voorbeelden: ObjectfoutDto[];
  @ApiProperty({ type: [String], description: 'Afgeschermde velden die er voor u niet zijn: daarover zegt deze proef niets.' }) nietBeproefd: string[];
}

export class MigratieInvoer {
  @ApiProperty({ type: [StapDto], maxItems: 100, description: 'De stappen, op volgorde.' }) omzetting: StapDto[];
}

export class MigratieAntwoord {
  @ApiProperty({ type: String, format: 'uuid' }) id: string;
  @ApiProperty({ type: String, format: 'uuid' }) objecttype: string;
  @ApiProperty({ type: 'integer', description: 'De versie waarnaar wordt overgezet.' }) doelversie: number;
  @ApiProperty({ type: String, enum: ['loopt', 'klaar'] }) status: 'loopt' | 'klaar';
  @ApiProperty({ type: 'integer', description: 'Objecten van het type bij het begin.' }) totaal: number;
  @ApiProperty({ type: 'integer', description: 'Hoeveel er zijn bekeken.' }) bekeken: number;
  @ApiProperty({ type: 'integer', description: 'Hoeveel er zijn overgezet.' }) verplaatst: number;
  @ApiProperty({ type: 'integer', description: 'Hoeveel er bleven waar zij waren, omdat zij ook omgezet niet voldoen.' }) mislukt: number;
  @ApiProperty({ type: [StapDto] }) omzetting: StapDto[];
  @ApiProperty({ type: String, format: 'date-time' }) begonnen: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) klaar: string | null;
}

export class MigratieMetFouten extends MigratieAntwoord {
  @ApiProperty({ type: [ObjectfoutDto], description: 'De objecten die bleven waar zij waren; ten hoogste honderd vanaf foutenNa.' }) fouten: ObjectfoutDto[];
}

export class MigratiesLijst {
  @ApiProperty({ type: Lijstlinks }) links: Lijstlinks;
  @ApiProperty({ type: [MigratieAntwoord] }) resultaten: MigratieAntwoord[];
}
