import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { isUuid } from '@bronhuis/standaarden';
import { Route } from '@bronhuis/toegang';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { volgendePagina } from '../bezoek/bezoek.ts';
import { Portier } from '../bezoek/portier.ts';
import { Weigering } from '../gateway/gateway.ts';
import { adres } from '../html.ts';
import type { Beslissing, Beslissingen, Herhaling } from './beslissingen.contract.ts';
import { beslissingenpagina, waarompagina } from './beslissingen.pagina.ts';

const PAD = '/toegangsbeheer/v1/beslissingen';
const DAG = /^\d{4}-\d{2}-\d{2}$/;

/** Why somebody could, or could not, see something: who accounts for it starts at what it was about. */
@ApiExcludeController()
@Controller('beslissingen')
export class BeslissingenController {
  constructor(@Inject(Portier) private readonly portier: Portier) {}

  @Get()
  @Route({ actie: 'paginas:lezen', klasse: 'openbaar' })
  lijst(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply, @Query('bron') bron?: string, @Query('dag') dag?: string, @Query('na') na?: string): Promise<void> {
    return this.portier.toon(verzoek, antwoord, async (b) => {
      b.eis('medewerker');
      const vraag = { bron: (bron ?? '').trim().slice(0, 200), dag: dag && DAG.test(dag) ? dag : '' };
      const q = new URLSearchParams(Object.entries({ bron: vraag.bron, van: vraag.dag, tot: vraag.dag, na: na && isUuid(na) ? na : '' }).filter(([, w]) => w !== ''));
      const { body } = await b.voor<Beslissingen>('logging-controle', { pad: `${PAD}?${q}` });
      const hier = new URLSearchParams(Object.entries(vraag).filter(([, w]) => w !== '')).toString();
      return beslissingenpagina(vraag, body, volgendePagina(body.links, `/beslissingen${hier ? `?${hier}` : ''}`));
    });
  }

  @Get(':id')
  @Route({ actie: 'paginas:lezen', klasse: 'openbaar' })
  een(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply, @Param('id') id: string): Promise<void> {
    return this.portier.toon(verzoek, antwoord, async (b) => {
      if (!isUuid(id)) throw new Weigering(404, undefined);
      const pad = `${PAD}${adres`/${id}`}`;
      const beslissing = (await b.voor<Beslissing>('logging-controle', { pad })).body;
      const herhaling = (await b.voor<Herhaling>('logging-controle', { pad: `${pad}/herhaling` })).body;
      return waarompagina(beslissing, herhaling, b.namen);
    });
  }
}
