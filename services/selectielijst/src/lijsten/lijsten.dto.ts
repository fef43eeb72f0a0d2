import { ApiProperty } from '@nestjs/swagger';

export class LinksDto {
  @ApiProperty({ type: String, description: 'Adres van deze pagina.' }) self!: string;
  @ApiProperty({ type: String, required: false, description: 'Adres van de volgende pagina.' }) volgende?: string;
}

export class SelectielijstDto {
  @ApiProperty({ type: String, example: 'Selectielijst gemeenten en intergemeentelijke organen' }) naam!: string;
  @ApiProperty({ type: 'integer', example: 2020 }) jaar!: number;
  @ApiProperty({ type: String, format: 'date', description: 'Dag waarop de lijst is vastgesteld.' }) vastgesteld!: string;
  @ApiProperty({ type: String, description: 'Vindplaats.', example: 'Stcrt. 2020, 11143' }) staatscourant!: string;
  @ApiProperty({ type: 'integer', nullable: true, description: 'Jaar van de lijst die hierdoor is vervangen.' }) vervangt!: number | null;
  @ApiProperty({ type: 'integer', nullable: true, description: 'Jaar van de lijst die hiervoor in de plaats kwam.' }) vervangenDoor!: number | null;
  @ApiProperty({ type: 'integer', example: 29 }) aantalProcestypen!: number;
  @ApiProperty({ type: 'integer', example: 346 }) aantalResultaten!: number;
}

export class SelectielijstenDto {
  @ApiProperty({ type: () => LinksDto }) links!: LinksDto;
  @ApiProperty({ type: () => [SelectielijstDto] }) resultaten!: SelectielijstDto[];
}

export class ProcestypeDto {
  @ApiProperty({ type: 'integer', example: 2020 }) jaar!: number;
  @ApiProperty({ type: String, example: '11' }) nummer!: string;
  @ApiProperty({ type: String, example: 'Toestemming verlenen' }) naam!: string;
  @ApiProperty({ type: String, nullable: true }) omschrijving!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Waar het proces over gaat.' }) procesobject!: string | null;
}

export class ProcestypenDto {
  @ApiProperty({ type: () => LinksDto }) links!: LinksDto;
  @ApiProperty({ type: () => [ProcestypeDto] }) resultaten!: ProcestypeDto[];
}

export class UitzonderingDto {
  @ApiProperty({ type: String, example: 'P3M', description: 'Na deze termijn wordt dit deel wel vernietigd.' }) na!: string;
  @ApiProperty({ type: String }) wat!: string;
}

export class ResultaatDto {
  @ApiProperty({ type: String, example: 'Selectielijst gemeenten en intergemeentelijke organen' }) lijst!: string;
  @ApiProperty({ type: 'integer', example: 2020 }) jaar!: number;
  @ApiProperty({ type: String, example: '11.1.1' }) nummer!: string;
  @ApiProperty({ type: String, example: '11', description: 'Nummer van het procestype.' }) procestype!: string;
  @ApiProperty({ type: Boolean, description: 'Generiek (11.1) of specifiek (11.1.1).' }) generiek!: boolean;
  @ApiProperty({ type: String, example: 'Verleend' }) naam!: string;
  @ApiProperty({ type: String, nullable: true }) omschrijving!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Waar de waardering op rust.' }) herkomst!: string | null;
  @ApiProperty({ type: String, nullable: true, enum: ['vernietigen', 'blijvend_bewaren'], description: 'Leeg bij een vervallen nummer.' }) waardering!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    enum: ['nihil', 'bestaansduur_procesobject', 'ingeschatte_bestaansduur_procesobject', 'vast_te_leggen_datum', 'samengevoegd_met_bewaartermijn'],
  })
  procestermijn!: string | null;
  @ApiProperty({ type: String, nullable: true, example: '25 jaar' }) procestermijnDuur!: string | null;
  @ApiProperty({ type: String, nullable: true, example: 'P1Y', description: 'Duur volgens ISO 8601.' }) bewaartermijn!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Waar de termijn begint als dat niet de afhandeling is.' }) begin!: string | null;
  @ApiProperty({ type: Boolean, description: 'De termijn is een minimum.' }) ofLanger!: boolean;
  @ApiProperty({ type: String, nullable: true, example: 'P3M', description: 'Binnen deze termijn na een verzoek van de betrokkene.' }) opVerzoek!: string | null;
  @ApiProperty({ type: () => UitzonderingDto, nullable: true, description: 'Het deel dat niet blijvend wordt bewaard.' }) uitzondering!: UitzonderingDto | null;
  @ApiProperty({ type: Boolean }) vervallen!: boolean;
  @ApiProperty({ type: String, nullable: true, description: 'Het nummer dat hiervoor in de plaats kwam.' }) opvolger!: string | null;
  @ApiProperty({ type: String, example: 'vernietigen, 1 jaar na afhandeling' }) inWoorden!: string;
}

export class ResultatenDto {
  @ApiProperty({ type: () => LinksDto }) links!: LinksDto;
  @ApiProperty({ type: () => [ResultaatDto] }) resultaten!: ResultaatDto[];
  @ApiProperty({ type: 'integer', required: false, description: 'Alleen met aantal=true.' }) aantal?: number;
}
