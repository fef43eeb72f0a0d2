import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Bron } from '@bronhuis/bron';
import { pagina } from '@bronhuis/component';
import type { JWK } from '@bronhuis/standaarden';
import { Aanroep, Aanroeper, Route } from '@bronhuis/toegang';
import { adres } from '../cursor.ts';
import { ControlepuntAntwoord } from '../inzage/inzage.dto.ts';
import { LijstLinks, OMVANG } from '../lijst.dto.ts';
import { alsControlepunt, CONTROLEPUNT_KOLOMMEN, type ControlepuntUitDatabase } from './logboek.queries.ts';
import { Logsleutels } from './logsleutels.ts';

class ControlepuntenLijst {
  @ApiProperty({ type: () => LijstLinks, required: true })
  links: LijstLinks;
  @ApiProperty({ type: () => ControlepuntAntwoord, isArray: true, required: true, description: 'Het laatste eerst.' })
  resultaten: ControlepuntAntwoord[];
}

class SleutelsAntwoord {
  @ApiProperty({ type: 'array', items: { type: 'object', additionalProperties: true }, required: true, description: 'Openbare sleutels (RFC 7517) waarmee controlepunten zijn ondertekend.' })
  keys: JWK[];
}

const LIJST = `select ${CONTROLEPUNT_KOLOMMEN} from controlepunt c
  where c.organisatie = $1 and ($2::bigint is null or c.grootte < $2) order by c.grootte desc limit $3`;

/** What an outsider needs to keep an eye on the log: its signed states, and the keys. No rows, no persons. */
@ApiTags('logboek')
@Controller()
export class LogboekController {
  constructor(
    @Inject(Bron) private readonly bron: Bron,
    @Inject(Logsleutels) private readonly sleutels: Logsleutels,
  ) {}

  @Get('controlepunten')
  @Route({ actie: 'controlepunten:lezen', klasse: 'openbaar' })
  @ApiOperation({ operationId: 'controlepuntenLijst', summary: 'Toon de ondertekende controlepunten van het logboek' })
  @ApiQuery({ name: 'na', required: false, description: 'Grootte van het laatste controlepunt van de vorige pagina.', schema: { type: 'integer', minimum: 1, maximum: Number.MAX_SAFE_INTEGER } })
  @ApiQuery(OMVANG)
  @ApiResponse({ status: 200, description: 'De controlepunten.', type: ControlepuntenLijst })
  async lijst(@Aanroeper() aanroep: Aanroep, @Query('na') na: number | undefined, @Query('omvang') omvang: number): Promise<ControlepuntenLijst> {
    const { organisatie } = aanroep;
    const values = [organisatie, na ?? null, omvang + 1];
    const rijen = await this.bron.lees<ControlepuntUitDatabase>({ organisatie }, { name: 'controlepunten', text: LIJST, values });
    const { links, resultaten } = pagina(rijen, omvang, adres('controlepunten', { na, omvang }), (r) => String(r.grootte));
    return { links, resultaten: resultaten.map(alsControlepunt) };
  }

  @Get('sleutels')
  @Route({ actie: 'sleutels:lezen', klasse: 'openbaar' })
  @ApiOperation({ operationId: 'sleutelsLijst', summary: 'Toon de openbare sleutels van het logboek' })
  @ApiResponse({ status: 200, description: 'De sleutels.', type: SleutelsAntwoord })
  async publiek(@Aanroeper() aanroep: Aanroep): Promise<SleutelsAntwoord> {
    return { keys: [await this.sleutels.publiek(aanroep.organisatie)] };
  }
}
