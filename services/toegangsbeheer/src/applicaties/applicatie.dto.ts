import { ApiProperty } from '@nestjs/swagger';
import type { Clientgegevens } from './applicatie.queries.ts';
import { EINDEN, type Einde } from './einde.ts';

const tekst = (description: string, example: string, required = false) =>
  ({ type: String, description, example, maxLength: 200, required, ...(required ? { minLength: 1 } : { nullable: true }) }) as const;

/** The names of the members are those of RFC 7517; what a key may be is checked by `toetsSleutels`. */
export class Sleutelset {
  @ApiProperty({ type: 'array', maxItems: 10, items: { type: 'object', additionalProperties: true }, description: 'Openbare sleutels (RFC 7517), elk met een kid. Nooit het geheime deel.' })
  keys: Record<string, unknown>[];
}

const JWKS_URI = { type: String, maxLength: 500, pattern: '^https://', description: 'Waar de applicatie haar openbare sleutels zelf publiceert, in plaats van jwks.', example: 'https://zaaksysteem.example/jwks.json' } as const;
const CLIENTAUTHENTICATIE = {
  type: String,
  enum: ['private_key_jwt', 'tls_client_auth', 'self_signed_tls_client_auth'],
  description: 'Hoe de applicatie zich bewijst: met een ondertekende verklaring, met een certificaat van PKIoverheid, of met een eigen certificaat (x5c in jwks).',
} as const;
const CERTIFICAATNAAM = { type: String, maxLength: 253, pattern: '^[a-z0-9.-]+$', description: 'Naam in het certificaat (SAN DNS), bij tls_client_auth. De OIN in het certificaat is die van de uitvoerder.', example: 'zaaksysteem.example' } as const;
const GEBONDEN = { type: Boolean, description: 'Tokens van de applicatie gelden alleen op een verbinding met het certificaat waarmee zij zijn gevraagd. Bij TLS altijd.' } as const;
const REDIRECT_URIS = {
  type: 'array',
  maxItems: 10,
  items: { type: 'string', maxLength: 500, pattern: '^https?://' },
  description: 'Waar iemand na het aanmelden terugkomt, precies zo. Een applicatie met zulke adressen vraagt geen tokens op eigen naam.',
  example: ['https://zaaksysteem.example/aangemeld'],
} as const;

const OVEREENKOMST_TOT = { type: String, format: 'date', nullable: true, description: 'Laatste dag van de verwerkersovereenkomst; leeg is tot nader order. Daarna geen token.', example: '2027-12-31' } as const;

const ACTIVITEITEN = {
  type: 'array',
  maxItems: 200,
  items: { type: 'string', minLength: 1, maxLength: 40, pattern: '^[A-Za-z0-9-]+$' },
  description: 'Verwerkingsactiviteiten van deze organisatie waarvoor de applicatie een token mag vragen.',
  example: ['VA-01'],
} as const;

export class ApplicatieInvoer {
  @ApiProperty(tekst('Naam van de applicatie.', 'Zaaksysteem', true))
  naam: string;

  @ApiProperty({ type: String, pattern: '^[0-9]{20}$', required: false, description: 'OIN van de organisatie die de applicatie draait. Zonder: de organisatie waarvoor u werkt.' })
  uitvoerder?: string;

  @ApiProperty({ type: Sleutelset, description: 'Openbare sleutels van de applicatie.' })
  jwks: Sleutelset;

  @ApiProperty({ ...JWKS_URI, required: false, nullable: true })
  jwksUri?: string | null;

  @ApiProperty({ ...CLIENTAUTHENTICATIE, required: false })
  clientauthenticatie?: Clientgegevens['clientauthenticatie'];

  @ApiProperty({ ...CERTIFICAATNAAM, required: false, nullable: true })
  certificaatnaam?: string | null;

  @ApiProperty({ ...GEBONDEN, required: false })
  gebondenTokens?: boolean;

  @ApiProperty({ ...REDIRECT_URIS, required: false })
  redirectUris?: string[];

  @ApiProperty(tekst('Wie de applicatie beheert. Zonder beheerder geen token.', 'Team Informatiebeheer'))
  beheerder?: string | null;

  @ApiProperty(tekst('Wie eigenaar is van de gegevens. Zonder gegevenseigenaar geen token.', 'Teamleider Vergunningen'))
  gegevenseigenaar?: string | null;

  @ApiProperty(tekst('Wie de applicatie levert. Zonder leverancier geen token.', 'Zaaksoft B.V.'))
  leverancier?: string | null;

  @ApiProperty(tekst('Waar de applicatie draait. Zonder plaats van hosting geen token.', 'Amsterdam, Nederland'))
  hosting?: string | null;

