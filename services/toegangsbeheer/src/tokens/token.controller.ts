import { Body, Controller, Get, HttpCode, Inject, Post, Res } from '@nestjs/common';
import { STANDAARD } from '@bronhuis/component';
import { ApiBody, ApiConsumes, ApiExtension, ApiExtraModels, ApiOperation, ApiResponse, ApiTags, getSchemaPath } from '@nestjs/swagger';
import { Aanroep, Aanroeper, Route } from '@bronhuis/toegang';
import type { FastifyReply } from 'fastify';
import { Sleutelbeheer } from '../sleutels/sleutelbeheer.ts';
import { TOKENVERZOEK, TokenAntwoord, TokenFout } from './token.dto.ts';
import { TOKEN_EXCHANGE, Tokens, type Tokenverzoek } from './tokens.ts';

const JWKS = {
  type: 'object',
  required: ['keys'],
  properties: { keys: { type: 'array', items: { type: 'object', additionalProperties: true }, description: 'Openbare sleutels (RFC 7517).' } },
};

const FOUT = {
  'application/json': { schema: { $ref: getSchemaPath(TokenFout) } },
  'application/problem+json': { schema: { $ref: '#/components/schemas/Probleem' } },
};

@ApiTags('tokens')
@Controller()
export class TokenController {
  constructor(
    @Inject(Tokens) private readonly tokens: Tokens,
    @Inject(Sleutelbeheer) private readonly sleutels: Sleutelbeheer,
  ) {}

  @Post('token')
  @HttpCode(200)
  @Route({ actie: 'tokens:aanmaken', klasse: 'openbaar' })
  @ApiOperation({
    operationId: 'vraagToken',
    summary: 'Token vragen',
    description: 'Een applicatie vraagt een token voor een organisatie en een doel (OAuth 2.0, client credentials met private_key_jwt). Fouten hebben de vorm van RFC 6749.',
    security: [],
  })
  @ApiExtension(STANDAARD, 'RFC 6749')
  @ApiConsumes('application/x-www-form-urlencoded')
  @ApiBody({ schema: TOKENVERZOEK, required: false })
  @ApiResponse({ status: 200, description: 'Het token.', type: TokenAntwoord })
  @ApiExtraModels(TokenFout)
  @ApiResponse({ status: 400, description: 'Geen token, met de reden. Een verzoek dat niet te lezen is, krijgt problem+json.', content: FOUT })
  @ApiResponse({ status: 401, description: 'De applicatie is niet herkend.', type: TokenFout })
  async token(@Body() verzoek: Tokenverzoek | undefined, @Aanroeper() aanroep: Aanroep, @Res() antwoord: FastifyReply): Promise<void> {
    const uitkomst = await this.tokens.vraag(verzoek ?? {}, aanroep.traceparent);
    void antwoord.header('content-type', 'application/json; charset=utf-8').header('cache-control', 'no-store');
    if ('reden' in uitkomst) {
      const status = uitkomst.fout === 'invalid_client' ? 401 : 400;
      await antwoord.code(status).send(JSON.stringify({ error: uitkomst.fout, error_description: uitkomst.reden }));
      return;
    }
    await antwoord.send(
      JSON.stringify({
        access_token: uitkomst.token,
        token_type: 'Bearer',
        expires_in: uitkomst.verlooptOver,
        ...(verzoek?.grant_type === TOKEN_EXCHANGE ? { issued_token_type: 'urn:ietf:params:oauth:token-type:access_token' } : {}),
      }),
    );
  }

  @Get('jwks')
  @Route({ actie: 'sleutels:lezen', klasse: 'openbaar' })
  @ApiOperation({ operationId: 'leesTokensleutels', summary: 'Openbare sleutels van tokens', security: [] })
  @ApiResponse({ status: 200, description: 'De sleutels waarmee tokens zijn of binnenkort worden ondertekend.', schema: JWKS })
  async jwks(): Promise<{ keys: object[] }> {
    return { keys: await this.sleutels.publiek() };
  }
}
