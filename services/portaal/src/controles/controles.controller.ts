import { Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { isUuid } from '@bronhuis/standaarden';
import { Route } from '@bronhuis/toegang';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { volgendePagina } from '../bezoek/bezoek.ts';
import { Portier } from '../bezoek/portier.ts';
import { gelukt } from '../bezoek/uitkomst.ts';
import { Weigering } from '../gateway/gateway.ts';
import { adres } from '../html.ts';
import type { Controle, Controleresultaat, Controles } from './controles.contract.ts';
import { controlepagina, controlespagina, resultaatpagina } from './controles.pagina.ts';

const PAD = '/verantwoording/v1/controleverzoeken';

/** @throws Weigering 404 for what no list ever linked to */
const pad = (id: string): string => {
  if (!isUuid(id)) throw new Weigering(404, undefined);
  return `${PAD}${adres`/${id}`}`;
};

@ApiExcludeController()
@Controller('controles')
export class ControlesController {
  constructor(@Inject(Portier) private readonly portier: Portier) {}

  @Get()
  @Route({ actie: 'paginas:lezen', klasse: 'openbaar' })
  lijst(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply, @Query('na') na?: string): Promise<void> {
    return this.portier.toon(verzoek, antwoord, async (b) => {
      const { body } = await b.voor<Controles>('logging-controle', { pad: `${PAD}${na ? adres`?na=${na}` : ''}` });
      return controlespagina(b.bezoeker, body, volgendePagina(body.links, '/controles'));
    });
  }

  @Post()
  @HttpCode(303)
  @Route({ actie: 'paginas:schrijven', klasse: 'openbaar' })
  vraag(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply): Promise<void> {
    return this.portier.verwerk(verzoek, antwoord, '/controles', async (b, { velden }) => {
      const veld = (naam: string): string => (velden[naam] ?? '').trim();
      const json = { medewerker: veld('medewerker'), reden: veld('reden'), van: veld('van'), tot: veld('tot') };
      const { body } = await b.voor<Controle>('logging-controle', { methode: 'POST', pad: PAD, json });
      return { naar: adres`/controles/${body.id}`, melding: gelukt('Uw verzoek is gedaan', 'Een tweede persoon moet het goedkeuren.') };
    });
  }

  @Get(':id')
  @Route({ actie: 'paginas:lezen', klasse: 'openbaar' })
  een(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply, @Param('id') id: string): Promise<void> {
    return this.portier.toon(verzoek, antwoord, async (b) => controlepagina(b.bezoeker, (await b.voor<Controle>('logging-controle', { pad: pad(id) })).body));
  }

  @Post(':id/goedkeuren')
  @HttpCode(303)
  @Route({ actie: 'paginas:schrijven', klasse: 'openbaar' })
  keurGoed(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply, @Param('id') id: string): Promise<void> {
    const terug = adres`/controles/${id}`;
    return this.portier.verwerk(verzoek, antwoord, terug, async (b) => {
      await b.voor('logging-controle', { methode: 'POST', pad: `${pad(id)}/_goedkeuren` });
      return { naar: terug, melding: gelukt('U keurde het verzoek goed') };
    });
  }

  @Get(':id/resultaat')
  @Route({ actie: 'paginas:lezen', klasse: 'openbaar' })
  resultaat(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply, @Param('id') id: string, @Query('na') na?: string): Promise<void> {
    return this.portier.toon(verzoek, antwoord, async (b) => {
      const { body } = await b.voor<Controleresultaat>('logging-controle', { pad: `${pad(id)}/resultaat${na ? adres`?na=${na}` : ''}` });
      return resultaatpagina(body, volgendePagina(body.links, adres`/controles/${id}/resultaat`));
    });
  }
}
