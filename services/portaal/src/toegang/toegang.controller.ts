import { Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Route } from '@bronhuis/toegang';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Applicaties } from '../applicaties/applicaties.contract.ts';
import { volgendePagina, type Bezoek } from '../bezoek/bezoek.ts';
import type { Inzending } from '../bezoek/inzending.ts';
import { Portier } from '../bezoek/portier.ts';
import { gelukt } from '../bezoek/uitkomst.ts';
import { Weigering } from '../gateway/gateway.ts';
import { adres } from '../html.ts';
import type { Medewerker, MedewerkerRechten, Medewerkers, Toegangsverzoek, Toegangsverzoeken } from './toegang.contract.ts';
import { allepagina, medewerkerpagina, medewerkerspagina, nieuwpagina, toegangspagina, verzoekpagina, type Voor } from './toegang.pagina.ts';

const V1 = '/toegangsbeheer/v1';
const VERZOEKEN = `${V1}/toegangsverzoeken`;
const MEDEWERKERS = `${V1}/medewerkers`;
/** Who works with the data of people; who manages or controls is appointed by the employer. */
const ROLLEN = ['behandelaar', 'teamleider', 'informatiebeheerder', 'archivaris', 'zorgdrager', 'woo-coordinator', 'bestuurder'];
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** @throws Weigering 404 for what no list ever linked to */
const pad = (id: string): string => {
  if (!UUID.test(id)) throw new Weigering(404, undefined);
  return `${VERZOEKEN}${adres`/${id}`}`;
};
const veld = (i: Inzending, naam: string): string => (i.velden[naam] ?? '').trim();

@ApiExcludeController()
@Controller()
export class ToegangController {
  constructor(@Inject(Portier) private readonly portier: Portier) {}

  @Get('toegang')
  @Route({ actie: 'paginas:lezen', klasse: 'openbaar' })
  overzicht(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply): Promise<void> {
    return this.portier.toon(verzoek, antwoord, async (b) => {
      const met = async (status: string): Promise<Toegangsverzoeken> => (await b.zonderDoel<Toegangsverzoeken>({ pad: `${VERZOEKEN}?status=${status}&omvang=100` })).body;
      return toegangspagina(b.bezoeker, await met('ingediend'), await met('toegekend'), b.namen);
    });
  }

  @Get('toegang/alle')
  @Route({ actie: 'paginas:lezen', klasse: 'openbaar' })
  alle(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply, @Query('na') na?: string): Promise<void> {
    return this.portier.toon(verzoek, antwoord, async (b) => {
      const { body } = await b.zonderDoel<Toegangsverzoeken>({ pad: `${VERZOEKEN}${na && UUID.test(na) ? adres`?na=${na}` : ''}` });
      return allepagina(body, volgendePagina(body.links, '/toegang/alle'), b.namen);
    });
  }

  @Get('toegang/nieuw')
  @Route({ actie: 'paginas:lezen', klasse: 'openbaar' })
  nieuw(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply, @Query('voor') voor?: string): Promise<void> {
    return this.portier.toon(verzoek, antwoord, async (b) => {
      const wie: Voor = voor === 'applicatie' ? 'applicatie' : 'medewerker';
      return nieuwpagina(b.bezoeker, wie, await bekenden(b, wie), ROLLEN, b.alleDoelen());
    });
  }

  @Post('toegang')
  @HttpCode(303)
  @Route({ actie: 'paginas:schrijven', klasse: 'openbaar' })
  vraag(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply): Promise<void> {
    return this.portier.verwerk(verzoek, antwoord, '/toegang', async (b, i) => {
      const wie = veld(i, 'voor') === 'applicatie' ? { applicatie: veld(i, 'applicatie') } : { medewerker: veld(i, 'medewerker'), rol: veld(i, 'rol') };
      const json = { ...wie, activiteiten: [veld(i, 'activiteit')], tot: veld(i, 'tot'), herbeoordelen: veld(i, 'herbeoordelen'), reden: veld(i, 'reden') };
      const { body } = await b.zonderDoel<Toegangsverzoek>({ methode: 'POST', pad: VERZOEKEN, json });
      return { naar: adres`/toegang/${body.id}`, melding: gelukt('Uw verzoek is ingediend', 'De eigenaar van de gegevens beslist.') };
    });
  }

