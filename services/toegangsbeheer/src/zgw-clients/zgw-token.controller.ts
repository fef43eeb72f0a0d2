import { Body, Controller, HttpCode, Inject, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Probleem } from '@bronhuis/standaarden';
import { Aanroep, Aanroeper, Route } from '@bronhuis/toegang';
import type { FastifyReply } from 'fastify';
import { ZgwTokens } from './zgw-tokens.ts';

/** For the gateway alone, that does not let anybody come here: who has a JWT brings it to the door. */
@ApiExcludeController()
@Controller('zgw-tokens')
export class ZgwTokenController {
  constructor(@Inject(ZgwTokens) private readonly tokens: ZgwTokens) {}

  @Post()
  @HttpCode(200)
  @Route({ actie: 'tokens:aanmaken', klasse: 'openbaar' })
  async wissel(@Aanroeper() aanroep: Aanroep, @Body() body: unknown, @Res() antwoord: FastifyReply): Promise<void> {
    const jwt = typeof body === 'object' && body !== null && 'jwt' in body ? body.jwt : undefined;
    const token = typeof jwt === 'string' ? await this.tokens.wissel(jwt, aanroep.traceparent) : null;
    if (!token) throw Probleem.nietAangemeld('Geef een geldig token mee in de header Authorization.');
    await antwoord
      .header('cache-control', 'no-store')
      .header('content-type', 'application/json; charset=utf-8')
      .send(JSON.stringify({ access_token: token.token, expires_in: token.verlooptOver }));
  }
}
