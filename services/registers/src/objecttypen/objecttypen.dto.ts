import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { SOORTEN, SOORTEN_BETROKKENE } from './objecttype.ts';
import type { SoortBetrokkene, SoortObjecttype, Niveau } from './objecttype.ts';



export class ClassificatieDto {
  @ApiProperty({ type: 'integer', minimum: 0, maximum: 3, description: 'Beschikbaarheid: 0 niet nodig, 1 belangrijk, 2 noodzakelijk, 3 essentieel.' }) beschikbaarheid: Niveau;
  @ApiProperty({ type: 'integer', minimum: 0, maximum: 3, description: 'Integriteit: 0 niet zeker, 1 beschermd, 2 hoog, 3 absoluut.' }) integriteit: Niveau;
  @ApiProperty({ type: 'integer', minimum: 0, maximum: 3, description: 'Vertrouwelijkheid: 0 openbaar, 1 bedrijfsvertrouwelijk, 2 vertrouwelijk, 3 geheim.' }) vertrouwelijkheid: Niveau;
}

export class AanwijzerDto {
  @ApiProperty({ type: String, maxLength: 300, description: 'JSON-pointer naar het veld; * staat voor elk element van een lijst.', example: '/aanvrager/bsn' }) pad: string;
  @ApiProperty({ type: String, enum: SOORTEN_BETROKKENE, description: 'Soort identificatie.' }) soort: SoortBetrokkene;
  @ApiProperty({ type: String, minLength: 1, maxLength: 50, description: 'Rol van de betrokkene.', example: 'aanvrager' }) rol: string;
}

export class SelectielijstDto {
  @ApiProperty({ type: String, maxLength: 200, example: 'Selectielijst gemeenten en intergemeentelijke organen' }) naam: string;
  @ApiProperty({ type: 'integer', minimum: 1983, maximum: 2100, example: 2020 }) jaar: number;
}

export class WaarderingsregelDto {
  @ApiProperty({ type: SelectielijstDto }) selectielijst: SelectielijstDto;
  @ApiProperty({ type: String, pattern: '^[0-9]{1,2}$', description: 'Nummer van het procestype.', example: '11' }) procestype: string;
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string', maxLength: 20 },
    description: 'Per uitkomst het nummer van het resultaat in de selectielijst.',
    example: { verleend: '11.1.1' },
  })
  uitkomsten: Record<string, string>;
  @ApiProperty({ type: String, maxLength: 50, description: 'Afleidingswijze van de brondatum.', example: 'afgehandeld' }) afleidingswijze: string;
  @ApiProperty({ type: String, maxLength: 50, description: 'Gegeven waaruit de brondatum komt.', example: 'einddatum' }) brondatum: string;
  @ApiPropertyOptional({ type: String, maxLength: 30, description: 'Procestermijn (ISO 8601), alleen bij de afleidingswijze termijn.', example: 'P1Y' }) procestermijn?: string;
}

export class WooRegelDto {
  @ApiProperty({ type: String, pattern: '^c_[0-9a-f]{6,10}$', description: 'Informatiecategorie van de Woo.', example: 'c_46a81018' }) categorie: string;
  @ApiProperty({ type: [String], description: 'Uitkomsten waarbij het dossier voor openbaarmaking in aanmerking komt.', example: ['verleend'] }) bijUitkomst: string[];
}

class TypeinhoudDto {
  @ApiProperty({ type: String, pattern: '^[a-z][a-z0-9-]{1,99}$', description: 'Naam, uniek binnen de organisatie.', example: 'evenementendossier' }) naam: string;
  @ApiProperty({ type: String, enum: SOORTEN, description: 'Wat dit type beschrijft.' }) soort: SoortObjecttype;
  @ApiPropertyOptional({ type: String, maxLength: 1000, description: 'Waar het type voor is.' }) omschrijving?: string;
  @ApiProperty({ type: 'object', additionalProperties: true, description: 'JSON Schema 2020-12 van de gegevens; vormen (format) worden afgedwongen.' }) schema: Record<string, unknown>;
  @ApiProperty({ type: ClassificatieDto }) classificatie: ClassificatieDto;
  @ApiProperty({ type: [AanwijzerDto], maxItems: 50, description: 'Waar in de gegevens de betrokkenen staan.' }) betrokkenen: AanwijzerDto[];
  @ApiProperty({ type: [String], maxItems: 50, description: 'Soorten gegevens in gewone woorden, voor de inwoner.', example: ['naam', 'adres'] }) gegevenscategorieen: string[];
  @ApiProperty({ type: [String], maxItems: 50, description: 'Verwerkingsactiviteiten die dit type mogen gebruiken.', example: ['VA-01'] }) verwerkingsactiviteiten: string[];
  @ApiPropertyOptional({ type: WaarderingsregelDto, description: 'Hoe lang dossiers van dit type bewaard worden.' }) waarderingsregel?: WaarderingsregelDto;
  @ApiPropertyOptional({ type: WooRegelDto, description: 'Of dossiers van dit type actief openbaar worden.' }) woo?: WooRegelDto;
}

export class ObjecttypeInvoer extends TypeinhoudDto {}
export class ObjecttypeversieInvoer extends TypeinhoudDto {}

export class ObjecttypeAntwoord extends TypeinhoudDto {
  @ApiProperty({ type: String, format: 'uuid' }) id: string;
  @ApiProperty({ type: 'integer', description: 'Versie van het objecttype.' }) versie: number;
  @ApiProperty({ type: String, format: 'date-time', description: 'Sinds wanneer deze versie is geregistreerd.' }) tijdstipRegistratie: string;
}

export class Lijstlinks {
  @ApiProperty({ type: String, description: 'Dit adres.' }) self: string;
  @ApiPropertyOptional({ type: String, description: 'De volgende bladzijde, als die er is.' }) volgende?: string;
}

export class ObjecttypenLijst {
  @ApiProperty({ type: Lijstlinks }) links: Lijstlinks;
  @ApiProperty({ type: [ObjecttypeAntwoord] }) resultaten: ObjecttypeAntwoord[];
  @ApiPropertyOptional({ type: 'integer', description: 'Aantal, alleen als erom gevraagd is.' }) aantal?: number;
}