  @ApiProperty({ type: Boolean, required: true, description: 'Draait de applicatie bij een ander? Dan is een verwerkersovereenkomst nodig.' })
  extern: boolean;

  @ApiProperty(tekst('Kenmerk van de verwerkersovereenkomst.', 'VWO-2024-017'))
  verwerkersovereenkomst?: string | null;

  @ApiProperty({ ...OVEREENKOMST_TOT, required: false })
  verwerkersovereenkomstTot?: string | null;

  @ApiProperty({ ...ACTIVITEITEN, required: true })
  activiteiten: string[];
}

export class ApplicatieWijziging extends ApplicatieInvoer {
  @ApiProperty({ type: String, enum: ['actief', 'ingetrokken'], required: true, description: 'Een ingetrokken applicatie krijgt geen tokens en haar tokens gelden niet meer.' })
  status: 'actief' | 'ingetrokken';
}

/** Lasting access as everybody may see it: an API token, or a ZGW client. */
export class BlijvendeToegang {
  @ApiProperty({ type: String, format: 'uuid' })
  id: string;

  @ApiProperty({ type: String })
  naam: string;

  @ApiProperty({ type: String, format: 'date', description: 'Laatste dag waarop dit geldt.' })
  geldigTot: string;

  @ApiProperty({ type: String, enum: EINDEN, description: 'Of die dag voorbij is, binnen dertig dagen komt, of later.' })
  einde: Einde;

  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'Laatste dag waarop hiermee iets is gevraagd.' })
  laatstGebruikt: string | null;
}

export class ApplicatieAntwoord {
  @ApiProperty({ type: String, description: 'Waarmee de applicatie zich noemt (client_id).' })
  id: string;

  @ApiProperty({ type: String })
  naam: string;

  @ApiProperty({ type: String, enum: ['applicatie', 'component', 'portaal'], description: 'Applicatie, onderdeel van Bronhuis, of het portaal.' })
  soort: string;

  @ApiProperty({ type: String, nullable: true, description: 'OIN van de organisatie die de applicatie draait; leeg bij een onderdeel van Bronhuis.' })
  uitvoerder: string | null;

  @ApiProperty({ type: Sleutelset })
  jwks: Sleutelset;

  @ApiProperty({ ...JWKS_URI, nullable: true })
  jwksUri: string | null;

  @ApiProperty(CLIENTAUTHENTICATIE)
  clientauthenticatie: string;

  @ApiProperty({ ...CERTIFICAATNAAM, nullable: true })
  certificaatnaam: string | null;

  @ApiProperty(GEBONDEN)
  gebondenTokens: boolean;

  @ApiProperty(REDIRECT_URIS)
  redirectUris: string[];

  @ApiProperty({ type: String, nullable: true })
  beheerder: string | null;

  @ApiProperty({ type: String, nullable: true })
  gegevenseigenaar: string | null;

  @ApiProperty({ type: String, nullable: true })
  leverancier: string | null;

  @ApiProperty({ type: String, nullable: true })
  hosting: string | null;

  @ApiProperty({ type: Boolean })
  extern: boolean;

  @ApiProperty({ type: String, nullable: true })
  verwerkersovereenkomst: string | null;

  @ApiProperty(OVEREENKOMST_TOT)
  verwerkersovereenkomstTot: string | null;

  @ApiProperty({ type: [String], description: 'Verwerkingsactiviteiten van deze organisatie waarvoor de applicatie een token mag vragen.' })
  activiteiten: string[];

  @ApiProperty({ type: String, enum: ['actief', 'ingetrokken'] })
  status: string;

  @ApiProperty({ type: [String], description: 'Wat in het register nog ontbreekt; zolang er iets ontbreekt, is er geen token.' })
  ontbreekt: string[];

  @ApiProperty({ type: [BlijvendeToegang], description: 'Blijvende tokens van deze organisatie, het eerst aflopende eerst; zonder wat is ingetrokken.' })
  apiTokens: BlijvendeToegang[];

  @ApiProperty({ type: [BlijvendeToegang], description: 'ZGW-clients van deze organisatie, de eerst aflopende eerst; zonder wat is ingetrokken.' })
  zgwClients: BlijvendeToegang[];

  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'Laatste dag waarop de applicatie voor deze organisatie iets vroeg.' })
  laatstGebruikt: string | null;

  @ApiProperty({ type: 'integer' })
  versie: number;
}

export class Links {
  @ApiProperty({ type: String })
  self: string;

  @ApiProperty({ type: String, required: false, description: 'Volgende bladzijde.' })
  volgende?: string;
}

export class ApplicatieLijst {
  @ApiProperty({ type: Links })
  links: Links;

  @ApiProperty({ type: [ApplicatieAntwoord] })
  resultaten: ApplicatieAntwoord[];
}
