import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Route } from '@bronhuis/toegang';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { volgendePagina, type Bezoek } from '../bezoek/bezoek.ts';
import { Portier } from '../bezoek/portier.ts';
import { Weigering } from '../gateway/gateway.ts';
import { adres } from '../html.ts';
import type { Migratie, Objecttype, Objecttypen } from './registers.contract.ts';
import { typepad } from './adressen.ts';
import { TYPENFILTERS, typenpagina, typepagina, type Typenfilter } from './typen.pagina.ts';

const isFilter = (toon: unknown): toon is Typenfilter => TYPENFILTERS.some(([waarde]) => waarde === toon);

/** Null: there is no draft. */
async function conceptVan(b: Bezoek, pad: string): Promise<Objecttype | null> {
  try {
    return (await b.zonderDoel<Objecttype>({ pad: `${pad}/concept` })).body;
  } catch (fout) {
    if (fout instanceof Weigering && fout.status === 404) return null;
    throw fout;
  }
}

@ApiExcludeController()
@Controller('objecttypen')
export class TypenController {
  constructor(@Inject(Portier) private readonly portier: Portier) {}

  @Get()
  @Route({ actie: 'paginas:lezen', klasse: 'openbaar' })
  lijst(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply, @Query('toon') toon?: string, @Query('na') na?: string): Promise<void> {
    return this.portier.toon(verzoek, antwoord, async (b) => {
      const filter = isFilter(toon) ? toon : '';
      const vraag = new URLSearchParams({ omvang: '50' });
      if (filter === 'concept') vraag.set('status', 'concept');
      else if (filter) vraag.set('soort', filter);
      if (na) vraag.set('na', na);
      const { body } = await b.zonderDoel<Objecttypen>({ pad: `/registers/v1/objecttypen?${vraag.toString()}` });
      return typenpagina(b.bezoeker, body, filter, volgendePagina(body.links, adres`/objecttypen?toon=${filter}`));
    });
  }

  @Get(':id')
  @Route({ actie: 'paginas:lezen', klasse: 'openbaar' })
  een(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply, @Param('id') id: string, @Query('versie') versie?: string): Promise<void> {
    return this.portier.toon(verzoek, antwoord, async (b) => {
      const pad = typepad(id);
      const gevraagd = /^[1-9]\d{0,8}$/.test(String(versie)) ? adres`?versie=${String(versie)}` : '';
      const concept = await conceptVan(b, pad);
      const lees = async <T>(p: string): Promise<T> => (await b.zonderDoel<T>({ pad: p })).body;
      const activiteit = b.namen.activiteit;
      try {
        const [type, versies, migraties] = await Promise.all([
          lees<Objecttype>(`${pad}${gevraagd}`),
          lees<Objecttypen>(`${pad}/versies?omvang=100`),
          lees<{ resultaten: Migratie[] }>(`${pad}/migraties?omvang=10`),
        ]);
        return typepagina(b.bezoeker, { type, versies: versies.resultaten, concept, migraties: migraties.resultaten, activiteit });
      } catch (fout) {
        // A type that was never published is only its draft.
        if (concept && !gevraagd && fout instanceof Weigering && fout.status === 404) return typepagina(b.bezoeker, { type: concept, versies: [], concept, migraties: [], activiteit });
        throw fout;
      }
    });
  }
}
