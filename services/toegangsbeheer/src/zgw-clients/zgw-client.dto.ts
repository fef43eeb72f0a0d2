import { ApiProperty } from '@nestjs/swagger';
import { Links } from '../applicaties/applicatie.dto.ts';

/** What may be changed later; client_id, purpose and secret stay what they are. */
export class ZgwClientWijziging {
  @ApiProperty({ type: String, minLength: 1, maxLength: 200, description: 'Naam van de client.', example: 'Zaaksysteem, vergunningen' })
  naam: string;

  @ApiProperty({ type: String, format: 'date', description: 'Laatste dag waarop de client toegang heeft; hoogstens twee jaar vooruit.', example: '2027-12-31' })
  geldigTot: string;
}

export class ZgwClientInvoer extends ZgwClientWijziging {
  @ApiProperty({ type: String, pattern: '^[!-~]{1,50}$', description: 'Waarmee de client zich in zijn JWT noemt (client_id). Eén client in de hele installatie.', example: 'zaaksysteem-vergunningen' })
  clientId: string;

  @ApiProperty({ type: String, minLength: 1, maxLength: 40, pattern: '^[A-Za-z0-9-]+$', description: 'Waarvoor de client gegevens gebruikt. Een activiteit waarvoor de applicatie bij uw organisatie een token mag vragen.', example: 'VA-01' })
  verwerkingsactiviteit: string;

  @ApiProperty({
    type: String,
    required: false,
    pattern: '^[!-~]{32,128}$',
    writeOnly: true,
    description: 'Het bestaande geheim van een client die verhuist: ten minste 32 tekens (RFC 7518, 3.2). Zonder: een nieuw geheim.',
  })
  geheim?: string;
}

export class ZgwClientAntwoord {
  @ApiProperty({ type: String, format: 'uuid' })
  id: string;

  @ApiProperty({ type: String, description: 'De applicatie waarvan de client is.' })
  applicatie: string;

  @ApiProperty({ type: String })
  clientId: string;

  @ApiProperty({ type: String })
  naam: string;

  @ApiProperty({ type: String })
  verwerkingsactiviteit: string;

  @ApiProperty({ type: String, format: 'date', description: 'Eerste dag.' })
  geldigVan: string;

  @ApiProperty({ type: String, format: 'date', description: 'Laatste dag.' })
  geldigTot: string;

  @ApiProperty({ type: Boolean, description: 'Het geheim kwam van elders, van een client die verhuisde.' })
  meegebracht: boolean;

  @ApiProperty({ type: String, enum: ['actief', 'verlopen', 'ingetrokken'] })
  status: string;

  @ApiProperty({ type: String, nullable: true, description: 'Waarom de client nu geen toegang heeft, als dat aan de registratie ligt.' })
  belemmering: string | null;

  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'Laatste dag waarop de client zich meldde.' })
  laatstGebruikt: string | null;

  @ApiProperty({ type: 'integer' })
  versie: number;
}

export class ZgwClientAangemaakt extends ZgwClientAntwoord {
  @ApiProperty({ type: String, required: false, description: 'Het geheim, alleen nu. Niet in het antwoord op een herhaald verzoek, en niet als u het zelf gaf.' })
  geheim?: string;
}

export class ZgwClientLijst {
  @ApiProperty({ type: Links })
  links: Links;

  @ApiProperty({ type: [ZgwClientAntwoord] })
  resultaten: ZgwClientAntwoord[];
}
