import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Route } from '@bronhuis/toegang';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { volgendePagina } from '../bezoek/bezoek.ts';
import { Portier } from '../bezoek/portier.ts';
import { adres } from '../html.ts';
import type { Applicatie, Applicaties, Rechten } from './applicaties.contract.ts';
import { applicatiepad, PAD } from './adressen.ts';
import { applicatiepagina, applicatiespagina } from './applicaties.pagina.ts';

@ApiExcludeController()
@Controller('applicaties')
export class ApplicatiesController {
  constructor(@Inject(Portier) private readonly portier: Portier) {}

  @Get()
  @Route({ actie: 'paginas:lezen', klasse: 'openbaar' })
  lijst(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply, @Query('na') na?: string): Promise<void> {
    return this.portier.toon(verzoek, antwoord, async (b) => {
      const { body } = await b.zonderDoel<Applicaties>({ pad: `${PAD}${na ? adres`?na=${na}` : ''}` });
      return applicatiespagina(b.bezoeker, body, volgendePagina(body.links, '/applicaties'));
    });
  }

  @Get('toegangsregister')
  @Route({ actie: 'paginas:lezen', klasse: 'openbaar' })
  toegangsregister(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply): Promise<void> {
    return this.portier.toon(verzoek, antwoord, async (b) => {
      const { body } = await b.zonderDoel<string>({ pad: '/toegangsbeheer/v1/toegangsregister' });
      return { bestandsnaam: 'toegangsregister.csv', soort: 'text/csv; charset=utf-8', inhoud: body };
    });
  }

  @Get(':id')
  @Route({ actie: 'paginas:lezen', klasse: 'openbaar' })
  een(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply, @Param('id') id: string): Promise<void> {
    return this.portier.toon(verzoek, antwoord, async (b) => {
      const pad = applicatiepad(id);
      const applicatie = (await b.zonderDoel<Applicatie>({ pad })).body;
      return applicatiepagina(b.bezoeker, applicatie, (await b.zonderDoel<Rechten>({ pad: `${pad}/rechten` })).body);
    });
  }
}
