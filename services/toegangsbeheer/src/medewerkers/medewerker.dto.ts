import { ApiProperty } from '@nestjs/swagger';
import { Links } from '../applicaties/applicatie.dto.ts';
import { DoelRechtenAntwoord } from '../applicaties/rechten.dto.ts';

export class TijdelijkeRol {
  @ApiProperty({ type: String, format: 'uuid', description: 'Het verzoek om toegang waarop deze rol rust.' })
  verzoek: string;

  @ApiProperty({ type: String, example: 'behandelaar' })
  rol: string;

  @ApiProperty({ type: [String], description: 'Verwerkingsactiviteiten waarvoor.', example: ['VA-01'] })
  activiteiten: string[];

  @ApiProperty({ type: String, format: 'date', description: 'Laatste dag waarop zij geldt als niemand haar herbeoordeelt.' })
  geldigTot: string;
}

export class MedewerkerAntwoord {
  @ApiProperty({ type: String, description: 'Zoals de werkgever deze medewerker noemt.', example: 'noor' })
  id: string;

  @ApiProperty({ type: String, example: 'Noor de Graaf' })
  naam: string;

  @ApiProperty({ type: String, nullable: true, description: 'OIN van de werkgever; leeg als dat uw organisatie is.' })
  werkgever: string | null;

  @ApiProperty({ type: [String], description: 'Rollen die de werkgever gaf, zoals bij de laatste aanmelding.', example: ['behandelaar'] })
  rollen: string[];

  @ApiProperty({ type: [TijdelijkeRol], description: 'Rollen voor een tijd die vandaag gelden.' })
  tijdelijk: TijdelijkeRol[];
}

export class MedewerkerLijst {
  @ApiProperty({ type: Links })
  links: Links;

  @ApiProperty({ type: [MedewerkerAntwoord] })
  resultaten: MedewerkerAntwoord[];
}

export class MedewerkerRechtenAntwoord {
  @ApiProperty({ type: String })
  medewerker: string;

  @ApiProperty({ type: [DoelRechtenAntwoord], description: 'Voor elke verwerkingsactiviteit die vandaag geldt en waarvoor iets is toegestaan.' })
  doelen: DoelRechtenAntwoord[];
}
