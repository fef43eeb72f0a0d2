import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Route } from '@bronhuis/toegang';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Portier } from '../bezoek/portier.ts';
import { Weigering } from '../gateway/gateway.ts';
import { leesKeuze, objectadres, objectpad, verschiladres, verschilvraag, type Plek } from './adressen.ts';
import { bijType } from './bij-type.ts';
import { objectpagina, vernietigdpagina } from './object.pagina.ts';
import type { Tijdlijn, Verschillen } from './registers.contract.ts';
import { verschilpagina } from './verschil.pagina.ts';

@ApiExcludeController()
@Controller('objecttypen/:type/objecten/:id')
export class ObjectenController {
  constructor(@Inject(Portier) private readonly portier: Portier) {}

  @Get()
  @Route({ actie: 'paginas:lezen', klasse: 'openbaar' })
  een(
    @Req() verzoek: FastifyRequest,
    @Res() antwoord: FastifyReply,
    @Param('type') typeId: string,
    @Param('id') id: string,
    @Query('doel') doel?: string,
    @Query('geldigOp') geldigOp?: string,
    @Query('beschikbaarOp') beschikbaarOp?: string,
  ): Promise<void> {
    return this.portier.toon(verzoek, antwoord, (b) => {
      const gekozen = leesKeuze(geldigOp, beschikbaarOp, b.vandaag);
      const plek = (d: string | null): Plek => ({ type: typeId, object: id, doel: d });
      return bijType(b, typeId, doel, (d) => objectadres(plek(d), gekozen), async ({ type, activiteit, doel: d }) => {
        const lijn = await leesOfVernietigd(() => b.voorDoel<Tijdlijn>(activiteit, { pad: `${objectpad(id)}/tijdlijn` }), typeId);
        if ('titel' in lijn) return lijn;
        return objectpagina({ plek: plek(d), type, lijn: lijn.body, vandaag: b.vandaag, gekozen, namen: b.namen });
      });
    });
  }

  @Get('verschil')
  @Route({ actie: 'paginas:lezen', klasse: 'openbaar' })
  verschil(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply, @Param('type') typeId: string, @Param('id') id: string, @Query() q: Record<string, unknown>): Promise<void> {
    return this.portier.toon(verzoek, antwoord, (b) => {
      const nu = { geldigOp: b.vandaag, beschikbaarOp: null };
      const tussen = { van: leesKeuze(q['van'], q['vanBeschikbaarOp'], b.vandaag) ?? nu, tot: leesKeuze(q['tot'], q['totBeschikbaarOp'], b.vandaag) ?? nu };
      const plek = (d: string | null): Plek => ({ type: typeId, object: id, doel: d });
      return bijType(b, typeId, q['doel'], (d) => verschiladres(plek(d), tussen), async ({ type, activiteit, doel: d }) => {
        const verschil = await leesOfVernietigd(() => b.voorDoel<Verschillen>(activiteit, { pad: verschilvraag(id, tussen) }), typeId);
        return 'titel' in verschil ? verschil : verschilpagina(plek(d), type, verschil.body);
      });
    });
  }
}

/** What registers answers, or the page that says that it is gone. @throws Weigering 404 when it is of another type */
async function leesOfVernietigd<T extends { objecttype: string }>(lees: () => Promise<{ body: T }>, type: string): Promise<{ body: T } | ReturnType<typeof vernietigdpagina>> {
  try {
    const { body } = await lees();
    if (body.objecttype !== type) throw new Weigering(404, undefined);
    return { body };
  } catch (fout) {
    if (fout instanceof Weigering && fout.status === 410) return vernietigdpagina(type, fout.detail);
    throw fout;
  }
}
