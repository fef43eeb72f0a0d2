import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Route } from '@bronhuis/toegang';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Portier } from '../bezoek/portier.ts';
import type { Activiteiten, Cijfers } from './toezicht.contract.ts';
import { cijferspagina, registerpagina } from './toezicht.pagina.ts';

@ApiExcludeController()
@Controller()
export class ToezichtController {
  constructor(@Inject(Portier) private readonly portier: Portier) {}

  @Get('cijfers')
  @Route({ actie: 'paginas:lezen', klasse: 'openbaar' })
  cijfers(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply): Promise<void> {
    return this.portier.toon(verzoek, antwoord, async (b) => cijferspagina((await b.zonderDoel<Cijfers>({ pad: '/verantwoording/v1/cijfers' })).body));
  }

  @Get('register')
  @Route({ actie: 'paginas:lezen', klasse: 'openbaar' })
  register(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply): Promise<void> {
    return this.portier.toon(verzoek, antwoord, async (b) => registerpagina((await b.zonderDoel<Activiteiten>({ pad: '/verantwoording/v1/verwerkingsactiviteiten' })).body));
  }
}
