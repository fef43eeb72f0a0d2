import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExtraModels, ApiHeader, ApiOperation, ApiParam, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { pagina, stuurAntwoord } from '@bronhuis/component';
import { Aanroep, Aanroeper, Route, type Bronvraag } from '@bronhuis/toegang';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Ouder, Toepassingsentiteit, ToepassingsversieAntwoord, ToepassingsversieInvoer, ToepassingsversieKort, ToepassingsversieLijst } from './toepassingsversie.dto.ts';
import { Toepassingsversies } from './toepassingsversies.ts';

const APPLICATIE = { name: 'id', schema: { type: 'string', pattern: '^[a-z0-9-]{1,100}$' }, description: 'Id van de applicatie.' } as const;
const VERSIE = { name: 'versie', schema: { type: 'integer', minimum: 1, maximum: 1_000_000_000 }, description: 'Nummer van de versie.', example: 1 } as const;

/** Who may do what with an application is nobody's business but of those who manage and judge it. */
const vertrouwelijk = (id: string): Bronvraag => ({ soort: 'toepassingsversie', id, vertrouwelijkheid: 2, persoonsgegevens: false });

@ApiTags('toepassingsversies')
@ApiExtraModels(Ouder, Toepassingsentiteit)
@Controller('applicaties/:id/toepassingsversies')
export class ToepassingsversieController {
  constructor(@Inject(Toepassingsversies) private readonly versies: Toepassingsversies) {}

  @Get()
  @Route({ actie: 'toepassingsbeleid:lezen', klasse: 'geen-persoonsgegevens', laat: true })
  @ApiOperation({ operationId: 'leesToepassingsversies', summary: 'Versies van het eigen beleid van een applicatie', description: 'Waarmee bij uw organisatie over vragen van deze applicatie wordt beslist, in haar eigen woorden; de nieuwste versie eerst.' })
  @ApiParam(APPLICATIE)
  @ApiQuery({ name: 'na', required: false, schema: { type: 'integer', minimum: 1, maximum: 1_000_000_000 }, description: 'Ga verder na deze versie.' })
  @ApiQuery({ name: 'omvang', required: false, schema: { type: 'integer', minimum: 1, maximum: 100, default: 25 }, description: 'Aantal per bladzijde.' })
  @ApiResponse({ status: 200, description: 'Versies.', type: ToepassingsversieLijst })
  async lijst(
    @Aanroeper() aanroep: Aanroep,
    @Param('id') id: string,
    @Query('na') na: number | undefined,
    @Query('omvang') omvang: number,
    @Req() verzoek: FastifyRequest,
  ): Promise<object> {
    aanroep.beslis(vertrouwelijk(id));
    return pagina(await this.versies.lijst(aanroep.organisatie, id, na ?? null, omvang), omvang, verzoek.url, (v) => String(v.versie));
  }

  @Get(':versie')
  @Route({ actie: 'toepassingsbeleid:lezen', klasse: 'geen-persoonsgegevens', laat: true })
  @ApiOperation({ operationId: 'leesToepassingsversie', summary: 'Een versie, met regels, schema en entiteiten' })
  @ApiParam(APPLICATIE)
  @ApiParam(VERSIE)
  @ApiResponse({ status: 200, description: 'De versie.', type: ToepassingsversieAntwoord })
  async een(@Aanroeper() aanroep: Aanroep, @Param('id') id: string, @Param('versie') versie: number): Promise<ToepassingsversieAntwoord> {
    aanroep.beslis(vertrouwelijk(`${id}/${versie}`));
    return this.versies.lees(aanroep.organisatie, id, Number(versie));
  }

  @Post()
  @Route({ actie: 'toepassingsbeleid:aanmaken', klasse: 'geen-persoonsgegevens', laat: true })
  @ApiOperation({
    operationId: 'maakToepassingsversie',
    summary: 'Concept van een nieuwe versie',
    description: 'De applicatie stelt met AuthZEN vragen in haar eigen woorden; hiermee worden zij beslist. Cedar leest regels, schema en entiteiten; fouten houden het concept tegen. Een versie verandert niet meer, ook een concept niet.',
  })
  @ApiParam(APPLICATIE)
  @ApiHeader({ name: 'Idempotency-Key', required: false, schema: { type: 'string', maxLength: 100 }, description: 'Herhaalt u een verzoek met dezelfde sleutel, dan krijgt u het eerste antwoord.' })
  @ApiResponse({ status: 201, description: 'Het concept.', type: ToepassingsversieKort })
  async maak(@Aanroeper() aanroep: Aanroep, @Param('id') id: string, @Body() invoer: ToepassingsversieInvoer, @Res() antwoord: FastifyReply): Promise<void> {
    aanroep.beslis(vertrouwelijk(id));
    stuurAntwoord(antwoord, await this.versies.maak(aanroep, id, invoer));
  }

  @Post(':versie/_vaststellen')
  @Route({ actie: 'toepassingsbeleid:vaststellen', klasse: 'geen-persoonsgegevens', laat: true })
  @ApiOperation({ operationId: 'stelToepassingsversieVast', summary: 'Versie van een ander vaststellen', description: 'Vanaf dat moment wordt ermee beslist. Nooit door wie haar schreef, en niet als er al een nieuwere geldt.' })
  @ApiParam(APPLICATIE)
  @ApiParam(VERSIE)
  @HttpCode(200)
  @ApiResponse({ status: 200, description: 'De vastgestelde versie.', type: ToepassingsversieKort })
  async stelVast(@Aanroeper() aanroep: Aanroep, @Param('id') id: string, @Param('versie') versie: number, @Res() antwoord: FastifyReply): Promise<void> {
    aanroep.beslis(vertrouwelijk(`${id}/${versie}`));
    stuurAntwoord(antwoord, await this.versies.stelVast(aanroep, id, Number(versie)));
  }
}
