import { ApiProperty } from '@nestjs/swagger';

const BESLUIT = { type: String, enum: ['toegestaan', 'geweigerd'] } as const;

export class SimulatieInvoer {
  @ApiProperty({ type: String, format: 'date', required: false, description: 'Eerste dag. Zonder: veertien dagen, tot en met de laatste.' })
  van?: string;

  @ApiProperty({ type: String, format: 'date', required: false, description: 'Laatste dag. Zonder: vandaag.' })
  tot?: string;
}

export class SimulatiegroepAntwoord {
  @ApiProperty({ type: String })
  actie: string;

  @ApiProperty({ type: String, nullable: true, description: 'Verwerkingsactiviteit.' })
  doel: string | null;

  @ApiProperty({ type: String, description: 'Soort bron.' })
  soort: string;

  @ApiProperty({ type: [String] })
  rollen: string[];

  @ApiProperty({ ...BESLUIT, description: 'Zoals toen besloten.' })
  van: string;

  @ApiProperty({ ...BESLUIT, description: 'Met deze versie.' })
  naar: string;

  @ApiProperty({ type: [String], description: 'De regels die dan beslissen; geen: niets staat het toe.' })
  regels: string[];

  @ApiProperty({ type: Boolean, description: 'Met het beleid van nu is het ook al anders: niet de regels maar bijvoorbeeld een bevoegdheid is sindsdien veranderd.' })
  ookMetGeldendBeleid: boolean;

  @ApiProperty({ type: 'integer' })
  aantal: number;

  @ApiProperty({ type: String, format: 'uuid', description: 'Een beslissing uit deze groep, voor wie het logboek mag lezen.' })
  voorbeeld: string;
}

export class SimulatieAntwoord {
  @ApiProperty({ type: String, format: 'date' })
  van: string;

  @ApiProperty({ type: String, format: 'date' })
  tot: string;

  @ApiProperty({ type: 'integer', description: 'Zo veel beslissingen zijn bekeken: de nieuwste, ten hoogste 100.000.' })
  bekeken: number;

  @ApiProperty({ type: 'integer', description: 'Niet met regels genomen (zoals het geven van een token), door een andere uitvoering, of met een API-token dat er niet meer is.' })
  nietTeHerhalen: number;

  @ApiProperty({ type: 'integer' })
  straksGeweigerd: number;

  @ApiProperty({ type: 'integer' })
  straksToegestaan: number;

  @ApiProperty({ type: 'integer', description: 'Hetzelfde besluit, met andere gegevens die worden weggelaten of gemaskeerd, of een ander niveau waarop het wel mag.' })
  straksAnderePlicht: number;

  @ApiProperty({ type: [SimulatiegroepAntwoord], description: 'Wat anders wordt, de grootste groep eerst, ten hoogste honderd.' })
  groepen: SimulatiegroepAntwoord[];
}