  @Get('toegang/:id')
  @Route({ actie: 'paginas:lezen', klasse: 'openbaar' })
  een(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply, @Param('id') id: string): Promise<void> {
    return this.portier.toon(verzoek, antwoord, async (b) => {
      const { body, etag } = await b.zonderDoel<Toegangsverzoek>({ pad: pad(id) });
      return verzoekpagina(b.bezoeker, body, etag ?? '', b.namen);
    });
  }

  @Post('toegang/:id/toekennen')
  @HttpCode(303)
  @Route({ actie: 'paginas:schrijven', klasse: 'openbaar' })
  kenToe(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply, @Param('id') id: string): Promise<void> {
    return this.doe(verzoek, antwoord, id, 'toekennen', 'De toegang geldt vanaf nu');
  }

  @Post('toegang/:id/afwijzen')
  @HttpCode(303)
  @Route({ actie: 'paginas:schrijven', klasse: 'openbaar' })
  wijsAf(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply, @Param('id') id: string): Promise<void> {
    return this.doe(verzoek, antwoord, id, 'afwijzen', 'Het verzoek is afgewezen');
  }

  @Post('toegang/:id/behouden')
  @HttpCode(303)
  @Route({ actie: 'paginas:schrijven', klasse: 'openbaar' })
  behoud(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply, @Param('id') id: string): Promise<void> {
    return this.doe(verzoek, antwoord, id, 'behouden', 'De toegang blijft');
  }

  @Post('toegang/:id/beeindigen')
  @HttpCode(303)
  @Route({ actie: 'paginas:schrijven', klasse: 'openbaar' })
  beeindig(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply, @Param('id') id: string): Promise<void> {
    return this.doe(verzoek, antwoord, id, 'beeindigen', 'De toegang is er niet meer');
  }

  @Get('medewerkers')
  @Route({ actie: 'paginas:lezen', klasse: 'openbaar' })
  medewerkers(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply, @Query('na') na?: string): Promise<void> {
    return this.portier.toon(verzoek, antwoord, async (b) => {
      const { body } = await b.zonderDoel<Medewerkers>({ pad: `${MEDEWERKERS}${na ? adres`?na=${na}` : ''}` });
      return medewerkerspagina(body, volgendePagina(body.links, '/medewerkers'));
    });
  }

  @Get('medewerkers/:id')
  @Route({ actie: 'paginas:lezen', klasse: 'openbaar' })
  medewerker(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply, @Param('id') id: string): Promise<void> {
    return this.portier.toon(verzoek, antwoord, async (b) => {
      if (id.length > 100) throw new Weigering(404, undefined);
      const van = `${MEDEWERKERS}${adres`/${id}`}`;
      const medewerker = (await b.zonderDoel<Medewerker>({ pad: van })).body;
      return medewerkerpagina(medewerker, (await b.zonderDoel<MedewerkerRechten>({ pad: `${van}/rechten` })).body, b.namen);
    });
  }

  /** What is judged is what the person saw: somebody else's step in between is not. */
  private doe(verzoek: FastifyRequest, antwoord: FastifyReply, id: string, wat: string, titel: string): Promise<void> {
    const terug = adres`/toegang/${id}`;
    return this.portier.verwerk(verzoek, antwoord, terug, async (b, i) => {
      const koppen = { 'if-match': `"${veld(i, 'gezien').replace(/\D/g, '')}"` };
      await b.zonderDoel({ methode: 'POST', pad: `${pad(id)}/_${wat}`, koppen, json: { toelichting: veld(i, `${wat}-toelichting`) } });
      return { naar: terug, melding: gelukt(titel) };
    });
  }
}

async function bekenden(b: Bezoek, voor: Voor): Promise<(readonly [string, string])[]> {
  const { body } =
    voor === 'medewerker' ? await b.zonderDoel<Medewerkers>({ pad: `${MEDEWERKERS}?omvang=100` }) : await b.zonderDoel<Applicaties>({ pad: `${V1}/applicaties?omvang=100` });
  return body.resultaten.filter((x) => !('soort' in x) || x.soort === 'applicatie').map((x) => [x.id, x.naam] as const);
}
