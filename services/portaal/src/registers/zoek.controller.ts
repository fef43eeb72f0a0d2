import { Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Route } from '@bronhuis/toegang';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Bezoek } from '../bezoek/bezoek.ts';
import { Portier } from '../bezoek/portier.ts';
import type { Uitkomst } from '../bezoek/uitkomst.ts';
import { Weigering } from '../gateway/gateway.ts';
import { adres } from '../html.ts';
import { zoekadres } from './adressen.ts';
import { bijType, type BijType } from './bij-type.ts';
import type { Zoekveld } from './operatoren.ts';
import type { Zoekantwoord } from './registers.contract.ts';
import { zoekpagina, type Zoekstukken } from './zoek.pagina.ts';
import { alsVraag, isPersoonlijk, kolommenVan, leesZoekvraag, schrijfZoekvraag, zichtbaar, zoekveldenVan, zonderPersonen, type Zoekvraag } from './zoekvraag.ts';

const OMVANG = 25;
const PAD = '/registers/v1/objecten/_zoek';
const PERSOON_IN_ADRES = 'Op gegevens van een persoon zoekt u met het formulier, niet met een adres. Vul de voorwaarde opnieuw in.';

type Ruw = Record<string, unknown>;

@ApiExcludeController()
@Controller('objecttypen/:id/zoeken')
export class ZoekController {
  constructor(@Inject(Portier) private readonly portier: Portier) {}

  @Get()
  @Route({ actie: 'paginas:lezen', klasse: 'openbaar' })
  toon(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply, @Param('id') id: string, @Query() q: Ruw): Promise<void> {
    return this.portier.toon(verzoek, antwoord, (b) =>
      bijType(b, id, q['doel'], (d) => zoekadres(id, d), async (x) => {
        const velden = zoekveldenVan(zichtbaar(x.type, x.activiteit));
        const gelezen = leesZoekvraag(q, velden, b.vandaag);
        const vraag = zonderPersonen(gelezen);
        const fouten = isPersoonlijk(gelezen) ? [PERSOON_IN_ADRES] : [];
        return beantwoord(b, x, velden, vraag, { zoek: q['doe'] === 'zoek' && fouten.length === 0, na: q['na'], fouten });
      }),
    );
  }

  @Post()
  @HttpCode(303)
  @Route({ actie: 'paginas:schrijven', klasse: 'openbaar' })
  vraag(@Req() verzoek: FastifyRequest, @Res() antwoord: FastifyReply, @Param('id') id: string): Promise<void> {
    return this.portier.verwerk(verzoek, antwoord, adres`/objecttypen/${id}/zoeken`, (b, { velden: ruw }) =>
      bijType(b, id, ruw['doel'], (d) => zoekadres(id, d), async (x) => {
        const velden = zoekveldenVan(zichtbaar(x.type, x.activiteit));
        const doe = ruw['doe'] ?? '';
        const vraag = leesZoekvraag(bewerkt(ruw, doe), velden, b.vandaag);
        const zoek = doe === 'zoek';
        // What says nothing about a person gets an address: to keep, to send on, and to come back to.
        if (!isPersoonlijk(vraag)) return { naar: vraagadres(id, x.doel, vraag, zoek) };
        return beantwoord(b, x, velden, vraag, { zoek, na: ruw['na'], fouten: [] });
      }),
    );
  }
}

/** The form with a condition more or less, as its buttons say. */
function bewerkt(ruw: Ruw, doe: string): Ruw {
  if (doe === 'erbij') {
    const vrij = Array.from({ length: 10 }, (_, i) => i).find((i) => !ruw[`v${i}`]);
    return vrij === undefined ? ruw : { ...ruw, [`v${vrij}`]: ruw['nieuw'] };
  }
  const weg = /^weg-(\d)$/.exec(doe)?.[1];
  return weg === undefined ? ruw : { ...ruw, [`v${weg}`]: '' };
}

function vraagadres(id: string, doel: string | null, vraag: Zoekvraag, zoek: boolean): string {
  const delen = [['doel', doel ?? ''], ...schrijfZoekvraag(vraag), ['doe', zoek ? 'zoek' : '']].filter((d): d is [string, string] => d[1] !== '');
  return `${adres`/objecttypen/${id}/zoeken`}?${new URLSearchParams(delen).toString()}`;
}

interface Opdracht {
  zoek: boolean;
  na: unknown;
  fouten: string[];
}

async function beantwoord(b: Bezoek, { type, activiteit, doel }: BijType, zoekvelden: readonly Zoekveld[], vraag: Zoekvraag, o: Opdracht): Promise<Uitkomst> {
  const stukken: Zoekstukken = { b: b.bezoeker, type, doel, velden: zoekvelden, kolommen: kolommenVan(zichtbaar(type, activiteit)), vraag, vandaag: b.vandaag, gevonden: null, fouten: o.fouten, volgende: null };
  if (!o.zoek) return zoekpagina(stukken);
  const { vraag: inhoud, fouten } = alsVraag(vraag);
  if (fouten.length > 0) return zoekpagina({ ...stukken, fouten });
  const na = typeof o.na === 'string' && o.na !== '' ? { na: o.na.slice(0, 8000) } : { aantal: 'geschat' };
  try {
    // Only what the list shows.
    const velden = ['beginGeldigheid', ...stukken.kolommen.map((k) => k.pad)];
    const { body } = await b.voorDoel<Zoekantwoord>(activiteit, { methode: 'POST', pad: PAD, json: { objecttype: type.id, ...inhoud, ...na, omvang: OMVANG, velden } });
    const volgende = body.na === undefined || isPersoonlijk(vraag) ? null : `${vraagadres(type.id, doel, vraag, true)}&${new URLSearchParams({ na: body.na }).toString()}`;
    return zoekpagina({ ...stukken, gevonden: body, volgende });
  } catch (fout) {
    // What registers finds wrong with the question is said beside the question, with everything that was filled in.
    if (fout instanceof Weigering && fout.status === 400) return zoekpagina({ ...stukken, fouten: fout.redenen.length > 0 ? fout.redenen : [fout.detail ?? 'Deze vraag kunnen we niet beantwoorden.'] });
    throw fout;
  }
}
