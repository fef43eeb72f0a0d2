import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { isUuid } from '@bronhuis/standaarden';
import { Route } from '@bronhuis/toegang';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { volgendePagina } from '../bezoek/bezoek.ts';
import { Portier } from '../bezoek/portier.ts';
import { Weigering } from '../gateway/gateway.ts';
import { adres } from '../html.ts';
import type { Inzageantwoord } from './inzage.contract.ts';
import { inzagepagina } from './inzage.pagina.ts';

@ApiExcludeController()
@Controller('uw-gegevens')
export class InzageController {
  constructor(@Inject(Portier) private readonly portier: Portier) {}

  @Get()
  @Route({ actie: 'paginas:lezen', klasse: 'openbaar' })
  overzicht(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply, @Query('na') na?: string): Promise<void> {
    return this.portier.toon(verzoek, antwoord, async (b) => {
      const { naam } = b.eis('inwoner');
      const inzage = await b.eigen<Inzageantwoord>(`/verantwoording/v1/inzage?omvang=100${na ? adres`&na=${na}` : ''}`);
      return inzagepagina(naam, inzage, volgendePagina(inzage.links, '/uw-gegevens'), na === undefined);
    });
  }

  @Get(':id/ontvangstbewijs')
  @Route({ actie: 'paginas:lezen', klasse: 'openbaar' })
  bewijs(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply, @Param('id') id: string): Promise<void> {
    return this.portier.toon(verzoek, antwoord, async (b) => {
      if (!isUuid(id)) throw new Weigering(404, undefined);
      const bewijs = await b.eigen<object>(adres`/verantwoording/v1/inzage/${id}/ontvangstbewijs`);
      return { bestandsnaam: `ontvangstbewijs-${id}.json`, soort: 'application/json; charset=utf-8', inhoud: `${JSON.stringify(bewijs, null, 2)}\n` };
    });
  }
}
