import { Body, Controller, Get, Headers, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiParam, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { etag, pagina, stuurAntwoord } from '@bronhuis/component';
import { Aanroep, Aanroeper, Route } from '@bronhuis/toegang';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { STATUSSEN } from './beslis-toegangsverzoek.ts';
import { ToegangsverzoekAntwoord, ToegangsverzoekInvoer, ToegangsverzoekLijst, ToekenningInvoer, ToelichtingInvoer } from './toegangsverzoek.dto.ts';
import { Toegangsverzoeken } from './toegangsverzoeken.ts';

const ID = { name: 'id', schema: { type: 'string', format: 'uuid' }, description: 'Id van het verzoek.' } as const;
const IF_MATCH = { name: 'If-Match', required: false, schema: { type: 'string', maxLength: 100 }, description: 'ETag van wat u hebt gezien.' } as const;
const LEZEN = { actie: 'toegangsverzoeken:lezen', klasse: 'geen-persoonsgegevens', laat: true } as const;
const BEOORDELEN = { actie: 'toegangsverzoeken:beoordelen', klasse: 'geen-persoonsgegevens', resource: 'toegangsverzoek' } as const;

/** What a colleague may is nobody's business but of who manages, decides or controls. */
const VERTROUWELIJK = { soort: 'toegangsverzoek', vertrouwelijkheid: 2, persoonsgegevens: false } as const;

@ApiTags('toegangsverzoeken')
@Controller('toegangsverzoeken')
export class ToegangsverzoekController {
  constructor(@Inject(Toegangsverzoeken) private readonly verzoeken: Toegangsverzoeken) {}

  @Get()
  @Route(LEZEN)
  @ApiOperation({ operationId: 'leesToegangsverzoeken', summary: 'Verzoeken om toegang', description: 'Wat is gevraagd, wat geldt en wat voorbij is; het nieuwste eerst.' })
  @ApiQuery({ name: 'status', required: false, schema: { type: 'string', enum: [...STATUSSEN] }, description: 'Alleen met deze status.' })
  @ApiQuery({ name: 'medewerker', required: false, schema: { type: 'string', maxLength: 100 }, description: 'Alleen voor deze medewerker.' })
  @ApiQuery({ name: 'applicatie', required: false, schema: { type: 'string', maxLength: 100 }, description: 'Alleen voor deze applicatie.' })
  @ApiQuery({ name: 'na', required: false, schema: { type: 'string', format: 'uuid' }, description: 'Ga verder na dit verzoek.' })
  @ApiQuery({ name: 'omvang', required: false, schema: { type: 'integer', minimum: 1, maximum: 100, default: 25 }, description: 'Aantal per bladzijde.' })
  @ApiResponse({ status: 200, description: 'Verzoeken.', type: ToegangsverzoekLijst })
  async lijst(
    @Aanroeper() aanroep: Aanroep,
    @Query('status') status: string | undefined,
    @Query('medewerker') medewerker: string | undefined,
    @Query('applicatie') applicatie: string | undefined,
    @Query('na') na: string | undefined,
    @Query('omvang') omvang: number,
    @Req() verzoek: FastifyRequest,
  ): Promise<object> {
    aanroep.beslis(VERTROUWELIJK);
    return pagina(await this.verzoeken.lijst(aanroep.organisatie, { status, medewerker, applicatie }, na ?? null, omvang), omvang, verzoek.url, (v) => v.id);
  }

  @Get(':id')
  @Route(LEZEN)
  @ApiOperation({ operationId: 'leesToegangsverzoek', summary: 'Een verzoek om toegang, met alles wat ermee gebeurde' })
  @ApiParam(ID)
  @ApiResponse({ status: 200, description: 'Het verzoek.', type: ToegangsverzoekAntwoord })
  async een(@Aanroeper() aanroep: Aanroep, @Param('id') id: string, @Res({ passthrough: true }) antwoord: FastifyReply): Promise<ToegangsverzoekAntwoord> {
    aanroep.beslis({ ...VERTROUWELIJK, id });
    const verzoek = await this.verzoeken.lees(aanroep.organisatie, id);
    void antwoord.header('etag', etag(verzoek.versie));
    return verzoek;
  }

  @Post()
  @Route({ actie: 'toegangsverzoeken:aanmaken', klasse: 'geen-persoonsgegevens', resource: 'toegangsverzoek' })
  @ApiOperation({ operationId: 'vraagToegang', summary: 'Toegang vragen', description: 'Een rol voor een medewerker, of een doel voor een applicatie: voor genoemde verwerkingsactiviteiten en tot en met een dag. Een ander beslist.' })
  @ApiHeader({ name: 'Idempotency-Key', required: false, schema: { type: 'string', maxLength: 100 }, description: 'Herhaalt u een verzoek met dezelfde sleutel, dan krijgt u het eerste antwoord.' })
  @ApiResponse({ status: 201, description: 'Het verzoek is ingediend.', type: ToegangsverzoekAntwoord })
  async dienIn(@Aanroeper() aanroep: Aanroep, @Body() invoer: ToegangsverzoekInvoer, @Res() antwoord: FastifyReply): Promise<void> {
    stuurAntwoord(antwoord, await this.verzoeken.dienIn(aanroep, invoer));
  }

  @Post(':id/_toekennen')
  @Route(BEOORDELEN)
  @ApiOperation({ operationId: 'kenToegangToe', summary: 'Toegang toekennen', description: 'Nooit door wie het vroeg of door wie het krijgt. Geldt vanaf nu.' })
  @ApiParam(ID)
  @ApiHeader(IF_MATCH)
  @HttpCode(200)
  @ApiResponse({ status: 200, description: 'De toegang geldt.', type: ToegangsverzoekAntwoord })
  async kenToe(@Aanroeper() aanroep: Aanroep, @Param('id') id: string, @Headers('if-match') ifMatch: string | undefined, @Body() invoer: ToekenningInvoer, @Res() antwoord: FastifyReply): Promise<void> {
    stuurAntwoord(antwoord, await this.verzoeken.kenToe(aanroep, id, ifMatch, invoer));
  }

  @Post(':id/_afwijzen')
  @Route(BEOORDELEN)
  @ApiOperation({ operationId: 'wijsToegangAf', summary: 'Verzoek om toegang afwijzen' })
  @ApiParam(ID)
  @ApiHeader(IF_MATCH)
  @HttpCode(200)
  @ApiResponse({ status: 200, description: 'Het afgewezen verzoek.', type: ToegangsverzoekAntwoord })
  async wijsAf(@Aanroeper() aanroep: Aanroep, @Param('id') id: string, @Headers('if-match') ifMatch: string | undefined, @Body() invoer: ToelichtingInvoer, @Res() antwoord: FastifyReply): Promise<void> {
    stuurAntwoord(antwoord, await this.verzoeken.wijsAf(aanroep, id, ifMatch, invoer.toelichting));
  }

  @Post(':id/_behouden')
  @Route(BEOORDELEN)
  @ApiOperation({ operationId: 'behoudToegang', summary: 'Toegang herbeoordelen: zij is nog nodig', description: 'Geldt weer tot de volgende keer, nooit langer dan is toegekend. Is zij niet meer nodig, gebruik dan _beeindigen.' })
  @ApiParam(ID)
  @ApiHeader(IF_MATCH)
  @HttpCode(200)
  @ApiResponse({ status: 200, description: 'De toegang geldt weer een periode.', type: ToegangsverzoekAntwoord })
  async behoud(@Aanroeper() aanroep: Aanroep, @Param('id') id: string, @Headers('if-match') ifMatch: string | undefined, @Body() invoer: ToelichtingInvoer, @Res() antwoord: FastifyReply): Promise<void> {
    stuurAntwoord(antwoord, await this.verzoeken.behoud(aanroep, id, ifMatch, invoer.toelichting));
  }

  @Post(':id/_beeindigen')
  @Route({ actie: 'toegangsverzoeken:beeindigen', klasse: 'geen-persoonsgegevens', resource: 'toegangsverzoek' })
  @ApiOperation({ operationId: 'beeindigToegang', summary: 'Toegang beëindigen, of een eigen verzoek intrekken', description: 'Wat erop rust, houdt binnen vijf seconden overal op.' })
  @ApiParam(ID)
  @ApiHeader(IF_MATCH)
  @HttpCode(200)
  @ApiResponse({ status: 200, description: 'Het beëindigde of ingetrokken verzoek.', type: ToegangsverzoekAntwoord })
  async beeindig(@Aanroeper() aanroep: Aanroep, @Param('id') id: string, @Headers('if-match') ifMatch: string | undefined, @Body() invoer: ToelichtingInvoer, @Res() antwoord: FastifyReply): Promise<void> {
    stuurAntwoord(antwoord, await this.verzoeken.beeindig(aanroep, id, ifMatch, invoer.toelichting));
  }
}
