import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Route } from '@bronhuis/toegang';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Portier } from '../bezoek/portier.ts';
import { overpagina, toegankelijkheidspagina } from './over.pagina.ts';

@ApiExcludeController()
@Controller()
export class OverController {
  constructor(@Inject(Portier) private readonly portier: Portier) {}

  @Get('over')
  @Route({ actie: 'paginas:lezen', klasse: 'openbaar' })
  over(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply): Promise<void> {
    return this.portier.toon(verzoek, antwoord, async (b) => overpagina(b.bezoeker.gemeente));
  }

  @Get('toegankelijkheid')
  @Route({ actie: 'paginas:lezen', klasse: 'openbaar' })
  toegankelijkheid(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply): Promise<void> {
    return this.portier.toon(verzoek, antwoord, async () => toegankelijkheidspagina());
  }
}
