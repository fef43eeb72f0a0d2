import { ApiProperty } from '@nestjs/swagger';
import type { Bewerking } from './beschrijving.ts';

export class OauthFout {
  @ApiProperty({ type: String, description: 'Foutcode van de standaard.', example: 'invalid_scope' })
  error: string;

  @ApiProperty({ type: String, required: false, description: 'Waarom, in gewone taal.', example: 'Applicatie Zaaksysteem mag geen token vragen voor VA-03.' })
  error_description?: string;

  @ApiProperty({ type: String, required: false, description: 'Wat u als state meegaf.' })
  state?: string;
}

const tekst = (description: string, example?: string, maxLength = 8000): object => ({ type: 'string', maxLength, description, ...(example ? { example } : {}) });
const open = (properties: Record<string, object>, required: string[] = []): object => ({ type: 'object', additionalProperties: true, properties, ...(required.length > 0 ? { required } : {}) });

const CLIENT = {
  client_id: tekst('De applicatie, bij wederzijds TLS.', undefined, 100),
  client_assertion_type: tekst('urn:ietf:params:oauth:client-assertion-type:jwt-bearer', undefined, 200),
  client_assertion: tekst('Verklaring van de applicatie (private_key_jwt), eenmalig, ten hoogste vijf minuten geldig.'),
};
const DOEL = {
  verwerkingsactiviteit: tekst('Het doel: een verwerkingsactiviteit van die organisatie.', 'VA-01', 40),
  authorization_details: tekst('Hetzelfde als RFC 9396: [{"type":"verwerkingsactiviteit","identifier":"VA-01"}].', undefined, 1000),
};

type Deel = Omit<Bewerking, 'standaard'>;

export const TOKEN: Deel = {
  operationId: 'vraagToken',
  summary: 'Token vragen',
  description:
    'Een applicatie vraagt een token voor een organisatie en een doel (client_credentials), wisselt een token dat zij kreeg (token-exchange) of de code van wie zich aanmeldde (authorization_code met PKCE). Zij bewijst zich met private_key_jwt of met wederzijds TLS.',
  formulier: open({
    grant_type: tekst('client_credentials, authorization_code of urn:ietf:params:oauth:grant-type:token-exchange.', 'client_credentials', 200),
    ...CLIENT,
    organisatie: tekst('OIN van de organisatie waarvoor het token geldt.', '00000001999990007000', 40),
    ...DOEL,
    gebruiker: tekst('De medewerker voor wie de applicatie vraagt.', undefined, 100),
    subject_token: tekst('Het token dat wordt gewisseld.'),
    subject_token_type: tekst('urn:ietf:params:oauth:token-type:access_token', undefined, 200),
    code: tekst('De code waarmee de browser terugkwam.', undefined, 200),
    code_verifier: tekst('PKCE (RFC 7636).', undefined, 128),
    redirect_uri: tekst('Het adres waar de browser terugkwam.', undefined, 2000),
  }),
  antwoorden: {
    200: {
      description: 'Het token.',
      schema: open(
        {
          access_token: tekst('Een ondertekende JWT voor één organisatie en ten hoogste één doel.'),
          token_type: { type: 'string', enum: ['Bearer'], description: 'Zo geeft u het token mee: Authorization: Bearer …' },
          expires_in: { type: 'integer', description: 'Seconden dat het token geldt.', example: 600 },
          issued_token_type: tekst('Soort token, bij wisselen.'),
          scope: tekst('Bij een code.'),
        },
        ['access_token', 'token_type', 'expires_in'],
      ),
    },
  },
};

export const INTROSPECTIE: Deel = {
  operationId: 'bekijkToken',
  summary: 'Wat zegt een token',
  description: 'Een applicatie vraagt naar haar eigen tokens, een onderdeel van Bronhuis naar elk. Van wat niet geldt, is het antwoord alleen active: false.',
  formulier: open({ token: tekst('Het token.'), token_type_hint: tekst('access_token', undefined, 100), ...CLIENT }),
  antwoorden: { 200: { description: 'Wat het token zegt.', schema: open({ active: { type: 'boolean' } }, ['active']) } },
};

export const HERROEPING: Deel = {
  operationId: 'trekTokenIn',
  summary: 'Een token intrekken',
  description: 'De applicatie trekt een eigen token in; binnen vijf seconden geldt het nergens meer. Ook van een token dat niet (meer) geldt is het antwoord 200.',
  formulier: open({ token: tekst('Het token.'), token_type_hint: tekst('access_token', undefined, 100), ...CLIENT }),
  antwoorden: { 200: { description: 'Het token geldt niet meer.' } },
};

const AANVRAAG = {
  response_type: 'code',
  client_id: 'De applicatie.',
  redirect_uri: 'Waar de browser terugkomt; precies zoals in het applicatieregister.',
  code_challenge: 'PKCE (RFC 7636), verplicht.',
  code_challenge_method: 'S256',
  state: 'Komt ongewijzigd terug.',
  organisatie: 'OIN van de organisatie. Zonder: die van het adres.',
  acr_values: 'Laagste niveau van de aanmelding: laag, substantieel of hoog (RFC 9470).',
  authorization_details: 'Het doel (RFC 9396): [{"type":"verwerkingsactiviteit","identifier":"VA-01"}].',
  request_uri: 'Van een aanvraag die al is neergelegd (RFC 9126).',
};

export const AUTORISATIE: Deel = {
  operationId: 'meldMedewerkerAan',
  summary: 'Een medewerker laten aanmelden',
  description: 'Stuurt de browser naar de aanmelding van de eigen organisatie van de medewerker en daarna terug naar de applicatie, met een code van een minuut.',
  query: AANVRAAG,
  antwoorden: { 303: { description: 'Naar de aanmelding, of terug naar de applicatie.' } },
};

export const PAR: Deel = {
  operationId: 'legAanmeldverzoekNeer',
  summary: 'Een aanmeldverzoek neerleggen',
  description: 'De applicatie legt haar verzoek vooraf neer en geeft de browser alleen een verwijzing mee.',
  formulier: open({ ...Object.fromEntries(Object.entries(AANVRAAG).map(([naam, uitleg]) => [naam, tekst(uitleg, undefined, 2000)])), ...CLIENT }),
  antwoorden: { 201: { description: 'De verwijzing.', schema: open({ request_uri: tekst('Voor de browser.'), expires_in: { type: 'integer' } }, ['request_uri', 'expires_in']) } },
};

export const METADATA: Deel = {
  operationId: 'leesOauthMetadata',
  summary: 'Adressen van OAuth',
  description: 'Authorization Server Metadata volgens RFC 8414.',
  antwoorden: { 200: { description: 'De adressen en wat er kan.', schema: open({ issuer: tekst('Wie de tokens uitgeeft.'), token_endpoint: tekst('Waar u een token vraagt.') }, ['issuer', 'token_endpoint']) } },
};

export const JWKS = {
  type: 'object',
  required: ['keys'],
  properties: { keys: { type: 'array', items: { type: 'object', additionalProperties: true }, description: 'Openbare sleutels (RFC 7517).' } },
};
