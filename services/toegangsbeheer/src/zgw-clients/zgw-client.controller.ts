import { Body, Controller, Delete, Get, Headers, Inject, Param, Post, Put, Query, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiParam, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { etag, pagina, stuurAntwoord } from '@bronhuis/component';
import { Aanroep, Aanroeper, Route } from '@bronhuis/toegang';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ID } from '../applicaties/applicatie.controller.ts';
import { ZgwClientAangemaakt, ZgwClientAntwoord, ZgwClientInvoer, ZgwClientLijst, ZgwClientWijziging } from './zgw-client.dto.ts';
import { ZgwClients } from './zgw-clients.ts';

const CLIENT = { name: 'client', schema: { type: 'string', format: 'uuid' }, description: 'Id van de client.' } as const;
const NUL = '00000000-0000-0000-0000-000000000000';

/** Who may sign for an application is nobody's business but the manager's. */
const VERTROUWELIJK = { soort: 'zgw-client', vertrouwelijkheid: 2, persoonsgegevens: false } as const;

@ApiTags('zgw-clients')
@Controller('applicaties/:id/zgw-clients')
export class ZgwClientController {
  constructor(@Inject(ZgwClients) private readonly clients: ZgwClients) {}

  @Get()
  @Route({ actie: 'zgw-clients:lezen', klasse: 'geen-persoonsgegevens', laat: true })
  @ApiOperation({ operationId: 'leesZgwClients', summary: 'ZGW-clients van een applicatie', description: 'De clients van uw organisatie voor deze applicatie die met een gedeeld geheim een JWT ondertekenen; zonder geheim.' })
  @ApiParam(ID)
  @ApiQuery({ name: 'na', required: false, schema: { type: 'string', format: 'uuid' }, description: 'Ga verder na deze client.' })
  @ApiQuery({ name: 'omvang', required: false, schema: { type: 'integer', minimum: 1, maximum: 100, default: 25 }, description: 'Aantal per bladzijde.' })
  @ApiResponse({ status: 200, description: 'Clients.', type: ZgwClientLijst })
  async lijst(
    @Aanroeper() aanroep: Aanroep,
    @Param('id') id: string,
    @Query('na') na: string | undefined,
    @Query('omvang') omvang: number,
    @Req() verzoek: FastifyRequest,
  ): Promise<object> {
    aanroep.beslis(VERTROUWELIJK);
    return pagina(await this.clients.lijst(aanroep.organisatie, id, na ?? NUL, omvang), omvang, verzoek.url, (c) => c.id);
  }

  @Post()
  @Route({ actie: 'zgw-clients:aanmaken', klasse: 'geen-persoonsgegevens', resource: 'zgw-client' })
  @ApiOperation({
    operationId: 'maakZgwClient',
    summary: 'ZGW-client maken',
    description: 'Een client die zelf een JWT (HS256) ondertekent: voor uw organisatie, één doel, met een einddatum. Het geheim staat alleen in dit antwoord.',
  })
  @ApiParam(ID)
  @ApiHeader({ name: 'Idempotency-Key', required: false, schema: { type: 'string', maxLength: 100 }, description: 'Herhaalt u een verzoek met dezelfde sleutel, dan krijgt u het eerste antwoord, zonder het geheim.' })
  @ApiResponse({ status: 201, description: 'De client is gemaakt.', type: ZgwClientAangemaakt })
  async maak(@Aanroeper() aanroep: Aanroep, @Param('id') id: string, @Body() invoer: ZgwClientInvoer, @Res() antwoord: FastifyReply): Promise<void> {
    void antwoord.header('cache-control', 'no-store');
    stuurAntwoord(antwoord, await this.clients.maak(aanroep, id, invoer));
  }

  @Get(':client')
  @Route({ actie: 'zgw-clients:lezen', klasse: 'geen-persoonsgegevens', laat: true })
  @ApiOperation({ operationId: 'leesZgwClient', summary: 'Een ZGW-client, zonder geheim' })
  @ApiParam(ID)
  @ApiParam(CLIENT)
  @ApiResponse({ status: 200, description: 'De client.', type: ZgwClientAntwoord })
  async een(@Aanroeper() aanroep: Aanroep, @Param('id') id: string, @Param('client') client: string, @Res({ passthrough: true }) antwoord: FastifyReply): Promise<ZgwClientAntwoord> {
    aanroep.beslis({ ...VERTROUWELIJK, id: client });
    const gevonden = await this.clients.lees(aanroep.organisatie, id, client);
    void antwoord.header('etag', etag(gevonden.versie));
    return gevonden;
  }

  @Put(':client')
  @Route({ actie: 'zgw-clients:schrijven', klasse: 'geen-persoonsgegevens', resource: 'zgw-client' })
  @ApiOperation({ operationId: 'wijzigZgwClient', summary: 'Naam of einddatum van een ZGW-client wijzigen', description: 'Het doel, het geheim en de client_id veranderen niet: trek de client daarvoor in en maak een nieuwe.' })
  @ApiParam(ID)
  @ApiParam(CLIENT)
  @ApiHeader({ name: 'If-Match', required: false, schema: { type: 'string', maxLength: 100 }, description: 'ETag van de versie die u wijzigt.' })
  @ApiResponse({ status: 200, description: 'De client.', type: ZgwClientAntwoord })
  async wijzig(
    @Aanroeper() aanroep: Aanroep,
    @Param('id') id: string,
    @Param('client') client: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() invoer: ZgwClientWijziging,
    @Res() antwoord: FastifyReply,
  ): Promise<void> {
    stuurAntwoord(antwoord, await this.clients.wijzig(aanroep, id, client, ifMatch, invoer));
  }

  @Delete(':client')
  @Route({ actie: 'zgw-clients:intrekken', klasse: 'geen-persoonsgegevens', resource: 'zgw-client' })
  @ApiOperation({ operationId: 'trekZgwClientIn', summary: 'ZGW-client intrekken', description: 'Werkt binnen vijf seconden en kan niet ongedaan worden gemaakt. De client_id is daarna vrij voor een nieuwe client van dezelfde applicatie.' })
  @ApiParam(ID)
  @ApiParam(CLIENT)
  @ApiResponse({ status: 204, description: 'De client is ingetrokken.' })
  async trekIn(@Aanroeper() aanroep: Aanroep, @Param('id') id: string, @Param('client') client: string, @Res() antwoord: FastifyReply): Promise<void> {
    stuurAntwoord(antwoord, await this.clients.trekIn(aanroep, id, client));
  }
}
