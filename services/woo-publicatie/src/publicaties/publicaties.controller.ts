import { Body, Controller, Get, Headers, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiParam, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Bron } from '@bronhuis/bron';
import { eisIfMatch, etag, pagina, stuurAntwoord } from '@bronhuis/component';
import { Probleem } from '@bronhuis/standaarden';
import { Aanroeper, Route, type Aanroep } from '@bronhuis/toegang';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Opruimer } from '../documenten/opruimer.ts';
import { eisOpenbaar } from './openbaar.ts';
import { alsPublicatie, BeeindigdDto, IntrekkingInvoer, PublicatieDto, PublicatiesDto } from './publicaties.dto.ts';
import { leesLijst, leesPublicatie, leesVergrendeld, tel } from './publicaties.queries.ts';
import { beeindig } from './publicatie.store.ts';

@ApiTags('publicaties')
@Controller('publicaties')
export class PublicatiesController {
  constructor(
    @Inject(Bron) private readonly bron: Bron,
    @Inject(Opruimer) private readonly opruimer: Opruimer,
  ) {}

  @Get()
  @Route({ actie: 'publicaties:lezen', klasse: 'openbaar' })
  @ApiOperation({ operationId: 'leesPublicaties', summary: 'Alles wat openbaar is, nieuwste eerst' })
  @ApiQuery({ name: 'na', required: false, schema: { type: 'string', format: 'uuid' }, description: 'Waar de vorige pagina eindigde.' })
  @ApiQuery({ name: 'omvang', required: false, schema: { type: 'integer', minimum: 1, maximum: 100, default: 20 } })
  @ApiQuery({ name: 'aantal', required: false, schema: { type: 'boolean' }, description: 'Tel alle publicaties.' })
  @ApiResponse({ status: 200, type: PublicatiesDto, description: 'Een pagina met publicaties.' })
  async lijst(@Aanroeper() aanroep: Aanroep, @Req() verzoek: FastifyRequest, @Query('na') na?: string, @Query('omvang') omvang = 20, @Query('aantal') aantal?: boolean): Promise<PublicatiesDto> {
    const { organisatie } = aanroep;
    const rijen = await leesLijst(this.bron, organisatie, 'gepubliceerd', na ?? null, null, omvang);
    const totaal = aantal ? await tel(this.bron, organisatie, 'gepubliceerd', null) : undefined;
    return pagina(rijen.map((r) => alsPublicatie(r, aanroep.naamVan(organisatie))), omvang, verzoek.url, (p) => p.id, totaal);
  }

  @Get(':id')
  @Route({ actie: 'publicaties:lezen', klasse: 'openbaar' })
  @ApiOperation({ operationId: 'leesPublicatie', summary: 'Een publicatie met haar documenten' })
  @ApiParam({ name: 'id', schema: { type: 'string', format: 'uuid' } })
  @ApiResponse({ status: 200, type: PublicatieDto, description: 'De publicatie.' })
  async een(@Aanroeper() aanroep: Aanroep, @Param('id') id: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<PublicatieDto> {
    const p = eisOpenbaar(await leesPublicatie(this.bron, aanroep.organisatie, id));
    void reply.header('etag', etag(p.versie));
    return alsPublicatie(p, aanroep.naamVan(aanroep.organisatie));
  }

  @Post(':id/_intrekken')
  @Route({ actie: 'publicaties:schrijven', klasse: 'geen-persoonsgegevens' })
  @ApiOperation({ operationId: 'trekIn', summary: 'Trek een publicatie in: zij verdwijnt meteen uit zoeken, sitemap en opslag' })
  @ApiParam({ name: 'id', schema: { type: 'string', format: 'uuid' } })
  @ApiHeader({ name: 'If-Match', required: false, schema: { type: 'string', maxLength: 200 }, description: 'ETag van de versie waarop u voortbouwt.' })
  @ApiHeader({ name: 'Idempotency-Key', required: false, schema: { type: 'string', minLength: 1, maxLength: 200 }, description: 'Sleutel waarmee een herhaald verzoek het eerste antwoord krijgt.' })
  @ApiResponse({ status: 200, type: BeeindigdDto, description: 'De publicatie is ingetrokken.' })
  async trekIn(@Aanroeper() aanroep: Aanroep, @Param('id') id: string, @Headers('if-match') ifMatch: string | undefined, @Body() invoer: IntrekkingInvoer, @Res() reply: FastifyReply): Promise<void> {
    const antwoord = await this.bron.schrijf(aanroep, async (tx) => {
      const kop = await tx.vergrendel('publicatie', id);
      const p = kop ? await leesVergrendeld(tx, id) : undefined;
      if (!kop || !p || p.gepubliceerdOp === null) throw Probleem.nietGevonden('Deze publicatie is er niet.');
      eisOpenbaar(p);
      eisIfMatch(ifMatch, kop.vorige);
      await beeindig(tx, kop, p, 'ingetrokken', invoer.reden);
      tx.verwerk(aanroep.regel(null));
      return { status: 200, body: { id, status: 'ingetrokken' }, headers: { etag: etag(kop.versie) }, onderwerp: id };
    });
    // The row is gone already; what does not succeed now is tried again by the work row.
    await this.opruimer.ruimOp(aanroep.organisatie);
    stuurAntwoord(reply, antwoord);
  }
}
