import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { FREQUENTIES, SOORTEN, SOORTEN_BETROKKENE } from './objecttype.ts';
import type { Frequentie, Niveau, SoortBetrokkene, SoortObjecttype } from './objecttype.ts';
import { STATUSSEN } from './versie.ts';
import type { Versiestatus } from './versie.ts';


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

export class AfschermingDto {
  @ApiProperty({ type: String, maxLength: 300, description: 'JSON-pointer naar het veld, met alles wat eronder staat; * staat voor elk element van een lijst.', example: '/houder/bsn' }) pad: string;
  @ApiProperty({ type: [String], minItems: 1, maxItems: 50, uniqueItems: true, description: 'Verwerkingsactiviteiten waarvoor het veld er is.', example: ['VA-01'] }) verwerkingsactiviteiten: string[];
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

export class RegisterregelDto {
  @ApiProperty({ type: SelectielijstDto }) selectielijst: SelectielijstDto;
  @ApiProperty({ type: String, maxLength: 20, description: 'Nummer van het resultaat in de selectielijst.', example: '19.1.18' }) nummer: string;
  @ApiProperty({ type: String, enum: ['blijvend', 'vernietigen'], description: 'Blijft de registratie, of gaat zij na de bewaartermijn weg.' }) waardering: 'blijvend' | 'vernietigen';
  @ApiPropertyOptional({ type: String, maxLength: 30, description: 'Bewaartermijn (ISO 8601) vanaf de dag waarop de registratie niet meer geldt.', example: 'P5Y' }) bewaartermijn?: string;
}

class TypeinhoudDto {
  @ApiProperty({ type: String, pattern: '^[a-z][a-z0-9-]{1,99}$', description: 'Naam, uniek binnen de organisatie.', example: 'evenementendossier' }) naam: string;
  @ApiProperty({ type: String, enum: SOORTEN, description: 'Wat dit type beschrijft.' }) soort: SoortObjecttype;
  @ApiPropertyOptional({ type: String, maxLength: 1000, description: 'Waar het type voor is.' }) omschrijving?: string;
  @ApiProperty({ type: 'object', additionalProperties: true, description: 'JSON Schema 2020-12 van de gegevens; vormen (format) worden afgedwongen.' }) schema: Record<string, unknown>;
  @ApiProperty({ type: ClassificatieDto }) classificatie: ClassificatieDto;
  @ApiProperty({ type: [AanwijzerDto], maxItems: 50, description: 'Waar in de gegevens de betrokkenen staan.' }) betrokkenen: AanwijzerDto[];
  @ApiPropertyOptional({ type: [AfschermingDto], maxItems: 50, description: 'Velden die er voor andere doelen niet zijn: niet te lezen, niet te zoeken en niet vast te leggen. Een volgende versie noemt ze opnieuw.' }) afgeschermd?: AfschermingDto[];
  @ApiProperty({ type: [String], maxItems: 50, description: 'Soorten gegevens in gewone woorden, voor de inwoner.', example: ['naam', 'adres'] }) gegevenscategorieen: string[];
  @ApiProperty({ type: [String], maxItems: 50, description: 'Verwerkingsactiviteiten die dit type mogen gebruiken.', example: ['VA-01'] }) verwerkingsactiviteiten: string[];
  @ApiPropertyOptional({ type: WaarderingsregelDto, description: 'Hoe lang dossiers van dit type bewaard worden.' }) waarderingsregel?: WaarderingsregelDto;
  @ApiPropertyOptional({ type: WooRegelDto, description: 'Of dossiers van dit type actief openbaar worden.' }) woo?: WooRegelDto;
  @ApiPropertyOptional({ type: RegisterregelDto, description: 'Hoe lang registraties van een blijvend register bewaard worden.' }) registerregel?: RegisterregelDto;
  @ApiPropertyOptional({ type: String, minLength: 1, maxLength: 200, description: 'Wie verantwoordelijk is voor de inhoud van het register.', example: 'Gemeente Overbrugge' }) bronhouder?: string;
  @ApiPropertyOptional({ type: String, minLength: 1, maxLength: 200, description: 'Welk team het register beheert.', example: 'Team Vergunningen' }) beheerder?: string;
  @ApiPropertyOptional({ type: String, minLength: 1, maxLength: 200, description: 'Functie die over de gegevens gaat.', example: 'Teamleider Vergunningen' }) gegevenseigenaar?: string;
  @ApiPropertyOptional({ type: String, maxLength: 50, description: 'Verwerkingsactiviteit waaronder de voorziening zelf werkt, zoals bij een migratie. Zonder: de eerste.', example: 'VA-01' }) verwerkingsactiviteit?: string;
  @ApiPropertyOptional({ type: Boolean, description: 'Mag een object een plaats op de kaart hebben.' }) geometrie?: boolean;
  @ApiPropertyOptional({ type: [String], minItems: 1, maxItems: 5, uniqueItems: true, description: 'Natuurlijke sleutel: JSON-pointers naar de velden die samen één ding aanwijzen.', example: ['/kenmerk'] }) sleutel?: string[];
  @ApiPropertyOptional({ type: [String], maxItems: 20, uniqueItems: true, description: 'JSON-pointers naar de gegevens waarop gezocht en geordend wordt: daarop komt een index. Met * voor elk element van een lijst.', example: ['/adres/plaats'] }) indexen?: string[];
  @ApiPropertyOptional({ type: [String], maxItems: 10, uniqueItems: true, description: 'JSON-pointers naar de teksten waarin op woorden wordt gezocht.', example: ['/omschrijving'] }) zoekvelden?: string[];
  @ApiPropertyOptional({ type: Boolean, description: 'Open data; alleen bij vertrouwelijkheid 0.' }) open?: boolean;
  @ApiPropertyOptional({ type: String, enum: FREQUENTIES, description: 'Hoe vaak het register wordt bijgewerkt.' }) bijwerkfrequentie?: Frequentie;
  @ApiPropertyOptional({ type: 'object', additionalProperties: { type: 'string', maxLength: 200 }, maxProperties: 20, description: 'Eigen labels.', example: { domein: 'openbare ruimte' } }) labels?: Record<string, string>;
}

const CONCEPT = { type: Boolean, description: 'Bewaar als concept; zonder: publiceer meteen.' } as const;
const BREKEND = { type: Boolean, description: 'De wijziging breekt met eerdere gegevens, en dat is de bedoeling.' } as const;
const REDEN = { type: String, minLength: 1, maxLength: 1000, description: 'Waarom deze wijziging met eerdere gegevens breekt.' } as const;

export class ObjecttypeInvoer extends TypeinhoudDto {
  @ApiPropertyOptional(CONCEPT) concept?: boolean;
}

export class ObjecttypeversieInvoer extends TypeinhoudDto {
  @ApiPropertyOptional(CONCEPT) concept?: boolean;
  @ApiPropertyOptional(BREKEND) brekend?: boolean;
  @ApiPropertyOptional(REDEN) reden?: string;
}

export class ConceptInvoer extends TypeinhoudDto {}

export class PublicatieInvoer {
  @ApiPropertyOptional(BREKEND) brekend?: boolean;
  @ApiPropertyOptional(REDEN) reden?: string;
}

export class UitfaseringInvoer {
  @ApiProperty({ type: 'integer', minimum: 1, maximum: 2_147_483_647, description: 'De versie die wordt uitgefaseerd. Is het de nieuwste, dan komt er van dit type niets nieuws bij tot er een volgende is.' }) versie: number;
  @ApiPropertyOptional({ type: String, minLength: 1, maxLength: 1000, description: 'Waarom.' }) reden?: string;
}

export class ObjecttypeAntwoord extends TypeinhoudDto {
  @ApiProperty({ type: String, format: 'uuid' }) id: string;
  @ApiProperty({ type: 'integer', description: 'Versie van het objecttype. Bij een concept: het nummer dat het zou krijgen.' }) versie: number;
  @ApiProperty({ type: String, enum: STATUSSEN, description: 'Alleen onder een gepubliceerde versie worden gegevens vastgelegd.' }) status: Versiestatus;
  @ApiPropertyOptional({ type: Boolean, description: 'Deze versie breekt met eerdere gegevens.' }) brekend?: boolean;
  @ApiPropertyOptional({ type: String, description: 'Waarom zij dat doet.' }) reden?: string;
  @ApiPropertyOptional({ type: String, format: 'date-time', description: 'Sinds wanneer deze versie is uitgefaseerd.' }) uitgefaseerdOp?: string;
  @ApiProperty({ type: String, format: 'date-time', description: 'Sinds wanneer deze versie is geregistreerd.' }) tijdstipRegistratie: string;
}

export class UitfaseringAntwoord {
  @ApiProperty({ type: String, format: 'uuid' }) id: string;
  @ApiProperty({ type: 'integer' }) versie: number;
  @ApiProperty({ type: String, enum: STATUSSEN }) status: Versiestatus;
  @ApiProperty({ type: String, format: 'date-time' }) uitgefaseerdOp: string;
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
