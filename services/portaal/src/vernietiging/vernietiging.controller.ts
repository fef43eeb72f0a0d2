import { Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { isUuid } from '@bronhuis/standaarden';
import { Route } from '@bronhuis/toegang';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { volgendePagina, type Bezoek } from '../bezoek/bezoek.ts';
import { Portier } from '../bezoek/portier.ts';
import { gelukt } from '../bezoek/uitkomst.ts';
import { Weigering } from '../gateway/gateway.ts';
import { adres } from '../html.ts';
import type { OndertekendeVerklaring } from './verklaring.contract.ts';
import { verklaringpagina } from './verklaring.pagina.ts';
import type { Lijst, Lijsten } from './vernietiging.contract.ts';
import { lijstenpagina, lijstpagina } from './vernietiging.pagina.ts';

const PAD = '/selectielijst/v1/vernietigingslijsten';

@ApiExcludeController()
@Controller()
export class VernietigingController {
  constructor(@Inject(Portier) private readonly portier: Portier) {}

  @Get('vernietigingslijsten')
  @Route({ actie: 'paginas:lezen', klasse: 'openbaar' })
  lijsten(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply, @Query('na') na?: string): Promise<void> {
    return this.portier.toon(verzoek, antwoord, async (b) => {
      const { body } = await b.zonderDoel<Lijsten>({ pad: `${PAD}${na ? adres`?na=${na}` : ''}` });
      return lijstenpagina(b.bezoeker, body, volgendePagina(body.links, '/vernietigingslijsten'));
    });
  }

  @Post('vernietigingslijsten')
  @HttpCode(303)
  @Route({ actie: 'paginas:schrijven', klasse: 'openbaar' })
  maak(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply): Promise<void> {
    return this.portier.verwerk(verzoek, antwoord, '/vernietigingslijsten', async (b, { velden }) => {
      const { body } = await b.voor<Lijst>('archiefbeheer', { methode: 'POST', pad: PAD, json: { naam: (velden['naam'] ?? '').trim() } });
      return { naar: adres`/vernietigingslijsten/${body.id}`, melding: gelukt('De lijst wordt samengesteld') };
    });
  }

  @Get('vernietigingslijsten/:id')
  @Route({ actie: 'paginas:lezen', klasse: 'openbaar' })
  een(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply, @Param('id') id: string): Promise<void> {
    return this.portier.toon(verzoek, antwoord, async (b) => lijstpagina(b.bezoeker, await this.lees(b, id)));
  }

  @Post('vernietigingslijsten/:id/oordeel')
  @HttpCode(303)
  @Route({ actie: 'paginas:schrijven', klasse: 'openbaar' })
  oordeel(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply, @Param('id') id: string): Promise<void> {
    const terug = adres`/vernietigingslijsten/${id}`;
    return this.portier.verwerk(verzoek, antwoord, terug, async (b, { velden }) => {
      const toelichting = (velden['toelichting'] ?? '').trim();
      const json = { rol: velden['rol'] ?? '', besluit: velden['besluit'] ?? '', ...(toelichting ? { toelichting } : {}) };
      await b.voor('archiefbeheer', { methode: 'POST', pad: `${PAD}${adres`/${id}/beoordelingen`}`, json });
      return { naar: terug, melding: gelukt('Uw oordeel is vastgelegd') };
    });
  }

  @Post('vernietigingslijsten/:id/uitvoeren')
  @HttpCode(303)
  @Route({ actie: 'paginas:schrijven', klasse: 'openbaar' })
  voerUit(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply, @Param('id') id: string): Promise<void> {
    const terug = adres`/vernietigingslijsten/${id}`;
    return this.portier.verwerk(verzoek, antwoord, terug, async (b) => {
      await b.voor('archiefbeheer', { methode: 'POST', pad: `${PAD}${adres`/${id}/_uitvoeren`}` });
      return { naar: terug, melding: gelukt('Het vernietigen is begonnen', 'U hoeft niet te wachten: het gaat vanzelf verder.') };
    });
  }

  @Get('verklaringen/:id')
  @Route({ actie: 'paginas:lezen', klasse: 'openbaar' })
  verklaring(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply, @Param('id') id: string): Promise<void> {
    return this.portier.toon(verzoek, antwoord, async (b) => verklaringpagina(id, await this.leesVerklaring(b, id)));
  }

  @Get('verklaringen/:id/bestand')
  @Route({ actie: 'paginas:lezen', klasse: 'openbaar' })
  bestand(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply, @Param('id') id: string): Promise<void> {
    return this.portier.toon(verzoek, antwoord, async (b) => ({
      bestandsnaam: `verklaring-van-vernietiging-${id}.json`,
      soort: 'application/json; charset=utf-8',
      inhoud: `${JSON.stringify(await this.leesVerklaring(b, id), null, 2)}\n`,
    }));
  }

  private async lees(b: Bezoek, id: string): Promise<Lijst> {
    if (!isUuid(id)) throw new Weigering(404, undefined);
    return (await b.zonderDoel<Lijst>({ pad: `${PAD}${adres`/${id}`}` })).body;
  }

  private async leesVerklaring(b: Bezoek, id: string): Promise<OndertekendeVerklaring> {
    if (!isUuid(id)) throw new Weigering(404, undefined);
    return (await b.zonderDoel<OndertekendeVerklaring>({ pad: adres`/selectielijst/v1/verklaringen-van-vernietiging/${id}` })).body;
  }
}
