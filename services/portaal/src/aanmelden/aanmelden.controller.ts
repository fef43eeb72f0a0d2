import { Controller, Get, HttpCode, Inject, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { KLOK } from '@bronhuis/component';
import type { Klok } from '@bronhuis/standaarden';
import { Route } from '@bronhuis/toegang';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Portier } from '../bezoek/portier.ts';
import { gelukt } from '../bezoek/uitkomst.ts';
import { Persoonstokens } from '../gateway/persoonstoken.ts';
import { Weigering } from '../gateway/gateway.ts';
import { adres } from '../html.ts';
import { startpagina, veiligPad } from '../lay-out/menu.ts';
import { aangemeldeSessie } from '../sessie/sessie.ts';
import { aanmeldpagina, werkpagina } from './aanmelden.pagina.ts';

@ApiExcludeController()
@Controller()
export class AanmeldenController {
  constructor(
    @Inject(Portier) private readonly portier: Portier,
    @Inject(Persoonstokens) private readonly tokens: Persoonstokens,
    @Inject(KLOK) private readonly klok: Klok,
  ) {}

  @Get('aanmelden')
  @Route({ actie: 'paginas:lezen', klasse: 'openbaar' })
  formulier(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply, @Query('verder') verder?: string): Promise<void> {
    return this.portier.toon(
      verzoek,
      antwoord,
      async (b) => {
        const personen = b.bezoeker.gemeente.demonstratie ? await this.tokens.demonstratiepersonen(b.host, b.oin) : [];
        return aanmeldpagina(b.bezoeker, personen, veiligPad(verder));
      },
      true,
    );
  }

  @Post('aanmelden')
  @HttpCode(303)
  @Route({ actie: 'paginas:schrijven', klasse: 'openbaar' })
  meldAan(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply): Promise<void> {
    return this.portier.verwerk(verzoek, antwoord, '/aanmelden', async (b, { velden }) => {
      if (!b.bezoeker.gemeente.demonstratie) throw new Weigering(403, 'Aanmelden als demonstratiepersoon kan hier niet.');
      const verder = veiligPad(velden['verder']);
      const { token, geldigSeconden, persoon } = await this.tokens.meldAan(b.host, b.oin, velden['persoon'] ?? '');
      return { naar: verder ?? startpagina(persoon), sessie: aangemeldeSessie(b.oin, persoon, token, geldigSeconden, this.klok.nu()) };
    });
  }

  @Post('afmelden')
  @HttpCode(303)
  @Route({ actie: 'paginas:schrijven', klasse: 'openbaar' })
  meldAf(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply): Promise<void> {
    return this.portier.verwerk(verzoek, antwoord, '/', async () => ({ naar: adres`/`, sessie: null, melding: gelukt('U bent afgemeld') }));
  }

  @Get('mijn-werk')
  @Route({ actie: 'paginas:lezen', klasse: 'openbaar' })
  werk(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply): Promise<void> {
    return this.portier.toon(verzoek, antwoord, async (b) => werkpagina(b.eis('medewerker')));
  }
}
