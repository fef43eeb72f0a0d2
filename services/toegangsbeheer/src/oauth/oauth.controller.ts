import { Controller, Get, Header, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Aanroep, Aanroeper, Route } from '@bronhuis/toegang';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Sleutelbeheer } from '../sleutels/sleutelbeheer.ts';
import { Aanbieder } from './aanbieder.ts';
import { Oauth } from './beschrijving.ts';
import * as schema from './oauth.schema.ts';

const TOKENS = { actie: 'tokens:aanmaken', klasse: 'openbaar' } as const;

/** The endpoints of OAuth 2.0 (NL GOV 1.2): oidc-provider answers them, from the first byte to the last. */
@ApiTags('tokens')
@Controller()
export class OauthController {
  constructor(
    @Inject(Aanbieder) private readonly aanbieder: Aanbieder,
    @Inject(Sleutelbeheer) private readonly sleutels: Sleutelbeheer,
  ) {}

  @Post('token')
  @Route(TOKENS)
  @Oauth({ ...schema.TOKEN, standaard: 'RFC 6749' })
  token(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply, @Aanroeper() aanroep: Aanroep): Promise<void> {
    return this.geef(verzoek, antwoord, aanroep);
  }

  @Post('introspect')
  @Route(TOKENS)
  @Oauth({ ...schema.INTROSPECTIE, standaard: 'RFC 7662' })
  introspectie(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply, @Aanroeper() aanroep: Aanroep): Promise<void> {
    return this.geef(verzoek, antwoord, aanroep);
  }

  @Post('revoke')
  @Route(TOKENS)
  @Oauth({ ...schema.HERROEPING, standaard: 'RFC 7009' })
  herroep(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply, @Aanroeper() aanroep: Aanroep): Promise<void> {
    return this.geef(verzoek, antwoord, aanroep);
  }

  @Post('par')
  @Route(TOKENS)
  @Oauth({ ...schema.PAR, standaard: 'RFC 9126' })
  par(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply, @Aanroeper() aanroep: Aanroep): Promise<void> {
    return this.geef(verzoek, antwoord, aanroep);
  }

  @Get('authorize')
  @Route(TOKENS)
  @Oauth({ ...schema.AUTORISATIE, standaard: 'RFC 6749' })
  autoriseer(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply, @Aanroeper() aanroep: Aanroep): Promise<void> {
    return this.geef(verzoek, antwoord, aanroep);
  }

  /** Where a sign-in goes on, with the cookie of who began it. */
  @Get('authorize/:uid')
  @Route(TOKENS)
  @ApiExcludeEndpoint()
  verder(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply, @Aanroeper() aanroep: Aanroep): Promise<void> {
    return this.geef(verzoek, antwoord, aanroep);
  }

  @Get('jwks')
  @Header('cache-control', 'public, max-age=30')
  @Route({ actie: 'sleutels:lezen', klasse: 'openbaar' })
  @ApiOperation({ operationId: 'leesTokensleutels', summary: 'Openbare sleutels van tokens', security: [] })
  @ApiResponse({ status: 200, description: 'De sleutels waarmee tokens zijn of binnenkort worden ondertekend.', schema: schema.JWKS })
  async jwks(): Promise<{ keys: object[] }> {
    return { keys: await this.sleutels.publiek() };
  }

  private geef(verzoek: FastifyRequest, antwoord: FastifyReply, aanroep: Aanroep): Promise<void> {
    return this.aanbieder.beantwoord(verzoek, antwoord, aanroep.traceparent);
  }
}

/** Where everything is found (RFC 8414 §3). */
@ApiTags('tokens')
@Controller('.well-known')
export class OauthMetadataController {
  constructor(@Inject(Aanbieder) private readonly aanbieder: Aanbieder) {}

  @Get('oauth-authorization-server')
  @Route({ actie: 'sleutels:lezen', klasse: 'openbaar' })
  @Oauth({ ...schema.METADATA, standaard: 'RFC 8414' })
  metadata(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply, @Aanroeper() aanroep: Aanroep): Promise<void> {
    return this.aanbieder.beantwoord(verzoek, antwoord, aanroep.traceparent);
  }
}
