import { ApiProperty } from '@nestjs/swagger';
import { MODI, type Modus } from '@bronhuis/toegang';
import { Links } from '../applicaties/applicatie.dto.ts';

export class ApiTokenrechtGegevens {
  @ApiProperty({ type: String, format: 'uuid', description: 'Id van het objecttype; geldt voor al zijn versies.' })
  objecttype: string;

  @ApiProperty({ type: String, enum: MODI, description: 'Wat met objecten van dit type mag.' })
  modus: Modus;

  @ApiProperty({
    type: 'object',
    selfRequired: false,
    additionalProperties: { type: 'array', maxItems: 300, items: { type: 'string', minLength: 1, maxLength: 200 } },
    description: 'Alleen deze velden, per versie van het type, zoals de Objects API ze schrijft. Alleen bij lezen. Zonder: alle velden; van een versie die niet is genoemd, geen.',
    example: { '1': ['url', 'record__data__naam'] },
  })
  velden?: Record<string, string[]>;
}

/** What may be changed later; the purpose and the secret of a token stay what they are. */
export class ApiTokenWijziging {
  @ApiProperty({ type: String, minLength: 1, maxLength: 200, description: 'Naam van het token.', example: 'Zaaksysteem, lezen van bomen' })
  naam: string;

  @ApiProperty({ type: String, required: false, nullable: true, maxLength: 200, description: 'Wie vragen over dit token beantwoordt; liever een team dan een persoon. Verdwijnt als het token is ingetrokken.', example: 'Team Integratie' })
  contactpersoon?: string | null;

  @ApiProperty({ type: String, format: 'email', required: false, nullable: true, maxLength: 200, description: 'Adres voor vragen over dit token; liever van een team dan van een persoon.', example: 'integratie@voorbeeld.example' })
  email?: string | null;

  @ApiProperty({ type: String, format: 'date', description: 'Laatste dag waarop het token geldt; hoogstens twee jaar vooruit.', example: '2027-12-31' })
  geldigTot: string;

  @ApiProperty({ type: String, enum: MODI, required: false, nullable: true, description: 'Wat mag met typen die niet in rechten staan. Leeg: niets.' })
  alleTypen?: Modus | null;

  @ApiProperty({ type: 'array', maxItems: 200, items: { $ref: '#/components/schemas/ApiTokenrechtGegevens' }, description: 'Wat per objecttype mag. Kan alleen inperken wat de applicatie voor dit doel mag.' })
  rechten: ApiTokenrechtGegevens[];
}

export class ApiTokenInvoer extends ApiTokenWijziging {
  @ApiProperty({ type: String, minLength: 1, maxLength: 40, pattern: '^[A-Za-z0-9-]+$', description: 'Waarvoor het token gegevens gebruikt. Een activiteit waarvoor de applicatie bij uw organisatie een token mag vragen.', example: 'VA-01' })
  verwerkingsactiviteit: string;

  @ApiProperty({
    type: String,
    required: false,
    pattern: '^[0-9A-Fa-f]{40,128}$',
    writeOnly: true,
    description: 'Het bestaande geheim van een client die verhuist: ten minste 40 hexadecimale tekens. Zonder: een nieuw geheim.',
  })
  geheim?: string;
}

export class ApiTokenAntwoord {
  @ApiProperty({ type: String, format: 'uuid' })
  id: string;

  @ApiProperty({ type: String, description: 'De applicatie waarvan het token is.' })
  applicatie: string;

  @ApiProperty({ type: String })
  naam: string;

  @ApiProperty({ type: String, nullable: true })
  contactpersoon: string | null;

  @ApiProperty({ type: String, nullable: true })
  email: string | null;

  @ApiProperty({ type: String })
  verwerkingsactiviteit: string;

  @ApiProperty({ type: String, format: 'date', description: 'Eerste dag.' })
  geldigVan: string;

  @ApiProperty({ type: String, format: 'date', description: 'Laatste dag.' })
  geldigTot: string;

  @ApiProperty({ type: String, enum: MODI, nullable: true })
  alleTypen: Modus | null;

  @ApiProperty({ type: [ApiTokenrechtGegevens] })
  rechten: ApiTokenrechtGegevens[];

  @ApiProperty({ type: Boolean, description: 'Het geheim kwam van elders, van een client die verhuisde.' })
  meegebracht: boolean;

  @ApiProperty({ type: String, enum: ['actief', 'verlopen', 'ingetrokken'] })
  status: string;

  @ApiProperty({ type: String, nullable: true, description: 'Waarom het token nu niet werkt, als dat aan de registratie ligt.' })
  belemmering: string | null;

  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'Laatste dag waarop met dit token iets is gevraagd.' })
  laatstGebruikt: string | null;

  @ApiProperty({ type: 'integer' })
  versie: number;
}

export class ApiTokenAangemaakt extends ApiTokenAntwoord {
  @ApiProperty({ type: String, required: false, description: 'Het geheim, alleen nu: het wordt niet bewaard. Niet in het antwoord op een herhaald verzoek, en niet als u het zelf gaf.' })
  geheim?: string;
}

export class ApiTokenLijst {
  @ApiProperty({ type: Links })
  links: Links;

  @ApiProperty({ type: [ApiTokenAntwoord] })
  resultaten: ApiTokenAntwoord[];
}
