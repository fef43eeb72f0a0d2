import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Route } from '@bronhuis/toegang';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Portier } from '../bezoek/portier.ts';
import { foutpagina } from '../lay-out/fouten.ts';
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

  /** What is no page at all: in the frame of the site, for who is signed in too. */
  @Get('*')
  @Route({ actie: 'paginas:lezen', klasse: 'openbaar' })
  onbekend(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply): Promise<void> {
    return this.portier.toon(verzoek, antwoord, async () => foutpagina(404));
  }

  @Get('toegankelijkheid')
  @Route({ actie: 'paginas:lezen', klasse: 'openbaar' })
  toegankelijkheid(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply): Promise<void> {
    return this.portier.toon(verzoek, antwoord, async () => toegankelijkheidspagina());
  }
}
