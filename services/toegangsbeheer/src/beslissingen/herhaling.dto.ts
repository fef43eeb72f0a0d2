import { ApiProperty } from '@nestjs/swagger';
import { VerplichtingenAntwoord } from './beslissing.dto.ts';

export class UitkomstAntwoord {
  @ApiProperty({ type: String, enum: ['toegestaan', 'geweigerd'] })
  besluit: 'toegestaan' | 'geweigerd';

  @ApiProperty({ type: [String], description: 'Waarom geweigerd, in gewone taal.' })
  redenen: string[];

  @ApiProperty({ type: [String], description: 'De regels die beslisten.' })
  beleid: string[];

  @ApiProperty({ type: VerplichtingenAntwoord, required: false })
  verplichtingen?: VerplichtingenAntwoord;
}

export class RegelAntwoord {
  @ApiProperty({ type: String })
  id: string;

  @ApiProperty({ type: String, enum: ['permit', 'forbid'], description: 'Staat de regel toe of verbiedt zij?' })
  effect: 'permit' | 'forbid';

  @ApiProperty({ type: String, nullable: true, description: 'Wat de regel zegt, in gewone taal.' })
  toelichting: string | null;

  @ApiProperty({ type: String, description: 'De regel zelf, in Cedar.' })
  tekst: string;
}

export class GrondActiviteit {
  @ApiProperty({ type: String })
  id: string;

  @ApiProperty({ type: 'integer' })
  versie: number;

  @ApiProperty({ type: String })
  naam: string;

  @ApiProperty({ type: String })
  bestuursorgaan: string;
}

export class GrondBevoegdheid {
  @ApiProperty({ type: String, enum: ['mandaat', 'delegatie', 'verwerkersovereenkomst'] })
  soort: string;

  @ApiProperty({ type: String, description: 'Wie voor de gemeente werkte.' })
  uitvoerder: string;

  @ApiProperty({ type: String, format: 'date' })
  van: string;

  @ApiProperty({ type: String, format: 'date', nullable: true })
  tot: string | null;
}

export class HerhalingAntwoord {
  @ApiProperty({ type: String, format: 'uuid' })
  beslissing: string;

  @ApiProperty({ type: 'boolean', nullable: true, description: 'Geeft het beleid van toen met de gegevens van toen hetzelfde antwoord, met dezelfde regels en verplichtingen? Leeg als het niet te herhalen is.' })
  gelijk: boolean | null;

  @ApiProperty({ type: [String], description: 'Wat er ontbreekt om te herhalen.' })
  ontbreekt: string[];

  @ApiProperty({ type: UitkomstAntwoord, nullable: true, description: 'De uitkomst nu wij het opnieuw deden, met het beleid en de gegevens van toen.' })
  toen: UitkomstAntwoord | null;

  @ApiProperty({ type: UitkomstAntwoord, nullable: true, description: 'Wat het antwoord op dezelfde vraag zou zijn met het beleid en de gegevens van nu.' })
  vandaag: UitkomstAntwoord | null;

  @ApiProperty({ type: [RegelAntwoord], description: 'De regels die beslisten, zoals zij toen luidden.' })
  regels: RegelAntwoord[];

  @ApiProperty({ type: GrondActiviteit, nullable: true, description: 'De verwerkingsactiviteit zoals zij toen gold.' })
  activiteit: GrondActiviteit | null;

  @ApiProperty({ type: GrondBevoegdheid, nullable: true, description: 'De bevoegdheid van wie voor de gemeente werkte, zoals zij toen gold.' })
  bevoegdheid: GrondBevoegdheid | null;
}
