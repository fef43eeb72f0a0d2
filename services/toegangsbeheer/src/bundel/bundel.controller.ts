import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { ApiExcludeEndpoint } from '@nestjs/swagger';
import { Route } from '@bronhuis/toegang';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Bundelmaker } from './bundelmaker.ts';

/** The bundle for the components; signed, so the way there needs no trust. The gateway does not expose it. */
@Controller('bundel')
export class BundelController {
  constructor(@Inject(Bundelmaker) private readonly maker: Bundelmaker) {}

  @Get()
  @Route({ actie: 'bundel:lezen', klasse: 'openbaar' })
  @ApiExcludeEndpoint()
  async bundel(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply): Promise<void> {
    const huidig = await this.maker.huidig();
    void antwoord.header('etag', huidig.etag).header('cache-control', 'no-cache');
    if (verzoek.headers['if-none-match'] === huidig.etag) {
      await antwoord.code(304).send();
      return;
    }
    await antwoord.header('content-type', 'application/jose').send(await huidig.jws());
  }
}
