import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Route } from '@bronhuis/toegang';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { volgendePagina, type Bezoek } from '../bezoek/bezoek.ts';
import { Portier } from '../bezoek/portier.ts';
import { Weigering } from '../gateway/gateway.ts';
import { adres } from '../html.ts';
import type { RecentePublicatie, Zoekantwoord } from './zoeken.contract.ts';
import { MAX_ZOEKVRAAG, startpagina, zoekpagina } from './zoeken.pagina.ts';

/** Null when that part of the house is away: the way to one's own data stays open then. */
async function recent(b: Bezoek): Promise<RecentePublicatie[] | null> {
  try {
    return (await b.openbaar<{ resultaten: RecentePublicatie[] }>('/woo-publicatie/v1/publicaties?omvang=5')).resultaten;
  } catch (fout) {
    if (fout instanceof Weigering && fout.status >= 500) return null;
    throw fout;
  }
}

@ApiExcludeController()
@Controller()
export class ZoekenController {
  constructor(@Inject(Portier) private readonly portier: Portier) {}

  @Get()
  @Route({ actie: 'paginas:lezen', klasse: 'openbaar' })
  start(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply): Promise<void> {
    return this.portier.toon(verzoek, antwoord, async (b) => {
      return startpagina(b.bezoeker, await recent(b));
    });
  }

  @Get('zoeken')
  @Route({ actie: 'paginas:lezen', klasse: 'openbaar' })
  zoek(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply, @Query('q') q?: string, @Query('na') na?: string): Promise<void> {
    return this.portier.toon(verzoek, antwoord, async (b) => {
      const vraag = String(q ?? '').trim().slice(0, MAX_ZOEKVRAAG);
      if (vraag === '') return { naar: '/' };
      const gevonden = await b.openbaar<Zoekantwoord>(`${adres`/woo-publicatie/v1/zoekresultaten?q=${vraag}&omvang=20`}${na ? adres`&na=${na}` : '&aantal=true'}`);
      return zoekpagina(vraag, gevonden, volgendePagina(gevonden.links, adres`/zoeken?q=${vraag}`));
    });
  }
}
