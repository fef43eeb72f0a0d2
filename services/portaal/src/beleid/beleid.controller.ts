import { Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Route } from '@bronhuis/toegang';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { volgendePagina } from '../bezoek/bezoek.ts';
import type { Inzending } from '../bezoek/inzending.ts';
import { Portier } from '../bezoek/portier.ts';
import { gelukt } from '../bezoek/uitkomst.ts';
import { Weigering } from '../gateway/gateway.ts';
import { adres } from '../html.ts';
import type { Beleidsversie, Beleidsversies, HeleBeleidsversie, Simulatie } from './beleid.contract.ts';
import { beleidpagina, beleidspagina, nieuwpagina, simulatiepagina } from './beleid.pagina.ts';

const PAD = '/toegangsbeheer/v1/beleidsversies';
const DAG = /^\d{4}-\d{2}-\d{2}$/;

/** @throws Weigering 404 for what no list ever linked to */
const pad = (versie: string): string => {
  if (!/^\d{1,9}$/.test(versie)) throw new Weigering(404, undefined);
  return `${PAD}${adres`/${versie}`}`;
};
const veld = (i: Inzending, naam: string): string => (i.velden[naam] ?? '').trim();

/** The text of the file, or none: toegangsbeheer says what is wrong with it. */
const tekstVan = (i: Inzending): string => (i.bestand ? new TextDecoder().decode(i.bestand.bytes) : '');

@ApiExcludeController()
@Controller('beleid')
export class BeleidController {
  constructor(@Inject(Portier) private readonly portier: Portier) {}

  @Get()
  @Route({ actie: 'paginas:lezen', klasse: 'openbaar' })
  lijst(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply, @Query('na') na?: string): Promise<void> {
    return this.portier.toon(verzoek, antwoord, async (b) => {
      const { body } = await b.zonderDoel<Beleidsversies>({ pad: `${PAD}${na && /^\d{1,9}$/.test(na) ? adres`?na=${na}` : ''}` });
      return beleidspagina(b.bezoeker, body, volgendePagina(body.links, '/beleid'));
    });
  }

  @Post()
  @HttpCode(303)
  @Route({ actie: 'paginas:schrijven', klasse: 'openbaar' })
  maak(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply): Promise<void> {
    return this.portier.verwerk(verzoek, antwoord, '/beleid', async (b, i) => {
      const json = { tekst: tekstVan(i), reden: veld(i, 'reden'), ingangsdatum: veld(i, 'ingangsdatum'), basis: Number(veld(i, 'basis')) };
      const { body } = await b.zonderDoel<Beleidsversie>({ methode: 'POST', pad: PAD, json });
      return { naar: adres`/beleid/${String(body.versie)}`, melding: gelukt('Uw concept is bewaard', 'Leg het voor aan een collega als het klaar is.') };
    });
  }

  @Get(':versie')
  @Route({ actie: 'paginas:lezen', klasse: 'openbaar' })
  een(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply, @Param('versie') versie: string): Promise<void> {
    return this.portier.toon(verzoek, antwoord, async (b) => {
      const { body, etag } = await b.zonderDoel<HeleBeleidsversie>({ pad: pad(versie) });
      return beleidpagina(b.bezoeker, body, etag ?? '');
    });
  }

  @Get(':versie/nieuw')
  @Route({ actie: 'paginas:lezen', klasse: 'openbaar' })
  nieuw(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply, @Param('versie') versie: string): Promise<void> {
    return this.portier.toon(verzoek, antwoord, async (b) => nieuwpagina(b.bezoeker, (await b.zonderDoel<HeleBeleidsversie>({ pad: pad(versie) })).body, b.vandaag));
  }

  @Get(':versie/tekst')
  @Route({ actie: 'paginas:lezen', klasse: 'openbaar' })
  tekst(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply, @Param('versie') versie: string): Promise<void> {
    return this.portier.toon(verzoek, antwoord, async (b) => {
      const { body } = await b.zonderDoel<string>({ pad: `${pad(versie)}/tekst` });
      return { bestandsnaam: `beleid-${versie}.cedar`, soort: 'text/plain; charset=utf-8', inhoud: body };
    });
  }

  @Get(':versie/simulatie')
  @Route({ actie: 'paginas:lezen', klasse: 'openbaar' })
  simuleer(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply, @Param('versie') versie: string, @Query('van') van?: string, @Query('tot') tot?: string): Promise<void> {
    return this.portier.toon(verzoek, antwoord, async (b) => {
      const json = { ...(van && DAG.test(van) ? { van } : {}), ...(tot && DAG.test(tot) ? { tot } : {}) };
      const { body } = await b.zonderDoel<Simulatie>({ methode: 'POST', pad: `${pad(versie)}/_simulatie`, json });
      return simulatiepagina(versie, body, b.namen);
    });
  }

  @Post(':versie/voorleggen')
  @HttpCode(303)
  @Route({ actie: 'paginas:schrijven', klasse: 'openbaar' })
  legVoor(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply, @Param('versie') versie: string): Promise<void> {
    return this.doe(verzoek, antwoord, versie, '_voorleggen', 'De versie is voorgelegd');
  }

  @Post(':versie/vaststellen')
  @HttpCode(303)
  @Route({ actie: 'paginas:schrijven', klasse: 'openbaar' })
  stelVast(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply, @Param('versie') versie: string): Promise<void> {
    return this.doe(verzoek, antwoord, versie, '_vaststellen', 'De versie is vastgesteld');
  }

  @Post(':versie/afwijzen')
  @HttpCode(303)
  @Route({ actie: 'paginas:schrijven', klasse: 'openbaar' })
  wijsAf(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply, @Param('versie') versie: string): Promise<void> {
    return this.doe(verzoek, antwoord, versie, '_afwijzen', 'Deze versie gaat niet door');
  }

  @Post(':versie/terugdraaien')
  @HttpCode(303)
  @Route({ actie: 'paginas:schrijven', klasse: 'openbaar' })
  draaiTerug(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply, @Param('versie') versie: string): Promise<void> {
    return this.portier.verwerk(verzoek, antwoord, adres`/beleid/${versie}`, async (b, i) => {
      const { body } = await b.zonderDoel<Beleidsversie>({ methode: 'POST', pad: `${pad(versie)}/_terugdraaien`, json: { reden: veld(i, 'reden') } });
      return { naar: adres`/beleid/${String(body.versie)}`, melding: gelukt('Deze regels gelden nu weer') };
    });
  }

  /** What is judged is what the person saw: somebody else's change in between is not. */
  private doe(verzoek: FastifyRequest, antwoord: FastifyReply, versie: string, handeling: string, titel: string): Promise<void> {
    const terug = adres`/beleid/${versie}`;
    return this.portier.verwerk(verzoek, antwoord, terug, async (b, i) => {
      const koppen = { 'if-match': `"${veld(i, 'gezien').replace(/\D/g, '')}"` };
      const json = handeling === '_afwijzen' ? { reden: veld(i, 'reden') } : undefined;
      await b.zonderDoel({ methode: 'POST', pad: `${pad(versie)}/${handeling}`, koppen, ...(json ? { json } : {}) });
      return { naar: terug, melding: gelukt(titel) };
    });
  }
}
