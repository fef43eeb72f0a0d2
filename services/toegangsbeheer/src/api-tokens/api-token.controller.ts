import { Body, Controller, Delete, Get, Headers, Inject, Param, Post, Put, Query, Req, Res } from '@nestjs/common';
import { ApiExtraModels, ApiHeader, ApiOperation, ApiParam, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { etag, pagina, stuurAntwoord } from '@bronhuis/component';
import { Aanroep, Aanroeper, Route } from '@bronhuis/toegang';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiTokenAangemaakt, ApiTokenAntwoord, ApiTokenInvoer, ApiTokenLijst, ApiTokenrechtGegevens, ApiTokenWijziging } from './api-token.dto.ts';
import { ApiTokens } from './api-tokens.ts';

const APPLICATIE = { name: 'id', schema: { type: 'string', pattern: '^[a-z0-9-]{1,100}$' }, description: 'Id van de applicatie.' } as const;
const TOKEN = { name: 'token', schema: { type: 'string', format: 'uuid' }, description: 'Id van het token.' } as const;
const NUL = '00000000-0000-0000-0000-000000000000';

/** Whom to call and what a client may is nobody's business but the manager's. */
const VERTROUWELIJK = { soort: 'api-token', vertrouwelijkheid: 2, persoonsgegevens: false } as const;

@ApiTags('api-tokens')
@ApiExtraModels(ApiTokenrechtGegevens)
@Controller('applicaties/:id/api-tokens')
export class ApiTokenController {
  constructor(@Inject(ApiTokens) private readonly tokens: ApiTokens) {}

  @Get()
  @Route({ actie: 'api-tokens:lezen', klasse: 'geen-persoonsgegevens', laat: true })
  @ApiOperation({ operationId: 'leesApiTokens', summary: 'API-tokens van een applicatie', description: 'De blijvende tokens van uw organisatie voor deze applicatie, zonder geheim.' })
  @ApiParam(APPLICATIE)
  @ApiQuery({ name: 'na', required: false, schema: { type: 'string', format: 'uuid' }, description: 'Ga verder na dit token.' })
  @ApiQuery({ name: 'omvang', required: false, schema: { type: 'integer', minimum: 1, maximum: 100, default: 25 }, description: 'Aantal per bladzijde.' })
  @ApiResponse({ status: 200, description: 'Tokens.', type: ApiTokenLijst })
  async lijst(
    @Aanroeper() aanroep: Aanroep,
    @Param('id') id: string,
    @Query('na') na: string | undefined,
    @Query('omvang') omvang: number,
    @Req() verzoek: FastifyRequest,
  ): Promise<object> {
    aanroep.beslis(VERTROUWELIJK);
    return pagina(await this.tokens.lijst(aanroep.organisatie, id, na ?? NUL, omvang), omvang, verzoek.url, (t) => t.id);
  }

  @Post()
  @Route({ actie: 'api-tokens:aanmaken', klasse: 'geen-persoonsgegevens', resource: 'api-token' })
  @ApiOperation({
    operationId: 'maakApiToken',
    summary: 'API-token maken',
    description: 'Een token voor clients van de Objects API en de Objecttypes API: voor uw organisatie, één doel, met een einddatum. Het geheim staat alleen in dit antwoord.',
  })
  @ApiParam(APPLICATIE)
  @ApiHeader({ name: 'Idempotency-Key', required: false, schema: { type: 'string', maxLength: 100 }, description: 'Herhaalt u een verzoek met dezelfde sleutel, dan krijgt u het eerste antwoord, zonder het geheim.' })
  @ApiResponse({ status: 201, description: 'Het token is gemaakt.', type: ApiTokenAangemaakt })
  async maak(@Aanroeper() aanroep: Aanroep, @Param('id') id: string, @Body() invoer: ApiTokenInvoer, @Res() antwoord: FastifyReply): Promise<void> {
    void antwoord.header('cache-control', 'no-store');
    stuurAntwoord(antwoord, await this.tokens.maak(aanroep, id, invoer));
  }

  @Get(':token')
  @Route({ actie: 'api-tokens:lezen', klasse: 'geen-persoonsgegevens', laat: true })
  @ApiOperation({ operationId: 'leesApiToken', summary: 'Een API-token, zonder geheim' })
  @ApiParam(APPLICATIE)
  @ApiParam(TOKEN)
  @ApiResponse({ status: 200, description: 'Het token.', type: ApiTokenAntwoord })
  async een(@Aanroeper() aanroep: Aanroep, @Param('id') id: string, @Param('token') token: string, @Res({ passthrough: true }) antwoord: FastifyReply): Promise<ApiTokenAntwoord> {
    aanroep.beslis({ ...VERTROUWELIJK, id: token });
    const gevonden = await this.tokens.lees(aanroep.organisatie, id, token);
    void antwoord.header('etag', etag(gevonden.versie));
    return gevonden;
  }

  @Put(':token')
  @Route({ actie: 'api-tokens:schrijven', klasse: 'geen-persoonsgegevens', resource: 'api-token' })
  @ApiOperation({ operationId: 'wijzigApiToken', summary: 'Rechten of einddatum van een API-token wijzigen', description: 'Het doel en het geheim veranderen niet: maak daarvoor een nieuw token.' })
  @ApiParam(APPLICATIE)
  @ApiParam(TOKEN)
  @ApiHeader({ name: 'If-Match', required: false, schema: { type: 'string', maxLength: 100 }, description: 'ETag van de versie die u wijzigt.' })
  @ApiResponse({ status: 200, description: 'Het token.', type: ApiTokenAntwoord })
  async wijzig(
    @Aanroeper() aanroep: Aanroep,
    @Param('id') id: string,
    @Param('token') token: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() invoer: ApiTokenWijziging,
    @Res() antwoord: FastifyReply,
  ): Promise<void> {
    stuurAntwoord(antwoord, await this.tokens.wijzig(aanroep, id, token, ifMatch, invoer));
  }

  @Delete(':token')
  @Route({ actie: 'api-tokens:intrekken', klasse: 'geen-persoonsgegevens', resource: 'api-token' })
  @ApiOperation({ operationId: 'trekApiTokenIn', summary: 'API-token intrekken', description: 'Werkt binnen vijf seconden bij elk onderdeel en kan niet ongedaan worden gemaakt.' })
  @ApiParam(APPLICATIE)
  @ApiParam(TOKEN)
  @ApiResponse({ status: 204, description: 'Het token is ingetrokken.' })
  async trekIn(@Aanroeper() aanroep: Aanroep, @Param('id') id: string, @Param('token') token: string, @Res() antwoord: FastifyReply): Promise<void> {
    stuurAntwoord(antwoord, await this.tokens.trekIn(aanroep, id, token));
  }
}
