import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { isUuid } from '@bronhuis/standaarden';
import { Route } from '@bronhuis/toegang';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { volgendePagina } from '../bezoek/bezoek.ts';
import { Portier } from '../bezoek/portier.ts';
import { Weigering } from '../gateway/gateway.ts';
import { adres } from '../html.ts';
import type { Dossier, Dossierlijst } from './dossiers.contract.ts';
import { dossierpagina, dossierspagina, type Filter } from './dossiers.pagina.ts';

@ApiExcludeController()
@Controller('dossiers')
export class DossiersController {
  constructor(@Inject(Portier) private readonly portier: Portier) {}

  @Get()
  @Route({ actie: 'paginas:lezen', klasse: 'openbaar' })
  lijst(
    @Req() verzoek: FastifyRequest,
    @Res() antwoord: FastifyReply,
    @Query('kenmerk') kenmerk?: string,
    @Query('toon') toon?: string,
    @Query('na') na?: string,
  ): Promise<void> {
    return this.portier.toon(verzoek, antwoord, async (b) => {
      const filter: Filter = { kenmerk: String(kenmerk ?? '').trim(), status: toon === 'vervallen' ? '' : String(toon ?? ''), vervallen: toon === 'vervallen' };
      const vraag = new URLSearchParams({ omvang: '50' });
      if (filter.kenmerk) vraag.set('kenmerk', filter.kenmerk);
      if (filter.status) vraag.set('status', filter.status);
      if (filter.vervallen) vraag.set('vervallen', 'true');
      if (na) vraag.set('na', na);
      const { body } = await b.zonderDoel<Dossierlijst>({ pad: `/selectielijst/v1/dossiers?${vraag.toString()}` });
      return dossierspagina(body, filter, volgendePagina(body.links, adres`/dossiers?kenmerk=${filter.kenmerk}&toon=${toon ?? ''}`));
    });
  }

  @Get(':id')
  @Route({ actie: 'paginas:lezen', klasse: 'openbaar' })
  een(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply, @Param('id') id: string): Promise<void> {
    return this.portier.toon(verzoek, antwoord, async (b) => {
      if (!isUuid(id)) throw new Weigering(404, undefined);
      return dossierpagina(b.bezoeker, (await b.zonderDoel<Dossier>({ pad: adres`/selectielijst/v1/dossiers/${id}` })).body);
    });
  }
}
