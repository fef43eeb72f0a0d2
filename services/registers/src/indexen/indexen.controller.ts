import { Controller, Get, Inject, Param } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Bron } from '@bronhuis/bron';
import { KLOK } from '@bronhuis/component';
import { Probleem } from '@bronhuis/standaarden';
import type { Klok } from '@bronhuis/standaarden';
import { Aanroeper, Route } from '@bronhuis/toegang';
import type { Aanroep } from '@bronhuis/toegang';
import { bestaatType } from '../objecttypen/objectmigratie.queries.ts';
import { ONBEKEND } from '../objecttypen/objecttypen.wijzigen.ts';
import { adviseer } from './advies.ts';
import { IndexadviesAntwoord, IndexenLijst } from './indexen.dto.ts';
import { leesGebruik, leesIndexen } from './indexen.queries.ts';

const ID = { name: 'id', schema: { type: 'string', format: 'uuid' } } as const;

@ApiTags('objecttypen')
@Controller('objecttypen/:id')
export class IndexenController {
  constructor(
    @Inject(Bron) private readonly bron: Bron,
    @Inject(KLOK) private readonly klok: Klok,
  ) {}

  @Get('indexen')
  @Route({ actie: 'objecttypen:lezen', klasse: 'geen-persoonsgegevens' })
  @ApiOperation({ operationId: 'leesIndexen', summary: 'Lees hoe ver de indexen van een objecttype zijn', description: 'Welke er zijn, volgt uit de nieuwste versie van het type (indexen, zoekvelden).' })
  @ApiParam(ID)
  @ApiResponse({ status: 200, type: IndexenLijst, description: 'De indexen.' })
  async indexen(@Aanroeper() aanroep: Aanroep, @Param('id') id: string): Promise<IndexenLijst> {
    const rijen = await this.lees(aanroep, id);
    return { resultaten: rijen.map(({ pad, soort, sinds, ...r }) => ({ paden: soort === 'woorden' ? (JSON.parse(pad) as string[]) : [pad], soort, ...r, sinds: sinds.toISOString() })) };
  }

  @Get('indexadvies')
  @Route({ actie: 'objecttypen:lezen', klasse: 'geen-persoonsgegevens' })
  @ApiOperation({ operationId: 'leesIndexadvies', summary: 'Lees welke indexen zouden helpen', description: 'Uit wat er echt gevraagd is: namen van gegevens en aantallen, nooit waarden.' })
  @ApiParam(ID)
  @ApiResponse({ status: 200, type: IndexadviesAntwoord, description: 'Het advies.' })
  async advies(@Aanroeper() aanroep: Aanroep, @Param('id') id: string): Promise<IndexadviesAntwoord> {
    return adviseer(await leesGebruik(this.bron, aanroep.organisatie, id), await this.lees(aanroep, id), this.klok.nu());
  }

  private async lees({ organisatie }: Aanroep, id: string) {
    if (!(await bestaatType(this.bron, organisatie, id))) throw Probleem.nietGevonden(ONBEKEND);
    return leesIndexen(this.bron, organisatie, id);
  }
}
