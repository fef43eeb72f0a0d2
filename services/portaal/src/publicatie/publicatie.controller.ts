import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { isUuid } from '@bronhuis/standaarden';
import { Route } from '@bronhuis/toegang';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Portier } from '../bezoek/portier.ts';
import { Weigering } from '../gateway/gateway.ts';
import { adres } from '../html.ts';
import type { Publicatie } from './publicatie.contract.ts';
import { publicatiepagina, verdwenenpagina } from './publicatie.pagina.ts';

@ApiExcludeController()
@Controller('publicaties')
export class PublicatieController {
  constructor(@Inject(Portier) private readonly portier: Portier) {}

  @Get(':id')
  @Route({ actie: 'paginas:lezen', klasse: 'openbaar' })
  een(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply, @Param('id') id: string): Promise<void> {
    return this.portier.toon(verzoek, antwoord, async (b) => {
      if (!isUuid(id)) throw new Weigering(404, undefined);
      try {
        return publicatiepagina(await b.openbaar<Publicatie>(adres`/woo-publicatie/v1/publicaties/${id}`));
      } catch (fout) {
        if (fout instanceof Weigering && fout.status === 410) return verdwenenpagina(fout.reden);
        throw fout;
      }
    });
  }
}
