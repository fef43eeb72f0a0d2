import { ApiProperty } from '@nestjs/swagger';

export class HandelingAntwoord {
  @ApiProperty({ type: String, example: 'dossiers:lezen' })
  actie: string;

  @ApiProperty({ type: [String], description: 'De regels die het toestaan.' })
  beleid: string[];
}

export class DoelRechtenAntwoord {
  @ApiProperty({ type: String, example: 'VA-01' })
  verwerkingsactiviteit: string;

  @ApiProperty({ type: String, nullable: true, description: 'Naam van de verwerkingsactiviteit; leeg als zij vandaag niet geldt.' })
  naam: string | null;

  @ApiProperty({ type: Boolean, description: 'Geldt de verwerkingsactiviteit vandaag? Anders is er niets toegestaan.' })
  geldig: boolean;

  @ApiProperty({ type: [HandelingAntwoord], description: 'Wat vandaag mag met gegevens die voor dit doel zijn.' })
  handelingen: HandelingAntwoord[];
}

export class RechtenAntwoord {
  @ApiProperty({ type: String })
  applicatie: string;

  @ApiProperty({ type: Boolean, description: 'Krijgt de applicatie een token? Niet als zij is ingetrokken, of als er in het register iets ontbreekt.' })
  toegang: boolean;

  @ApiProperty({ type: [DoelRechtenAntwoord] })
  doelen: DoelRechtenAntwoord[];
}
