import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Aanroep, Aanroeper, Route } from '@bronhuis/toegang';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Aanbieder } from './aanbieder.ts';
import { AanmeldenElders } from './aanmelden.ts';

const AANMELDEN = { actie: 'aanmeldingen:aanmaken', klasse: 'openbaar' } as const;

/** Between the application that asks and the provider of the employer: two redirects, and nothing to see. */
@ApiExcludeController()
@Controller('aanmelden')
export class AanmeldenController {
  constructor(
    @Inject(Aanbieder) private readonly aanbieder: Aanbieder,
    @Inject(AanmeldenElders) private readonly elders: AanmeldenElders,
  ) {}

  @Get()
  @Route(AANMELDEN)
  begin(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply, @Aanroeper() aanroep: Aanroep): Promise<void> {
    return this.aanbieder.inAanmelding(verzoek, antwoord, async ({ uid, params }) => {
      const { organisatie, betrouwbaarheidsniveau: niveau } = params as Record<string, string | undefined>;
      return this.elders.begin(uid, organisatie ?? aanroep.organisatie, niveau);
    });
  }

  @Get('terug')
  @Route(AANMELDEN)
  terug(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply): Promise<void> {
    return this.aanbieder.inAanmelding(verzoek, antwoord, ({ uid }) => this.elders.rondAf(uid, verzoek.url));
  }
}
