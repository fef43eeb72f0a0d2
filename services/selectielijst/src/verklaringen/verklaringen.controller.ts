import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Bron } from '@bronhuis/bron';
import { LOGGER, pagina } from '@bronhuis/component';
import { Probleem } from '@bronhuis/standaarden';
import { Aanroep, Aanroeper, Route } from '@bronhuis/toegang';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Ondertekensleutel } from './sleutel.ts';
import { OndertekendeVerklaringDto, SleutelsDto, VerklaringenDto } from './verklaringen.dto.ts';
import { leesVerklaring, leesVerklaringen } from './verklaringen.queries.ts';

@ApiTags('verklaringen')
@Controller()
export class VerklaringenController {
  constructor(
    @Inject(Bron) private readonly bron: Bron,
    @Inject(Ondertekensleutel) private readonly sleutel: Ondertekensleutel,
    @Inject(LOGGER) private readonly log: { error(gegevens: object, bericht: string): void },
  ) {}

  @Get('verklaringen-van-vernietiging')
  @Route({ actie: 'verklaringen-van-vernietiging:lezen', klasse: 'geen-persoonsgegevens' })
  @ApiOperation({ operationId: 'leesVerklaringen', summary: 'Verklaringen van vernietiging, nieuwste eerst' })
  @ApiQuery({ name: 'na', required: false, schema: { type: 'string', format: 'uuid' }, description: 'Waar de vorige pagina eindigde.' })
  @ApiQuery({ name: 'omvang', required: false, schema: { type: 'integer', minimum: 1, maximum: 100, default: 50 } })
  @ApiResponse({ status: 200, type: VerklaringenDto, description: 'Een pagina met verklaringen.' })
  async lees(@Aanroeper() aanroep: Aanroep, @Req() verzoek: FastifyRequest, @Query('na') na?: string, @Query('omvang') omvang = 50): Promise<VerklaringenDto> {
    const rijen = await leesVerklaringen(this.bron, aanroep.organisatie, na ?? null, omvang);
    return pagina(
      rijen.map((v) => ({ ...v, opgemaakt: v.opgemaakt.toISOString() })),
      omvang,
      verzoek.url,
      (v) => v.id,
    );
  }

  @Get('verklaringen-van-vernietiging/:id')
  @Route({ actie: 'verklaringen-van-vernietiging:lezen', klasse: 'geen-persoonsgegevens' })
  @ApiOperation({ operationId: 'leesVerklaring', summary: 'Een ondertekende verklaring van vernietiging; te controleren zonder deze server' })
  @ApiParam({ name: 'id', schema: { type: 'string', format: 'uuid' } })
  @ApiResponse({ status: 200, type: OndertekendeVerklaringDto, description: 'De verklaring met haar handtekening.' })
  async een(@Aanroeper() aanroep: Aanroep, @Param('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    const document = await leesVerklaring(this.bron, aanroep.organisatie, id);
    if (document === undefined) throw Probleem.nietGevonden('Deze verklaring is hier niet bekend.');
    void reply.header('content-type', 'application/json; charset=utf-8').send(document);
  }

  @Get('sleutels')
  @Route({ actie: 'sleutels:lezen', klasse: 'openbaar' })
  @ApiOperation({ operationId: 'leesSleutels', summary: 'De publieke sleutels waarmee de gemeente verklaringen ondertekent' })
  @ApiResponse({ status: 200, type: SleutelsDto, description: 'De sleutels van deze organisatie.' })
  async sleutels(@Aanroeper() aanroep: Aanroep): Promise<SleutelsDto> {
    try {
      const { kty, crv, x, kid, alg, use } = await this.sleutel.publiek(aanroep.organisatie);
      return { keys: [{ kty, crv: crv ?? '', x: x ?? '', kid: kid ?? '', alg: alg ?? '', use: use ?? '' }] };
    } catch (fout) {
      if (fout instanceof Probleem) throw fout;
      this.log.error({ fout: (fout as Error).message }, 'no key to declare with');
      throw Probleem.nietGevonden('Deze organisatie heeft geen sleutel voor verklaringen.');
    }
  }
}
