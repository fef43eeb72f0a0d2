import { ApiProperty } from '@nestjs/swagger';
import { LinksDto } from '../lijsten/lijsten.dto.ts';
import { BEOORDELAARS, type Beoordelaar, type Besluit } from './beoordelen.ts';

const STATUSSEN = ['opgesteld', 'in-beoordeling', 'goedgekeurd', 'in-uitvoering', 'uitgevoerd', 'afgewezen'];

export class NieuweLijstDto {
  @ApiProperty({ type: String, pattern: '\\S', maxLength: 200, example: 'Evenementen 2025, vierde kwartaal' }) naam!: string;
  @ApiProperty({ type: String, format: 'date', required: false, description: 'Wat op deze dag vernietigd mocht worden. Standaard vandaag; niet in de toekomst.' }) peildatum?: string;
}

export class NieuweBeoordelingDto {
  @ApiProperty({ type: String, enum: BEOORDELAARS, description: 'De rol waarin u beoordeelt.' }) rol!: Beoordelaar;
  @ApiProperty({ type: String, enum: ['akkoord', 'niet-akkoord'] }) besluit!: Besluit;
  @ApiProperty({ type: String, maxLength: 2000, required: false, description: 'Nodig bij niet-akkoord.' }) toelichting?: string;
}

export class GaatDto {
  @ApiProperty({ type: String, example: 'registers', description: 'Het onderdeel waar dit staat.' }) component!: string;
  @ApiProperty({ type: String, example: 'informatieobject' }) soort!: string;
  @ApiProperty({ type: String, required: false }) id?: string;
  @ApiProperty({ type: String, example: 'Document: besluit' }) omschrijving!: string;
  @ApiProperty({ type: 'integer', required: false, description: 'Grootte in bytes.' }) omvang?: number;
  @ApiProperty({ type: String, required: false }) sha256?: string;
  @ApiProperty({ type: 'integer', required: false, description: 'Na de vernietiging: hoeveel het er waren.' }) aantal?: number;
}

export class BlijftDto {
  @ApiProperty({ type: String, example: 'registers' }) component!: string;
  @ApiProperty({ type: String, example: 'relatie' }) soort!: string;
  @ApiProperty({ type: String, example: 'Factuur 2025-118' }) omschrijving!: string;
  @ApiProperty({ type: String, example: 'Blijft bewaard in het financieel systeem' }) reden!: string;
  @ApiProperty({ type: String, required: false, example: '18.3' }) selectielijstnummer?: string;
}

export class RegelDto {
  @ApiProperty({ type: String, format: 'uuid' }) dossier!: string;
  @ApiProperty({ type: String, example: 'Z-0093' }) kenmerk!: string;
  @ApiProperty({ type: String, description: 'Het type van het dossier.' }) objecttype!: string;
  @ApiProperty({ type: String, example: 'evenementendossier' }) objecttypeNaam!: string;
  @ApiProperty({ type: String, format: 'date' }) archiefactiedatum!: string;
  @ApiProperty({ type: String, example: 'Selectielijst gemeenten en intergemeentelijke organen 2020, 11.1.1 (P1Y)' }) grondslag!: string;
  @ApiProperty({ type: () => [GaatDto], description: 'Wat vernietigd wordt.' }) gaat!: GaatDto[];
  @ApiProperty({ type: () => [BlijftDto], description: 'Wat blijft, en waarom.' }) blijft!: BlijftDto[];
  @ApiProperty({ type: String, nullable: true, description: 'Hash over alles wat gaat en blijft; leeg zolang de bronnen nog niet zijn gevraagd.' }) hash!: string | null;
  @ApiProperty({ type: String, enum: ['opgesteld', 'gepland', 'in-uitvoering', 'mislukt', 'vernietigd'] }) staat!: string;
  @ApiProperty({ type: String, nullable: true, description: 'Waarom het nog niet lukte.' }) reden!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) vernietigdOp!: string | null;
}

export class AfgevallenDto {
  @ApiProperty({ type: String, format: 'uuid' }) dossier!: string;
  @ApiProperty({ type: String, example: 'Z-0112' }) kenmerk!: string;
  @ApiProperty({ type: String, example: 'bevriezing: beroep' }) reden!: string;
}

export class BeoordelingDto {
  @ApiProperty({ type: String, enum: BEOORDELAARS }) rol!: string;
  @ApiProperty({ type: String }) persoon!: string;
  @ApiProperty({ type: String, enum: ['akkoord', 'niet-akkoord'] }) besluit!: string;
  @ApiProperty({ type: String, format: 'date-time' }) tijdstip!: string;
  @ApiProperty({ type: String, nullable: true }) toelichting!: string | null;
}

export class LijstKopDto {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String }) naam!: string;
  @ApiProperty({ type: String, format: 'date' }) peildatum!: string;
  @ApiProperty({ type: String, enum: STATUSSEN }) status!: string;
  @ApiProperty({ type: String, description: 'Medewerker die de lijst samenstelde.' }) samengesteldDoor!: string;
  @ApiProperty({ type: String, format: 'date-time' }) samengesteldOp!: string;
  @ApiProperty({ type: String, nullable: true, description: 'Waarom de lijst is afgewezen, of waar zij op wacht.' }) reden!: string | null;
  @ApiProperty({ type: String, enum: BEOORDELAARS, nullable: true, description: 'Wie nu aan de beurt is om te beoordelen.' }) aanDeBeurt!: string | null;
  @ApiProperty({ type: () => [BeoordelingDto] }) beoordelingen!: BeoordelingDto[];
  @ApiProperty({ type: 'integer' }) aantalDossiers!: number;
  @ApiProperty({ type: 'integer' }) aantalAfgevallen!: number;
  @ApiProperty({ type: String, format: 'uuid', required: false, description: 'De verklaring van vernietiging.' }) verklaring?: string;
}

export class LijstDto extends LijstKopDto {
  @ApiProperty({ type: () => [RegelDto] }) regels!: RegelDto[];
  @ApiProperty({ type: () => [AfgevallenDto], description: 'Aan de beurt, maar niet op de lijst of er weer af.' }) afgevallen!: AfgevallenDto[];
}

export class LijstenDto {
  @ApiProperty({ type: () => LinksDto }) links!: LinksDto;
  @ApiProperty({ type: () => [LijstKopDto] }) resultaten!: LijstKopDto[];
}
