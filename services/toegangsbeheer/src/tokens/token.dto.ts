import { ApiProperty } from '@nestjs/swagger';

export class TokenAntwoord {
  @ApiProperty({ type: String, description: 'Het token: een ondertekende JWT voor één organisatie en ten hoogste één doel.' })
  access_token: string;

  @ApiProperty({ type: String, enum: ['Bearer'], description: 'Zo geeft u het token mee: Authorization: Bearer …' })
  token_type: string;

  @ApiProperty({ type: 'integer', description: 'Seconden dat het token geldt.', example: 600 })
  expires_in: number;

  @ApiProperty({ type: String, required: false, description: 'Soort token dat is uitgegeven (alleen bij wisselen).' })
  issued_token_type?: string;
}

export class TokenFout {
  @ApiProperty({
    type: String,
    enum: ['invalid_request', 'invalid_client', 'invalid_grant', 'unauthorized_client', 'unsupported_grant_type', 'invalid_scope'],
    description: 'Foutcode van RFC 6749.',
  })
  error: string;

  @ApiProperty({ type: String, description: 'Waarom er geen token is, in gewone taal.', example: 'Applicatie Zaaksysteem mag geen token vragen voor VA-03.' })
  error_description: string;
}

/** OAuth requires that unknown parameters are ignored (RFC 6749 §3.2) and that errors have its own form, so nothing is required here. */
export const TOKENVERZOEK = {
  type: 'object',
  additionalProperties: true,
  properties: {
    grant_type: { type: 'string', maxLength: 200, example: 'client_credentials', description: 'client_credentials, of token-exchange voor het portaal.' },
    client_assertion_type: { type: 'string', maxLength: 200, description: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer' },
    client_assertion: { type: 'string', maxLength: 8000, description: 'Verklaring van de applicatie (private_key_jwt), eenmalig, ten hoogste vijf minuten geldig.' },
    organisatie: { type: 'string', maxLength: 40, description: 'OIN van de organisatie waarvoor het token geldt.', example: '00000001999990007000' },
    verwerkingsactiviteit: { type: 'string', maxLength: 40, description: 'Het doel: een verwerkingsactiviteit van die organisatie.', example: 'VA-01' },
    gebruiker: { type: 'string', maxLength: 100, description: 'De medewerker voor wie de applicatie vraagt.' },
    subject_token: { type: 'string', maxLength: 8000, description: 'Token van wie is aangemeld (wisselen).' },
    subject_token_type: { type: 'string', maxLength: 200, description: 'urn:ietf:params:oauth:token-type:access_token' },
  },
};
