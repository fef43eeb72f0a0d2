import { Controller, Get, HttpCode, Inject, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { CONFIG, KLOK, type Config } from '@bronhuis/component';
import type { Klok } from '@bronhuis/standaarden';
import { Route } from '@bronhuis/toegang';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Portier } from '../bezoek/portier.ts';
import { gelukt, mislukt } from '../bezoek/uitkomst.ts';
import { Persoonstokens } from '../gateway/persoonstoken.ts';
import { Weigering } from '../gateway/gateway.ts';
import { adres } from '../html.ts';
import { startpagina, veiligPad } from '../lay-out/menu.ts';
import { aangemeldeSessie, nieuweSessie } from '../sessie/sessie.ts';
import { aanmeldpagina, werkpagina } from './aanmelden.pagina.ts';
import { beginAdres, leesTerug, nieuwOnderweg, terugAdres } from './elders.ts';

/** Levels of assurance (eIDAS). */
const NIVEAUS = ['laag', 'substantieel', 'hoog'];

@ApiExcludeController()
@Controller()
export class AanmeldenController {
  private readonly issuer: string;

  constructor(
    @Inject(Portier) private readonly portier: Portier,
    @Inject(Persoonstokens) private readonly tokens: Persoonstokens,
    @Inject(KLOK) private readonly klok: Klok,
    @Inject(CONFIG) config: Config,
  ) {
    this.issuer = config.PUBLIEKE_URL.replace(/\/+$/, '');
  }

  @Get('aanmelden')
  @Route({ actie: 'paginas:lezen', klasse: 'openbaar' })
  formulier(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply, @Query('verder') verder?: string): Promise<void> {
    return this.portier.toon(
      verzoek,
      antwoord,
      async (b) => {
        const personen = b.bezoeker.gemeente.demonstratie ? await this.tokens.demonstratiepersonen(b.van, b.oin) : [];
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
      const { token, geldigSeconden, persoon } = await this.tokens.meldAan(b.van, b.oin, velden['persoon'] ?? '');
      return { naar: verder ?? startpagina(persoon), sessie: aangemeldeSessie(b.oin, persoon, token, geldigSeconden, this.klok.nu()) };
    });
  }

  /** To the provider of the municipality, by way of toegangsbeheer. */
  @Get('aanmelden/medewerker')
  @Route({ actie: 'paginas:lezen', klasse: 'openbaar' })
  medewerker(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply, @Query('verder') verder?: string, @Query('niveau') niveau?: string): Promise<void> {
    return this.portier.toon(
      verzoek,
      antwoord,
      async (b) => {
        if (!b.bezoeker.gemeente.aanmelden) return { naar: '/aanmelden' };
        const onderweg = nieuwOnderweg(veiligPad(verder));
        const sessie = { ...(b.sessie ?? nieuweSessie(b.oin, this.klok.nu())), onderweg };
        return { naar: beginAdres(this.issuer, b.oin, this.terug(b.van.host), onderweg, NIVEAUS.find((n) => n === niveau)), sessie };
      },
      true,
    );
  }

  /** Back from there: with a code, or with why not. */
  @Get('aanmelden/terug')
  @Route({ actie: 'paginas:lezen', klasse: 'openbaar' })
  teruggekomen(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply, @Query() query: Record<string, unknown>): Promise<void> {
    return this.portier.toon(verzoek, antwoord, async (b) => {
      const { onderweg, ...rest } = b.sessie ?? { onderweg: undefined };
      const terug = leesTerug(query, this.issuer, onderweg);
      // The attempt is over, whatever came of it; whoever was signed in already still is.
      const opnieuw = { naar: '/aanmelden', ...('organisatie' in rest ? { sessie: rest } : {}) };
      if (!onderweg || 'reden' in terug) return { ...opnieuw, melding: mislukt('Aanmelden lukte niet', ('reden' in terug && terug.reden) || 'Probeer het opnieuw.') };
      try {
        const { token, geldigSeconden, persoon } = await this.tokens.metCode(b.van, { code: terug.code, verifier: onderweg.verifier, terug: this.terug(b.van.host) });
        return { naar: onderweg.verder ?? startpagina(persoon), sessie: aangemeldeSessie(b.oin, persoon, token, geldigSeconden, this.klok.nu()) };
      } catch (fout) {
        if (!(fout instanceof Weigering) || fout.status >= 500) throw fout;
        return { ...opnieuw, melding: mislukt('Aanmelden lukte niet', fout.detail ?? 'Probeer het opnieuw.') };
      }
    });
  }

  private terug(host: string): string {
    return terugAdres({ host, https: this.issuer.startsWith('https:') });
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
