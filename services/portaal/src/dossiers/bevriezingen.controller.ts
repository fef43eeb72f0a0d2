import { Controller, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { isUuid } from '@bronhuis/standaarden';
import { Route } from '@bronhuis/toegang';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Portier } from '../bezoek/portier.ts';
import { gelukt } from '../bezoek/uitkomst.ts';
import { Weigering } from '../gateway/gateway.ts';
import { adres } from '../html.ts';
import type { NieuweBevriezing } from './dossiers.contract.ts';

const PAD = '/selectielijst/v1/bevriezingen';

@ApiExcludeController()
@Controller('dossiers/:id/bevriezingen')
export class BevriezingenController {
  constructor(@Inject(Portier) private readonly portier: Portier) {}

  @Post()
  @HttpCode(303)
  @Route({ actie: 'paginas:schrijven', klasse: 'openbaar' })
  plaats(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply, @Param('id') id: string): Promise<void> {
    const terug = adres`/dossiers/${id}`;
    return this.portier.verwerk(verzoek, antwoord, terug, async (b, { velden }) => {
      if (!isUuid(id)) throw new Weigering(404, undefined);
      const verwijzing = (velden['verwijzing'] ?? '').trim();
      const json: NieuweBevriezing = { dossier: id, grond: velden['grond'] ?? '', toelichting: (velden['toelichting'] ?? '').trim(), ...(verwijzing ? { verwijzing } : {}) };
      await b.voor('archiefbeheer', { methode: 'POST', pad: PAD, json });
      return { naar: terug, melding: gelukt('Dit dossier mag nu niet weg', 'Het komt op geen vernietigingslijst, tot u dit opheft.') };
    });
  }

  @Post(':bevriezing/opheffen')
  @HttpCode(303)
  @Route({ actie: 'paginas:schrijven', klasse: 'openbaar' })
  hefOp(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply, @Param('id') id: string, @Param('bevriezing') bevriezing: string): Promise<void> {
    const terug = adres`/dossiers/${id}`;
    return this.portier.verwerk(verzoek, antwoord, terug, async (b) => {
      if (!isUuid(bevriezing)) throw new Weigering(404, undefined);
      await b.voor('archiefbeheer', { methode: 'POST', pad: `${PAD}${adres`/${bevriezing}/_opheffen`}` });
      return { naar: terug, melding: gelukt('Opgeheven', 'Deze reden houdt het dossier niet langer vast.') };
    });
  }
}
