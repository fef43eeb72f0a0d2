import { Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { isUuid } from '@bronhuis/standaarden';
import { Route } from '@bronhuis/toegang';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { volgendePagina, type Bezoek } from '../bezoek/bezoek.ts';
import { Portier } from '../bezoek/portier.ts';
import type { Inzending } from '../bezoek/inzending.ts';
import { gelukt, mislukt, type Uitkomst } from '../bezoek/uitkomst.ts';
import { Weigering, type Roep } from '../gateway/gateway.ts';
import { adres } from '../html.ts';
import type { Concept, Concepten } from './concepten.contract.ts';
import { conceptenpagina, conceptpagina } from './concepten.pagina.ts';
import { mediatype, metAfweging, metWeglating, wijziging, zonderWeglating } from './invoer.ts';

const PAD = '/woo-publicatie/v1/concepten';

@ApiExcludeController()
@Controller('concepten')
export class ConceptenController {
  constructor(@Inject(Portier) private readonly portier: Portier) {}

  @Get()
  @Route({ actie: 'paginas:lezen', klasse: 'openbaar' })
  lijst(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply, @Query('na') na?: string): Promise<void> {
    return this.portier.toon(verzoek, antwoord, async (b) => {
      const { body } = await b.voor<Concepten>('openbaarmaking', { pad: `${PAD}${na ? adres`?na=${na}` : ''}` });
      return conceptenpagina(body, volgendePagina(body.links, '/concepten'));
    });
  }

  @Get(':id')
  @Route({ actie: 'paginas:lezen', klasse: 'openbaar' })
  een(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply, @Param('id') id: string): Promise<void> {
    return this.portier.toon(verzoek, antwoord, async (b) => conceptpagina(b.bezoeker, await this.lees(b, id)));
  }

  @Post(':id')
  @HttpCode(303)
  @Route({ actie: 'paginas:schrijven', klasse: 'openbaar' })
  bewaar(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply, @Param('id') id: string): Promise<void> {
    return this.wijzig(verzoek, antwoord, id, 'Bewaard', (_, { velden }) => ({ methode: 'PATCH', pad: '', json: wijziging(velden) }));
  }

  @Post(':id/documenten')
  @HttpCode(303)
  @Route({ actie: 'paginas:schrijven', klasse: 'openbaar' })
  bied(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply, @Param('id') id: string): Promise<void> {
    const terug = adres`/concepten/${id}`;
    return this.portier.verwerk(verzoek, antwoord, terug, async (b, { velden, bestand }): Promise<Uitkomst> => {
      if (!bestand) return { naar: terug, melding: mislukt('Er is geen bestand gekozen', 'Kies een PDF of een tekstbestand.') };
      const { body } = await b.voor<{ opmerkingen: string[] }>('openbaarmaking', {
        methode: 'POST',
        pad: `${PAD}${adres`/${id}/documenten?bestandsnaam=${bestand.naam}&titel=${(velden['titel'] ?? '').trim() || bestand.naam}`}`,
        inhoud: { soort: mediatype(bestand.naam, bestand.soort), bytes: bestand.bytes },
      });
      return { naar: terug, melding: gelukt('Het document is nagekeken en kan online', ...body.opmerkingen) };
    });
  }

  @Post(':id/documenten/:document/verwijderen')
  @HttpCode(303)
  @Route({ actie: 'paginas:schrijven', klasse: 'openbaar' })
  verwijder(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply, @Param('id') id: string, @Param('document') document: string): Promise<void> {
    return this.wijzig(verzoek, antwoord, id, 'Het document is weggehaald', () => ({ methode: 'DELETE', pad: adres`/documenten/${document}` }));
  }

  @Post(':id/afwegingen')
  @HttpCode(303)
  @Route({ actie: 'paginas:schrijven', klasse: 'openbaar' })
  weegAf(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply, @Param('id') id: string): Promise<void> {
    return this.wijzig(verzoek, antwoord, id, 'De afweging is vastgelegd', (c, { velden }) => ({
      methode: 'PUT',
      pad: '/afwegingen',
      json: { afwegingen: metAfweging(c.afwegingen, velden) },
    }));
  }

  @Post(':id/weglatingen')
  @HttpCode(303)
  @Route({ actie: 'paginas:schrijven', klasse: 'openbaar' })
  laatWeg(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply, @Param('id') id: string): Promise<void> {
    return this.wijzig(verzoek, antwoord, id, 'Toegevoegd', (c, { velden }) => ({ methode: 'PUT', pad: '/weglatingen', json: { weglatingen: metWeglating(c.weglatingen, velden) } }));
  }

  @Post(':id/weglatingen/verwijderen')
  @HttpCode(303)
  @Route({ actie: 'paginas:schrijven', klasse: 'openbaar' })
  herstel(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply, @Param('id') id: string): Promise<void> {
    return this.wijzig(verzoek, antwoord, id, 'Weggehaald', (c, { velden }) => ({ methode: 'PUT', pad: '/weglatingen', json: { weglatingen: zonderWeglating(c.weglatingen, velden) } }));
  }

  @Post(':id/publiceren')
  @HttpCode(303)
  @Route({ actie: 'paginas:schrijven', klasse: 'openbaar' })
  publiceer(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply, @Param('id') id: string): Promise<void> {
    return this.wijzig(verzoek, antwoord, id, 'Dit is nu openbaar', () => ({ methode: 'POST', pad: '/_publiceren' }));
  }

  /** A change builds on the version that the person saw: somebody else's change in between is not overwritten. */
  private wijzig(verzoek: FastifyRequest, antwoord: FastifyReply, id: string, titel: string, maak: (c: Concept, i: Inzending) => Roep): Promise<void> {
    const terug = adres`/concepten/${id}`;
    return this.portier.verwerk(verzoek, antwoord, terug, async (b, inzending) => {
      const concept = await this.lees(b, id);
      const roep = maak(concept, inzending);
      const versie = inzending.velden['versie'] ?? String(concept.versie);
      await b.voor('openbaarmaking', { ...roep, pad: `${PAD}${adres`/${id}`}${roep.pad}`, koppen: { 'if-match': `"${versie.replace(/\D/g, '')}"` } });
      return { naar: terug, melding: gelukt(titel) };
    });
  }

  private async lees(b: Bezoek, id: string): Promise<Concept> {
    if (!isUuid(id)) throw new Weigering(404, undefined);
    return (await b.voor<Concept>('openbaarmaking', { pad: `${PAD}${adres`/${id}`}` })).body;
  }
}
